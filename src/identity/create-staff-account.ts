// Use case: a login for a member of staff, with at least one role in this authority.
import { recordEvent } from '#audit/record-event.ts';
import type { Actor, Grant } from '#ground/actor.ts';
import { actorIdOf, hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { insertStaffAccount, listTakenLogins } from '#identity/account-store.ts';
import type { CreateAccountRefusal } from '#identity/create-family-accounts.ts';
import { loginOf } from '#identity/model.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';

export interface NewStaffAccount {
  readonly login: string;
  readonly displayName: string;
  readonly email: string | null;
  /** By `initialPassword()`, made before the transaction. */
  readonly passwordHash: string;
  /** True but for the demo. */
  readonly mustChangePassword: boolean;
  readonly grants: readonly Grant[];
}

/** In a transaction of the system; returns the id of the account. */
export async function createStaffAccount(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  account: NewStaffAccount,
): Promise<Outcome<string, CreateAccountRefusal | 'no-role'>> {
  if (actor.kind !== 'system' && !hasRole(actor, 'administrator')) return refuse('not-allowed');
  if (account.grants.length === 0) return refuse('no-role');
  const login = loginOf(account.login);
  const [taken] = await listTakenLogins(tx, [login]);
  if (taken !== undefined) return refuse('login-taken', { login });
  const at = clock.now();
  const accountId = newId(at);
  const grants = account.grants.map((grant) => ({ ...grant, grantId: newId(at) }));
  insertStaffAccount(tx, { ...account, login, accountId, grants }, actorIdOf(actor), at);
  recordEvent(tx, {
    at,
    actor,
    action: 'identity.staff-account-created',
    subjectKind: 'staff-account',
    subjectId: accountId,
    facts: { roles: account.grants.map((grant) => grant.role) },
  });
  return accept(accountId);
}
