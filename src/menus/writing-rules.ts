// What may be written of menus: dates, weeks, publications, changes of a day. What was published is never edited (decision 016).
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import { ascending } from '#ground/order.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type {
  Dish,
  Draft,
  MenuOfDay,
  MenuRefusal,
  Publication,
  RotationWeek,
  Season,
  SeasonSpan,
  Serving,
} from '#menus/model.ts';
import { allergens, courses, foods } from '#menus/model.ts';
import { conflicts } from '#menus/plate-rules.ts';

/** New spans of a season, new or not: no two seasons of one service and grade share a day, and the past stays as it was. */
export function decideSpans(
  season: Season,
  spans: readonly SeasonSpan[],
  others: readonly Season[],
  today: Day,
): Outcome<readonly SeasonSpan[], MenuRefusal> {
  if (spans.some((span) => span.to < span.from)) return refuse('dates-backwards');
  if (spans.some((span) => span.firstWeek > season.rotationWeeks))
    return refuse('week-not-in-rotation', { weeks: season.rotationWeeks });
  const inOrder = spans.toSorted((one, other) => ascending(one.from, other.from));
  const twice = inOrder.find((span, index) => span.from <= (inOrder[index - 1]?.to ?? ''));
  const rival = others.find(
    (other) =>
      other.seasonId !== season.seasonId &&
      other.serviceId === season.serviceId &&
      other.grade === season.grade &&
      other.spans.some((one) => spans.some((span) => one.from <= span.to && span.from <= one.to)),
  );
  if (twice !== undefined || rival !== undefined)
    return refuse('seasons-overlap', { season: rival?.name ?? season.name });
  return season.spans.some((span) => changesPast(span, spans, today)) ||
    (season.spans.length > 0 && spans.some((span) => changesPast(span, season.spans, today)))
    ? refuse('past-would-change')
    : accept(inOrder);
}

/** True unless the span has not begun, or another says the same of its days up to yesterday. */
function changesPast(span: SeasonSpan, others: readonly SeasonSpan[], today: Day): boolean {
  if (span.from >= today) return false;
  const yesterday = addDays(today, -1);
  const pastEnd = (one: SeasonSpan): Day => (one.to < yesterday ? one.to : yesterday);
  return !others.some(
    (other) =>
      other.from === span.from &&
      other.firstWeek === span.firstWeek &&
      pastEnd(other) === pastEnd(span),
  );
}

/** The dishes of one day as they may be stored: one of each course, in their order, and no substitution that harms. */
export function decideDishes(given: readonly Dish[]): Outcome<readonly Dish[], MenuRefusal> {
  const dishes = given.map(tidyDish).toSorted(byCourse);
  const twice = dishes.find((dish, index) =>
    dishes.slice(0, index).some((one) => one.course === dish.course),
  );
  if (twice !== undefined) return refuse('course-twice', { dish: twice.name });
  for (const dish of dishes) {
    for (const { variants, serving } of dish.substitutions) {
      const variant = variants.find((one) => conflicts(serving ?? dish, one));
      if (variant !== undefined)
        return refuse('unsafe-substitution', { dish: (serving ?? dish).name, variant });
    }
  }
  return accept(dishes);
}

export function decideWeek(
  season: Season,
  week: number,
  days: RotationWeek,
): Outcome<RotationWeek, MenuRefusal> {
  if (week < 1 || week > season.rotationWeeks)
    return refuse('week-not-in-rotation', { weeks: season.rotationWeeks });
  const decidedDays = [];
  for (const { weekday, dishes } of days.toSorted((one, other) => one.weekday - other.weekday)) {
    const decided = decideDishes(dishes);
    if (!decided.ok) return decided;
    if (decided.value.length > 0) decidedDays.push({ weekday, dishes: decided.value });
  }
  return accept(decidedDays);
}

/** Whether two writings of a week say the same: spaces, order and spelling of variants apart. */
export function isSameWeek(one: RotationWeek, other: RotationWeek): boolean {
  const written = (days: RotationWeek): string =>
    JSON.stringify(days.map((day) => [day.weekday, day.dishes.map(tidyDish).toSorted(byCourse)]));
  return written(one) === written(other);
}

export interface Publishing {
  readonly draft: Draft;
  readonly validFrom: Day;
}

/**
 * The weeks whose last draft nobody has been shown yet. All weeks must be whole, or some day would have no menu. The
 * first publication of a week counts from the beginning of the season, a later one from `from`, today at the earliest:
 * what families have read of past days stays as they read it.
 */
export function decidePublication(
  season: Season,
  drafts: readonly Draft[],
  publications: readonly Publication[],
  { from, today }: { readonly from: Day; readonly today: Day },
): Outcome<readonly Publishing[], MenuRefusal> {
  if (from < today) return refuse('past-would-change');
  const weeks = Array.from({ length: season.rotationWeeks }, (_, index) => index + 1);
  const incomplete = weeks.filter((week) => {
    const draft = drafts.find((one) => one.week === week);
    return draft === undefined || !isWhole(draft.days);
  });
  if (incomplete.length > 0) return refuse('weeks-incomplete', { weeks: incomplete.join(', ') });
  const start = season.spans[0]?.from ?? today;
  const began = start < today ? start : today;
  const publishing = drafts.flatMap((draft): Publishing[] => {
    const shown = publications
      .filter((one) => one.week === draft.week)
      .toSorted((one, other) => other.publishedAt - one.publishedAt);
    if (shown[0]?.draftId === draft.draftId) return [];
    return [{ draft, validFrom: shown.length === 0 ? began : from }];
  });
  return publishing.length === 0 ? refuse('nothing-to-publish') : accept(publishing);
}

/** Every day from Monday to Friday has dishes. */
export const isWhole = (days: RotationWeek): boolean =>
  [1, 2, 3, 4, 5].every((weekday) =>
    days.some((one) => one.weekday === weekday && one.dishes.length > 0),
  );

/** Today can still be changed at any hour: the cook knows at eleven that the fish has not come. */
export function decideDayChange(
  menu: MenuOfDay,
  day: Day,
  dishes: readonly Dish[],
  today: Day,
): Outcome<readonly Dish[], MenuRefusal> {
  if (day < today) return refuse('past-would-change');
  if (menu.kind !== 'menu') return refuse('nothing-on-that-day');
  return decideDishes(dishes);
}

/** One spelling of the same dish, so that an import that changes nothing is seen to change nothing. */
function tidyDish({ course, substitutions, ...serving }: Dish): Dish {
  return {
    course,
    ...tidyServing(serving),
    substitutions: substitutions.map((one) => ({
      variants: [...new Set(one.variants.map((variant) => variant.trim()))].toSorted(),
      serving: one.serving === null ? null : tidyServing(one.serving),
    })),
  };
}

function tidyServing(serving: Serving): Serving {
  return {
    name: serving.name.normalize('NFC').replaceAll(/\s+/g, ' ').trim(),
    allergens: allergens.filter((one) => serving.allergens.includes(one)),
    foods: foods.filter((one) => serving.foods.includes(one)),
  };
}

const byCourse = (one: Dish, other: Dish): number =>
  courses.indexOf(one.course) - courses.indexOf(other.course);
