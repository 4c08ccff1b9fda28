// Identifiers: version 7 UUIDs that sort by time.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asId, parseId, uuidV7 } from '#ground/id.ts';
import { asInstant } from '#ground/instant.ts';

const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const instants = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(asInstant);

test('the example of RFC 9562 comes out as printed there', () => {
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidV7(asInstant(0x017f22e279b0), random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('identifiers made later sort later, whatever chance gives', () => {
  fc.assert(
    fc.property(instants, instants, tenBytes, tenBytes, (one, other, random, moreRandom) => {
      fc.pre(one < other);
      expect(uuidV7(one, random) < uuidV7(other, moreRandom)).toBe(true);
    }),
  );
});

test('every identifier made is a UUID of version 7', () => {
  fc.assert(
    fc.property(instants, tenBytes, (at, random) => {
      expect(asId(uuidV7(at, random))).toMatch(/^.{14}7.{4}[89ab]/);
    }),
  );
});

test('without ten bytes of chance no identifier is made', () => {
  expect(() => uuidV7(asInstant(0), new Uint8Array(9))).toThrow(RangeError);
  expect(() => uuidV7(asInstant(-1), new Uint8Array(10))).toThrow(RangeError);
});

test('capitals are read as the same identifier', () => {
  expect(parseId('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).toBe(
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  );
});

test.each([
  '',
  'pupil-1',
  '017f22e279b07cc398c4dc0c0c07398f',
  '017f22e2-79b0-7cc3-98c4-dc0c0c07398f ',
])('"%s" is not an identifier', (text) => {
  expect(parseId(text)).toBeUndefined();
  expect(() => asId(text)).toThrow(RangeError);
});
