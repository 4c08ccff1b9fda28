// Use case: the first useful day of a child for each meal service, for channels on which nobody names a day (RULES B4).
import type { Requester } from '#bookings/asker.ts';
import { requireAsker } from '#bookings/asker.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { decideDayState, isDue } from '#bookings/day-rules.ts';
import { pupilDaysOf } from '#bookings/facts.ts';
import type { DayAhead, ImpliedDay, ServiceImpliedDay } from '#bookings/implied-day-rules.ts';
import { decideImpliedDay } from '#bookings/implied-day-rules.ts';
import type { PupilDay } from '#bookings/model.ts';
import { findDayRows } from '#bookings/day-rows-store.ts';
import { decidePhoneLine } from '#calendar/phone-rules.ts';
import { schoolYearEndsOn } from '#calendar/rules.ts';
import { phoneHoursSetting } from '#calendar/settings.ts';
import type { FamilyRefusal } from '#enrolment/model.ts';
import { eachDay } from '#ground/day-range.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, timeAt } from '#platform/rome.ts';

/** `arrivedAt`: on the phone the confirming digit, of an SMS its arrival here. In the role of the requester's face. */
export async function readImpliedDay(
  tx: Tx,
  means: { readonly calendarAt: CalendarAt },
  requester: Requester,
  pupilId: string,
  arrivedAt: Instant,
): Promise<Outcome<readonly ServiceImpliedDay[], FamilyRefusal | 'not-allowed'>> {
  const today = dayAt(arrivedAt);
  const days = { from: today, to: schoolYearEndsOn(today) };
  const [asker, rows] = await Promise.all([
    requireAsker(tx, requester, [pupilId]),
    findDayRows(tx, { pupilIds: [pupilId] }, days.from, days.to),
  ]);
  if (!asker.ok) return asker;
  const calendar = await means.calendarAt(tx, rows.version);
  const hours = calendar.setting(phoneHoursSetting, today);
  const services = groupBy(pupilDaysOf(calendar, rows, eachDay(days)), (one) => one.serviceId);
  return accept(
    [...services.values()].map((own) => {
      const line = decidePhoneLine(
        hours,
        (day) => timeAt((own.find((one) => one.day === day) ?? own[0]).cutOffAt),
        { day: today, time: timeAt(arrivedAt) },
      );
      const implied = decideImpliedDay(own, line, arrivedAt, today);
      return { serviceId: own[0].serviceId, implied, ahead: aheadOf(own, implied) };
    }),
  );
}

function aheadOf(pupilDays: readonly PupilDay[], implied: ImpliedDay): readonly DayAhead[] {
  if (implied.kind !== 'day') return [];
  return pupilDays
    .filter((one) => one.day >= implied.day && isDue(one))
    .map((one) => ({
      day: one.day,
      state: decideDayState(one),
      absenceReceipt: one.absenceReceipt,
      suspensionReceipt: one.suspensionReceipt,
    }));
}
