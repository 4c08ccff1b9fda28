// Spans of days: both ends belong to them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, asDay, dayFromEpoch, daysBetween } from '#ground/day.ts';
import { contains, dayRange, eachDay, intersectionOf, overlaps } from '#ground/day-range.ts';
import type { ClosedDayRange, DayRange } from '#ground/day-range.ts';

const week = { from: asDay('2026-11-23'), to: asDay('2026-11-27') };
const fromMonday: DayRange = { from: asDay('2026-11-23'), to: null };
const closedRange = fc
  .tuple(fc.integer({ min: 20_000, max: 20_030 }), fc.integer({ min: 0, max: 12 }))
  .map(([from, days]): ClosedDayRange => ({
    from: dayFromEpoch(from),
    to: dayFromEpoch(from + days),
  }));

test('both ends of a range belong to it', () => {
  expect(contains(week, asDay('2026-11-23'))).toBe(true);
  expect(contains(week, asDay('2026-11-27'))).toBe(true);
  expect(contains(week, asDay('2026-11-22'))).toBe(false);
  expect(contains(week, asDay('2026-11-28'))).toBe(false);
});

test('a range without end holds every later day', () => {
  expect(contains(fromMonday, asDay('2099-01-01'))).toBe(true);
  expect(contains(fromMonday, asDay('2026-11-22'))).toBe(false);
});

test('a range is written day by day, and one that ends before it begins has none', () => {
  expect(eachDay(week)).toEqual(
    ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].map(asDay),
  );
  expect(eachDay({ from: week.to, to: week.from })).toEqual([]);
});

test('a range that would end before it begins is refused', () => {
  expect(() => dayRange(week.to, week.from)).toThrow(RangeError);
  expect(dayRange(week.from, week.from)).toEqual({ from: week.from, to: week.from });
  expect(dayRange(week.from, null)).toEqual(fromMonday);
});

test('two ranges overlap exactly when they share a day', () => {
  fc.assert(
    fc.property(closedRange, closedRange, (one, other) => {
      const shared = eachDay(one).filter((day) => contains(other, day));
      expect(overlaps(one, other)).toBe(shared.length > 0);
      expect(overlaps(other, one)).toBe(shared.length > 0);
      const both = intersectionOf(one, other);
      expect(
        both === undefined || both.to === null ? [] : eachDay({ ...both, to: both.to }),
      ).toEqual(shared);
    }),
  );
});

test('an open range meets whatever has not ended before it begins', () => {
  expect(overlaps(fromMonday, { from: asDay('2026-01-01'), to: fromMonday.from })).toBe(true);
  expect(overlaps(fromMonday, { from: asDay('2026-01-01'), to: asDay('2026-11-22') })).toBe(false);
  expect(intersectionOf(fromMonday, { from: asDay('2026-12-01'), to: null })).toEqual({
    from: '2026-12-01',
    to: null,
  });
});

test('a range has one day more than lies between its ends', () => {
  fc.assert(
    fc.property(closedRange, (range) => {
      expect(eachDay(range)).toHaveLength(daysBetween(range.from, range.to) + 1);
      expect(eachDay(range).at(-1)).toBe(range.to);
      expect(contains(range, addDays(range.to, 1))).toBe(false);
    }),
  );
});
