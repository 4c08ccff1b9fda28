// Use case: first passwords on paper, for guardians whom no SMS reaches; each is seen this once, and kept as a hash.
import { recordEvent } from '#audit/record-event.ts';
import type { StaffActor } from '#ground/actor.ts';
import { hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { isUnderWay } from '#identity/credential-sms-rules.ts';
import { listAddressees } from '#identity/credential-sms-store.ts';
import { initialPassword } from '#identity/initial-password.ts';
import { setPassword } from '#identity/set-password.ts';
import { findCredential } from '#identity/store.ts';
import type { Tx } from '#platform/database.ts';

/** As many hashes as fit in the time of a request, with others signing in meanwhile. */
export const lettersMax = 50;

export interface PreparedPassword {
  readonly password: string;
  readonly passwordHash: string;
}

/** Before the transaction: hashing takes 20 ms. */
export function preparePasswords(count: number): Promise<readonly PreparedPassword[]> {
  return Promise.all(Array.from({ length: count }, () => initialPassword()));
}

export interface PasswordLetter {
  readonly accountId: string;
  readonly displayName: string;
  readonly login: string;
  readonly password: string;
}

/**
 * For those of the accounts that never had a password of their own and for whom none is on its way by SMS; the
 * others are left out. In a transaction of the system, which alone writes passwords.
 */
export async function writePasswordLetters(
  tx: Tx,
  clocks: { readonly clock: Clock; readonly sceneClock: Clock },
  actor: StaffActor,
  accountIds: readonly string[],
  prepared: readonly PreparedPassword[],
): Promise<Outcome<readonly PasswordLetter[], 'not-allowed'>> {
  if (!hasRole(actor, 'office', 'administrator')) return refuse('not-allowed');
  const addressees = await listAddressees(tx, accountIds);
  const letters: PasswordLetter[] = [];
  for (const [index, { accountId, asked }] of addressees.entries()) {
    const password = prepared[index];
    if (password === undefined || (asked !== null && isUnderWay(asked))) continue;
    const letter = await writeLetter(tx, clocks, accountId, password);
    if (letter !== undefined) letters.push(letter);
  }
  recordEvent(tx, {
    at: clocks.clock.now(),
    actor,
    action: 'identity.password-letters-written',
    subjectKind: 'tenant',
    subjectId: String(tx.tenantId),
    facts: { count: letters.length, accountIds: letters.map((one) => one.accountId) },
  });
  return accept(letters);
}

async function writeLetter(
  tx: Tx,
  clocks: { readonly clock: Clock; readonly sceneClock: Clock },
  accountId: string,
  { password, passwordHash }: PreparedPassword,
): Promise<PasswordLetter | undefined> {
  const credential = await findCredential(tx, { face: 'family', accountId });
  if (credential?.account.mustChangePassword !== true) return undefined;
  const isSet = await setPassword(tx, clocks, {
    credential,
    passwordHash,
    keptTokenHash: null,
    action: 'identity.password-given',
    mustChange: true,
  });
  const { displayName, login } = credential.account;
  return isSet ? { accountId, displayName, login, password } : undefined;
}
