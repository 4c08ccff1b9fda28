// What a change asked of days that were closed already becomes a correction: in time it must not happen, in an amnesty it may (RULES A6, A8).
import { correctMeal } from '#bookings/correct-meal.ts';
import { findChangedDays } from '#bookings/correction-store.ts';
import { isMealExpected } from '#bookings/day-rules.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { pupilDaysOf } from '#bookings/facts.ts';
import { findDayRows, listFrozenMeals, lockPupils } from '#bookings/store.ts';
import { isInTime } from '#calendar/rules.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Tx } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';

export interface SettlingMeans {
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
  readonly log: Log;
}

/** Repeatable: a meal that is already as the family asked is left alone. Run by the outbox, in the role system. */
export async function settleClosedDays(
  tx: Tx,
  means: SettlingMeans,
  { changeId }: { readonly changeId: string },
): Promise<void> {
  const change = await findChangedDays(tx, changeId);
  if (change === undefined) throw new Error('a change to settle that is not recorded');
  const { pupilIds, days, receivedAt, receiptCode } = change;
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return;
  const [, rows, meals] = await Promise.all([
    lockPupils(tx, pupilIds),
    findDayRows(tx, { pupilIds }, from, to),
    listFrozenMeals(tx, pupilIds, from, to),
  ]);
  const calendar = await means.calendarAt(tx, rows.version);
  for (const one of pupilDaysOf(calendar, rows, days, { meals })) {
    const outcome = isMealExpected(one) ? 'booked' : 'absent';
    if (!one.frozen || (one.meal?.outcome ?? 'absent') === outcome) continue;
    const isLate = !isInTime(receivedAt, one.cutOffAt);
    await correctMeal(tx, means.clock, systemActor('settle-closed-days'), {
      pupilId: one.pupilId,
      serviceId: one.serviceId,
      day: one.day,
      outcome,
      correction: isLate ? 'amnesty' : 'in-time-after-closing',
      reason: receiptCode,
    });
    if (!isLate) means.log.alarm('in-time-after-closing', { tenantId: tx.tenantId, day: one.day });
  }
}
