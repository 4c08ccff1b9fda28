// What the server answers about a kitchen's day, as the screen reads it.
import type { Day } from '#ground/day.ts';

export interface Kitchen {
  readonly kitchenId: string;
  readonly name: string;
}

export interface VariantCount {
  readonly code: string;
  readonly name: string;
  readonly count: number;
}

export interface KitchenDay {
  readonly now: string;
  readonly day: Day;
  readonly kitchen: Kitchen;
  readonly totals: {
    readonly pupils: number;
    readonly adults: number;
    readonly variants: readonly VariantCount[];
  };
  readonly schools: readonly KitchenSchool[];
}

export interface KitchenSchool {
  readonly schoolId: string;
  readonly name: string;
  readonly cutOffAt: string | null;
  readonly closedAt: string | null;
  readonly served: boolean;
  readonly reason?: string | null;
  readonly shifts: readonly KitchenShift[];
  readonly specialPlates: readonly SpecialPlate[];
}

export interface KitchenShift {
  readonly name: string;
  readonly startsAt: string;
  readonly adults: number;
  readonly classes: readonly {
    readonly name: string;
    readonly pupils: number;
    readonly variants: readonly VariantCount[];
  }[];
}

export interface SpecialPlate {
  readonly name: string;
  readonly className: string;
  readonly plateLabel: string;
  readonly expired?: boolean;
}
