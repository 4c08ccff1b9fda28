// Sets of weekdays as bits.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asDay } from '#ground/day.ts';
import {
  allWeekdays,
  asWeekdays,
  hasWeekday,
  hasWeekdayOf,
  listWeekdays,
  mondayToFriday,
  noWeekdays,
  weekdaysOf,
  weekdaysWithout,
} from '#ground/weekdays.ts';

test('Monday and Wednesday are bits 1 and 4', () => {
  expect(weekdaysOf([1, 3])).toBe(5);
  expect(weekdaysOf([7])).toBe(64);
  expect(mondayToFriday).toBe(31);
  expect(noWeekdays).toBe(0);
});

test('a set has the weekdays it was made of and no other', () => {
  fc.assert(
    fc.property(fc.subarray([...allWeekdays]), (chosen) => {
      const weekdays = weekdaysOf(chosen);
      expect(listWeekdays(weekdays)).toEqual(chosen);
      for (const weekday of allWeekdays) {
        expect(hasWeekday(weekdays, weekday)).toBe(chosen.includes(weekday));
      }
    }),
  );
});

test('a class with canteen on Monday and Wednesday has none on Tuesday 24 November', () => {
  const canteen = weekdaysOf([1, 3]);
  expect(hasWeekdayOf(canteen, asDay('2026-11-23'))).toBe(true);
  expect(hasWeekdayOf(canteen, asDay('2026-11-24'))).toBe(false);
});

test('a pupil who asks for Tuesday and Friday in a class of Monday and Tuesday asks Friday in vain', () => {
  expect(weekdaysWithout(weekdaysOf([2, 5]), weekdaysOf([1, 2]))).toBe(weekdaysOf([5]));
});

test.each([-1, 128, 1.5, Number.NaN])('%s is not a set of weekdays', (bits) => {
  expect(() => asWeekdays(bits)).toThrow(RangeError);
});
