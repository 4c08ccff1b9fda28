// Use cases: staff read the seasons with the state of their weeks, one week as it is written, and the published days.
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import { eachDay } from '#ground/day-range.ts';
import { ascending } from '#ground/order.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { foldText } from '#ground/text-forms.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { DishView, MenuDays, SeasonsView, WeekView } from '#menus/api.ts';
import type { MenuMeans } from '#menus/family-menu.ts';
import { loadMenuFacts, weeksServed } from '#menus/facts.ts';
import { shownMenuOf, wireDish, wireServedDish } from '#menus/menu-view.ts';
import type { Draft, MenuRefusal, Publication, Season } from '#menus/model.ts';
import { mondayOf } from '#menus/rotation-rules.ts';
import { mayManage, mayRead, menuOfDay } from '#menus/rules.ts';
import { findMenuRows, listDrafts, listVariants } from '#menus/store.ts';
import { isWhole } from '#menus/writing-rules.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, romeIso } from '#platform/rome.ts';

/** How far the list says in which weeks of the calendar each week of the rotation is served. */
const daysAhead = 84;

/** For who manages menus, drafts included. Role office. */
export async function readSeasons(
  tx: Tx,
  means: MenuMeans,
  account: StaffAccount,
): Promise<Outcome<SeasonsView, MenuRefusal>> {
  if (!mayManage(account.grants)) return refuse('not-allowed');
  const now = means.clock.now();
  const today = dayAt(now);
  const until = addDays(today, daysAhead);
  const [facts, drafts, variants] = await Promise.all([
    loadMenuFacts(tx, means.calendarAt, today, until),
    listDrafts(tx, null),
    listVariants(tx),
  ]);
  return accept({
    now: romeIso(now),
    today,
    services: facts.services.map((service) => ({ ...service })),
    variants: [...variants],
    dishes: knownDishes(drafts),
    seasons: facts.seasons.map((season) => ({
      ...season,
      spans: season.spans.map((span) => ({ ...span })),
      serviceName:
        facts.services.find((one) => one.serviceId === season.serviceId)?.serviceName ?? '',
      weeks: weeksOf(season, drafts, facts.publications).map((one) => ({
        ...one,
        mondays: mondaysOf(season, one.week, facts.closures, { from: today, to: until }),
      })),
    })),
  });
}

/** What the office has written before is offered again, allergens and substitutions with it. */
function knownDishes(drafts: readonly Draft[]): DishView[] {
  const dishes = drafts.flatMap((draft) => draft.days.flatMap((day) => day.dishes));
  const byName = new Map(dishes.map((dish) => [`${dish.course} ${foldText(dish.name)}`, dish]));
  return [...byName.values()]
    .toSorted((one, other) => ascending(foldText(one.name), foldText(other.name)))
    .map(wireDish);
}

function weeksOf(
  season: Season,
  drafts: readonly Draft[],
  publications: readonly Publication[],
): readonly Omit<SeasonsView['seasons'][number]['weeks'][number], 'mondays'>[] {
  return Array.from({ length: season.rotationWeeks }, (_, index) => {
    const week = index + 1;
    const draft = drafts.find((one) => one.seasonId === season.seasonId && one.week === week);
    const state = stateOf(season.seasonId, week, draft, publications);
    return {
      week,
      state,
      whole: draft === undefined ? state === 'published' : isWhole(draft.days),
    };
  });
}

function stateOf(
  seasonId: string,
  week: number,
  draft: Draft | undefined,
  publications: readonly Publication[],
): WeekView['state'] {
  const last = publications
    .filter((one) => one.seasonId === seasonId && one.week === week)
    .toSorted((one, other) => other.publishedAt - one.publishedAt)[0];
  if (last === undefined) return draft === undefined ? 'missing' : 'draft';
  return draft === undefined || draft.draftId === last.draftId ? 'published' : 'changed';
}

function mondaysOf(
  season: Season,
  week: number,
  closures: Parameters<typeof weeksServed>[1],
  { from, to }: ClosedDayRange,
): Day[] {
  const served = weeksServed(season, closures, from, to).filter((one) => one.week === week);
  return [...new Set(served.map(({ day }) => mondayOf(day)))];
}

/** A week as it was last written, for who manages menus. Role office. */
export async function readWeek(
  tx: Tx,
  means: MenuMeans,
  account: StaffAccount,
  asked: { readonly seasonId: string; readonly week: number },
): Promise<Outcome<WeekView, MenuRefusal>> {
  if (!mayManage(account.grants)) return refuse('not-allowed');
  const today = dayAt(means.clock.now());
  const { seasonId, week } = asked;
  const [{ seasons, publications }, drafts] = await Promise.all([
    findMenuRows(tx, today, today),
    listDrafts(tx, seasonId),
  ]);
  const season = seasons.find((one) => one.seasonId === seasonId);
  if (season === undefined) return refuse('season-not-found');
  if (week > season.rotationWeeks)
    return refuse('week-not-in-rotation', { weeks: season.rotationWeeks });
  const draft = drafts.find((one) => one.week === week);
  return accept({
    seasonId,
    week,
    state: stateOf(seasonId, week, draft, publications),
    days: (draft?.days ?? []).map((day) => ({
      weekday: day.weekday,
      dishes: day.dishes.map(wireDish),
    })),
  });
}

/** The published days of every season, changes included: for whoever cooks, serves or answers families. Role kitchen. */
export async function readMenuDays(
  tx: Tx,
  means: MenuMeans,
  account: StaffAccount,
  range: ClosedDayRange,
): Promise<Outcome<MenuDays, MenuRefusal>> {
  if (!mayRead(account.grants)) return refuse('not-allowed');
  const now = means.clock.now();
  const facts = await loadMenuFacts(tx, means.calendarAt, range.from, range.to);
  return accept({
    now: romeIso(now),
    today: dayAt(now),
    seasons: facts.seasons.flatMap((season) => {
      const alone = { ...facts, seasons: [season] };
      const days = eachDay(range).flatMap((day): MenuDays['seasons'][number]['days'] => {
        const menu = menuOfDay(alone, day, season.serviceId, season.grade ?? 'primary');
        if (menu.kind === 'no-season') return [];
        if (menu.kind === 'not-published') return [{ kind: 'not-published', day }];
        return [{ ...shownMenuOf(menu, day), dishes: menu.dishes.map(wireServedDish) }];
      });
      const { seasonId, name, grade } = season;
      const serviceName =
        facts.services.find((one) => one.serviceId === season.serviceId)?.serviceName ?? '';
      return days.length === 0 ? [] : [{ seasonId, name, serviceName, grade, days }];
    }),
  });
}
