// A write that is asked twice with the same key is done once and answered alike (RULES B8, FOUNDATIONS 20).
import type { StaffActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import type { MenuRefusal } from '#menus/model.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';

/** `act` answers with the id of what it has written. */
export async function answerOnce(
  tx: Tx,
  clock: Clock,
  account: Promise<StaffAccount>,
  key: IdempotencyKey,
  act: (actor: StaffActor) => Promise<Outcome<string, MenuRefusal>>,
): Promise<Outcome<string, MenuRefusal>> {
  const [who, answered] = await Promise.all([account, findAnswered(tx, account, key)]);
  if (!answered.ok) return answered;
  if (answered.value !== undefined) return accept(answered.value);
  const outcome = await act(staffActorOf(who, 'office'));
  if (outcome.ok) recordAnswered(tx, who.accountId, key, outcome.value, clock.now());
  return outcome;
}
