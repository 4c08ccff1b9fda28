// Job: sessions and recoveries that ended long ago and failures that count no more are deleted.
import type { Clock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import { deleteOld } from '#identity/session-store.ts';
import type { Tx } from '#platform/database.ts';

const daysKept = 30;

/** Of one authority, in a transaction of the system, by the real clock; returns how many rows went. Once a day. */
export function forgetOld(tx: Tx, clock: Clock): Promise<number> {
  const now = clock.now();
  return deleteOld(tx, plusSeconds(now, -daysKept * 86_400), plusSeconds(now, -86_400));
}
