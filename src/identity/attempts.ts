// Counts tries in the database, so that a hundred at once, in any number of processes, count a hundred.
import type { Instant } from '#ground/instant.ts';
import type { AttemptLimit } from '#identity/attempt-rules.ts';
import { countFailure, decideWaitSeconds } from '#identity/attempt-rules.ts';
import { findCounter, lockCounter, updateCounter } from '#identity/session-store.ts';
import { sha256 } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';

/** Whose tries: hashed, because logins and addresses of families have no business in a table of failures. */
export const subjectOf = (
  kind:
    | 'account'
    | 'origin'
    | 'recovery'
    | 'recovery-origin'
    | 'code'
    | 'code-origin'
    | 'phone-caller'
    | 'phone-line'
    | 'phone-code',
  value: string,
) => Buffer.from(sha256(`${kind}\n${value}`)).toString('hex');

/** Counts one try; seconds to wait when it must not be made (then it is not counted), else 0. Holds the row until commit. */
export async function countAttempt(
  tx: Tx,
  subject: string,
  limit: AttemptLimit,
  now: Instant,
): Promise<number> {
  const counter = await lockCounter(tx, subject, now);
  const waitSeconds = decideWaitSeconds(counter, now);
  if (waitSeconds === 0) updateCounter(tx, subject, countFailure(counter, limit, now));
  return waitSeconds;
}

/** As `countAttempt`, for a try that was made already: it counts in any case. */
export async function countMadeAttempt(
  tx: Tx,
  subject: string,
  limit: AttemptLimit,
  now: Instant,
): Promise<void> {
  updateCounter(tx, subject, countFailure(await lockCounter(tx, subject, now), limit, now));
}

export async function waitSecondsOf(tx: Tx, subject: string, now: Instant): Promise<number> {
  return decideWaitSeconds((await findCounter(tx, subject)) ?? null, now);
}
