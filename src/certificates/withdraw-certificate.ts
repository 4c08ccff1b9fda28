// Use case: a guardian takes back a certificate that nobody has decided about; its file is erased (RULES B7).
import { recordEvent } from '#audit/record-event.ts';
import type { DecisionRefusal } from '#certificates/model.ts';
import { decideSettling } from '#certificates/rules.ts';
import { findCertificate, insertWithdrawal, lockCertificate } from '#certificates/store.ts';
import { requireOwnPupils } from '#enrolment/family-pupils.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Account } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';

export async function withdrawCertificate(
  tx: Tx,
  clock: Clock,
  account: Promise<Account>,
  request: { readonly certificateId: string; readonly key: IdempotencyKey },
): Promise<
  Outcome<{ readonly repeated: boolean }, DecisionRefusal | 'certificate-not-found' | 'key-reused'>
> {
  const { certificateId, key } = request;
  const [, answered, certificate] = await Promise.all([
    lockCertificate(tx, certificateId),
    findAnswered(tx, account, key),
    findCertificate(tx, certificateId),
  ]);
  if (certificate === undefined) return refuse('certificate-not-found');
  const own = await requireOwnPupils(tx, account, [certificate.pupilId]);
  // Another family's certificate does not exist, whoever the child is.
  const [pupil] = own.ok ? own.value : [];
  if (pupil === undefined) return refuse('certificate-not-found');
  if (!answered.ok) return answered;
  if (answered.value !== undefined) return accept({ repeated: true });
  const settling = decideSettling(certificate.state);
  if (!settling.ok) return settling;
  const at = clock.now();
  const { accountId } = await account;
  const { guardianId } = pupil;
  insertWithdrawal(tx, certificateId, guardianId, at);
  recordAnswered(tx, accountId, key, 'withdrawn', at);
  recordEvent(tx, {
    at,
    actor: { kind: 'guardian', guardianId, accountId, channel: 'portal' },
    action: 'certificates.withdrawn',
    subjectKind: 'certificate',
    subjectId: certificateId,
  });
  return accept({ repeated: false });
}
