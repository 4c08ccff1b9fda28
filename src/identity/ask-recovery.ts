// Use case: somebody forgot a password; the answer and the work are the same whether or not the login exists.
import type { Clock } from '#ground/clock.ts';
import { originLimit, recoveryLimit } from '#identity/attempt-rules.ts';
import { countAttempt, subjectOf } from '#identity/attempts.ts';
import { loginOf } from '#identity/model.ts';
import { findCredential } from '#identity/store.ts';
import type { Tx } from '#platform/database.ts';
import { tellOutside } from '#platform/outbox.ts';

/** The outbox kind that `send-recovery.ts` handles. */
export const sendRecoveryKind = 'identity.send-recovery';

export interface RecoveryRequest {
  readonly login: string;
  /** The address it comes from; kept only as a hash. */
  readonly origin: string;
  /** Ours, as the browser called it: 'https://mensa.comune.valserena.example'. */
  readonly siteAddress: string;
}

/**
 * In a transaction of the system. The link is made and sent later by the sweeper; for an unknown login a row
 * is put in line all the same. `clock` is the real one, `sceneClock` the one that the sweeper follows.
 */
export async function askRecovery(
  tx: Tx,
  { clock, sceneClock }: { readonly clock: Clock; readonly sceneClock: Clock },
  request: RecoveryRequest,
): Promise<void> {
  const login = loginOf(request.login);
  const now = clock.now();
  const credential = await findCredential(tx, { login });
  const byLogin = await countAttempt(tx, subjectOf('recovery', login), recoveryLimit, now);
  const byOrigin = await countAttempt(
    tx,
    subjectOf('recovery-origin', request.origin),
    originLimit,
    now,
  );
  if (byLogin > 0 || byOrigin > 0) return;
  tellOutside(tx, sceneClock.now(), sendRecoveryKind, {
    face: credential?.account.kind ?? null,
    accountId: credential?.account.accountId ?? null,
    siteAddress: request.siteAddress,
  });
}
