// The words of the invented municipality: its classes, families and what its files say of them.
import type { Grade } from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';
import type { FiscalCode, Sex } from '#ground/fiscal-code.ts';

export interface DemoShift {
  readonly name: string;
  /** 'HH:MM'. */
  readonly startsAt: string;
}

export interface DemoSchool {
  readonly code: string;
  readonly name: string;
  readonly grade: Grade;
  readonly kitchen: string;
  readonly servingSite: string;
  readonly classes: readonly DemoClass[];
}

export interface DemoClass {
  readonly schoolCode: string;
  readonly code: string;
  readonly name: string;
  readonly shift: DemoShift;
  /** As a secretary writes them, with the days from and to which they hold; '' = the whole year. */
  readonly canteenDays: readonly {
    readonly weekdays: string;
    readonly from: string;
    readonly to: string;
  }[];
  /** How many of its pupils are enrolled in the canteen. */
  readonly seats: number;
  readonly birthYears: readonly number[];
}

/** Where a family's names come from. */
export type Origin =
  | 'italian'
  | 'romanian'
  | 'albanian'
  | 'moroccan'
  | 'senegalese'
  | 'indian'
  | 'ukrainian';

export interface DemoPerson {
  readonly lastName: string;
  readonly firstName: string;
  readonly sex: Sex;
  readonly bornOn: Day;
  readonly fiscalCode: FiscalCode;
}

export interface DemoPupil extends DemoPerson {
  readonly code: string;
  readonly phoneCode: string;
  readonly schoolClass: DemoClass;
}

export interface DemoGuardian extends DemoPerson {
  readonly relation: 'madre' | 'padre' | 'tutore';
  /** '' where the municipality has none. */
  readonly email: string;
  readonly mobile: string;
  readonly language: 'it' | 'en';
  /** A court has limited this guardian. */
  readonly isRestricted: boolean;
}

export interface DemoFamily {
  readonly origin: Origin;
  readonly pupils: readonly DemoPupil[];
  readonly guardians: readonly DemoGuardian[];
}
