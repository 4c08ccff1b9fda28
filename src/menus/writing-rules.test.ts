// What may be written of menus: whole weeks, safe substitutions, dates that do not touch, and a past that stays as it was read.
import { describe, expect, it } from 'vitest';
import type { Draft, MenuOfDay, Publication, Season } from '#menus/model.ts';
import { day, dish, weekOf, winterMenu } from '#menus/sample.ts';
import {
  decideDayChange,
  decideDishes,
  decidePublication,
  decideSpans,
  decideWeek,
  isSameWeek,
} from '#menus/writing-rules.ts';
import { asInstant } from '#ground/instant.ts';

const winter: Season = { ...winterMenu('mensa'), seasonId: 'winter' };
const today = day('2026-11-23');
const span = (from: string, to: string, firstWeek = 1) => ({
  from: day(from),
  to: day(to),
  firstWeek,
});

describe('the dates of a season', () => {
  const fresh = { ...winter, spans: [] };
  it.each([
    [[span('2026-11-02', '2026-11-01')], 'dates-backwards'],
    [[span('2026-11-02', '2027-03-01', 3)], 'week-not-in-rotation'],
    [[span('2026-11-02', '2027-03-01'), span('2027-03-01', '2027-04-01')], 'seasons-overlap'],
    [[span('2026-11-02', '2027-03-01'), span('2027-03-02', '2027-04-01')], 'accepted'],
  ])('%j: %s', (spans, expected) => {
    const outcome = decideSpans(fresh, spans, [], today);
    expect(outcome.ok ? 'accepted' : outcome.refusal).toBe(expected);
  });

  it('do not touch those of another season of the same service and grade; another grade is free', () => {
    const asked = [span('2027-04-09', '2027-06-30')];
    const rival = { ...winter, seasonId: 'other' };
    expect(decideSpans(fresh, asked, [rival], today)).toMatchObject({ refusal: 'seasons-overlap' });
    expect(decideSpans({ ...fresh, grade: 'nursery' }, asked, [rival], today).ok).toBe(true);
  });

  it.each([
    ['2026-10-19', '2027-05-31', 1, 'accepted', 'it may end later'],
    ['2026-10-19', '2026-11-22', 1, 'accepted', 'or yesterday'],
    ['2026-10-19', '2026-11-20', 1, 'past-would-change', 'not before'],
    ['2026-10-26', '2027-04-09', 1, 'past-would-change', 'nor begin otherwise'],
    ['2026-10-19', '2027-04-09', 2, 'past-would-change', 'nor in another week'],
  ])('that have begun: %s to %s from week %i is %s: %s', (from, to, firstWeek, expected) => {
    const outcome = decideSpans(winter, [span(from, to, firstWeek)], [winter], today);
    expect(outcome.ok ? 'accepted' : outcome.refusal).toBe(expected);
  });
});

describe('a week', () => {
  it('holds one dish of each course a day', () => {
    const twice = [
      { weekday: 1 as const, dishes: [dish('side', 'Carote'), dish('side', 'Piselli')] },
    ];
    expect(decideWeek(winter, 1, twice)).toMatchObject({ refusal: 'course-twice' });
  });

  it('is one of the rotation', () => {
    expect(decideWeek(winter, 3, weekOf('Pasta'))).toMatchObject({
      refusal: 'week-not-in-rotation',
      details: { weeks: 2 },
    });
  });

  it('refuses a substitution that holds what its variant avoids, and one that calls a harmful dish suitable', () => {
    const harmful = { name: 'Pasta di farro', allergens: ['gluten'], foods: [] } as const;
    for (const serving of [harmful, null]) {
      const pasta = dish('first', 'Pasta', ['gluten'], [{ variants: ['Senza glutine'], serving }]);
      expect(decideDishes([pasta])).toMatchObject({
        refusal: 'unsafe-substitution',
        details: { variant: 'Senza glutine' },
      });
    }
  });

  it('that says the same in another order or with more spaces is the same week', () => {
    const other = weekOf('Pasta').map((one) => ({
      ...one,
      dishes: one.dishes.toReversed().map((each) => ({ ...each, name: ` ${each.name}  ` })),
    }));
    expect(isSameWeek(weekOf('Pasta'), other)).toBe(true);
    expect(isSameWeek(weekOf('Pasta'), weekOf('Gnocchi'))).toBe(false);
  });
});

describe('publishing', () => {
  const draft = (week: number, draftId = `draft ${week}`): Draft => ({
    draftId,
    seasonId: 'winter',
    week,
    days: weekOf('Pasta'),
  });
  const shown = (week: number): Publication => ({
    publicationId: `shown ${week}`,
    seasonId: 'winter',
    week,
    draftId: `draft ${week}`,
    validFrom: day('2026-10-19'),
    publishedAt: asInstant(1),
  });
  const when = { from: today, today };

  it('waits until every week has dishes from Monday to Friday, and says which have not', () => {
    const half = { ...draft(2), days: weekOf('Pasta').slice(1) };
    expect(decidePublication(winter, [draft(1)], [], when)).toMatchObject({
      refusal: 'weeks-incomplete',
      details: { weeks: '2' },
    });
    expect(decidePublication(winter, [draft(1), half], [], when)).toMatchObject({
      refusal: 'weeks-incomplete',
    });
  });

  it('shows from the beginning of the season what nobody has been shown yet', () => {
    const outcome = decidePublication(winter, [draft(1), draft(2)], [], when);
    expect(outcome.ok && outcome.value.map((one) => one.validFrom)).toEqual([
      '2026-10-19',
      '2026-10-19',
    ]);
  });

  it('replaces from today on what families have read, and only what was written anew', () => {
    const drafts = [draft(1), draft(2, 'new')];
    const outcome = decidePublication(winter, drafts, [shown(1), shown(2)], when);
    expect(outcome.ok && outcome.value).toMatchObject([
      { draft: { draftId: 'new' }, validFrom: '2026-11-23' },
    ]);
  });

  it('never replaces what was read on past days, and says when there is nothing new', () => {
    const drafts = [draft(1), draft(2)];
    const yesterday = { from: day('2026-11-22'), today };
    expect(decidePublication(winter, drafts, [], yesterday)).toMatchObject({
      refusal: 'past-would-change',
    });
    expect(decidePublication(winter, drafts, [shown(1), shown(2)], when)).toMatchObject({
      refusal: 'nothing-to-publish',
    });
  });
});

describe('a change of one day', () => {
  const menu: MenuOfDay = {
    kind: 'menu',
    season: winter,
    week: 1,
    dishes: [],
    changedBecause: null,
  };
  it.each<[string, MenuOfDay, string, string]>([
    ['2026-11-23', menu, 'accepted', 'today, at any hour'],
    ['2026-11-22', menu, 'past-would-change', 'not yesterday'],
    ['2026-11-24', { kind: 'no-season' }, 'nothing-on-that-day', 'not without a menu'],
  ])('%s %#: %s', (on, of, expected) => {
    const outcome = decideDayChange(of, day(on), [dish('second', 'Frittata', ['eggs'])], today);
    expect(outcome.ok ? 'accepted' : outcome.refusal).toBe(expected);
  });
});
