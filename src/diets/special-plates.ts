// The special plates of a day, by the one rule.
import type { SpecialPlate } from '#diets/model.ts';
import { decidePlate, dietsInForce } from '#diets/rules.ts';
import { listDietsOfPupils } from '#diets/store.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Tx } from '#platform/database.ts';

/** By pupil id; a pupil who eats the menu as it is has no entry. */
export type SpecialPlates = ReadonlyMap<string, SpecialPlate>;

export async function specialPlates(
  tx: Tx,
  pupilIds: readonly string[],
  day: Day,
): Promise<SpecialPlates> {
  const diets = await listDietsOfPupils(tx, pupilIds, day);
  const plates = new Map<string, SpecialPlate>();
  for (const [pupilId, own] of groupBy(diets, (diet) => diet.pupilId)) {
    const plate = decidePlate(own, day);
    if (plate !== undefined) plates.set(pupilId, plate);
  }
  return plates;
}

/** The variants that each pupil eats by on a day, as the diets call them; empty for the menu as it is. */
export async function variantsOfPupils(
  tx: Tx,
  pupilIds: readonly string[],
  until: Day,
): Promise<(pupilId: string, day: Day) => readonly string[]> {
  const diets = groupBy(await listDietsOfPupils(tx, pupilIds, until), (diet) => diet.pupilId);
  return (pupilId, day) => dietsInForce(diets.get(pupilId) ?? [], day).map((diet) => diet.variant);
}
