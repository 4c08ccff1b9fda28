// What a change asked of days that were closed already becomes a correction: in time it must not happen, in an amnesty it may (RULES A6, A8).
import { correctMeals } from '#bookings/correct-meal.ts';
import { findChangedDays } from '#bookings/correction-store.ts';
import { isMealExpected } from '#bookings/day-rules.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { pupilDaysOf } from '#bookings/facts.ts';
import { graceUntil } from '#bookings/grace.ts';
import type { CorrectionInForce, FrozenMeal, PupilDay } from '#bookings/model.ts';
import { wasSeen } from '#bookings/rules.ts';
import { findDayRows, listFrozenMeals } from '#bookings/day-rows-store.ts';
import { lockPupils } from '#bookings/store.ts';
import { isInTime } from '#calendar/rules.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Instant } from '#ground/instant.ts';
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
    listFrozenMeals(tx, pupilIds, days),
  ]);
  const calendar = await means.calendarAt(tx, rows.version);
  const open = pupilDaysOf(calendar, rows, days, { meals }).filter(isToSettle);
  const acts = groupBy(open, (one) =>
    [one.serviceId, one.day, kindOf(calendar, one, receivedAt)].join(' '),
  );
  for (const pupilDays of acts.values()) {
    const [{ serviceId, day }] = pupilDays;
    const correction = kindOf(calendar, pupilDays[0], receivedAt);
    await correctMeals(
      tx,
      means.clock.now(),
      systemActor('settle-closed-days'),
      { serviceId, day, correction, reason: receiptCode },
      pupilDays.map((one) => ({
        pupilId: one.pupilId,
        outcome: outcomeAsked(one),
        restored: null,
      })),
    );
    if (correction === 'in-time-after-closing')
      means.log.alarm('in-time-after-closing', { tenantId: tx.tenantId, day });
  }
}

/** Closed, and not as the family asked; whom the school saw eat or leave is as the school said. */
function isToSettle(one: PupilDay): boolean {
  const { frozen, meal } = one;
  return frozen && !wasSeen(one) && (meal?.outcome ?? 'absent') !== outcomeAsked(one);
}

const outcomeAsked = (one: PupilDay): FrozenMeal['outcome'] =>
  isMealExpected(one) ? 'booked' : 'absent';

function kindOf(
  calendar: TenantCalendar,
  { day, cutOffAt }: PupilDay,
  receivedAt: Instant,
): CorrectionInForce {
  if (isInTime(receivedAt, cutOffAt)) return 'in-time-after-closing';
  const until = graceUntil(calendar, day);
  return until !== null && isInTime(receivedAt, until) ? 'grace' : 'amnesty';
}
