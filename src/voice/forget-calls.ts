// Job: where a call stood is forgotten after a day; that it took place after a month, when nobody can repeat it any more.
import type { Clock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { forgetCallsBefore } from '#voice/call-store.ts';

const dialogueHours = 24;
const callDays = 30;

/** Of one authority, by real time. */
export function forgetCalls(tx: Tx, clock: Clock): void {
  const now = clock.now();
  forgetCallsBefore(tx, {
    dialogueBefore: plusSeconds(now, -dialogueHours * 3600),
    callBefore: plusSeconds(now, -callDays * 86_400),
  });
}
