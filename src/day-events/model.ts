// The words of day events: what a clerk asks for a whole class or school, what it would change, and what families read.
import type { Closure, NewDayEvent, Opening } from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';

/** An outing, a strike, an extra opening, or a closure of the office: one form, one list. */
export type AskedEvent = NewDayEvent | (Closure & { readonly kind: 'closure' });

/** A pupil who would eat, or may, on some days of an event. */
export interface ConcernedPupil {
  readonly pupilId: string;
  readonly days: readonly Day[];
  /** Days of an extra opening that the family must ask for. */
  readonly optInDays: readonly Day[];
}

export interface EaterSpan {
  readonly pupilId: string;
  readonly classId: string;
  readonly serviceId: string;
  readonly weekdays: number;
  readonly from: Day;
  readonly to: Day;
}

/** The meals of a class on a day, before and after the event. */
export interface ClassCount {
  readonly classId: string;
  readonly before: number;
  readonly after: number;
  readonly packedLunches: number;
}

export interface KitchenCount {
  readonly kitchenId: string;
  readonly schoolId: string;
  readonly serviceId: string;
  readonly adultsBefore: number;
  readonly adultsAfter: number;
  readonly classes: readonly ClassCount[];
}

export interface DayPreview {
  readonly day: Day;
  readonly opening: Opening | null;
  readonly kitchens: readonly KitchenCount[];
}

export interface EventPreview {
  readonly days: readonly DayPreview[];
  readonly pupils: number;
  /** Guardians who would be told. */
  readonly guardians: number;
  /** Classes and days that were asked and that the event does not change. */
  readonly passedOver: number;
}
