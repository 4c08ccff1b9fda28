// The proof of one receipt, for whoever does not believe us: it can be verified far from here, without us.
import type { Tx } from '#platform/database.ts';
import type { ReceiptProof } from '#receipts/api.ts';
import { base64, hex } from '#receipts/receipt-proof.ts';
import { findReceipt } from '#receipts/store.ts';
import { receiptPublicKeys } from '#tenancy/tenant-keys.ts';

/** Undefined when there is no such receipt. Whose it is, and who may have it, is known to the room of the change. */
export async function proofOf(tx: Tx, code: string): Promise<ReceiptProof | undefined> {
  const [row, keys] = await Promise.all([findReceipt(tx, code), receiptPublicKeys(tx)]);
  if (row === undefined) return undefined;
  const key = keys.find((one) => one.keyId === row.keyId);
  if (key === undefined) throw new Error(`no public key ${row.keyId}: run the verification`);
  return {
    version: row.version,
    tenant: row.tenant,
    code: row.code,
    canonicalText: row.text,
    salt: row.salt === null ? null : base64(row.salt),
    leaf: hex(row.leaf),
    signature: base64(row.signature),
    keyId: row.keyId,
    publicKey: base64(key.publicKey),
    priorHead: hex(row.priorHead),
    position: row.position,
    head: row.head === null ? null : hex(row.head),
  };
}
