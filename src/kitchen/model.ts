// The words of the kitchen: what is known of a school's meals on a day, and the sheet that is cooked from.
import type { CorrectionKind } from '#bookings/model.ts';
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
  /** Plain, and by every rule of the diet all the same (RULES C4). */
  readonly plain: boolean;
  readonly packedLunch: boolean;
}

/** What is known of one school and service of the kitchen. */
export interface SchoolDay {
  readonly schoolId: string;
  readonly name: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly servingSiteId: string;
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
  readonly sites: readonly SitePlace[];
}

export interface SitePlace {
  readonly servingSiteId: string;
  readonly name: string;
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

/** Of the pupils, those who eat something else than the menu, by variant: each pupil is in one of them at most. */
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
  readonly site: SitePlace;
  readonly shifts: readonly ShiftCount[];
  readonly specialPlates: readonly NamedPlate[];
}

/** What one shift of a school eats at a serving site: what is loaded for it, and set on its tables. */
export interface ShiftLoad extends ShiftCount {
  readonly schoolName: string;
  readonly serviceName: string;
  readonly cutOffAt: Instant;
  readonly closedAt: Instant | null;
  readonly specialPlates: readonly NamedPlate[];
}

export interface SiteLoad extends SitePlace {
  readonly shifts: readonly ShiftLoad[];
}

/** A meal more or less since the day was closed (RULES A6), without the child's name: the plates' list has those. */
export interface MealCorrection {
  readonly mealRevision: string;
  readonly schoolName: string;
  readonly className: string;
  readonly change: 1 | -1;
  /** Null: the menu as it is. */
  readonly variant: string | null;
  readonly kind: CorrectionKind;
  readonly recordedAt: Instant;
  readonly seenAt: Instant | null;
}

export interface KitchenSheet {
  readonly totals: Headcount & { readonly adults: number };
  readonly schools: readonly SchoolCount[];
}

export type KitchenRefusal =
  | 'not-allowed'
  | 'kitchen-not-found'
  | 'too-many-screens'
  | 'correction-not-found';
