// The sheet's parts as the server tells them, and its variants in words.
import type { KitchenDay } from '#kitchen/api.ts';

/** A kitchen, and whether whoever is signed in cooks in it. */
export type Kitchen = KitchenDay['kitchen'] & { readonly cooks: boolean };
export type SchoolDay = KitchenDay['schools'][number];
export type ShiftDay = SchoolDay['shifts'][number];
export type SpecialPlate = SchoolDay['specialPlates'][number];
export type Correction = KitchenDay['corrections'][number];
export type VariantCount = ShiftDay['classes'][number]['variants'][number];

/** "Senza glutine" of the variant "senza-glutine". */
export function variantWords(variant: string): string {
  const words = variant.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whoever eats the menu as it is. */
export function menuCount(counts: {
  readonly pupils: number;
  readonly variants: readonly VariantCount[];
}): number {
  return counts.pupils - counts.variants.reduce((sum, { count }) => sum + count, 0);
}

/** What one act did to one class and dish: "−20 in 3A". */
export type CorrectionGroup = Omit<Correction, 'change' | 'mealRevision'> & {
  readonly change: number;
  readonly mealRevisions: readonly string[];
};

/** In their order, those of one moment together. */
export function groupCorrections(corrections: readonly Correction[]): readonly CorrectionGroup[] {
  const groups = new Map<string, CorrectionGroup>();
  for (const { mealRevision, change, ...said } of corrections) {
    const key = JSON.stringify([said, change]);
    const before = groups.get(key);
    groups.set(key, {
      ...said,
      change: (before?.change ?? 0) + change,
      mealRevisions: [...(before?.mealRevisions ?? []), mealRevision],
    });
  }
  return [...groups.values()];
}

/** With the sign that is read aloud: "+1", "−1". */
export const signed = (change: number): string => (change > 0 ? `+${change}` : `−${-change}`);
