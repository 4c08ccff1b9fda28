// Which plate a pupil gets on a day: fails closed, a health diet never silently becomes a normal meal (RULES C1, C3).
import type { SpecialDiet, SpecialPlate } from '#diets/model.ts';
import type { Day } from '#ground/day.ts';
import { ascending } from '#ground/order.ts';

/** The plate of one pupil, or undefined for the menu as it is. `diets` are the pupil's own. */
export function decidePlate(diets: readonly SpecialDiet[], day: Day): SpecialPlate | undefined {
  const inForce = dietsInForce(diets, day);
  const health = inForce.find((diet) => diet.kind === 'health');
  if (inForce.length === 0) return undefined;
  return {
    variant: inForce
      .map((diet) => diet.variant)
      .toSorted()
      .join(' + '),
    plateLabel: inForce.map((diet) => diet.plateLabel).join(' · '),
    specialDietIds: inForce.map((diet) => diet.specialDietId),
    isHealth: health !== undefined,
    isExpired: health !== undefined && hasEnded(health, day),
  };
}

/** The one health diet and the one ethical diet that count on a day, in this order. */
export function dietsInForce(diets: readonly SpecialDiet[], day: Day): readonly SpecialDiet[] {
  const begun = diets.filter((diet) => diet.validFrom <= day);
  // A new certificate replaces the old one whole: the latest that has begun counts, even past its end.
  const health = latest(begun.filter((diet) => diet.kind === 'health'));
  const ethical = latest(begun.filter((diet) => diet.kind === 'ethical' && !hasEnded(diet, day)));
  return [health, ethical].filter((diet) => diet !== undefined);
}

const hasEnded = (diet: SpecialDiet, day: Day): boolean =>
  diet.validTo !== null && diet.validTo < day;

function latest(diets: readonly SpecialDiet[]): SpecialDiet | undefined {
  return diets.toSorted((one, other) => ascending(other.validFrom, one.validFrom))[0];
}
