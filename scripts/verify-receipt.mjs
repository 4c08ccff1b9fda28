#!/usr/bin/env node
// Verifies a receipt of Refettorio with nothing but Node: node verify-receipt.mjs receipt.json keys.json
import { createPublicKey, hash, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [receipt, { keys }] = process.argv.slice(2, 4).map((path) => JSON.parse(readFileSync(path)));
const { tenant, code, canonicalText, salt, priorHead, signature } = receipt;
const known = keys.find((key) => key.keyId === receipt.keyId)?.publicKey ?? '';
const x = Buffer.from(known, 'base64').toString('base64url');
const [saltBytes, text] = [Buffer.from(salt ?? '', 'base64'), Buffer.from(canonicalText ?? '')];
const leaf = hash('sha256', Buffer.concat([Buffer.of(0), saltBytes, text]));
const signed = `refettorio-receipt-signature 1\n${tenant}\n${code}\n${leaf}\n${priorHead}\n`;
const genuine =
  x !== '' &&
  canonicalText?.startsWith(`refettorio-receipt 1\ntenant: ${tenant}\ncode: ${code}\n`) &&
  verify(
    null,
    Buffer.from(signed),
    createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } }),
    Buffer.from(signature, 'base64'),
  );
console.log(genuine ? `AUTENTICA / GENUINE\n\n${canonicalText}` : 'NON AUTENTICA / NOT GENUINE');
process.exitCode = genuine ? 0 : 1;
