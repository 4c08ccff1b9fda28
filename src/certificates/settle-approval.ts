// For the room that books what a certificate asks: find one that waits for a word, and write down that it is approved.
import { recordEvent } from '#audit/record-event.ts';
import type { Certificate, DecisionRefusal } from '#certificates/model.ts';
import { requireOffice } from '#certificates/office-desk.ts';
import { decideSettling } from '#certificates/rules.ts';
import { findCertificate, insertDecision, lockCertificate } from '#certificates/store.ts';
import type { StaffActor } from '#ground/actor.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';

/** Nobody else may say a word about it until this transaction ends. */
export async function requireCertificate(
  tx: Tx,
  account: Promise<StaffAccount>,
  certificateId: string,
): Promise<
  Outcome<
    { readonly certificate: Certificate; readonly actor: StaffActor },
    'not-allowed' | 'certificate-not-found'
  >
> {
  const [, office, certificate] = await Promise.all([
    lockCertificate(tx, certificateId),
    requireOffice(account),
    findCertificate(tx, certificateId),
  ]);
  if (!office.ok) return office;
  if (certificate === undefined) return refuse('certificate-not-found');
  return accept({ certificate, actor: office.value });
}

export function requireWaiting({ state }: Certificate): Outcome<true, DecisionRefusal> {
  return decideSettling(state);
}

/** Only after `requireCertificate` in the same transaction. */
export function recordApproval(
  tx: Tx,
  approval: {
    readonly certificateId: string;
    readonly actor: StaffActor;
    readonly range: ClosedDayRange;
    /** Of the change that books the range. */
    readonly receiptCode: string;
    readonly at: Instant;
  },
): void {
  const { certificateId, actor, range, receiptCode, at } = approval;
  insertDecision(tx, {
    certificateId,
    approved: { ...range, receiptCode },
    declineReason: null,
    decidedAt: at,
    decidedBy: actor.accountId,
  });
  recordEvent(tx, {
    at,
    actor,
    action: 'certificates.approved',
    subjectKind: 'certificate',
    subjectId: certificateId,
    facts: { from: range.from, to: range.to, receiptCode },
  });
}
