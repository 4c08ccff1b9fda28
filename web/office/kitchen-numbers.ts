// The sheet's parts as the server tells them, and its variants in words.
import type { KitchenDay } from '#kitchen/api.ts';

export type Kitchen = KitchenDay['kitchen'];
export type SchoolDay = KitchenDay['schools'][number];
export type ShiftDay = SchoolDay['shifts'][number];
export type SpecialPlate = SchoolDay['specialPlates'][number];
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
