// Accounts for the guardians that an import brings, some thousands at a time.
import type { Actor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { createFamilyAccounts } from '#identity/create-family-accounts.ts';
import type { NewFamilyAccount } from '#identity/create-family-accounts.ts';
import { initialPassword } from '#identity/initial-password.ts';
import { randomToken } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { newContacts } from '#registry-import/diff-guardians.ts';
import type { NewGuardian } from '#registry-import/diff-guardians.ts';
import { codedLogin, loginsOf } from '#registry-import/family-logins.ts';
import type { GuardianRecord } from '#registry-import/model.ts';

export interface FirstCredential {
  /** Absent: the fiscal code, the e-mail or a code. */
  readonly login?: string;
  /** By identity's `initialPassword()`, made before the transaction. */
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
}

export interface NewAccess {
  readonly guardian: GuardianRecord;
  readonly accountId: string;
  readonly login: string;
}

interface Options {
  readonly credentialOf: (guardian: GuardianRecord) => FirstCredential | undefined;
  readonly onProgress: (done: number) => void;
}

const accountsPerStatement = 5000;

/** In the order of the guardians. */
export async function createGuardianAccounts(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  guardians: readonly NewGuardian[],
  { credentialOf, onProgress }: Options,
): Promise<readonly NewAccess[]> {
  if (guardians.length === 0) return [];
  // One hash of a secret that is thrown away at once: nobody knows it, and 100 000 hashes would take half an hour.
  const { passwordHash: nobodysHash } = await initialPassword(randomToken());
  const logins = loginsOf(guardians.map(({ record }) => record));
  const accountOf = ({ record }: NewGuardian, login: string | undefined): NewFamilyAccount => {
    const given = credentialOf(record) ?? { passwordHash: nobodysHash, mustChangePassword: true };
    return { ...newContacts(record), ...given, login: given.login ?? login ?? codedLogin() };
  };
  const created: NewAccess[] = [];
  for (let start = 0; start < guardians.length; start += accountsPerStatement) {
    const piece = guardians.slice(start, start + accountsPerStatement);
    const accounts = piece.map((guardian, index) => accountOf(guardian, logins[start + index]));
    const { ids, used } = await createPiece(tx, clock, actor, accounts);
    for (const [index, accountId] of ids.entries()) {
      const guardian = piece[index]?.record;
      if (guardian === undefined) continue;
      created.push({ guardian, accountId, login: used[index]?.login ?? '' });
    }
    onProgress(created.length);
  }
  return created;
}

/** A login that somebody has already, a teacher's e-mail for instance, gives way to a code. */
async function createPiece(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  piece: readonly NewFamilyAccount[],
): Promise<{ readonly ids: readonly string[]; readonly used: readonly NewFamilyAccount[] }> {
  let accounts = piece;
  for (;;) {
    const outcome = await createFamilyAccounts(tx, clock, actor, accounts);
    if (outcome.ok) return { ids: outcome.value, used: accounts };
    const taken = outcome.refusal === 'login-taken' ? outcome.details?.['login'] : undefined;
    const index = accounts.findLastIndex((account) => account.login === taken);
    if (index === -1) throw new Error(`accounts of guardians: ${outcome.refusal}`);
    accounts = accounts.with(index, { ...(accounts[index] ?? failed()), login: codedLogin() });
  }
}

function failed(): never {
  throw new Error('an account that was there a moment ago');
}
