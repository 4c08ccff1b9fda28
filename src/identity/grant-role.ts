// Use case: a member of staff gets one role more in this authority, for one school or kitchen or for all.
import { recordEvent } from '#audit/record-event.ts';
import type { Actor, Grant } from '#ground/actor.ts';
import { actorIdOf, hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { findStaffGrants, insertGrant } from '#identity/account-store.ts';
import { loginOf } from '#identity/model.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';

export type GrantRoleRefusal = 'not-allowed' | 'no-such-account' | 'already-granted';

/**
 * In a transaction of the system. The login may be of somebody who works for another authority of the
 * installation (a caterer's office). Returns the id of the grant.
 */
export async function grantRole(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  { login, grant }: { readonly login: string; readonly grant: Grant },
): Promise<Outcome<string, GrantRoleRefusal>> {
  if (actor.kind !== 'system' && !hasRole(actor, 'administrator')) return refuse('not-allowed');
  const found = await findStaffGrants(tx, loginOf(login));
  if (found === undefined) return refuse('no-such-account');
  if (found.grants.some((one) => isSame(one, grant))) return refuse('already-granted');
  const at = clock.now();
  const grantId = newId(at);
  insertGrant(tx, found.accountId, { ...grant, grantId }, actorIdOf(actor), at);
  recordEvent(tx, {
    at,
    actor,
    action: 'identity.role-granted',
    subjectKind: 'staff-account',
    subjectId: found.accountId,
    facts: { role: grant.role },
  });
  return accept(grantId);
}

function isSame(one: Grant, other: Grant): boolean {
  return (
    one.role === other.role && one.schoolId === other.schoolId && one.kitchenId === other.kitchenId
  );
}
