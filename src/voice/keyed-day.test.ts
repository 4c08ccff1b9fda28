// A day keyed as four digits gets the one year that makes sense; the others are explained.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, asDay } from '#ground/day.ts';
import { readKeyedDay } from '#voice/keyed-day.ts';

const [first, last] = [asDay('2026-11-23'), asDay('2027-07-31')];

test.each<[string, string, object]>([
  ['the first day itself', '2311', { kind: 'day', day: '2026-11-23' }],
  ['the last day itself', '3107', { kind: 'day', day: '2027-07-31' }],
  ['a day after New Year is of the next year', '0701', { kind: 'day', day: '2027-01-07' }],
  ['yesterday', '2211', { kind: 'too-early', day: '2026-11-22' }],
  ['the day after the last one', '0108', { kind: 'too-late', day: '2027-08-01' }],
  ['a day that this year does not have', '2902', { kind: 'no-such-day' }],
  ['30 February', '3002', { kind: 'no-such-day' }],
  ['day and month swapped', '1223', { kind: 'no-such-day' }],
  ['three digits', '701', { kind: 'not-four-digits' }],
  ['with the year', '07012027', { kind: 'not-four-digits' }],
])('%s', (_what, digits, expected) => {
  expect(readKeyedDay(digits, first, last)).toEqual(expected);
});

test('29 February is found in a leap year', () => {
  const leap = readKeyedDay('2902', asDay('2027-11-23'), asDay('2028-07-31'));
  expect(leap).toEqual({ kind: 'day', day: '2028-02-29' });
});

test('on 7 January New Year’s Eve is too early, and not almost a year away', () => {
  const gone = readKeyedDay('3112', asDay('2027-01-07'), last);
  expect(gone).toEqual({ kind: 'too-early', day: '2026-12-31' });
});

test('every day of a school year is read back as itself', () => {
  fc.assert(
    fc.property(fc.nat(250), fc.nat(250), fc.nat(250), (start, more, length) => {
      const from = addDays(first, start);
      const day = addDays(from, Math.min(more, length));
      const digits = `${day.slice(8)}${day.slice(5, 7)}`;
      expect(readKeyedDay(digits, from, addDays(from, length))).toEqual({ kind: 'day', day });
    }),
  );
});
