// Which menu a day has: exactly one on every day of a published season, as it was read, with the change of the day.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachDay } from '#ground/day-range.ts';
import { addDays, weekdayOf } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import type { DayChange, Dish, MenuFacts, MenuOfDay, Publication, Season } from '#menus/model.ts';
import { mayManage, mayRead, mayWrite, menuOfDay } from '#menus/rules.ts';
import { actorWith, day, dish, staffWith, weekOf, winterMenu } from '#menus/sample.ts';
import { systemActor } from '#ground/actor.ts';

const winter: Season = { ...winterMenu('mensa'), seasonId: 'winter' };
const publication = (
  week: number,
  validFrom = '2026-10-19',
  publishedAt = 1,
): Publication & { readonly name: string } => ({
  publicationId: `${week} from ${validFrom}`,
  seasonId: 'winter',
  week,
  draftId: 'draft',
  validFrom: day(validFrom),
  publishedAt: asInstant(publishedAt),
  name: `${week} from ${validFrom}`,
});
function factsWith(changes: Partial<MenuFacts> = {}): MenuFacts {
  const publications = changes.publications ?? [publication(1), publication(2)];
  return {
    seasons: [winter],
    publications,
    weeks: new Map(publications.map((one) => [one.publicationId, weekOf(one.publicationId)])),
    changes: [],
    closures: [],
    ...changes,
  };
}
const changeOf = (seasonId: string, other: Dish): DayChange => ({
  seasonId,
  day: day('2026-10-19'),
  dishes: [other],
  reason: 'al mercato',
  recordedAt: asInstant(1),
});
const names = (menu: MenuOfDay): readonly string[] =>
  menu.kind === 'menu' ? menu.dishes.map((one) => one.name) : [menu.kind];
const on = (text: string, facts = factsWith()): readonly string[] =>
  names(menuOfDay(facts, day(text), 'mensa', 'primary'));

