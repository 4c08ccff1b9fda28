// Use case: closes the day of schools and services; who eats what becomes immutable facts (RULES A6).
import { recordEvent } from '#audit/record-event.ts';
import { wakeDays } from '#bookings/changed-days.ts';
import type { ClassShift, SuppliedSchool } from '#bookings/closing-store.ts';
import {
  insertAdultMeals,
  insertClosings,
  insertMeals,
  listClosings,
  listShifts,
} from '#bookings/closing-store.ts';
import type { CalendarAt, SchoolMeals } from '#bookings/expected-meals.ts';
import { expectedMeals } from '#bookings/expected-meals.ts';
import { mealColumnsOf } from '#bookings/meal-columns.ts';
import { lockSchools } from '#bookings/store.ts';
import { freezeDay } from '#calendar/freeze-day.ts';
import { closesAt } from '#calendar/rules.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { requestDeadlineSeconds } from '#platform/http-server.ts';
import type { Tx } from '#platform/database.ts';

export type ClosingRefusal = 'already-closed' | 'not-yet-over';

export interface Closing {
  readonly pupilMeals: number;
  readonly adultMeals: number;
}

/**
 * Happens once: the schools' locks make two closings take turns, and the second finds the first's markers. One
 * outcome for each school, in their order; together they cost little more than one of them (decision 034).
 */
export async function closeDay(
  tx: Tx,
  means: { readonly clock: Clock; readonly calendarAt: CalendarAt },
  schools: readonly SuppliedSchool[],
  day: Day,
): Promise<readonly Outcome<Closing, ClosingRefusal>[]> {
  const schoolIds = schools.map(({ schoolId }) => schoolId);
  const [, closings] = await Promise.all([
    lockSchools(tx, schoolIds),
    listClosings(tx, schoolIds, day),
  ]);
  const closed = new Set(closings.map(keyOf));
  const open = schools.filter((school) => !closed.has(keyOf(school)));
  const [meals, shifts] = await Promise.all([
    expectedMeals(tx, means.calendarAt, open, day),
    listShifts(tx, classIdsOf(open)),
  ]);
  const closedAt = means.clock.now();
  const over = meals.filter(
    ({ cutOffAt }) => closedAt >= closesAt(cutOffAt, requestDeadlineSeconds),
  );
  write(tx, over, shifts, { day, closedAt });
  const outcomes = new Map(over.map((one) => [one.school, accept(closingOf(one))]));
  return schools.map(
    (school) =>
      outcomes.get(school) ??
      refuse(closed.has(keyOf(school)) ? 'already-closed' : 'not-yet-over', { day }),
  );
}

function write(
  tx: Tx,
  closings: readonly SchoolMeals<SuppliedSchool>[],
  shifts: readonly ClassShift[],
  at: { readonly day: Day; readonly closedAt: Instant },
): void {
  if (closings.length === 0) return;
  const { day, closedAt } = at;
  insertClosings(
    tx,
    closings.map((one) => ({ ...one, ...one.school, ...closingOf(one) })),
    at,
  );
  insertMeals(tx, mealColumnsOf(closings, shifts), at);
  insertAdultMeals(
    tx,
    closings.flatMap(({ school, adults }) => adults.map((adult) => ({ ...school, ...adult }))),
    at,
  );
  freezeDay(
    tx,
    closings.map(({ school, cutOffAt }) => ({ ...school, cutOffAt })),
    { day, frozenAt: closedAt },
  );
  for (const one of closings) {
    const { schoolId } = one.school;
    wakeDays(tx, { schoolId, from: day, to: day });
    recordEvent(tx, {
      at: closedAt,
      actor: systemActor('close-day'),
      action: 'bookings.day-closed',
      subjectKind: 'school',
      subjectId: schoolId,
      facts: { day, ...closingOf(one) },
    });
  }
}

const closingOf = ({ pupils, adults }: SchoolMeals): Closing => ({
  pupilMeals: pupils.length,
  adultMeals: adults.length,
});

const classIdsOf = (schools: readonly SuppliedSchool[]): readonly string[] => [
  ...new Set(schools.flatMap(({ classIds }) => classIds)),
];

const keyOf = (one: { readonly schoolId: string; readonly serviceId: string }): string =>
  `${one.schoolId} ${one.serviceId}`;
