// Issues the receipt of a change at once, in the change's own transaction: text, salted leaf, signature.
import type { Instant } from '#ground/instant.ts';
import { freshBytes } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { lastHead } from '#receipts/last-head.ts';
import { canonicalText, receiptVersion } from '#receipts/model.ts';
import type { ReceiptLine } from '#receipts/model.ts';
import { newReceiptCode } from '#receipts/receipt-code.ts';
import { leafOf, saltLength, signReceipt } from '#receipts/receipt-proof.ts';
import { insertReceipt } from '#receipts/store.ts';
import { receiptKey } from '#tenancy/tenant-keys.ts';

export interface ReceiptRequest {
  readonly at: Instant;
  /** The id of the change. */
  readonly subjectId: string;
  readonly content: readonly ReceiptLine[];
}

export interface IssuedReceipt {
  /** Eight digits and a check digit. */
  readonly code: string;
  readonly keyId: string;
  readonly leaf: Uint8Array;
  readonly signature: Uint8Array;
  readonly priorHead: Uint8Array;
}

export type ReceiptIssuer = (tx: Tx, request: ReceiptRequest) => Promise<IssuedReceipt>;

/**
 * Once key and head of the tenant are in memory it waits for nothing: its rows travel with the commit, where a code
 * that is already taken fails as a unique violation. Rows that refer to the receipt are written after it.
 */
export function receiptIssuer(masterKey: MasterKey): ReceiptIssuer {
  return async (tx, { at, subjectId, content }) => {
    const key = await receiptKey(tx, masterKey);
    const priorHead = await lastHead(tx, key);
    const code = newReceiptCode();
    const text = canonicalText({ tenant: key.slug, code, subjectId, issuedAt: at, content });
    const salt = freshBytes(saltLength);
    const leaf = leafOf(salt, text);
    const signature = signReceipt(key, { code, leaf, priorHead });
    const receipt: IssuedReceipt = { code, keyId: key.keyId, leaf, signature, priorHead };
    insertReceipt(tx, { ...receipt, subjectId, version: receiptVersion, issuedAt: at, salt, text });
    return receipt;
  };
}
