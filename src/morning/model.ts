// The words of the morning: a school's day as office and school see it, and the hand it raises when its number looks wrong.
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';

/** Why a number looks wrong: nobody eats, or far fewer or far more than on the same weekday of other weeks. */
export type Hand = 'zero' | 'low' | 'high';

/** How the morning check is made; times of Europe/Rome. */
export interface CheckSetting {
  /** 'HH:MM': when the check is made. */
  readonly time: string;
  /** How many earlier same weekdays that were served are compared. */
  readonly weeks: number;
  /** A hand is raised when the number is off by at least so many per cent of the usual one … */
  readonly percent: number;
  /** … and by at least so many meals: in a small school three children are a third. */
  readonly meals: number;
}

/** What is known of a school and service when its number is checked. */
export interface CheckFacts {
  /** Children who are expected to eat. */
  readonly expectedMeals: number;
  /** At least one class has canteen. */
  readonly isServed: boolean;
  /** A recorded event or closure of the day says why the number is another one. */
  readonly isExplained: boolean;
  /** Children who ate on the same weekday of the weeks before, newest first: only days that were served. */
  readonly earlier: readonly number[];
  /** The day of the week before was served. */
  readonly wasServedLastWeek: boolean;
}

export interface CheckResult {
  readonly hand: Hand | null;
  /** What is usual on this weekday; null while too few such days were served. */
  readonly usualMeals: number | null;
}

/** From when and until when (not included) a school's number is checked. */
export interface CheckWindow {
  readonly from: Instant;
  readonly until: Instant;
}

/** A child of a class as the school's list has it: nothing of diets, money or reasons (RULES C5, D6). */
export interface ListedPupil {
  readonly pupilId: string;
  readonly booked: boolean;
  /** Null where no roll call was taken. */
  readonly present: boolean | null;
}

/** What does not fit between booking and roll call. */
export type Difference = 'came-unbooked' | 'missing';

export type SchoolState = 'open' | 'closing' | 'closed' | 'not-served' | 'no-canteen';

export interface SchoolAt {
  readonly isServed: boolean;
  readonly reason: string | null;
  readonly cutOffAt: Instant;
  readonly closedAt: Instant | null;
}

export interface SchoolCheck {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly day: Day;
  readonly checkedAt: Instant;
  readonly expectedMeals: number;
  readonly usualMeals: number | null;
  readonly hand: Hand | null;
}

export type MorningRefusal = 'not-allowed' | 'class-not-found';
