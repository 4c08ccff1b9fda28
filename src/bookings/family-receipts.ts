// The receipts of a family's children: the list, one by its code, and its proof for third parties (RULES B9).
import type { ReceiptResponse } from '#bookings/api.ts';
import type { ReceiptRow } from '#bookings/family-store.ts';
import { findReceipt, listReceipts } from '#bookings/family-store.ts';
import { makerInWords } from '#bookings/makers.ts';
import { listOwnPupils } from '#enrolment/family-pupils.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Language } from '#ground/sentence.ts';
import type { Account } from '#identity/model.ts';
import type { Tx } from '#platform/database.ts';
import { romeIso } from '#platform/rome.ts';
import type { ReceiptProof } from '#receipts/api.ts';
import { proofOf } from '#receipts/proof-of.ts';

export async function readReceipts(
  tx: Tx,
  account: Account,
  language: Language,
): Promise<readonly ReceiptResponse[]> {
  const pupils = await listOwnPupils(tx, account.accountId);
  return (
    await listReceipts(
      tx,
      pupils.map((pupil) => pupil.pupilId),
    )
  ).map((row) => receiptResponseOf(row, language));
}

export async function readReceipt(
  tx: Tx,
  account: Account,
  code: string,
  language: Language,
): Promise<Outcome<ReceiptResponse, 'receipt-not-found'>> {
  const pupils = await listOwnPupils(tx, account.accountId);
  const row = await findReceipt(
    tx,
    pupils.map((pupil) => pupil.pupilId),
    code,
  );
  return row === undefined ? refuse('receipt-not-found') : accept(receiptResponseOf(row, language));
}

/**
 * The signed proof names every child of the change: who may see only some of them gets it from the office, which
 * may see all.
 */
export async function readProof(
  tx: Tx,
  account: Account,
  code: string,
): Promise<Outcome<ReceiptProof, 'receipt-not-found' | 'receipt-of-others-too'>> {
  const pupils = await listOwnPupils(tx, account.accountId);
  const row = await findReceipt(
    tx,
    pupils.map((pupil) => pupil.pupilId),
    code,
  );
  if (row === undefined) return refuse('receipt-not-found');
  if (row.lines.length < row.lineCount) return refuse('receipt-of-others-too');
  const proof = await proofOf(tx, code);
  return proof === undefined ? refuse('receipt-not-found') : accept(proof);
}

export function receiptResponseOf(row: ReceiptRow, language: Language): ReceiptResponse {
  return {
    code: row.code,
    receivedAt: romeIso(row.receivedAt),
    channel: row.channel,
    by: makerInWords(row, language),
    lines: row.lines.map((line) => ({
      ...line,
      days: [...line.days],
      stillAbsent: [...line.stillAbsent],
    })),
  };
}
