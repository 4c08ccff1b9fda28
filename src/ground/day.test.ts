// Civil days: reading, arithmetic, weekdays and months, against the calendar of the platform.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  asDay,
  asMonth,
  dayFromEpoch,
  dayOf,
  daysBetween,
  daysOfMonth,
  daysSinceEpoch,
  monthOf,
  parseDay,
  parseMonth,
  weekdayOf,
} from '#ground/day.ts';

const firstDay = daysSinceEpoch(asDay('0001-01-01'));
const lastDay = daysSinceEpoch(asDay('9999-12-31'));
const anyDay = fc.integer({ min: firstDay, max: lastDay }).map(dayFromEpoch);
const nearDay = fc.integer({ min: -40_000, max: 40_000 }).map(dayFromEpoch);
const fewDays = fc.integer({ min: -20_000, max: 20_000 });

describe('reading a day', () => {
  test.each(['2026-11-23', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])(
    '%s is a day',
    (text) => expect(parseDay(text)).toBe(text),
  );

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '23/11/2026',
    ' 2026-11-23',
    '2026-11-23T00:00',
    '2026-11-23\n',
    '',
  ])('"%s" is not a day', (text) => {
    expect(parseDay(text)).toBeUndefined();
    expect(() => asDay(text)).toThrow(RangeError);
  });
});

describe('arithmetic', () => {
  test('adding days and counting the days between are inverse', () => {
    fc.assert(
      fc.property(nearDay, fewDays, (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
        expect(addDays(addDays(day, days), -days)).toBe(day);
      }),
    );
  });

  test('every day number of the calendar is written as a day that reads back', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(parseDay(day)).toBe(day);
        expect(dayFromEpoch(daysSinceEpoch(day))).toBe(day);
      }),
    );
  });

  test('days agree with the calendar of the platform over four centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -73_000, max: 73_000 }), (number) => {
        expect(dayFromEpoch(number)).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10));
      }),
    );
  });

  test('days compare as text in the order of time', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (one, other) => {
        expect(one < other).toBe(daysBetween(one, other) > 0);
      }),
    );
  });

  test('after the leap day comes March, and only every fourth century keeps it', () => {
    expect(addDays(asDay('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(asDay('2026-02-28'), 1)).toBe('2026-03-01');
    expect(addDays(asDay('1900-02-28'), 1)).toBe('1900-03-01');
    expect(addDays(asDay('2000-02-28'), 1)).toBe('2000-02-29');
  });

  test('the calendar ends at 9999 and refuses fractions of a day', () => {
    expect(() => addDays(asDay('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(asDay('0001-01-01'), -1)).toThrow(RangeError);
    expect(() => addDays(asDay('2026-01-01'), 0.5)).toThrow(RangeError);
    expect(() => addDays(asDay('2026-01-01'), Number.NaN)).toThrow(RangeError);
  });

  test('a day of three numbers exists or does not', () => {
    expect(dayOf(2026, 11, 3)).toBe('2026-11-03');
    expect(dayOf(2026, 2, 30)).toBeUndefined();
    expect(dayOf(2026, 1.5, 3)).toBeUndefined();
  });
});

describe('weekdays', () => {
  test('23 November 2026 is a Monday, 1 January 1970 a Thursday', () => {
    expect(weekdayOf(asDay('2026-11-23'))).toBe(1);
    expect(weekdayOf(asDay('2026-11-29'))).toBe(7);
    expect(weekdayOf(asDay('1970-01-01'))).toBe(4);
  });

  test('weekdays go round every seven days, before 1970 as after', () => {
    fc.assert(
      fc.property(nearDay, (day) => {
        const weekday = weekdayOf(day);
        expect(weekdayOf(addDays(day, 7))).toBe(weekday);
        expect(weekdayOf(addDays(day, 1))).toBe((weekday % 7) + 1);
      }),
    );
  });
});

describe('months', () => {
  test('a month has all its days and no other', () => {
    expect(daysOfMonth(asMonth('2024-02'))).toHaveLength(29);
    expect(daysOfMonth(asMonth('2026-12')).at(0)).toBe('2026-12-01');
    expect(daysOfMonth(asMonth('2026-12')).at(-1)).toBe('2026-12-31');
    fc.assert(
      fc.property(nearDay, (day) => {
        const days = daysOfMonth(monthOf(day));
        expect(days).toContain(day);
        expect(monthOf(addDays(days.at(-1) ?? day, 1))).not.toBe(monthOf(day));
      }),
    );
  });

  test('twelve months later is the same month of the next year', () => {
    expect(addMonths(asMonth('2026-11'), 12)).toBe('2027-11');
    expect(addMonths(asMonth('2026-11'), 2)).toBe('2027-01');
    expect(addMonths(asMonth('2026-01'), -1)).toBe('2025-12');
  });

  test('what is not a month is refused', () => {
    expect(parseMonth('2026-13')).toBeUndefined();
    expect(() => asMonth('2026-1')).toThrow(RangeError);
  });
});
