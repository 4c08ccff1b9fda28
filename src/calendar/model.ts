// The words of the calendar: what a day is for a class, and until when it can be changed.
import type { Day, Weekday } from '#ground/day.ts';
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

/** A closure and when it was recorded: of a closure and an extra opening of one day the later word counts. */
export interface RecordedClosure extends Closure {
  readonly recordedAt: Instant;
}

/** Whether an extra opening books every enrolled pupil or only those who opt in (RULES A2). */
export type Opening = 'booked' | 'opt-in';

export type DayEventKind = 'outing' | 'strike' | 'opening';

/** What pupils on an outing eat at noon: nothing of ours, or a packed lunch of the kitchen, diets kept (RULES A5). */
export type OutingLunch = 'none' | 'packed';

/** An event of one class, service and day (RULES A2, A5); `reason` is what families read. */
export type DayEvent = {
  readonly day: Day;
  readonly reason: string;
  readonly recordedAt: Instant;
} & (
  | { readonly kind: 'outing'; readonly lunch: OutingLunch }
  | { readonly kind: 'strike' }
  | { readonly kind: 'opening'; readonly opening: Opening }
);

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
  readonly closures: readonly RecordedClosure[];
  readonly canteenWeekdays: readonly CanteenWeekdays[];
  readonly dayEvents: readonly DayEvent[];
}

/** What a day is for a class (RULES A2), before anybody's absence. An ordinary canteen day says nothing more. */
export type ClassDay =
  | { readonly kind: 'canteen'; readonly packedLunch?: true; readonly opening?: Opening }
  | { readonly kind: 'no-canteen' }
  | { readonly kind: 'not-served'; readonly because: 'outside-school-year' }
  | {
      readonly kind: 'not-served';
      readonly because: 'closure' | 'outing' | 'strike';
      readonly reason: string;
    };

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

/** Who says that a class is on an outing or that there is a strike (RULES A5). */
export type EventReporting = 'families' | 'recorded';

/** When the phone line opens, and on the evenings of which weekdays; it closes at the next day's cut-off (RULES B4). */
export interface PhoneHours {
  /** 'HH:MM'. */
  readonly opensAt: string;
  readonly evenings: readonly Weekday[];
}

/** What is to be recorded of some classes and days. An opening is of one service; the others of one, or (null) of all. */
export type NewDayEvent = {
  readonly reason: string;
  readonly classIds: readonly string[];
  readonly days: readonly Day[];
} & (
  | { readonly kind: 'outing'; readonly lunch: OutingLunch; readonly serviceId: string | null }
  | { readonly kind: 'strike'; readonly serviceId: string | null }
  | { readonly kind: 'opening'; readonly serviceId: string }
);

/** One class and day of an event that was recorded; `opening` only of an extra opening. */
export interface EventDay {
  readonly classId: string;
  readonly day: Day;
  readonly opening: Opening | null;
}

/** Why the calendar of a day can no longer change. */
export type DayNotOpen = 'day-past' | 'after-cut-off' | 'day-closed';

export type DayEventRefusal =
  | DayNotOpen
  | 'nothing-asked'
  | 'not-allowed'
  | 'reported-by-families'
  | 'class-not-found'
  | 'service-not-found'
  | 'outside-school-year'
  | 'already-canteen'
  | 'already-recorded'
  | 'no-canteen-there';

export type UndoRefusal = DayNotOpen | 'not-allowed' | 'event-not-found' | 'already-undone';

export type ClosureRefusal =
  | DayNotOpen
  | 'not-allowed'
  | 'nothing-asked'
  | 'place-not-found'
  | 'event-not-found'
  | 'already-undone'
  | 'official-closure';

export type CutOffRefusal =
  | 'not-allowed'
  | 'place-not-found'
  | 'no-canteen-there'
  | 'not-later'
  | 'too-late-an-hour'
  | 'day-past'
  | 'day-already-open'
  | 'setting-not-valid';

export type WeekdaysRefusal =
  | DayNotOpen
  | 'not-allowed'
  | 'nothing-asked'
  | 'class-not-found'
  | 'service-not-found';
