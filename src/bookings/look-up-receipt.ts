// Use case: the office looks a receipt up by the code that a family reads out; that it did is written down (RULES B9).
import { recordEvent } from '#audit/record-event.ts';
import type { StaffReceipt } from '#bookings/api.ts';
import { receiptResponseOf } from '#bookings/family-receipts.ts';
import { findReceiptOfTenant, listNamesOf } from '#bookings/family-store.ts';
import { listStaffMakers } from '#bookings/staff-history-store.ts';
import { hasRole } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import type { StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { proofOf } from '#receipts/proof-of.ts';

/** Any receipt of the authority, whole; in a transaction of the office. Also one that is not there leaves its line. */
export async function lookUpReceipt(
  tx: Tx,
  means: { readonly clock: Clock; readonly language: Language },
  account: StaffAccount,
  code: string,
): Promise<Outcome<StaffReceipt, 'receipt-not-found' | 'not-allowed'>> {
  const actor = staffActorOf(account, 'office');
  if (!hasRole(actor, 'office', 'administrator')) return refuse('not-allowed');
  const [row, staff, proof] = await Promise.all([
    findReceiptOfTenant(tx, code),
    listStaffMakers(tx, [code]),
    proofOf(tx, code),
  ]);
  recordEvent(tx, {
    at: means.clock.now(),
    actor,
    action: 'bookings.receipt-read',
    subjectKind: 'receipt',
    subjectId: code,
    facts: { found: row !== undefined },
  });
  if (row === undefined || proof === undefined) return refuse('receipt-not-found');
  const lastNames = await listNamesOf(tx, [...new Set(row.lines.map((line) => line.pupilId))]);
  const receipt = receiptResponseOf(row, means.language);
  return accept({
    ...receipt,
    by: row.by ?? staff.get(code) ?? receipt.by,
    lines: receipt.lines.map((line) => ({
      ...line,
      pupilLastName: lastNames.get(line.pupilId) ?? '',
    })),
    position: proof.position,
    isErased: proof.canonicalText === null,
    proof,
  });
}
