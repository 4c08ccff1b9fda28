// Use case: the session of this browser ends, whatever state it is in.
import type { Clock } from '#ground/clock.ts';
import { endSession } from '#identity/session-store.ts';
import type { Tx } from '#platform/database.ts';

/** In a transaction of the system. */
export function signOut(tx: Tx, clock: Clock, tokenHash: string): void {
  endSession(tx, tokenHash, clock.now());
}
