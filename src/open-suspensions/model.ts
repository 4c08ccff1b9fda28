// The words of open suspensions: one that nobody has ended yet, and what keeps a family from forgetting it.
import type { Day } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';

/** A span of a suspension as recorded; spans that touch are one suspension. */
export interface SuspensionSpan extends ClosedDayRange {
  readonly pupilId: string;
  readonly serviceId: string;
  /** Asked without an end: it ends with its school year. */
  readonly open: boolean;
}

/** A suspension without an end, in force today. */
export interface OpenSuspension {
  readonly pupilId: string;
  readonly serviceId: string;
  /** Its first day, also of the spans that it continues. */
  readonly from: Day;
  /** The last canteen day of the class: with that year it ends. */
  readonly yearEndsOn: Day;
}

/** Every seven days, and once before the school year ends. */
export type ReminderKind = 'still-open' | 'year-end';

export interface Reminder {
  readonly kind: ReminderKind;
  /** The how manieth seven days are over; 0 for the end of the year. */
  readonly step: number;
  /** Who is told by SMS is told this one (RULES B1: every 14 days, and once before the year ends). */
  readonly smsDue: boolean;
}

/** When families are written to; times of Europe/Rome. */
export interface ReminderSetting {
  /** 'HH:MM' of the day on which a reminder falls due. */
  readonly time: string;
  /** After an outage reminders go out between these times only. */
  readonly earliest: string;
  readonly latest: string;
  readonly everyDays: number;
  readonly smsEveryDays: number;
  readonly yearEndDaysBefore: number;
}

export interface SentReminder {
  readonly kind: ReminderKind;
  readonly step: number;
  readonly at: Instant;
}

export type OpenSuspensionsRefusal = 'not-allowed';
