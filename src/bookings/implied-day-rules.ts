// On which day a change falls when nobody names one: the phone line, an SMS without a date, a missed call (RULES B4).
import type { DayState, PupilDay } from '#bookings/model.ts';
import { decideDayState } from '#bookings/day-rules.ts';
import { firstUsefulDay } from '#bookings/rules.ts';
import type { CivilMoment } from '#calendar/model.ts';
import type { PhoneLine } from '#calendar/phone-rules.ts';
import type { Day } from '#ground/day.ts';
import { daysBetween } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';

export type ImpliedDay =
  /** Outside the hours nothing is recorded, and the answer says when to call. */
  | { readonly kind: 'line-closed'; readonly opens: CivilMoment }
  | {
      readonly kind: 'day';
      readonly day: Day;
      /** What it is already: a repeated call hears "absent" and is offered to undo, never another day. */
      readonly state: DayState;
      /** So far ahead that the day is said and asked again: "è il 7 gennaio, dopo le vacanze". */
      readonly isFar: boolean;
    }
  /** No meal is due any more, as far as the calendar is known. */
  | { readonly kind: 'no-day' };

export interface ServiceImpliedDay {
  readonly serviceId: string;
  readonly implied: ImpliedDay;
  /** The days with a meal due from the first useful one to the end of the school year; empty where there is none. */
  readonly ahead: readonly DayAhead[];
}

export interface DayAhead {
  readonly day: Day;
  readonly state: DayState;
  /** Of what is in force, or null. */
  readonly absenceReceipt: string | null;
  readonly suspensionReceipt: string | null;
}

/**
 * `pupilDays` of one pupil and service, ascending; of days before today none is in time. The first useful day ignores what the family itself
 * has said: its absences and suspensions hide no day.
 */
export function decideImpliedDay(
  pupilDays: readonly PupilDay[],
  line: PhoneLine,
  arrivedAt: Instant,
  today: Day,
): ImpliedDay {
  if (!line.isOpen) return { kind: 'line-closed', opens: line.opens };
  const day = firstUsefulDay(pupilDays, arrivedAt);
  const pupilDay = pupilDays.find((one) => one.day === day);
  if (day === undefined || pupilDay === undefined) return { kind: 'no-day' };
  const isFar = daysBetween(today, day) > nearDays;
  return { kind: 'day', day, state: decideDayState(pupilDay), isFar };
}

/** From Friday evening a Monday, and one holiday more, are near. */
const nearDays = 4;
