// The contract of receipts: the proof that a third party verifies, and the public keys it needs.
import { z } from 'zod';

const bytesHex = z.string().regex(/^[0-9a-f]{64}$/);

/** Everything that `scripts/verify-receipt.mjs` needs, but for the keys, which must come from elsewhere. */
export const receiptProofSchema = z.object({
  version: z.int().meta({ description: 'Version of the canonical text and of what is signed.' }),
  tenant: z.string().meta({ description: 'Short name of the authority.' }),
  code: z.string().regex(/^\d{9}$/),
  canonicalText: z
    .string()
    .nullable()
    .meta({ description: 'What the receipt says; null after retention erased it.' }),
  salt: z.base64().nullable(),
  leaf: bytesHex.meta({ description: 'SHA-256(0x00 | salt | canonical text).' }),
  signature: z.base64().meta({ description: 'Ed25519.' }),
  keyId: z.string(),
  publicKey: z.base64(),
  priorHead: bytesHex.meta({ description: 'A sealed head of the chain when it was issued.' }),
  position: z.int().nullable().meta({ description: 'In the chain; null until sealed.' }),
  head: bytesHex.nullable(),
});

export type ReceiptProof = z.infer<typeof receiptProofSchema>;

export const receiptKeysPath = '/api/v1/receipt-keys';

export const receiptKeysSchema = z.object({
  tenant: z.string(),
  algorithm: z.literal('Ed25519'),
  howToVerify: z.string(),
  keys: z.array(
    z.object({
      keyId: z.string(),
      publicKey: z.base64().meta({ description: '32 bytes (RFC 8032).' }),
      inUseSince: z.iso.datetime(),
    }),
  ),
});
