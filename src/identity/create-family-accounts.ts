// Use case: logins for guardians, one or thousands in the same few statements (import, demo, the office's desk).
import { recordEvent } from '#audit/record-event.ts';
import type { Actor } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import {
  insertFamilyAccounts,
  listTakenLogins,
  updateFamilyContacts,
} from '#identity/account-store.ts';
import { loginOf } from '#identity/model.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';

export interface FamilyContacts {
  readonly displayName: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly language: Language;
}

export interface NewFamilyAccount extends FamilyContacts {
  readonly login: string;
  /** By `initialPassword()`, made before the transaction. */
  readonly passwordHash: string;
  /** True but for the demo. */
  readonly mustChangePassword: boolean;
}

export type CreateAccountRefusal = 'not-allowed' | 'login-taken';

/** All or none; the ids come in the order of the accounts. Roles office or system. Contacts are trimmed by the caller. */
export async function createFamilyAccounts(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  accounts: readonly NewFamilyAccount[],
): Promise<Outcome<readonly string[], CreateAccountRefusal>> {
  if (!mayKeepAccounts(actor)) return refuse('not-allowed');
  const logins = accounts.map((account) => loginOf(account.login));
  const repeated = firstRepeated(logins);
  const taken = repeated ?? (await listTakenLogins(tx, logins))[0];
  if (taken !== undefined) return refuse('login-taken', { login: taken });
  if (accounts.length === 0) return accept([]);
  const at = clock.now();
  const rows = accounts.map((account, index) => ({
    ...account,
    login: logins[index] ?? '',
    accountId: newId(at),
  }));
  insertFamilyAccounts(tx, rows, at);
  const [only] = rows;
  const [subjectKind, subjectId] =
    rows.length === 1 && only !== undefined
      ? ['family-account', only.accountId]
      : ['tenant', String(tx.tenantId)];
  recordEvent(tx, {
    at,
    actor,
    action: 'identity.accounts-created',
    subjectKind,
    subjectId,
    facts: { count: rows.length },
  });
  return accept(rows.map((row) => row.accountId));
}

/** New contacts of known accounts, as an import finds them. Role system; returns how many really changed. */
export function changeFamilyContacts(
  tx: Tx,
  contacts: readonly (FamilyContacts & { readonly accountId: string })[],
): Promise<number> {
  return updateFamilyContacts(tx, contacts);
}

function mayKeepAccounts(actor: Actor): boolean {
  return actor.kind === 'system' || hasRole(actor, 'office', 'administrator');
}

function firstRepeated(logins: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return logins.find((login) => seen.size === seen.add(login).size);
}
