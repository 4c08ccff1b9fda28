// Which menu a day has, from seasons, publications and changes; and who may read and manage menus.
import type { Grade } from '#calendar/model.ts';
import type { Actor, Grant, StaffRole } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import { weekdayOf } from '#ground/day.ts';
import { ascending } from '#ground/order.ts';
import type { DayChange, MenuFacts, MenuOfDay, Publication } from '#menus/model.ts';
import { courses } from '#menus/model.ts';
import { rotationWeekOn, seasonOn } from '#menus/rotation-rules.ts';

/** The one menu of a service and grade on a day, as published, with the day's change. */
export function menuOfDay(facts: MenuFacts, day: Day, serviceId: string, grade: Grade): MenuOfDay {
  const at = seasonOn(facts.seasons, day, serviceId, grade);
  if (at === undefined) return { kind: 'no-season' };
  const { season } = at;
  const week = rotationWeekOn(at, day, facts.closures);
  const publication = publicationOn(facts.publications, season.seasonId, week, day);
  const days = publication && facts.weeks.get(publication.publicationId);
  const planned = days?.find((one) => one.weekday === weekdayOf(day))?.dishes ?? [];
  const change = changeOn(facts.changes, season.seasonId, day);
  const changed = change?.dishes ?? [];
  if (publication === undefined || planned.length + changed.length === 0) {
    return { kind: 'not-published', season, week };
  }
  const dishes = [
    ...planned
      .filter((dish) => !changed.some((one) => one.course === dish.course))
      .map((dish) => ({ ...dish, insteadOf: null })),
    ...changed.map((dish) => ({
      ...dish,
      insteadOf: planned.find((one) => one.course === dish.course)?.name ?? '',
    })),
  ].toSorted((one, other) => courses.indexOf(one.course) - courses.indexOf(other.course));
  const changedBecause = changed.length === 0 ? null : (change?.reason ?? null);
  return { kind: 'menu', season, week, dishes, changedBecause };
}

/** The latest that has begun by then; of two with the same first day the one published later. */
export function publicationOn(
  publications: readonly Publication[],
  seasonId: string,
  week: number,
  day: Day,
): Publication | undefined {
  return publications
    .filter((one) => one.seasonId === seasonId && one.week === week && one.validFrom <= day)
    .toSorted(
      (one, other) =>
        ascending(other.validFrom, one.validFrom) || other.publishedAt - one.publishedAt,
    )[0];
}

export function changeOn(
  changes: readonly DayChange[],
  seasonId: string,
  day: Day,
): DayChange | undefined {
  return changes
    .filter((one) => one.seasonId === seasonId && one.day === day)
    .toSorted((one, other) => other.recordedAt - one.recordedAt)[0];
}

const managers: readonly StaffRole[] = ['office', 'caterer', 'administrator'];
const readers: readonly StaffRole[] = [...managers, 'kitchen', 'serving-site', 'school'];

/** A menu is of the whole authority: who manages one school or kitchen only reads it. */
export const mayManage = (grants: readonly Grant[]): boolean =>
  grants.some(
    (grant) => managers.includes(grant.role) && grant.schoolId === null && grant.kitchenId === null,
  );

/** Imports and the demo act as the system. */
export const mayWrite = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'staff' && mayManage(actor.grants));

export const mayRead = (grants: readonly Grant[]): boolean =>
  grants.some((grant) => readers.includes(grant.role));
