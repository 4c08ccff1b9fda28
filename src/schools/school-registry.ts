// The schools of a tenant as a whole: read, and brought up to date in one go; an import compares the two outside.
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Tx } from '#platform/database.ts';
import type { SchoolRegistry, SchoolRegistryChanges } from '#schools/model.ts';
import { findSchoolRows, writeSchoolRows } from '#schools/store.ts';
import { bumpVersion } from '#tenancy/version.ts';

export function findSchoolRegistry(tx: Tx): Promise<SchoolRegistry> {
  return findSchoolRows(tx);
}

/** Roles office or system. The caller has decided the changes and writes the audit line of the whole. */
export async function recordSchoolRegistry(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  changes: SchoolRegistryChanges,
): Promise<void> {
  if (Object.values(changes).every((rows: readonly unknown[]) => rows.length === 0)) return;
  await writeSchoolRows(tx, changes, clock.now(), actorIdOf(actor));
  bumpVersion(tx);
}
