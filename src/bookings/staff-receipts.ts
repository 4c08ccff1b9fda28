// A receipt as staff read it: every line, for the children that the member of staff may act for.
import type { ReceiptResponse } from '#bookings/api.ts';
import { receiptResponseOf } from '#bookings/family-receipts.ts';
import { findReceiptOfTenant } from '#bookings/family-store.ts';
import { requireStaffPupils } from '#enrolment/staff-pupils.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';

export async function readStaffReceipt(
  tx: Tx,
  account: Promise<StaffAccount>,
  code: string,
  language: Language,
): Promise<Outcome<ReceiptResponse, 'receipt-not-found' | 'not-allowed' | 'pupil-not-found'>> {
  const row = await findReceiptOfTenant(tx, code);
  const pupilIds = [...new Set((row?.lines ?? []).map((line) => line.pupilId))];
  const pupils = await requireStaffPupils(tx, account, pupilIds);
  if (!pupils.ok) return pupils;
  return row === undefined ? refuse('receipt-not-found') : accept(receiptResponseOf(row, language));
}
