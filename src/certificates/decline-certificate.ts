// Use case: the office declines a certificate, for a reason whose sentence says what the family can do (RULES B7).
import { recordEvent } from '#audit/record-event.ts';
import type { DecisionRefusal, DeclineReason } from '#certificates/model.ts';
import { requireOffice } from '#certificates/office-desk.ts';
import { decideSettling } from '#certificates/rules.ts';
import { findCertificate, insertDecision, lockCertificate } from '#certificates/store.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import type { IdempotencyKey } from '#platform/idempotency.ts';
import { findAnswered, recordAnswered } from '#platform/idempotency.ts';
import { tellOutside } from '#platform/outbox.ts';

export async function declineCertificate(
  tx: Tx,
  clock: Clock,
  account: Promise<StaffAccount>,
  request: {
    readonly certificateId: string;
    readonly reason: DeclineReason;
    readonly key: IdempotencyKey;
  },
): Promise<
  Outcome<
    { readonly repeated: boolean },
    DecisionRefusal | 'not-allowed' | 'certificate-not-found' | 'key-reused'
  >
> {
  const { certificateId, reason, key } = request;
  const [, office, answered, certificate] = await Promise.all([
    lockCertificate(tx, certificateId),
    requireOffice(account),
    findAnswered(tx, account, key),
    findCertificate(tx, certificateId),
  ]);
  if (!office.ok) return office;
  if (!answered.ok) return answered;
  if (certificate === undefined) return refuse('certificate-not-found');
  if (answered.value !== undefined) return accept({ repeated: true });
  const settling = decideSettling(certificate.state);
  if (!settling.ok) return settling;
  const at = clock.now();
  const { accountId } = office.value;
  insertDecision(tx, {
    certificateId,
    approved: null,
    declineReason: reason,
    decidedAt: at,
    decidedBy: accountId,
  });
  recordAnswered(tx, accountId, key, 'declined', at);
  recordEvent(tx, {
    at,
    actor: office.value,
    action: 'certificates.declined',
    subjectKind: 'certificate',
    subjectId: certificateId,
    facts: { reason },
  });
  tellOutside(tx, at, 'certificates.declined', { certificateId });
  return accept({ repeated: false });
}
