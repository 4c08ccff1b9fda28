// Which rotation week a day is in: derived from the season's span and the closures, never typed (decision 016).
import type { Closure, Grade } from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';
import { addDays, weekdayOf } from '#ground/day.ts';
import type { Season, SeasonSpan } from '#menus/model.ts';

export interface SeasonDay {
  readonly season: Season;
  readonly span: SeasonSpan;
}

/** The season of a service and grade on a day; a grade's own goes before the one of every grade. */
export function seasonOn(
  seasons: readonly Season[],
  day: Day,
  serviceId: string,
  grade: Grade,
): SeasonDay | undefined {
  const found = (wanted: Grade | null): SeasonDay | undefined =>
    seasons
      .filter((season) => season.serviceId === serviceId && season.grade === wanted)
      .flatMap((season) => season.spans.map((span) => ({ season, span })))
      .find(({ span }) => span.from <= day && day <= span.to);
  return found(grade) ?? found(null);
}

/**
 * 1 is the first week. The span's first week is its `firstWeek`; each later one is the next, and after the last comes
 * the first again. A week whose five days are all closed does not count: after Christmas the rotation goes on where
 * it stopped. A closure of some days shifts nothing, that day's dishes are left out.
 */
export function rotationWeekOn(
  { season, span }: SeasonDay,
  day: Day,
  closures: readonly Closure[],
): number {
  let weeks = span.firstWeek - 1;
  for (let monday = mondayOf(span.from); monday < mondayOf(day); monday = addDays(monday, 7)) {
    if (!isClosedWeek(monday, season, closures)) weeks += 1;
  }
  return (weeks % season.rotationWeeks) + 1;
}

/** Closures of one school or class do not count: the kitchen cooks the same week for the others. */
function isClosedWeek(monday: Day, season: Season, closures: readonly Closure[]): boolean {
  const ofSeason = closures.filter(
    ({ scope }) =>
      scope.kind === 'tenant' || (scope.kind === 'grade' && scope.grade === season.grade),
  );
  return [0, 1, 2, 3, 4]
    .map((days) => addDays(monday, days))
    .every((day) => ofSeason.some((closure) => closure.fromOn <= day && day <= closure.toOn));
}

export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));
