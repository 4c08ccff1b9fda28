// Facts from day to day: what a file changes, what it cannot change any more, and that a second time changes nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, asDay, dayFromEpoch, daysSinceEpoch } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { contains } from '#ground/day-range.ts';
import { timelineOf } from '#registry-import/timeline.ts';
import type { Horizon, Span, WrittenSpan } from '#registry-import/timeline.ts';

const day = (text: string): Day => asDay(text);
const isSame = (one: string, other: string): boolean => one === other;
const span = (value: string, from: string, to: string | null = null): Span<string> => ({
  from: day(from),
  to: to === null ? null : day(to),
  value,
});
const row = (
  value: string,
  from: string | null = null,
  to: string | null = null,
): WrittenSpan<string> => ({
  range: { from: from === null ? null : day(from), to: to === null ? null : day(to) },
  value,
});
const september: Horizon = {
  today: day('2026-08-20'),
  yearBegins: day('2026-09-01'),
  openFrom: null,
};
const november: Horizon = {
  today: day('2026-11-23'),
  yearBegins: day('2026-09-01'),
  openFrom: day('2026-11-21'),
};
const line = (recorded: Span<string>[], written: WrittenSpan<string>[], horizon: Horizon) =>
  timelineOf(recorded, written, horizon, isSame);

describe('something new', () => {
  test('without a day begins with the school year, also when it is imported later', () => {
    expect(line([], [row('1A')], september).spans).toEqual([span('1A', '2026-09-01')]);
    expect(line([], [row('1A')], { ...november, openFrom: null }).spans).toEqual([
      span('1A', '2026-09-01'),
    ]);
  });

  test('begins after the closed days, where there are some; only who named a day is told', () => {
    const open = span('1A', '2026-11-21');
    expect(line([], [row('1A')], november)).toEqual({ spans: [open], keepsClosedDays: false });
    expect(line([], [row('1A', '2026-09-01')], november)).toEqual({
      spans: [open],
      keepsClosedDays: true,
    });
  });
});

describe('a change', () => {
  const recorded = [span('1A', '2026-09-01')];

  test('without a day holds from today, and the past stays', () => {
    expect(line(recorded, [row('1B')], november).spans).toEqual([
      span('1A', '2026-09-01', '2026-11-22'),
      span('1B', '2026-11-23'),
    ]);
  });

  test('before the school year holds from its beginning', () => {
    expect(line([span('5A', '2025-09-01')], [row('1A')], september).spans).toEqual([
      span('5A', '2025-09-01', '2026-08-31'),
      span('1A', '2026-09-01'),
    ]);
  });

  test('with a day holds from that day, in the future as written', () => {
    expect(line(recorded, [row('1B', '2027-01-11')], november).spans).toEqual([
      span('1A', '2026-09-01', '2027-01-10'),
      span('1B', '2027-01-11'),
    ]);
  });

  test('under closed days holds from the first open one, and says so', () => {
    expect(line(recorded, [row('1B', '2026-11-10')], november)).toEqual({
      spans: [span('1A', '2026-09-01', '2026-11-20'), span('1B', '2026-11-21')],
      keepsClosedDays: true,
    });
  });

  test('with a last day ends what was open', () => {
    expect(line(recorded, [row('1A', '2026-09-01', '2026-12-23')], november)).toEqual({
      spans: [span('1A', '2026-09-01', '2026-12-23')],
      keepsClosedDays: false,
    });
  });

  test('of what begins later does not begin earlier by being repeated without a day', () => {
    const later = [span('1A', '2026-12-01')];
    expect(line(later, [row('1A')], november).spans).toEqual(later);
  });
});

const values = fc.constantFrom('a', 'b', 'c');
const start = daysSinceEpoch(day('2026-08-01'));
/** Rows in order, without a day in common, the first perhaps without a first day, the last perhaps open. */
const written = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 4 }),
    fc.boolean(),
    fc.array(values, { minLength: 4, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([days, startsBlank, chosen, isOpen]) => {
    const firsts = days.toSorted((one, other) => one - other).map((n) => dayFromEpoch(start + n));
    return firsts.map((from, index): WrittenSpan<string> => {
      const next = firsts[index + 1];
      const end = isOpen ? null : addDays(from, 400);
      return {
        range: {
          from: startsBlank && firsts.length === 1 ? null : from,
          to: next === undefined ? end : addDays(next, -1),
        },
        value: chosen[index] ?? 'a',
      };
    });
  });
const horizons = fc
  .tuple(fc.integer({ min: 0, max: 250 }), fc.option(fc.integer({ min: 0, max: 250 })))
  .map(([today, open]): Horizon => ({
    today: dayFromEpoch(start + today),
    yearBegins: day('2026-09-01'),
    openFrom: open === null ? null : dayFromEpoch(start + open),
  }));

function valueOn(spans: readonly Span<string>[], on: Day): string | undefined {
  return spans.find((one) => contains(one, on))?.value;
}

test('the same rows a second time change nothing, on that day or later', () => {
  fc.assert(
    fc.property(written, written, horizons, fc.nat(40), (first, second, horizon, later) => {
      const once = line(
        [...line([], first, { ...horizon, openFrom: null }).spans],
        second,
        horizon,
      );
      expect(line([...once.spans], second, horizon).spans).toEqual(once.spans);
      const { today, openFrom } = horizon;
      const nextWeek = {
        ...horizon,
        today: addDays(today, later),
        openFrom: openFrom === null ? null : addDays(openFrom, later),
      };
      expect(line([...once.spans], second, nextWeek).spans).toEqual(once.spans);
    }),
  );
});

test('no row changes a closed day, and no two spans share one', () => {
  fc.assert(
    fc.property(written, written, horizons, fc.nat(400), (first, second, horizon, n) => {
      const recorded = [...line([], first, { ...horizon, openFrom: null }).spans];
      const { spans } = line(recorded, second, horizon);
      const on = dayFromEpoch(start + n);
      expect(spans.filter((one) => contains(one, on)).length).toBeLessThanOrEqual(1);
      const isClosed = horizon.openFrom !== null && on < horizon.openFrom;
      const before = isClosed ? recorded : spans;
      expect(valueOn(spans, on)).toBe(valueOn(before, on));
    }),
  );
});
