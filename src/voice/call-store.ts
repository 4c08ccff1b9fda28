// The SQL of calls that come as web requests: where each one stands, moved on by whoever is first.
import type { Instant } from '#ground/instant.ts';
import { sqlInstant } from '#platform/database.ts';
import type { Tx } from '#platform/database.ts';

export interface CallRow {
  readonly eventCount: number;
  /** Null once the dialogue is forgotten. */
  readonly sealed: Uint8Array | null;
}

export function findCall(tx: Tx, callId: string): Promise<CallRow | undefined> {
  return tx.row<CallRow>(
    `select event_count as "eventCount", sealed from voice.call where tenant_id = $1 and call_id = $2`,
    callId,
  );
}

/** False when the call was there already. */
export async function insertCall(
  tx: Tx,
  callId: string,
  sealed: Uint8Array,
  at: Instant,
): Promise<boolean> {
  const row = await tx.row(
    `insert into voice.call (tenant_id, call_id, event_count, sealed, began_at, updated_at)
     values ($1, $2, 0, $3, $4, $4) on conflict do nothing returning call_id`,
    callId,
    sealed,
    sqlInstant(at),
  );
  return row !== undefined;
}

/** False when the call does not stand at the event before any more: another process was first. */
export async function updateCall(
  tx: Tx,
  callId: string,
  { eventCount, sealed, at }: { eventCount: number; sealed: Uint8Array; at: Instant },
): Promise<boolean> {
  const row = await tx.row(
    `update voice.call set event_count = $3, sealed = $4, updated_at = $5
      where tenant_id = $1 and call_id = $2 and event_count = $3 - 1 and sealed is not null returning call_id`,
    callId,
    eventCount,
    sealed,
    sqlInstant(at),
  );
  return row !== undefined;
}

/** The dialogues last heard before `dialogueBefore`, and the calls themselves last heard before `callBefore`. */
export function forgetCallsBefore(
  tx: Tx,
  { dialogueBefore, callBefore }: { dialogueBefore: Instant; callBefore: Instant },
): void {
  tx.write(
    `update voice.call set sealed = null where tenant_id = $1 and updated_at < $2 and sealed is not null`,
    sqlInstant(dialogueBefore),
  );
  tx.write(
    `delete from voice.call where tenant_id = $1 and updated_at < $2`,
    sqlInstant(callBefore),
  );
}
