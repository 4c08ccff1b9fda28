// The words of bookings: what is known of one pupil's day, what a family may ask, and what is answered.
import type { ClassDay } from '#calendar/model.ts';
import type { SpecialPlate } from '#diets/model.ts';
import type { Day } from '#ground/day.ts';
import type { ClosedDayRange, DayRange } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Weekdays } from '#ground/weekdays.ts';

/** What is known of one pupil, one meal service and one day; everything that a decision about it needs. */
export interface PupilDay {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly day: Day;
  readonly classDay: ClassDay;
  /** Enrolled in the service that day, and uses it on that weekday; on an extra opening being enrolled is enough. */
  readonly usesService: boolean;
  readonly cutOffAt: Instant;
  /** The day is closed: its meals are immutable facts. */
  readonly frozen: boolean;
  /** Until when a late absence is still taken, as a correction (RULES A8); null: it is not. */
  readonly amnestyUntil: Instant | null;
  /** The authority has suspended the service for this pupil (RULES D6). */
  readonly onHold: boolean;
  /** The receipt of what is in force of each kind, or null; one may lie under another (RULES A4). */
  readonly suspensionReceipt: string | null;
  readonly absenceReceipt: string | null;
  readonly plainReceipt: string | null;
  readonly certificateReceipt: string | null;
  readonly optInReceipt: string | null;
  /** The receipts that last undid something on this day: the same undoing asked twice is one. */
  readonly undoneReceipts: Readonly<Partial<Record<Undoing, string>>>;
  /** What closing wrote and corrections made of it; null while the day is open, and for whoever had nothing. */
  readonly meal: FrozenMeal | null;
  /** Seen at table; null where no roll call was taken. */
  readonly present: boolean | null;
}

/** The last word about a meal of a closed day. */
export interface FrozenMeal {
  readonly outcome: 'booked' | 'absent';
  readonly plain: boolean;
  /** The correction that holds; null is what closing wrote. */
  readonly correction: CorrectionInForce | null;
}

/** Why a meal of a closed day is not what closing wrote (RULES A6–A8, D2). */
export type CorrectionKind =
  | 'sent-home'
  | 'came-unbooked'
  | 'not-delivered'
  | 'amnesty'
  | 'grace'
  | 'outing-late'
  | 'strike-late'
  | 'in-time-after-closing'
  | 'mistake';

/** What can hold of a meal: a mistake that was put right gives back what was there before it. */
export type CorrectionInForce = Exclude<CorrectionKind, 'mistake'>;

/** What a person records; the other kinds follow what a family asked. */
export type StaffCorrection = Exclude<
  CorrectionKind,
  'amnesty' | 'grace' | 'in-time-after-closing'
>;

/** What was once written of a meal: by closing (revision 0) or by a correction. */
export interface MealRevision {
  readonly outcome: FrozenMeal['outcome'];
  readonly correction: CorrectionKind | null;
}

/** What is true of one meal after a correction (RULES D2). */
export interface CorrectionEffect {
  /** How many meals more or fewer the kitchen is told. */
  readonly kitchen: -1 | 0 | 1;
  /** Whether the family pays it. */
  readonly charged: boolean;
  /** Whether it is owed to the caterer. */
  readonly owed: boolean;
}

export type CorrectionRefusal =
  | 'not-allowed'
  | 'pupil-not-found'
  | 'not-yet-closed'
  | 'closing-now'
  | 'day-not-served'
  | 'correction-too-late'
  | 'not-enrolled'
  | 'no-booked-meal'
  | 'already-booked'
  | 'already-corrected'
  | 'nothing-to-restore'
  | 'nothing-to-correct';

/** The state that a family reads (RULES A3); after closing it is booked (and charged) or not. */
export type DayState =
  | 'not-served'
  | 'no-canteen'
  | 'opt-in'
  | 'on-hold'
  | 'suspended'
  | 'absent'
  | 'plain'
  | 'expected'
  | 'booked'
  | 'not-booked';

/** What is asked of single days. */
export type DayOperation =
  | 'absence'
  | 'absence-undone'
  | 'plain-meal'
  | 'plain-meal-undone'
  | 'opt-in'
  | 'opt-in-undone';

/** What is asked from a day on; plain ranges come from an approved certificate. */
export type RangeOperation = 'suspension' | 'resumption' | 'plain-range' | 'plain-range-ended';

/** `plain-meal-dropped` is nobody's wish: what an undoing brings back as a normal meal, because it would be one plain meal too many. */
export type Operation = DayOperation | RangeOperation | 'plain-meal-dropped';

export type Undoing = 'absence-undone' | 'plain-meal-undone' | 'opt-in-undone' | 'resumption';

export type DayRefusal =
  | 'not-served'
  | 'outside-school-year'
  | 'next-school-year'
  | 'no-canteen'
  | 'not-an-opening'
  | 'after-cut-off'
  | 'was-present'
  | 'on-hold'
  | 'suspended'
  | 'absent'
  | 'not-absent'
  | 'not-plain'
  | 'plain-by-certificate'
  | 'plain-too-long'
  | 'not-opted-in';

export type RangeRefusal =
  | Extract<
      DayRefusal,
      | 'after-cut-off'
      | 'on-hold'
      | 'next-school-year'
      | 'outside-school-year'
      | 'plain-by-certificate'
    >
  | 'range-ends-before'
  | 'range-over'
  | 'nothing-asked'
  | 'not-suspended'
  | 'no-plain-range';

/** One line of a change: what happens to one pupil and service, on which days (ascending) or in which range. */
export interface ChangeLine {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly operation: Operation;
  /** Empty where there is a range. */
  readonly days: readonly Day[];
  /** As it was asked; `to` null is open, until a resumption or the end of the school year. */
  readonly range: DayRange | null;
  /** Of a suspension or a plain range the parts that nothing covered before: the spans that it makes. */
  readonly spans?: readonly ClosedDayRange[];
}

/** A suspension or plain range in force, cut at the end of its school year, with the receipt of the change that made it. */
export interface Span extends ClosedDayRange {
  /** Asked without an end: it ends with the school year. */
  readonly open: boolean;
  readonly receiptCode: string;
}

/** Everything that a decision about a range of one pupil and service needs. */
export interface RangeFacts {
  readonly pupilId: string;
  readonly serviceId: string;
  /** Ascending, from before what is asked to the end of the school year. */
  readonly days: readonly PupilDay[];
  readonly suspensions: readonly Span[];
  readonly plainRanges: readonly Span[];
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
  /** In bianco, keeping every diet of the pupil (RULES C4). */
  readonly plain: boolean;
  /** The class is on an outing and takes its meal along (RULES A5). */
  readonly packedLunch: boolean;
}

/** A member of staff who eats (RULES A1), counted apart. */
export interface AdultMeal {
  readonly adultCode: string;
  readonly shiftId: string;
  readonly weekdays: Weekdays;
}
