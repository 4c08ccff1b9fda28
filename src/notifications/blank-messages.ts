// Job: texts and addresses of old messages are taken out; that one was sent, and when, stays (FOUNDATIONS 21).
import type { Clock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import { blankMessages } from '#notifications/store.ts';
import type { Tx } from '#platform/database.ts';

const daysKept = 30;

/** Of one authority, in a transaction of the system; returns how many were blanked. Run it once a day. */
export function blankOldMessages(tx: Tx, clock: Clock): Promise<number> {
  return blankMessages(tx, plusSeconds(clock.now(), -daysKept * 86_400));
}
