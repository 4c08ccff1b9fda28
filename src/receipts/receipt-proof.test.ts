// Hashes and signatures, byte for byte: what was signed in 2026 must be verifiable in 2046.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hasValidCheckDigit } from '#ground/check-digit.ts';
import { asDay } from '#ground/day.ts';
import { ed25519From } from '#platform/crypto.ts';
import { readPublishedHeads } from '#receipts/model.ts';
import { newReceiptCode, spokenCode } from '#receipts/receipt-code.ts';
import {
  genesisHead,
  headAfter,
  hex,
  isPublishedLineWhole,
  isReceiptSignedBy,
  leafOf,
  publishedLine,
  signReceipt,
} from '#receipts/receipt-proof.ts';

const key = {
  tenantId: 1,
  slug: 'valserena',
  keyId: '0123456789ab',
  ...ed25519From(new Uint8Array(32).fill(7)),
};
const salt = new Uint8Array(32).fill(1);
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('leaf, genesis and head are the hashes that the guide describes', () => {
  const leaf = leafOf(salt, 'testo è');
  expect(hex(leaf)).toBe(sha(Buffer.concat([Buffer.of(0), salt, Buffer.from('testo è', 'utf8')])));
  const genesis = genesisHead('valserena');
  expect(hex(genesis)).toBe(
    sha(Buffer.concat([Buffer.of(2), Buffer.alloc(32), Buffer.from('valserena')])),
  );
  const position = Buffer.from('0000000000000102', 'hex');
  expect(hex(headAfter(genesis, 258, leaf))).toBe(
    sha(Buffer.concat([Buffer.of(1), genesis, position, leaf])),
  );
});

test('a signature written down in 2026 stays the signature', () => {
  const parts = {
    code: '123456785',
    leaf: leafOf(salt, 'testo'),
    priorHead: genesisHead('valserena'),
  };
  const signature = signReceipt(key, parts);
  expect(hex(signature)).toMatchInlineSnapshot(
    `"1c051b49a023206f63905244e582949575dfd5ce04c05f5daaa900f8a58025c5a404480df78e03dd2de001ff237eeced740509601da6de12ca6a26f37776750f"`,
  );
  expect(isReceiptSignedBy(key.publicKey, 'valserena', { ...parts, signature })).toBe(true);
});

test('a signature holds for one authority, code, leaf and prior head', () => {
  const parts = { code: '123456785', leaf: leafOf(salt, 'a'), priorHead: genesisHead('valserena') };
  const signature = signReceipt(key, parts);
  const holds = (tenant: string, changes: Partial<typeof parts>): boolean =>
    isReceiptSignedBy(key.publicKey, tenant, { ...parts, ...changes, signature });
  expect(holds('valserena', {})).toBe(true);
  expect(holds('altrove', {})).toBe(false);
  expect(holds('valserena', { code: '123456793' })).toBe(false);
  expect(holds('valserena', { leaf: leafOf(salt, 'b') })).toBe(false);
  expect(holds('valserena', { priorHead: genesisHead('altrove') })).toBe(false);
});

test('a published line that somebody touched is not whole', () => {
  const line = publishedLine(key, {
    day: asDay('2026-11-23'),
    position: 12,
    headHex: 'ab'.repeat(32),
  });
  const [whole] = readPublishedHeads(line);
  expect(isPublishedLineWhole(whole!)).toBe(true);
  expect(isPublishedLineWhole({ ...whole!, position: 11 })).toBe(false);
});

test('a code has eight digits of chance and one that notices a slip of the finger', () => {
  const codes = Array.from({ length: 500 }, newReceiptCode);
  expect(codes.every((code) => /^\d{9}$/.test(code) && hasValidCheckDigit(code))).toBe(true);
  expect(new Set(codes).size).toBeGreaterThan(495);
  expect(spokenCode('123456785')).toBe('123 456 785');
});
