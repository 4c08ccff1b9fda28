// The words of the calendar: what a day is for a class, and until when it can be changed.
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Weekdays } from '#ground/weekdays.ts';

/** Scuola dell'infanzia, primaria, secondaria di primo grado. */
export type Grade = 'nursery' | 'primary' | 'middle';

/** First and last canteen day of a grade; of one school where `schoolId` is given, which then counts instead. */
export interface SchoolYear {
  /** The calendar year in which it starts: 2026 for 2026/27. */
  readonly schoolYear: number;
  readonly grade: Grade;
  readonly schoolId: string | null;
  readonly firstCanteenOn: Day;
  readonly lastCanteenOn: Day;
}

export type ClosureScope =
  | { readonly kind: 'tenant' }
  | { readonly kind: 'grade'; readonly grade: Grade }
  | { readonly kind: 'school'; readonly schoolId: string }
  | { readonly kind: 'class'; readonly classId: string };

/** Days without canteen; `reason` is what families read. Both days inclusive. */
export interface Closure {
  readonly scope: ClosureScope;
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly reason: string;
}

/** The canteen weekdays of a class for a service (rientri), in a span of days; `to` null = open. */
export interface CanteenWeekdays {
  readonly weekdays: Weekdays;
  readonly from: Day;
  readonly to: Day | null;
}

/** Everything that decides what a day is for one class and service. */
export interface ClassCalendar {
  readonly classId: string;
  readonly schoolId: string;
  readonly grade: Grade;
  readonly schoolYears: readonly SchoolYear[];
  readonly closures: readonly Closure[];
  readonly canteenWeekdays: readonly CanteenWeekdays[];
}

/** What a day is for a class (RULES A2), before anybody's absence. */
export type ClassDay =
  | { readonly kind: 'canteen' }
  | { readonly kind: 'no-canteen' }
  | { readonly kind: 'not-served'; readonly because: 'outside-school-year' }
  | { readonly kind: 'not-served'; readonly because: 'closure'; readonly reason: string };

/** Until when a day can be changed: `daysBefore` counted in calendar days or in the class's serving days (RULES B2). */
export interface CutOffSetting {
  readonly daysBefore: number;
  /** 'HH:MM' in Europe/Rome; the whole minute is in time. */
  readonly time: string;
  readonly counted: 'calendar' | 'serving';
}

/** A civil moment: the platform makes an instant of it. */
export interface CivilMoment {
  readonly day: Day;
  readonly time: string;
}

/** A day's cut-off as instants, and whether the day is already closed. */
export interface CutOff {
  /** The first millisecond of the last minute that is in time. */
  readonly cutOffAt: Instant;
  /** Until when the earlier, advised time is shown instead; never later than the cut-off. */
  readonly advisedAt: Instant;
}
