// The words of schools: what the registry of a municipality says of places, classes, shifts and kitchens.
import type { Day } from '#ground/day.ts';

/** Scuola dell'infanzia, primaria, secondaria di primo grado; the calendar's rules use the same words. */
export type SchoolGrade = 'nursery' | 'primary' | 'middle';

export interface MealService {
  readonly serviceId: string;
  readonly code: string;
  readonly name: string;
}

export interface Kitchen {
  readonly kitchenId: string;
  readonly name: string;
}

export interface ServingSite {
  readonly servingSiteId: string;
  readonly name: string;
}

export interface School {
  readonly schoolId: string;
  readonly code: string;
  readonly name: string;
  readonly grade: SchoolGrade;
  readonly instituteName: string;
}

export interface Shift {
  readonly shiftId: string;
  readonly schoolId: string;
  readonly name: string;
  /** 'HH:MM'. */
  readonly startsAt: string;
}

/** The code stays when the name changes. */
export interface SchoolClass {
  readonly classId: string;
  readonly schoolId: string;
  readonly schoolYear: number;
  readonly code: string;
  readonly name: string;
  readonly shiftId: string;
}

/** Which kitchen cooks a service for a school and where it is eaten; both days inclusive, null = open. */
export interface Supply {
  readonly supplyId: string;
  readonly schoolId: string;
  readonly serviceId: string;
  readonly kitchenId: string;
  readonly servingSiteId: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export interface SchoolRegistry {
  readonly services: readonly MealService[];
  readonly kitchens: readonly Kitchen[];
  readonly servingSites: readonly ServingSite[];
  readonly schools: readonly School[];
  readonly shifts: readonly Shift[];
  readonly classes: readonly SchoolClass[];
  /** Those in force: what was superseded is history. */
  readonly supplies: readonly Supply[];
}

/** New rows and new versions of rows alike, by id; supplies are only ever added and superseded. */
export interface SchoolRegistryChanges extends SchoolRegistry {
  readonly supersededSupplyIds: readonly string[];
}
