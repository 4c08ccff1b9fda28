// The words of bookings: what is known of one pupil's day, what a family may ask, and what is answered.
import type { ClassDay } from '#calendar/model.ts';
import type { SpecialPlate } from '#diets/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Weekdays } from '#ground/weekdays.ts';

/** What is known of one pupil, one meal service and one day; everything that a decision about it needs. */
export interface PupilDay {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly day: Day;
  readonly classDay: ClassDay;
  /** The pupil is enrolled in the service on that day and uses it on that weekday. */
  readonly usesService: boolean;
  readonly cutOffAt: Instant;
  /** The day is closed: its meals are immutable facts. */
  readonly frozen: boolean;
  /** The receipt of the absence in force, or null. */
  readonly absenceReceipt: string | null;
  /** The receipt of the last undoing of an absence of this day, or null. */
  readonly undoneReceipt: string | null;
  /** A meal was booked when the day was closed. */
  readonly mealBooked: boolean;
}

/** The state that a family reads (RULES A3); after closing it is booked (and charged) or not. */
export type DayState =
  | 'not-served'
  | 'no-canteen'
  | 'expected'
  | 'absent'
  | 'booked'
  | 'not-booked';

export type Operation = 'absence' | 'absence-undone';

export type DayRefusal =
  | 'not-served'
  | 'outside-school-year'
  | 'no-canteen'
  | 'after-cut-off'
  | 'day-closed'
  | 'not-absent';

/** One line of a change: what happens to one pupil and service, on which days (ascending). */
export interface ChangeLine {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly operation: Operation;
  readonly days: readonly Day[];
}

/** A request is one change, or it asks for what is already so and gets the receipt of then (RULES B8). */
export type ChangeDecision =
  | { readonly kind: 'change'; readonly lines: readonly ChangeLine[] }
  | { readonly kind: 'already-so'; readonly receiptCode: string };

/** A meal that is expected of a pupil, with the class of that day. */
export interface ExpectedMeal {
  readonly pupilId: string;
  readonly classId: string;
  readonly plate: SpecialPlate | null;
}

/** A member of staff who eats (RULES A1), counted apart. */
export interface AdultMeal {
  readonly adultCode: string;
  readonly shiftId: string;
  readonly weekdays: Weekdays;
}