describe('the menu of a day', () => {
  it.each([
    ['2026-10-18', ['no-season'], 'the day before the season'],
    ['2026-10-19', ['1 from 2026-10-19 1', 'Mela'], 'its first Monday'],
    ['2026-10-27', ['2 from 2026-10-19 2', 'Mela'], 'the Tuesday of its second week'],
    ['2026-11-04', ['1 from 2026-10-19 3', 'Mela'], 'the Wednesday when it begins again'],
    ['2026-10-24', ['not-published'], 'a Saturday, which nobody has planned'],
  ])('on %s is %j: %s', (text, expected) => {
    expect(on(text)).toEqual(expected);
  });

  it('is not shown before it is published', () => {
    expect(on('2026-10-27', factsWith({ publications: [publication(1)] }))).toEqual([
      'not-published',
    ]);
  });

  it('stays as it was read, when the same week is published anew from a later day', () => {
    const facts = factsWith({
      publications: [publication(1), publication(2), publication(1, '2026-11-16', 2)],
    });
    expect(on('2026-11-02', facts)[0]).toBe('1 from 2026-10-19 1');
    expect(on('2026-11-16', facts)[0]).toBe('1 from 2026-11-16 1');
  });

  it('of two publications from the same day is the one published later; one still to begin is none', () => {
    const [first, second] = [
      publication(1),
      { ...publication(1, '2026-10-19', 2), publicationId: 'second' },
    ];
    for (const publications of [
      [first, second],
      [second, first],
    ])
      expect(on('2026-10-19', factsWith({ publications }))[0]).toBe('second 1');
    const later = factsWith({ publications: [publication(1, '2026-10-20')] });
    expect(on('2026-10-19', later)).toEqual(['not-published']);
    expect(on('2026-10-20', later)[0]).toBe('1 from 2026-10-20 2');
  });

  it('is of its own season only: publications and changes of another say nothing of it', () => {
    const other = {
      ...publication(1, '2026-10-19', 9),
      publicationId: 'other',
      seasonId: 'summer',
    };
    expect(on('2026-10-19', factsWith({ publications: [other] }))).toEqual(['not-published']);
    const change = changeOf('summer', dish('first', 'Riso'));
    expect(on('2026-10-19', factsWith({ changes: [change] }))[0]).toBe('1 from 2026-10-19 1');
  });

  it('has the dish of a course that was not planned, in the order of the courses', () => {
    const change = changeOf('winter', dish('side', 'Carote'));
    const menu = menuOfDay(factsWith({ changes: [change] }), change.day, 'mensa', 'primary');
    expect(menu).toMatchObject({
      changedBecause: 'al mercato',
      dishes: [{ course: 'first' }, { name: 'Carote', insteadOf: '' }, { course: 'fruit' }],
    });
    expect(menuOfDay(factsWith(), change.day, 'mensa', 'primary')).toMatchObject({
      week: 1,
      changedBecause: null,
    });
    expect(menuOfDay(factsWith({ publications: [] }), change.day, 'mensa', 'primary')).toEqual({
      kind: 'not-published',
      season: winter,
      week: 1,
    });
  });

  it('has on one day another dish of a course, and says what it replaces and why; the last word counts', () => {
    const change = (name: string, recordedAt: number) => ({
      seasonId: 'winter',
      day: day('2026-10-19'),
      dishes: [dish('first', name)],
      reason: 'il forno è guasto',
      recordedAt: asInstant(recordedAt),
    });
    const facts = factsWith({ changes: [change('Riso', 2), change('Gnocchi', 1)] });
    const menu = menuOfDay(facts, day('2026-10-19'), 'mensa', 'primary');
    expect(menu).toMatchObject({
      changedBecause: 'il forno è guasto',
      dishes: [
        { name: 'Riso', insteadOf: '1 from 2026-10-19 1' },
        { name: 'Mela', insteadOf: null },
      ],
    });
    const back = { ...change('', 3), dishes: [] };
    expect(on('2026-10-19', factsWith({ changes: [change('Riso', 2), back] }))).toEqual([
      '1 from 2026-10-19 1',
      'Mela',
    ]);
    expect(on('2026-11-02', facts)).toEqual(['1 from 2026-10-19 1', 'Mela']);
  });

  it('is exactly one on every day from Monday to Friday of a season that is published whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.nat(20),
        fc.integer({ min: 0, max: 120 }),
        (rotationWeeks, start, length) => {
          const from = addDays(day('2026-09-01'), start);
          const span = { from, to: addDays(from, length), firstWeek: 1 + (start % rotationWeeks) };
          const publications = Array.from({ length: rotationWeeks }, (_, index) =>
            publication(index + 1, '2026-09-01'),
          );
          const facts = factsWith({
            seasons: [{ ...winter, rotationWeeks, spans: [span] }],
            publications,
          });
          for (const one of eachDay(span)) {
            const menu = menuOfDay(facts, one, 'mensa', 'primary');
            if (weekdayOf(one) > 5) continue;
            expect(menu.kind).toBe('menu');
            expect(names(menu)[0]?.endsWith(` ${weekdayOf(one)}`)).toBe(true);
          }
          expect(menuOfDay(facts, addDays(span.to, 1), 'mensa', 'primary').kind).toBe('no-season');
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('menus', () => {
  it.each([
    ['office', true, true],
    ['caterer', true, true],
    ['administrator', true, true],
    ['kitchen', false, true],
    ['serving-site', false, true],
    ['school', false, true],
  ] as const)('%s: manages %s, reads %s', (role, manages, reads) => {
    const { grants } = staffWith(role);
    expect([mayManage(grants), mayRead(grants)]).toEqual([manages, reads]);
    expect(mayWrite(actorWith(role))).toBe(manages);
  });

  it('of the whole authority are not managed by who has one kitchen, nor by a parent', () => {
    expect(mayManage(staffWith('caterer', { kitchenId: 'one' }).grants)).toBe(false);
    expect(mayManage(staffWith('office', { schoolId: 'one' }).grants)).toBe(false);
    expect([mayManage([]), mayRead([])]).toEqual([false, false]);
    const two = [...staffWith('kitchen').grants, ...staffWith('office').grants];
    expect([mayManage(two), mayRead(two)]).toEqual([true, true]);
    const parent = {
      kind: 'guardian',
      guardianId: 'g',
      accountId: 'a',
      channel: 'portal',
    } as const;
    expect(mayWrite(parent)).toBe(false);
    expect(mayWrite(systemActor('import'))).toBe(true);
  });
});
