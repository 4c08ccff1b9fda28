// Use case: who is signed in chooses a new password, proving the current one; other sessions of the account end.
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { accountLimit } from '#identity/attempt-rules.ts';
import { countAttempt, subjectOf } from '#identity/attempts.ts';
import type { Account } from '#identity/model.ts';
import { keyOf } from '#identity/model.ts';
import { decidePassword } from '#identity/password-rules.ts';
import type { PasswordRefusal } from '#identity/password-rules.ts';
import { hashPassword, isHashingBusy, verifyPassword } from '#identity/password.ts';
import { setPassword } from '#identity/set-password.ts';
import { refuseToWait } from '#identity/sign-in.ts';
import { findCredential } from '#identity/store.ts';
import type { Database } from '#platform/database.ts';

export interface PasswordMeans {
  readonly database: Database;
  /** The real one. */
  readonly clock: Clock;
  /** The product's: mail follows it. */
  readonly sceneClock: Clock;
}

export interface ChangePasswordRequest {
  readonly tenantId: number;
  readonly account: Account;
  /** The session that asks, which goes on. */
  readonly tokenHash: string;
  readonly currentPassword: string;
  readonly newPassword: string;
}

export type ChangePasswordRefusal =
  | PasswordRefusal
  | 'password-unchanged'
  | 'wrong-current-password'
  | 'too-many-attempts'
  | 'too-busy';

export async function changePassword(
  means: PasswordMeans,
  request: ChangePasswordRequest,
): Promise<Outcome<undefined, ChangePasswordRefusal>> {
  const { account, tenantId, currentPassword, newPassword } = request;
  const policy = decidePassword(newPassword, account.login);
  if (!policy.ok) return policy;
  if (newPassword === currentPassword) return refuse('password-unchanged');
  if (isHashingBusy()) return refuse('too-busy');
  // Counted like a sign-in: an unattended phone must not become a place to guess at leisure.
  const { waitSeconds, credential } = await means.database.inTenant(
    tenantId,
    'system',
    async (tx) => ({
      credential: await findCredential(tx, keyOf(account)),
      waitSeconds: await countAttempt(
        tx,
        subjectOf('account', account.login),
        accountLimit,
        means.clock.now(),
      ),
    }),
  );
  if (waitSeconds > 0) return refuseToWait(waitSeconds);
  const isRight = await verifyPassword(currentPassword, credential?.passwordHash);
  if (!isRight || credential === undefined) return refuse('wrong-current-password');
  const passwordHash = await hashPassword(newPassword);
  const isSet = await means.database.inTenant(tenantId, 'system', (tx) =>
    setPassword(tx, means, {
      credential,
      passwordHash,
      keptTokenHash: request.tokenHash,
      action: 'identity.password-changed',
    }),
  );
  return isSet ? accept(undefined) : refuse('wrong-current-password');
}
