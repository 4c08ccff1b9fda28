// The only SQL of the room: one import at a time per tenant.
import type { Tx } from '#platform/database.ts';

/** Any number, the same in every process; with the tenant it names the lock. */
const lockSpace = 72_631;

/** Waits for another import of the tenant to end; held until the end of the transaction. */
export async function lockImport(tx: Tx): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock($2::integer, $1::integer)', lockSpace);
}
