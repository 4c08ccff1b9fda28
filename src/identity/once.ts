// An act of staff whose answer is one text: the same request again gets the same answer and acts no more (RULES B8).
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';

export async function once<R extends string>(
  tx: Tx,
  clock: Clock,
  account: Promise<StaffAccount>,
  key: IdempotencyKey,
  act: (who: StaffAccount) => Promise<Outcome<string, R>>,
): Promise<Outcome<string, R | 'key-reused'>> {
  const [who, answered] = await Promise.all([account, findAnswered(tx, account, key)]);
  if (!answered.ok) return answered;
  if (answered.value !== undefined) return accept(answered.value);
  const outcome = await act(who);
  if (outcome.ok) recordAnswered(tx, who.accountId, key, outcome.value, clock.now());
  return outcome;
}
