// Use case: login and password become a session; wrong ones cost the same time and slow the next try down.
import { recordEvent } from '#audit/record-event.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome, Refused } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { accountLimit, originLimit } from '#identity/attempt-rules.ts';
import { countAttempt, countMadeAttempt, subjectOf, waitSecondsOf } from '#identity/attempts.ts';
import type { Account } from '#identity/model.ts';
import { keyOf, loginOf } from '#identity/model.ts';
import { isHashingBusy, verifyPassword } from '#identity/password.ts';
import type { NewSession } from '#identity/session-cookie.ts';
import { newSession } from '#identity/session-cookie.ts';
import { deleteCounter, endSession, insertSession } from '#identity/session-store.ts';
import { findCredential } from '#identity/store.ts';
import type { Database } from '#platform/database.ts';

export interface SignInMeans {
  readonly database: Database;
  /** The real one: waits and sessions do not follow the demo's time. */
  readonly clock: Clock;
  readonly https: boolean;
}

export interface SignInRequest {
  readonly tenantId: number;
  readonly login: string;
  readonly password: string;
  /** The address it comes from; kept only as a hash. */
  readonly origin: string;
  /** The session that this browser had before, ended by the new one. */
  readonly priorTokenHash: string | undefined;
}

export interface SignedIn {
  readonly account: Account;
  readonly session: NewSession;
}

export type SignInRefusal = 'wrong-credentials' | 'too-many-attempts' | 'too-busy';

/**
 * Two transactions with the hashing between them: a connection held for 20 ms of argon2, or for its queue,
 * would let strangers stop the morning.
 */
export async function signIn(
  means: SignInMeans,
  request: SignInRequest,
): Promise<Outcome<SignedIn, SignInRefusal>> {
  if (isHashingBusy()) return refuse('too-busy');
  const { database, clock } = means;
  const { tenantId } = request;
  const login = loginOf(request.login);
  const accountSubject = subjectOf('account', login);
  const originSubject = subjectOf('origin', request.origin);

  const asked = await database.inTenant(tenantId, 'system', async (tx) => {
    const [originWaitSeconds, credential] = await Promise.all([
      waitSecondsOf(tx, originSubject, clock.now()),
      findCredential(tx, { login }),
    ]);
    if (originWaitSeconds > 0) return { waitSeconds: originWaitSeconds };
    const waitSeconds = await countAttempt(tx, accountSubject, accountLimit, clock.now());
    return { waitSeconds, credential };
  });
  if (asked.waitSeconds > 0) return refuseToWait(asked.waitSeconds);

  const isRight = await verifyPassword(request.password, asked.credential?.passwordHash);
  const account = asked.credential?.account;
  return database.inTenant(tenantId, 'system', async (tx) => {
    if (!isRight || account === undefined) {
      await countMadeAttempt(tx, originSubject, originLimit, clock.now());
      return refuse('wrong-credentials');
    }
    const session = newSession(account.kind, means.https, clock.now());
    deleteCounter(tx, accountSubject);
    if (request.priorTokenHash !== undefined) endSession(tx, request.priorTokenHash, clock.now());
    insertSession(tx, keyOf(account), session, clock.now());
    recordEvent(tx, {
      at: clock.now(),
      actor: systemActor('sign-in'),
      action: 'identity.signed-in',
      subjectKind: `${account.kind}-account`,
      subjectId: account.accountId,
    });
    return accept({ account, session });
  });
}

export function refuseToWait(waitSeconds: number): Refused<'too-many-attempts'> {
  return refuse('too-many-attempts', { waitSeconds, waitMinutes: Math.ceil(waitSeconds / 60) });
}
