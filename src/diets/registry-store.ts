// The SQL of diets for whole registries: facts in force with their sealed notes, written in sets.
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import { writeIds, writeRows } from '#platform/write-rows.ts';

export interface DietRow {
  readonly specialDietId: string;
  readonly pupilId: string;
  readonly kind: 'health' | 'ethical';
  readonly variant: string;
  readonly plateLabel: string;
  readonly noteSealed: Uint8Array | null;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export function listDietRows(tx: Tx): Promise<readonly DietRow[]> {
  return tx.rows<DietRow>(
    `select special_diet_id as "specialDietId", pupil_id as "pupilId", kind, variant, plate_label as "plateLabel",
            note_sealed as "noteSealed", valid_from as "validFrom", valid_to as "validTo"
       from diets.special_diet where tenant_id = $1 and superseded_at is null order by valid_from`,
  );
}

export function supersedeDiets(tx: Tx, ids: readonly string[], at: Instant): Promise<void> {
  return writeIds(
    tx,
    'update diets.special_diet set superseded_at = $3 where tenant_id = $1 and special_diet_id = any($2::uuid[])',
    ids,
    sqlInstant(at),
  );
}

export function insertDiets(
  tx: Tx,
  diets: readonly DietRow[],
  at: Instant,
  recordedBy: string,
): Promise<void> {
  const rows = diets.map((diet) => ({
    ...diet,
    noteSealed: diet.noteSealed === null ? null : Buffer.from(diet.noteSealed).toString('hex'),
  }));
  return writeRows(tx, insertDiet, rows, sqlInstant(at), recordedBy);
}

const insertDiet = `
  insert into diets.special_diet (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, note_sealed, valid_from, valid_to, recorded_at, recorded_by)
  select $1, r."specialDietId", r."pupilId", r.kind, r.variant, r."plateLabel", decode(r."noteSealed", 'hex'), r."validFrom", r."validTo", $3, $4
    from json_to_recordset($2::json) as r ("specialDietId" uuid, "pupilId" uuid, kind text, variant text, "plateLabel" text,
         "noteSealed" text, "validFrom" date, "validTo" date)`;
