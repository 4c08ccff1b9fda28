// Job: thirty days after a text message came in nobody needs its sender or its answer any more; the receipt stays.
import type { Clock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { blankArrivals } from '#voice/incoming-sms-store.ts';

const keptDays = 30;

/** Of one authority; returns how many were blanked. */
export function blankIncomingSms(tx: Tx, clock: Clock): Promise<number> {
  return blankArrivals(tx, plusSeconds(clock.now(), -keptDays * 86_400));
}
