// When the phone line is open (RULES B4), and from when on a day counts as open, so that a new cut-off leaves it alone (RULES B2).
import type { CivilMoment, PhoneHours } from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';
import { addDays, weekdayOf } from '#ground/day.ts';

export type PhoneLine =
  | { readonly isOpen: true; readonly until: CivilMoment }
  | { readonly isOpen: false; readonly opens: CivilMoment };

/**
 * Open from the evening until the cut-off of the next morning, its whole minute included; every evening of the
 * setting, whatever the next day is. `cutOffTimeOn` is the time on the wall of a day's cut-off, which an
 * extension may have moved. Closed, it says when it opens next.
 */
export function decidePhoneLine(
  hours: PhoneHours,
  cutOffTimeOn: (day: Day) => string,
  now: CivilMoment,
): PhoneLine {
  const yesterday = addDays(now.day, -1);
  const isEvening = hasEvening(hours, now.day) && now.time >= hours.opensAt;
  const tomorrow = addDays(now.day, 1);
  if (isEvening) return { isOpen: true, until: { day: tomorrow, time: cutOffTimeOn(tomorrow) } };
  const closesAt = cutOffTimeOn(now.day);
  if (hasEvening(hours, yesterday) && now.time <= closesAt)
    return { isOpen: true, until: { day: now.day, time: closesAt } };
  let day = now.day;
  while (!hasEvening(hours, day)) day = addDays(day, 1);
  return { isOpen: false, opens: { day, time: hours.opensAt } };
}

const hasEvening = (hours: PhoneHours, day: Day): boolean =>
  hours.evenings.includes(weekdayOf(day));

/**
 * From when on a day counts as open: the evening before the day of its cut-off, when the phone line opens for it.
 * The portal takes changes for the whole year; but from that evening on families have been told a cut-off.
 */
export function opensFor(cutOff: CivilMoment, hours: PhoneHours): CivilMoment {
  return { day: addDays(cutOff.day, -1), time: hours.opensAt };
}

/**
 * The first day, from today on, that is open neither under the cut-off in force nor under the new one: a new
 * cut-off applies from there (RULES B2), and so closes no day earlier than families were told.
 */
export function firstDayNotYetOpen(
  now: CivilMoment,
  hours: PhoneHours,
  cutOffsOn: (day: Day) => readonly CivilMoment[],
): Day {
  let day = now.day;
  while (cutOffsOn(day).some((cutOff) => !isBefore(now, opensFor(cutOff, hours))))
    day = addDays(day, 1);
  return day;
}

export function isBefore(one: CivilMoment, other: CivilMoment): boolean {
  return `${one.day} ${one.time}` < `${other.day} ${other.time}`;
}
