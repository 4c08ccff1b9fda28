// The special diets of a municipality as a whole, notes opened; read and brought up to date in one go.
import { insertDiets, listDietRows, supersedeDiets } from '#diets/registry-store.ts';
import type { DietRow } from '#diets/registry-store.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Tx } from '#platform/database.ts';
import { sealField, unsealField } from '#tenancy/sealed-field.ts';
import type { FieldKey } from '#tenancy/tenant-keys.ts';

export interface DietFact {
  readonly specialDietId: string;
  readonly pupilId: string;
  readonly kind: 'health' | 'ethical';
  readonly variant: string;
  readonly plateLabel: string;
  /** Encrypted at rest (FOUNDATIONS 18). */
  readonly note: string | null;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export interface DietChanges {
  readonly diets: readonly DietFact[];
  readonly supersededDietIds: readonly string[];
}

/** Diets in force; what was superseded is history. Roles office or system. */
export async function findDietRegistry(tx: Tx, key: FieldKey): Promise<readonly DietFact[]> {
  const rows = await listDietRows(tx);
  return rows.map(({ noteSealed, ...diet }) => ({
    ...diet,
    note: noteSealed === null ? null : unsealField(key, placeOf(diet), noteSealed),
  }));
}

/** The caller keeps clear of frozen days and writes the audit line of the whole. */
export async function recordDietRegistry(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  changes: DietChanges,
  key: FieldKey,
): Promise<void> {
  await supersedeDiets(tx, changes.supersededDietIds, clock.now());
  const rows = changes.diets.map(({ note, ...diet }): DietRow => ({
    ...diet,
    noteSealed: note === null ? null : sealField(key, placeOf(diet), note),
  }));
  await insertDiets(tx, rows, clock.now(), actorIdOf(actor));
}

const placeOf = (diet: { readonly specialDietId: string }) => ({
  table: 'diets.special_diet',
  row: diet.specialDietId,
  column: 'note_sealed',
});
