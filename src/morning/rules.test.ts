// The morning check as a table: which numbers raise a hand, which do not, and when they are looked at (RULES A2, A3, A6, A7).
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { plusSeconds } from '#ground/instant.ts';
import { instantOf } from '#platform/rome.ts';
import { asDay } from '#ground/day.ts';
import type { CheckFacts } from '#morning/model.ts';
import {
  checkDefault,
  checkWindow,
  decideHand,
  decideSchoolState,
  differenceOf,
  usualOf,
} from '#morning/rules.ts';

const facts: CheckFacts = {
  expectedMeals: 100,
  isServed: true,
  isExplained: false,
  earlier: [98, 104, 100, 96, 102, 99],
  wasServedLastWeek: true,
};
const handOf = (changes: Partial<CheckFacts>): unknown =>
  decideHand({ ...facts, ...changes }, checkDefault).hand;

describe('a school raises its hand', () => {
  test.each([
    ['not on a usual day', {}, null],
    ['when nobody eats', { expectedMeals: 0 }, 'zero'],
    [
      'when nobody eats in its first week, when nothing is usual yet',
      { expectedMeals: 0, earlier: [] },
      'zero',
    ],
    ['not when nobody ever eats there', { expectedMeals: 0, earlier: [0, 0, 0] }, null],
    ['when 60 eat instead of 100', { expectedMeals: 60 }, 'low'],
    ['not yet when 61 do: that is flu', { expectedMeals: 61 }, null],
    ['when 140 eat instead of 100', { expectedMeals: 140 }, 'high'],
    ['not yet when 139 do', { expectedMeals: 139 }, null],
    [
      'not when seven of a small school of twelve are missing',
      { expectedMeals: 5, earlier: [12, 12, 12] },
      null,
    ],
    ['when eight of twelve are', { expectedMeals: 4, earlier: [12, 12, 12] }, 'low'],
    [
      'not for a far number while only two such days were served',
      { expectedMeals: 9, earlier: [100, 100] },
      null,
    ],
    ['not because of one strike among the days compared', { earlier: [2, 100, 100, 100] }, null],
    [
      'not on a day with a recorded event or closure',
      { expectedMeals: 0, isExplained: true },
      null,
    ],
    [
      'when it is not served though it was last week, and nobody says why',
      { isServed: false, expectedMeals: 0 },
      'zero',
    ],
    [
      'not on a weekday without canteen',
      { isServed: false, expectedMeals: 0, wasServedLastWeek: false },
      null,
    ],
  ] as const)('%s', (_name, changes, expected) => expect(handOf(changes)).toBe(expected));

  it('by the newest weeks of the setting alone', () => {
    const longAgo = [900, 900, 900, 900, 900, 900, 900];
    expect(usualOf([10, 10, 10, 10, 10, 10, ...longAgo], 6)).toBe(10);
    expect(usualOf([10, 20, 30, 40], 6)).toBe(25);
  });

  it('never for a number between the smallest and the largest of the days compared', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 6 }),
        (earlier) => {
          const usual = usualOf(earlier, 6) ?? 0;
          expect(usual).toBeGreaterThanOrEqual(Math.min(...earlier));
          expect(usual).toBeLessThanOrEqual(Math.max(...earlier));
          expect(handOf({ earlier, expectedMeals: usual })).toBe(null);
        },
      ),
    );
  });
});

describe('the number is looked at', () => {
  const day = asDay('2026-11-23');
  const at = (time: string, on = day) => instantOf(on, time);

  it('from 7:30 until the cut-off, its whole minute included', () => {
    expect(checkWindow(at('07:30'), at('09:30'))).toEqual({
      from: at('07:30'),
      until: at('09:31'),
    });
  });

  it('still at 7:30 where the cut-off was the evening before', () => {
    const { from, until } = checkWindow(at('07:30'), at('18:00', asDay('2026-11-22')));
    expect([from, until]).toEqual([at('07:30'), at('09:30')]);
    expect(checkWindow(at('07:30'), at('07:29')).until).toBe(at('09:30'));
    expect(checkDefault.time).toBe('07:30');
  });
});

describe('A6: the state of a school', () => {
  const cutOffAt = instantOf(asDay('2026-11-23'), '09:30');
  const school = { isServed: true, reason: null, cutOffAt, closedAt: null };
  test.each([
    ['is open in the last second of the cut-off', school, 59, 'open'],
    ['is being closed in the next', school, 60, 'closing'],
    ['is closed once it was', { ...school, closedAt: plusSeconds(cutOffAt, 75) }, 80, 'closed'],
    [
      'is not served where a closure says so',
      { ...school, isServed: false, reason: 'Patrono' },
      0,
      'not-served',
    ],
    ['is without canteen on other weekdays', { ...school, isServed: false }, 0, 'no-canteen'],
  ] as const)('%s', (_name, one, seconds, expected) =>
    expect(decideSchoolState(one, plusSeconds(cutOffAt, seconds))).toBe(expected),
  );
});

describe('A7: beside the roll call', () => {
  test.each([
    [true, true, null],
    [false, false, null],
    [false, true, 'came-unbooked'],
    [true, false, 'missing'],
    [true, null, null],
    [false, null, null],
  ] as const)('booked %s and present %s is %s', (booked, present, expected) =>
    expect(differenceOf({ pupilId: 'anna', booked, present })).toBe(expected),
  );
});
