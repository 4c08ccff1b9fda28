// Use case: the link that was mailed opens the choice of a new password, once; every session of the account ends.
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { PasswordMeans } from '#identity/change-password.ts';
import { decidePassword } from '#identity/password-rules.ts';
import type { PasswordRefusal } from '#identity/password-rules.ts';
import { hashPassword, isHashingBusy } from '#identity/password.ts';
import { findOpenRecovery, updateRecoveryUsed } from '#identity/session-store.ts';
import { setPassword } from '#identity/set-password.ts';
import { findCredential } from '#identity/store.ts';
import { sha256 } from '#platform/crypto.ts';

export type CompleteRecoveryRefusal = PasswordRefusal | 'recovery-not-valid' | 'too-busy';

/** Hashing comes after a look at the token, so that made-up tokens cost us nothing. */
export async function completeRecovery(
  means: PasswordMeans,
  request: { readonly tenantId: number; readonly token: string; readonly newPassword: string },
): Promise<Outcome<undefined, CompleteRecoveryRefusal>> {
  const { database, clock } = means;
  const { tenantId, newPassword } = request;
  const tokenHash = recoveryHashOf(request.token);
  const credential = await database.inTenant(tenantId, 'system', async (tx) => {
    const key = await findOpenRecovery(tx, tokenHash, clock.now());
    return key && findCredential(tx, key);
  });
  if (credential === undefined) return refuse('recovery-not-valid');
  const policy = decidePassword(newPassword, credential.account.login);
  if (!policy.ok) return policy;
  if (isHashingBusy()) return refuse('too-busy');
  const passwordHash = await hashPassword(newPassword);
  const isSet = await database.inTenant(tenantId, 'system', async (tx) => {
    const used = await updateRecoveryUsed(tx, tokenHash, clock.now());
    if (used === undefined) return false;
    return setPassword(tx, means, {
      credential,
      passwordHash,
      keptTokenHash: null,
      action: 'identity.password-recovered',
    });
  });
  return isSet ? accept(undefined) : refuse('recovery-not-valid');
}

/** What a recovery is stored under. */
export const recoveryHashOf = (token: string): string =>
  Buffer.from(sha256('recovery\n', token)).toString('hex');
