// Use case: closes the day of one school and service; who eats what becomes immutable facts (RULES A6).
import { recordEvent } from '#audit/record-event.ts';
import { wakeDays } from '#bookings/changed-days.ts';
import type { SuppliedSchool } from '#bookings/closing-store.ts';
import {
  findClosing,
  insertAdultMeals,
  insertClosing,
  insertMeals,
} from '#bookings/closing-store.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { expectedMeals } from '#bookings/expected-meals.ts';
import { lockSchool } from '#bookings/store.ts';
import { freezeDay } from '#calendar/freeze-day.ts';
import { closesAt } from '#calendar/rules.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { requestDeadlineSeconds } from '#platform/http-server.ts';
import type { Tx } from '#platform/database.ts';

export type ClosingRefusal = 'already-closed' | 'not-yet-over';

export interface Closing {
  readonly pupilMeals: number;
  readonly adultMeals: number;
}

/** Happens once: the school's lock makes two closings take turns, and the second finds the first's marker. */
export async function closeDay(
  tx: Tx,
  means: { readonly clock: Clock; readonly calendarAt: CalendarAt },
  school: SuppliedSchool,
  day: Day,
): Promise<Outcome<Closing, ClosingRefusal>> {
  const { schoolId, serviceId, kitchenId, servingSiteId } = school;
  await lockSchool(tx, schoolId);
  if (await findClosing(tx, { schoolId, serviceId, day })) return refuse('already-closed', { day });
  const meals = await expectedMeals(tx, means.calendarAt, school, day);
  const closedAt = means.clock.now();
  if (closedAt < closesAt(meals.cutOffAt, requestDeadlineSeconds))
    return refuse('not-yet-over', { day });
  const { cutOffAt, isServed, pupils, adults } = meals;
  const closing = { pupilMeals: pupils.length, adultMeals: adults.length };
  insertClosing(tx, { schoolId, serviceId, day, cutOffAt, closedAt, isServed, ...closing });
  const supplied = { schoolId, serviceId, day, kitchenId, servingSiteId, recordedAt: closedAt };
  insertMeals(tx, supplied, {
    pupilIds: pupils.map((meal) => meal.pupilId),
    classIds: pupils.map((meal) => meal.classId),
    variants: pupils.map((meal) => meal.plate?.variant ?? null),
    specialDietIds: pupils.map((meal) => meal.plate?.specialDietIds.join(',') ?? ''),
    plain: pupils.map((meal) => meal.plain),
    packedLunches: pupils.map((meal) => meal.packedLunch),
  });
  insertAdultMeals(tx, supplied, adults);
  wakeDays(tx, { schoolId, from: day, to: day });
  freezeDay(tx, { schoolId, serviceId, day, cutOffAt, frozenAt: closedAt });
  recordEvent(tx, {
    at: closedAt,
    actor: systemActor('close-day'),
    action: 'bookings.day-closed',
    subjectKind: 'school',
    subjectId: schoolId,
    facts: { day, ...closing },
  });
  return accept(closing);
}
