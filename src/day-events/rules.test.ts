// Whom an event concerns and what is counted of it (RULES A2, A5), from plain values.
import { describe, expect, it } from 'vitest';
import type { EaterSpan } from '#day-events/model.ts';
import { concernedPupils, countClasses } from '#day-events/rules.ts';
import { asDay } from '#ground/day.ts';
import { mondayToFriday, weekdaysOf } from '#ground/weekdays.ts';

const monday = asDay('2026-11-30');
const tuesday = asDay('2026-12-01');
const saturday = asDay('2026-12-05');
const eater = (pupilId: string, changes: Partial<EaterSpan> = {}): EaterSpan => ({
  pupilId,
  classId: '1A',
  serviceId: 'lunch',
  weekdays: mondayToFriday,
  from: asDay('2026-11-01'),
  to: asDay('2026-12-31'),
  ...changes,
});
const onDays = (...days: readonly (typeof monday)[]) =>
  days.map((day) => ({ classId: '1A', day, opening: null }));
const always = (): boolean => true;

describe('A5: an event concerns whoever would have a meal on its days', () => {
  it.each<[string, readonly EaterSpan[], readonly string[]]>([
    ['a child of the class', [eater('anna')], ['anna 2026-11-30 2026-12-01']],
    ['not one of another class', [eater('anna', { classId: '2B' })], []],
    [
      'one who eats on Mondays only, on the Monday',
      [eater('anna', { weekdays: weekdaysOf([1]) })],
      ['anna 2026-11-30'],
    ],
    [
      'one who joins the class on the second day, from then on',
      [eater('anna', { from: tuesday })],
      ['anna 2026-12-01'],
    ],
    [
      'one who leaves the class on the first day, until then',
      [eater('anna', { to: monday })],
      ['anna 2026-11-30'],
    ],
    [
      'one of two services, once',
      [eater('anna'), eater('anna', { serviceId: 'snack' })],
      ['anna 2026-11-30 2026-12-01'],
    ],
  ])('%s', (_what, eaters, expected) => {
    const concerned = concernedPupils(onDays(monday, tuesday), eaters, always);
    expect(concerned.map(({ pupilId, days }) => [pupilId, ...days].join(' '))).toEqual(expected);
  });

  it('nobody on a day on which the class has no canteen anyway', () => {
    expect(concernedPupils(onDays(saturday), [eater('anna')], () => false)).toEqual([]);
  });

  it('only who would eat of that service that day, in the order of the days', () => {
    const asked: string[] = [];
    const onLunch = (classId: string, serviceId: string, day: typeof monday): boolean => {
      asked.push(`${classId} ${serviceId} ${day}`);
      return serviceId === 'lunch';
    };
    const eaters = [eater('anna'), eater('bruno', { serviceId: 'snack' })];
    expect(concernedPupils(onDays(tuesday, monday), eaters, onLunch)).toEqual([
      { pupilId: 'anna', days: [monday, tuesday], optInDays: [] },
    ]);
    expect(asked).toContain('1A lunch 2026-12-01');
    const openings = [saturday, monday].map((day) => ({
      classId: '1A',
      day,
      opening: 'opt-in' as const,
    }));
    expect(concernedPupils(openings, [eater('anna')], always)).toEqual([
      { pupilId: 'anna', days: [], optInDays: [monday, saturday] },
    ]);
  });

  it('A2: on an extra opening everybody who is enrolled, whatever weekday they use, and knows what must be asked for', () => {
    const opened = [
      { classId: '1A', day: monday, opening: 'opt-in' as const },
      { classId: '1A', day: saturday, opening: 'booked' as const },
    ];
    expect(
      concernedPupils(opened, [eater('anna', { weekdays: weekdaysOf([3]) })], () => false),
    ).toEqual([{ pupilId: 'anna', days: [saturday], optInDays: [monday] }]);
  });
});

describe('the preview', () => {
  it('says for each class how many meals there are now and would be, and how many of them are packed', () => {
    const meal = (classId: string, packedLunch = false) => ({ classId, packedLunch });
    const before = [meal('1A'), meal('1A'), meal('2B'), meal('2B'), meal('3C')];
    const after = [meal('2B', true), meal('2B'), meal('3C')];
    expect(countClasses(['1A', '2B'], before, after)).toEqual([
      { classId: '1A', before: 2, after: 0, packedLunches: 0 },
      { classId: '2B', before: 2, after: 2, packedLunches: 1 },
    ]);
  });
});
