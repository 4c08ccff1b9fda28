// The SQL of diets: the diets of some pupils that have begun by a day.
import type { SpecialDiet } from '#diets/model.ts';
import type { Day } from '#ground/day.ts';
import type { Tx } from '#platform/database.ts';

export function listDietsOfPupils(
  tx: Tx,
  pupilIds: readonly string[],
  day: Day,
): Promise<readonly SpecialDiet[]> {
  return tx.rows<SpecialDiet>(
    `select special_diet_id as "specialDietId", pupil_id as "pupilId", kind, variant, plate_label as "plateLabel",
            valid_from as "validFrom", valid_to as "validTo"
       from diets.diet_view where tenant_id = $1 and pupil_id = any($2::uuid[]) and valid_from <= $3::date`,
    pupilIds,
    day,
  );
}
