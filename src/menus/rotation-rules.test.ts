// Which rotation week a day is in, by the calendar of a real school year: holidays, changes of season, a week closed whole.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Closure } from '#calendar/model.ts';
import { addDays, asDay, weekdayOf } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Season } from '#menus/model.ts';
import { rotationWeekOn, seasonOn } from '#menus/rotation-rules.ts';

const winter: Season = {
  seasonId: 'winter',
  name: 'Menù invernale',
  kind: 'winter',
  serviceId: 'mensa',
  grade: null,
  rotationWeeks: 4,
  spans: [{ from: asDay('2026-10-19'), to: asDay('2027-04-09'), firstWeek: 1 }],
};
const summer: Season = {
  ...winter,
  seasonId: 'summer',
  name: 'Menù estivo',
  kind: 'summer',
  spans: [
    { from: asDay('2026-09-14'), to: asDay('2026-10-18'), firstWeek: 1 },
    { from: asDay('2027-04-12'), to: asDay('2027-06-30'), firstWeek: 3 },
  ],
};
const christmas: Closure = {
  scope: { kind: 'tenant' },
  fromOn: asDay('2026-12-23'),
  toOn: asDay('2027-01-06'),
  reason: 'Vacanze di Natale',
};
const weekOn = (day: string, closures: readonly Closure[] = [christmas]): number => {
  const at = seasonOn([winter, summer], asDay(day), 'mensa', 'primary');
  if (at === undefined) throw new Error('no season');
  return rotationWeekOn(at, asDay(day), closures);
};

describe('the rotation week of a day', () => {
  it.each([
    ['2026-10-19', 1, 'the first Monday of the winter menu'],
    ['2026-10-23', 1, 'the Friday of the same week'],
    ['2026-10-26', 2, 'a week later'],
    ['2026-11-16', 1, 'four weeks later it begins again'],
    ['2026-11-23', 2, 'the week after'],
    ['2026-12-21', 2, 'the week in which Christmas begins: two days are served'],
    [
      '2027-01-07',
      3,
      'after Christmas it goes on where it stopped: the week between does not count',
    ],
    ['2027-01-11', 4, 'and the next'],
    ['2026-09-14', 1, 'the summer menu in September'],
    ['2027-04-12', 3, 'the summer menu of April begins in the week that the office has said'],
    ['2027-04-26', 1, 'and turns from there'],
  ])('of %s is %i: %s', (day, week) => {
    expect(weekOn(day)).toBe(week);
  });

  it('is not moved by a holiday of one day, nor by the closure of one school or one class', () => {
    const patron = { ...christmas, fromOn: asDay('2026-11-11'), toOn: asDay('2026-11-11') };
    const flooded: Closure = {
      ...christmas,
      scope: { kind: 'school', schoolId: 's' },
      fromOn: asDay('2026-11-09'),
      toOn: asDay('2026-11-13'),
    };
    expect(weekOn('2026-11-23', [patron, flooded])).toBe(2);
  });

  it('moves on by one at each new week and stays within the rotation, whatever is closed', () => {
    const closures = fc.array(
      fc.record({ start: fc.nat(180), days: fc.nat(14) }).map(({ start, days }): Closure => ({
        scope: { kind: 'tenant' },
        fromOn: addDays(asDay('2026-10-12'), start),
        toOn: addDays(asDay('2026-10-12'), start + days),
        reason: 'chiusura',
      })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(closures, fc.integer({ min: 1, max: 9 }), (closed, rotationWeeks) => {
        const season = { ...winter, rotationWeeks };
        const [span] = season.spans;
        if (span === undefined) throw new Error('a season without span');
        let last = rotationWeekOn({ season, span }, span.from, closed);
        for (const day of eachDay(span)) {
          const week = rotationWeekOn({ season, span }, day, closed);
          expect(week).toBeGreaterThanOrEqual(1);
          expect(week).toBeLessThanOrEqual(rotationWeeks);
          const expected = weekdayOf(day) === 1 ? [last, (last % rotationWeeks) + 1] : [last];
          expect(expected).toContain(week);
          last = week;
        }
      }),
    );
  });
});

describe('the season of a day', () => {
  it("of a grade's own goes before the one of every grade", () => {
    const nursery: Season = { ...winter, seasonId: 'nursery', grade: 'nursery' };
    const of = (grade: 'nursery' | 'primary') =>
      seasonOn([winter, nursery], asDay('2026-11-23'), 'mensa', grade)?.season.seasonId;
    expect(of('nursery')).toBe('nursery');
    expect(of('primary')).toBe('winter');
  });

  it('is none between two seasons, and none of another service', () => {
    expect(seasonOn([winter], asDay('2026-10-18'), 'mensa', 'primary')).toBeUndefined();
    expect(seasonOn([winter], asDay('2026-11-23'), 'merenda', 'primary')).toBeUndefined();
  });
});
