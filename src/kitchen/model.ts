// The words of the kitchen: what is known of a school's meals on a day, and the sheet that is cooked from.
import type { SpecialPlate } from '#diets/model.ts';
import type { Instant } from '#ground/instant.ts';

export interface Kitchen {
  readonly kitchenId: string;
  readonly name: string;
}

/** A meal to be cooked, expected or frozen, in the class and shift of that day. */
export interface KitchenMeal {
  readonly pupilId: string;
  readonly classId: string;
  readonly shiftId: string;
  /** Null: the menu as it is. */
  readonly plate: SpecialPlate | null;
}

/** What is known of one school and service of the kitchen. */
export interface SchoolDay {
  readonly schoolId: string;
  readonly name: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly cutOffAt: Instant;
  /** Null while families can still change the day, or its closing is still to come. */
  readonly closedAt: Instant | null;
  readonly served: boolean;
  /** Why it is not served, where a closure says so. */
  readonly reason: string | null;
  readonly meals: readonly KitchenMeal[];
  readonly adults: readonly { readonly shiftId: string }[];
}

/** The names of the places that meals point at. */
export interface Places {
  readonly classes: readonly ClassPlace[];
  readonly shifts: readonly ShiftPlace[];
}

export interface ClassPlace {
  readonly classId: string;
  readonly name: string;
  readonly shiftId: string;
}

export interface ShiftPlace {
  readonly shiftId: string;
  readonly name: string;
  /** 'HH:MM'. */
  readonly startsAt: string;
}

export interface PupilName {
  readonly pupilId: string;
  /** Last name first, as lists have it. */
  readonly name: string;
  readonly sortKey: string;
}

/** Of the pupils, those who eat something else than the menu, by variant. */
export interface VariantCount {
  readonly variant: string;
  readonly count: number;
}

export interface Headcount {
  /** Who eats, special plates included. */
  readonly pupils: number;
  readonly variants: readonly VariantCount[];
}

export interface ClassCount extends Headcount {
  readonly name: string;
}

export interface ShiftCount {
  readonly name: string;
  readonly startsAt: string;
  readonly adults: number;
  readonly classes: readonly ClassCount[];
}

/** The plate of a child with a health diet; the production kitchen reads no other name (RULES C5). */
export interface NamedPlate {
  readonly name: string;
  readonly className: string;
  readonly shiftName: string;
  readonly plateLabel: string;
  /** Past its end and still served: the certificate must be renewed (RULES C3). */
  readonly expired: boolean;
}

export interface SchoolCount extends Pick<
  SchoolDay,
  'schoolId' | 'name' | 'serviceName' | 'cutOffAt' | 'closedAt' | 'served' | 'reason'
> {
  readonly shifts: readonly ShiftCount[];
  readonly specialPlates: readonly NamedPlate[];
}

export interface KitchenSheet {
  readonly totals: Headcount & { readonly adults: number };
  readonly schools: readonly SchoolCount[];
}

export type KitchenRefusal = 'not-allowed' | 'kitchen-not-found' | 'too-many-screens';
