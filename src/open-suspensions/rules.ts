// Which suspensions are still open, and which reminder of them is due (RULES B1).
import { addDays, daysBetween } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { CivilMoment } from '#calendar/model.ts';
import type {
  OpenSuspension,
  Reminder,
  ReminderSetting,
  SentReminder,
  SuspensionSpan,
} from '#open-suspensions/model.ts';

export const reminderDefault: ReminderSetting = {
  time: '17:00',
  earliest: '08:00',
  latest: '21:00',
  everyDays: 7,
  smsEveryDays: 14,
  yearEndDaysBefore: 14,
};

/**
 * The suspensions that are in force on that day and have no end, each from the first of the spans that touch.
 * `yearEndOf` knows the last canteen day of who is enrolled: whoever has left, and whoever's year is over, is nobody's
 * to remind.
 */
export function openSuspensions(
  spans: readonly SuspensionSpan[],
  today: Day,
  yearEndOf: (one: SuspensionSpan) => Day | null,
): readonly OpenSuspension[] {
  const seats = groupBy(spans, (one) => `${one.pupilId} ${one.serviceId}`);
  return [...seats.values()].flatMap((own) => {
    const open = own.find((span) => span.open && span.from <= today && today <= span.to);
    if (open === undefined) return [];
    const yearEndsOn = yearEndOf(open);
    if (yearEndsOn === null || yearEndsOn < today) return [];
    const { pupilId, serviceId } = open;
    return [{ pupilId, serviceId, from: startOf(own, open.from), yearEndsOn }];
  });
}

function startOf(spans: readonly SuspensionSpan[], from: Day): Day {
  const before = spans.find((span) => addDays(span.to, 1) === from);
  return before === undefined ? from : startOf(spans, before.from);
}

/**
 * The reminders that are due at a moment and were not sent. After an outage the family gets the newest one and not
 * one for each week that was missed.
 */
export function dueReminders(
  suspension: OpenSuspension,
  sent: readonly SentReminder[],
  now: CivilMoment,
  setting: ReminderSetting,
): readonly Reminder[] {
  if (now.time < setting.earliest || setting.latest <= now.time) return [];
  // What falls due today falls due at its time; what fell due before is late.
  const today = now.time < setting.time ? addDays(now.day, -1) : now.day;
  const due: Reminder[] = [];
  const step = Math.floor(daysBetween(suspension.from, today) / setting.everyDays);
  const last = Math.max(
    0,
    ...sent.filter((one) => one.kind === 'still-open').map((one) => one.step),
  );
  if (step > last) due.push({ kind: 'still-open', step, smsDue: isSmsDue(step, last, setting) });
  const isWarned = sent.some((one) => one.kind === 'year-end');
  if (!isWarned && today >= addDays(suspension.yearEndsOn, -setting.yearEndDaysBefore)) {
    due.push({ kind: 'year-end', step: 0, smsDue: true });
  }
  return due;
}

/** True when fourteen days were completed since the last reminder. */
function isSmsDue(step: number, last: number, setting: ReminderSetting): boolean {
  const smsOf = (one: number): number =>
    Math.floor((one * setting.everyDays) / setting.smsEveryDays);
  return smsOf(step) > smsOf(last);
}
