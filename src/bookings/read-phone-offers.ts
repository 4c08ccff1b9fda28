// Use case: what the telephone offers for some children at this instant, from the facts that a change will be decided by (RULES B4).
import type { Requester } from '#bookings/asker.ts';
import { requireAsker } from '#bookings/asker.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import { pupilDaysOf, rangeFactsOf } from '#bookings/facts.ts';
import type { PupilDay, RangeFacts } from '#bookings/model.ts';
import { plainRunDaysAround } from '#bookings/plain-run-rules.ts';
import type { PhoneOffers } from '#bookings/phone-offer-rules.ts';
import { decidePhoneOffers } from '#bookings/phone-offer-rules.ts';
import { plainRunSetting } from '#bookings/settings.ts';
import { findDayRows } from '#bookings/day-rows-store.ts';
import type { CivilMoment, PhoneHours } from '#calendar/model.ts';
import type { PhoneLine } from '#calendar/phone-rules.ts';
import { decidePhoneLine } from '#calendar/phone-rules.ts';
import { schoolYearEndsOn } from '#calendar/rules.ts';
import { phoneHoursSetting } from '#calendar/settings.ts';
import type { FamilyRefusal } from '#enrolment/model.ts';
import { addDays } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt, timeAt } from '#platform/rome.ts';

/** In the order of the ids; `arrivedAt`: the key that was pressed. In the role of families. */
export async function readPhoneOffers(
  tx: Tx,
  means: { readonly calendarAt: CalendarAt },
  requester: Requester,
  pupilIds: readonly string[],
  arrivedAt: Instant,
): Promise<Outcome<readonly PhoneOffers[], FamilyRefusal | 'not-allowed'>> {
  const today = dayAt(arrivedAt);
  const days = { from: addDays(today, -plainRunDaysAround), to: schoolYearEndsOn(today) };
  const [asker, rows] = await Promise.all([
    requireAsker(tx, requester, pupilIds),
    findDayRows(tx, { pupilIds }, days.from, days.to),
  ]);
  if (!asker.ok) return asker;
  const calendar = await means.calendarAt(tx, rows.version);
  const hours = calendar.setting(phoneHoursSetting, today);
  const services = rangeFactsOf(rows, pupilDaysOf(calendar, rows, eachDay(days))).flatMap(
    (facts) => {
      const next = facts.days.find((one) => one.day >= today);
      return next === undefined
        ? []
        : [{ facts, line: lineOf(hours, facts, next, momentOf(arrivedAt)) }];
    },
  );
  return accept(
    pupilIds.map((pupilId) =>
      decidePhoneOffers({
        pupilId,
        services: services.filter(({ facts }) => facts.pupilId === pupilId),
        arrivedAt,
        today,
        plainRunMaxOn: (day) => calendar.setting(plainRunSetting, day),
        momentOf,
      }),
    ),
  );
}

/** It closes at the cut-off of the day, also where the office has moved it; on a day without canteen at the next one's time. */
function lineOf(
  hours: PhoneHours,
  { days }: RangeFacts,
  next: PupilDay,
  now: CivilMoment,
): PhoneLine {
  const cutOffTimeOn = (day: Day): string =>
    timeAt((days.find((one) => one.day === day) ?? next).cutOffAt);
  return decidePhoneLine(hours, cutOffTimeOn, now);
}

function momentOf(instant: Instant): CivilMoment {
  return { day: dayAt(instant), time: timeAt(instant) };
}
