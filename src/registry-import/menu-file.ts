// menu.csv: the dishes of a season week by week, and what special diets get instead of each of them.
import type { Grade } from '#calendar/model.ts';
import type { Weekday } from '#ground/day.ts';
import { foldText } from '#ground/text-forms.ts';
import { listWeekdays, mondayToFriday } from '#ground/weekdays.ts';
import type { Course, Dish, Season, SeasonSpan, Serving, Substitution } from '#menus/model.ts';
import { conflicts } from '#menus/plate-rules.ts';
import { readText } from '#registry-import/cell.ts';
import { closestOf } from '#registry-import/code-book.ts';
import { serviceNamed } from '#registry-import/desk.ts';
import type { Desk } from '#registry-import/desk.ts';
import type { ColumnKey } from '#registry-import/files.ts';
import { readAllergens, readCourse, readFoods, readWeeks } from '#registry-import/menu-words.ts';
import type { MenuRecord, Place } from '#registry-import/model.ts';
import type { Table } from '#registry-import/read-table.ts';
import { readersOf } from '#registry-import/row-reader.ts';
import type { RowReader } from '#registry-import/row-reader.ts';
import { readGrade } from '#registry-import/word-cell.ts';
import { readWeekdays } from '#registry-import/weekday-cell.ts';

type Row = RowReader<ColumnKey<'menus'>>;

interface WrittenDish {
  readonly dish: Serving & { readonly course: Course };
  /** Null: of the whole rotation. */
  readonly weeks: readonly number[] | null;
  readonly weekdays: readonly Weekday[];
  readonly row: Row;
}

interface WrittenSeason {
  readonly name: string;
  readonly serviceCode: string;
  readonly grade: Grade | null;
  readonly place: Place;
  readonly spans: SeasonSpan[];
  readonly dishes: WrittenDish[];
  /** By the folded name of the dish that they take the place of. */
  readonly substitutions: Map<string, { readonly row: Row; readonly one: Substitution }[]>;
}

export function readMenus(table: Table, desk: Desk): readonly MenuRecord[] {
  const seasons = new Map<string, WrittenSeason>();
  for (const row of readersOf<ColumnKey<'menus'>>(table, desk.faults)) {
    const season = seasonOf(row, desk, seasons);
    const name = row.required('dish', readText);
    const allergens = row.optional('allergens', readAllergens);
    const foods = row.optional('foods', readFoods);
    const variant = row.optional('variant', (text) => readText(text, 120));
    if (season === undefined || name === undefined || variant === undefined) continue;
    if (allergens === undefined || foods === undefined) continue;
    const serving = { name, allergens: allergens ?? [], foods: foods ?? [] };
    if (variant === null) addDish(row, season, serving);
    else addSubstitution(row, season, variant, serving);
  }
  return [...seasons.values()].map(recordOf);
}

function seasonOf(
  row: Row,
  desk: Desk,
  seasons: Map<string, WrittenSeason>,
): WrittenSeason | undefined {
  const name = row.required('season', (text) => readText(text, 80));
  const range = row.range('from', 'to');
  const grade = row.optional('grade', readGrade);
  const serviceCode = serviceNamed(desk, row, 'service', false);
  if (name === undefined || range === undefined || grade === undefined) return undefined;
  if (serviceCode === undefined) return undefined;
  const key = foldText(name);
  const season: WrittenSeason = seasons.get(key) ?? {
    name,
    serviceCode,
    grade,
    place: row.place,
    spans: [],
    dishes: [],
    substitutions: new Map(),
  };
  seasons.set(key, season);
  const { from, to } = range;
  if (from !== null && to !== null && !season.spans.some((span) => span.from === from))
    season.spans.push({ from, to, firstWeek: 1 });
  return season;
}

function addDish(row: Row, season: WrittenSeason, serving: Serving): void {
  const course = row.required('course', readCourse);
  const weeks = row.optional('week', readWeeks);
  const weekdays = row.optional('weekday', readWeekdays);
  if (course === undefined || weeks === undefined || weekdays === undefined) return;
  season.dishes.push({
    dish: { course, ...serving },
    weeks,
    weekdays: listWeekdays(weekdays ?? mondayToFriday),
    row,
  });
}

/** '=' in place of the dish: it suits the variant as it is. 'Senza glutine + Vegetariano' is for who eats by both. */
function addSubstitution(row: Row, season: WrittenSeason, variant: string, serving: Serving): void {
  const instead = row.required('insteadOf', readText);
  if (instead === undefined) return;
  const variants = variant
    .split('+')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const isSuited = serving.name === '=';
  const harmful = isSuited ? undefined : variants.find((one) => conflicts(serving, one));
  if (harmful !== undefined) {
    row.fault('error', 'substitution-unsafe', 'dish', { variant: harmful });
    return;
  }
  const key = foldText(instead);
  season.substitutions.set(key, [
    ...(season.substitutions.get(key) ?? []),
    { row, one: { variants, serving: isSuited ? null : serving } },
  ]);
}

function recordOf(season: WrittenSeason): MenuRecord {
  const { name, serviceCode, grade, spans, place, dishes } = season;
  const rotationWeeks = Math.max(1, ...dishes.flatMap(({ weeks }) => weeks ?? []));
  checkSubstitutions(season);
  const weeks = Array.from({ length: rotationWeeks }, (_, index) => ({
    week: index + 1,
    days: listWeekdays(mondayToFriday)
      .map((weekday) => ({ weekday, dishes: dishesOn(season, index + 1, weekday) }))
      .filter((day) => day.dishes.length > 0),
  }));
  return { name, kind: kindOf(name), serviceCode, grade, rotationWeeks, spans, weeks, place };
}

const kindOf = (name: string): Season['kind'] =>
  /estiv|estate|summer/i.test(name) ? 'summer' : 'winter';

/** Of two dishes of one course the one that names its week and day goes before the one of every day. */
function dishesOn(season: WrittenSeason, week: number, weekday: Weekday): readonly Dish[] {
  const found = new Map<Course, WrittenDish>();
  for (const written of season.dishes) {
    const { dish, weeks, weekdays, row } = written;
    if (weeks !== null && !weeks.includes(week)) continue;
    if (!weekdays.includes(weekday)) continue;
    const there = found.get(dish.course);
    if (there !== undefined && (there.weeks === null) === (weeks === null)) {
      row.fault('error', 'menu-course-twice', 'course', { line: there.row.place.line });
    } else if (there === undefined || there.weeks === null) found.set(dish.course, written);
  }
  return [...found.values()].map(({ dish }) => ({
    ...dish,
    substitutions: (season.substitutions.get(foldText(dish.name)) ?? []).map(({ one }) => one),
  }));
}

/** A substitution of a dish that is in no week would be lost without a word. */
function checkSubstitutions({ dishes, substitutions }: WrittenSeason): void {
  const names = new Map(dishes.map(({ dish }) => [foldText(dish.name), dish]));
  for (const [key, written] of substitutions) {
    const dish = names.get(key);
    for (const { row, one } of written) {
      if (dish === undefined) {
        const closest = closestOf(key, names.keys());
        const hasClosest = closest === undefined ? 'no' : 'yes';
        const details = { closest: names.get(closest ?? '')?.name ?? '', hasClosest };
        row.fault('error', 'dish-unknown', 'insteadOf', details);
      } else if (one.serving === null) {
        const harmful = one.variants.find((variant) => conflicts(dish, variant));
        if (harmful !== undefined)
          row.fault('error', 'substitution-unsafe', 'dish', { variant: harmful });
      }
    }
  }
}
