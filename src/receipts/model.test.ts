// The canonical text is fixed for ever: its bytes are written down here, and no two contents share them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import {
  canonicalText,
  headMessage,
  linesOf,
  readPublishedHeads,
  signedMessage,
} from '#receipts/model.ts';
import type { ReceiptLine } from '#receipts/model.ts';

const receipt = {
  tenant: 'valserena',
  code: '123456785',
  subjectId: '019ab000-0000-7000-8000-000000000001',
  issuedAt: asInstant(Date.UTC(2026, 10, 23, 7, 12, 0, 7)),
  content: [
    ['received', '2026-11-23T07:12:00.000Z'],
    ['line', 'absence pupil a service b days 2026-11-23 2026-11-24'],
  ],
} as const;
const textOf = (content: readonly ReceiptLine[]): string => canonicalText({ ...receipt, content });

test('version 1 of the text is exactly this', () => {
  expect(canonicalText(receipt)).toBe(`refettorio-receipt 1
tenant: valserena
code: 123456785
subject: 019ab000-0000-7000-8000-000000000001
issued: 2026-11-23T07:12:00.007Z
received: 2026-11-23T07:12:00.000Z
line: absence pupil a service b days 2026-11-23 2026-11-24
`);
});

test('what is signed is exactly this', () => {
  expect(
    signedMessage({ ...receipt, leafHex: 'aa'.repeat(32), priorHeadHex: 'bb'.repeat(32) }),
  ).toBe(
    `refettorio-receipt-signature 1\nvalserena\n123456785\n${'aa'.repeat(32)}\n${'bb'.repeat(32)}\n`,
  );
});

test('a line break inside of a value cannot pass for a line of its own', () => {
  expect(textOf([['note', 'a\ncode: 000000000']])).toContain('note: a\\u{a}code: 000000000\n');
  expect(textOf([['note', 'a\\u{a}b']])).not.toBe(textOf([['note', 'a\nb']]));
});

test('an accent written in one sign or in two is the same text', () => {
  expect(textOf([['name', 'Nicolo\u0300']])).toBe(textOf([['name', 'Nicolò']]));
});

test('a key that could be mistaken for something else is refused', () => {
  for (const key of ['', 'Key', 'a b', 'a:', '-a']) {
    expect(() => textOf([[key, 'value']])).toThrow(RangeError);
  }
});

const key = fc.stringMatching(/^[a-z][a-z-]{0,8}$/);
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constant('\uD800a\\\n'));
const lines = fc.array(fc.tuple(key, anyText), { maxLength: 5 });

test('every content is read back from its text, so that two contents never share one', () => {
  fc.assert(
    fc.property(lines, (content) => {
      const read = linesOf(textOf(content))?.slice(4);
      expect(read).toEqual(content.map(([name, value]) => [name, value.normalize('NFC')]));
    }),
  );
});

test('no text loses anything on its way to bytes, not even half a sign', () => {
  fc.assert(
    fc.property(lines, (content) => {
      expect(textOf(content).isWellFormed()).toBe(true);
    }),
  );
});

test('what is not a text of version 1 is not read', () => {
  const whole = canonicalText(receipt);
  for (const text of ['', whole.slice(0, -1), whole.replace(' 1\n', ' 2\n'), `${whole}x`]) {
    expect(linesOf(text)).toBeUndefined();
  }
});

const published = {
  tenant: 'valserena',
  day: asDay('2026-11-23'),
  position: 1234,
  headHex: 'ab'.repeat(32),
  keyId: '0123456789ab',
  publicKey: `${'A'.repeat(43)}=`,
  signature: `${'B'.repeat(86)}==`,
};

test('a published line is found in a file and in a mail that broke it', () => {
  const line = `${headMessage(published)} ${published.signature}`;
  expect(readPublishedHeads(`${line}\n${line}\n`)).toEqual([published, published]);
  const mailed = `> Buongiorno,\r\n>\r\n> ${line.replaceAll(' ', '\r\n> ')}\r\n> -- \r\n`;
  expect(readPublishedHeads(mailed)).toEqual([published]);
  expect(readPublishedHeads(line.replace('2026-11-23', '2026-13-23'))).toEqual([]);
});
