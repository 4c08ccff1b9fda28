// Use case: a guardian chooses a new password with login and the office's one-time code; every session of the account ends.
import { hasValidCheckDigit } from '#ground/check-digit.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { accountLimit, originLimit } from '#identity/attempt-rules.ts';
import { countAttempt, countMadeAttempt, subjectOf, waitSecondsOf } from '#identity/attempts.ts';
import type { PasswordMeans } from '#identity/change-password.ts';
import { loginOf } from '#identity/model.ts';
import { decidePassword } from '#identity/password-rules.ts';
import type { PasswordRefusal } from '#identity/password-rules.ts';
import { hashPassword, isHashingBusy, verifyPassword } from '#identity/password.ts';
import { findOpenCode, updateCodeUsed } from '#identity/recovery-code-store.ts';
import { deleteCounter } from '#identity/session-store.ts';
import { setPassword } from '#identity/set-password.ts';
import { refuseToWait } from '#identity/sign-in.ts';
import { findCredential } from '#identity/store.ts';

export interface RecoveryCodeUse {
  readonly tenantId: number;
  readonly login: string;
  /** As it was heard: spaces and hyphens do not matter. */
  readonly code: string;
  readonly newPassword: string;
  /** The address it comes from; kept only as a hash. */
  readonly origin: string;
}

export type UseRecoveryCodeRefusal =
  | PasswordRefusal
  | 'recovery-code-mistyped'
  | 'recovery-code-wrong'
  | 'too-many-attempts'
  | 'too-busy';

/**
 * Tries are counted per account and per origin as those of signing in; they make the next one wait, and never use
 * the code up: a stranger who guesses must not be able to take it from the family.
 */
export async function useRecoveryCode(
  means: PasswordMeans,
  use: RecoveryCodeUse,
): Promise<Outcome<undefined, UseRecoveryCodeRefusal>> {
  const { database, clock } = means;
  const { tenantId, newPassword } = use;
  const login = loginOf(use.login);
  const code = use.code.replaceAll(/[\s-]/g, '');
  // One digit misheard is no try: the check digit tells, and tells a stranger nothing.
  if (code.length !== 9 || !hasValidCheckDigit(code)) return refuse('recovery-code-mistyped');
  const policy = decidePassword(newPassword, login);
  if (!policy.ok) return policy;
  if (isHashingBusy()) return refuse('too-busy');
  const accountSubject = subjectOf('code', login);
  const originSubject = subjectOf('code-origin', use.origin);
  const asked = await database.inTenant(tenantId, 'system', async (tx) => {
    const [originWaitSeconds, open, credential] = await Promise.all([
      waitSecondsOf(tx, originSubject, clock.now()),
      findOpenCode(tx, login, clock.now()),
      findCredential(tx, { login }),
    ]);
    if (originWaitSeconds > 0) return { waitSeconds: originWaitSeconds };
    const waitSeconds = await countAttempt(tx, accountSubject, accountLimit, clock.now());
    return { waitSeconds, open, credential };
  });
  if (asked.waitSeconds > 0) return refuseToWait(asked.waitSeconds);
  const { open, credential } = asked;
  const isRight = await verifyPassword(code, open?.codeHash);
  if (!isRight || open === undefined || credential === undefined) {
    await database.inTenant(tenantId, 'system', (tx) =>
      countMadeAttempt(tx, originSubject, originLimit, clock.now()),
    );
    return refuse('recovery-code-wrong');
  }
  const passwordHash = await hashPassword(newPassword);
  const isSet = await database.inTenant(tenantId, 'system', async (tx) => {
    if (!(await updateCodeUsed(tx, open.recoveryCodeId, clock.now()))) return false;
    deleteCounter(tx, accountSubject);
    return setPassword(tx, means, {
      credential,
      passwordHash,
      keptTokenHash: null,
      action: 'identity.password-recovered-by-code',
    });
  });
  return isSet ? accept(undefined) : refuse('recovery-code-wrong');
}
