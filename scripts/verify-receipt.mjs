#!/usr/bin/env node
// Verifies a receipt of Refettorio with nothing but Node: node verify-receipt.mjs receipt.json keys.json
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [receipt, { keys }] = process.argv
  .slice(2, 4)
  .map((path) => JSON.parse(readFileSync(path, 'utf8')));
const raw = Buffer.from(keys.find((key) => key.keyId === receipt.keyId)?.publicKey ?? '', 'base64');
const text = receipt.canonicalText ?? '';
const leaf = createHash('sha256')
  .update(Buffer.of(0))
  .update(Buffer.from(receipt.salt ?? '', 'base64'))
  .update(text)
  .digest('hex');
const signed = `refettorio-receipt-signature 1\n${receipt.tenant}\n${receipt.code}\n${leaf}\n${receipt.priorHead}\n`;
const says = text.startsWith(
  `refettorio-receipt 1\ntenant: ${receipt.tenant}\ncode: ${receipt.code}\n`,
);
const key =
  raw.length === 32 &&
  createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
  });
const genuine =
  says && key && verify(null, Buffer.from(signed), key, Buffer.from(receipt.signature, 'base64'));
console.log(
  genuine
    ? `AUTENTICA / GENUINE\n\n${text}`
    : 'NON AUTENTICA o contenuto cancellato / NOT GENUINE or content erased',
);
process.exitCode = genuine ? 0 : 1;
