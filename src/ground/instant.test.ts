// Instants: one spelling out, several in, never without an offset.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asInstant, isoInstant, msBetween, parseInstant, plusSeconds } from '#ground/instant.ts';

const anyInstant = fc
  .integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 })
  .map(asInstant);

test('an instant is written in UTC with milliseconds', () => {
  expect(isoInstant(asInstant(0))).toBe('1970-01-01T00:00:00.000Z');
  expect(isoInstant(asInstant(-1))).toBe('1969-12-31T23:59:59.999Z');
  expect(isoInstant(asInstant(1_795_421_520_007))).toBe('2026-11-23T08:12:00.007Z');
});

test('what is written reads back, and agrees with the platform', () => {
  fc.assert(
    fc.property(anyInstant, (instant) => {
      expect(parseInstant(isoInstant(instant))).toBe(instant);
      expect(isoInstant(instant)).toBe(new Date(instant).toISOString());
    }),
  );
});

describe('reading', () => {
  test.each([
    ['2026-11-23T09:12:00+01:00', '2026-11-23T08:12:00.000Z'],
    ['2026-11-23T09:12+01:00', '2026-11-23T08:12:00.000Z'],
    ['2026-07-01T00:30:00.5+02:00', '2026-06-30T22:30:00.500Z'],
    ['2026-11-23T08:12:00.123999Z', '2026-11-23T08:12:00.123Z'],
    ['2026-11-23T02:42:00-05:30', '2026-11-23T08:12:00.000Z'],
  ])('%s is %s', (text, iso) => {
    const instant = parseInstant(text);
    expect(instant === undefined ? undefined : isoInstant(instant)).toBe(iso);
  });

  test.each([
    '2026-11-23T09:12:00',
    '2026-11-23',
    '2026-11-23T24:00:00Z',
    '2026-11-23T09:60:00Z',
    '2026-11-23T09:12:60Z',
    '2026-02-30T09:12:00Z',
    '2026-11-23T09:12:00+25:00',
    '0001-01-01T00:00:00+01:00',
    '23/11/2026 9.12',
    '',
  ])('"%s" is not an instant', (text) => expect(parseInstant(text)).toBeUndefined());
});

test('seconds are added and milliseconds counted', () => {
  const instant = asInstant(1_000);
  expect(plusSeconds(instant, 90)).toBe(91_000);
  expect(msBetween(instant, plusSeconds(instant, -1))).toBe(-1000);
});

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 253_402_300_800_000, -62_135_596_800_001])(
  '%s is not an instant',
  (ms) => expect(() => asInstant(ms)).toThrow(RangeError),
);
