// Job: a certificate's page goes when nobody needs it any more; that there was one, and what was decided, stays.
import { keptDays } from '#certificates/rules.ts';
import { deleteOldFiles } from '#certificates/store.ts';
import type { Clock } from '#ground/clock.ts';
import { addDays } from '#ground/day.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';

/** Returns how many were erased. */
export function forgetFiles(tx: Tx, clock: Clock): Promise<number> {
  const now = clock.now();
  return deleteOldFiles(tx, {
    day: addDays(dayAt(now), -keptDays),
    at: plusSeconds(now, -keptDays * 86_400),
  });
}
