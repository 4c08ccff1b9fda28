// The words of diets: the food rule of a pupil, never its reason (RULES C1).
import type { Day } from '#ground/day.ts';

export interface SpecialDiet {
  readonly specialDietId: string;
  readonly pupilId: string;
  readonly kind: 'health' | 'ethical';
  /** The menu variant that the kitchen counts: 'senza-glutine'. */
  readonly variant: string;
  /** What is written on the plate. */
  readonly plateLabel: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** What a pupil is served on a day instead of the menu. */
export interface SpecialPlate {
  /** The variants in force, joined in alphabetical order: a health and an ethical diet hold together. */
  readonly variant: string;
  readonly plateLabel: string;
  readonly specialDietIds: readonly string[];
  readonly isHealth: boolean;
  /** A health diet past its end keeps being served until a new certificate or the office ends it (RULES C3). */
  readonly isExpired: boolean;
}
