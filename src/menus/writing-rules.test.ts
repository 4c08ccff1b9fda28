// What may be written of menus: whole weeks, safe substitutions, dates that do not touch, and a past that stays as it was read.
import { describe, expect, it } from 'vitest';
import type { Dish, Draft, MenuOfDay, Publication, RotationWeek, Season } from '#menus/model.ts';
import { allergens, foods } from '#menus/model.ts';
import { day, dish, weekOf, winterMenu } from '#menus/sample.ts';
import {
  decideDayChange,
  decideDishes,
  decidePublication,
  decideSpans,
  decideWeek,
  isSameWeek,
  isWhole,
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
    [[span('2026-11-02', '2026-11-02')], 'accepted'],
    [[span('2026-11-02', '2027-03-01', 2)], 'accepted'],
    [[span('2026-11-02', '2027-03-01', 3)], 'week-not-in-rotation'],
    [[span('2026-11-02', '2027-03-01'), span('2027-03-10', '2027-03-09')], 'dates-backwards'],
    [[span('2026-11-02', '2027-03-01'), span('2027-03-01', '2027-04-01')], 'seasons-overlap'],
    [[span('2026-11-02', '2027-03-01'), span('2027-03-02', '2027-04-01')], 'accepted'],
  ])('%j: %s', (spans, expected) => {
    const outcome = decideSpans(fresh, spans, [], today);
    expect(outcome.ok ? 'accepted' : outcome.refusal).toBe(expected);
  });

  it('are kept in order', () => {
    const spans = [span('2027-03-02', '2027-04-01'), span('2026-11-02', '2027-03-01')];
    expect(decideSpans(fresh, spans, [], today)).toEqual({ ok: true, value: spans.toReversed() });
  });

  it('refused say what is wrong: how many weeks there are, which season is in the way', () => {
    const asked = [span('2027-04-09', '2027-06-30', 3)];
    expect(decideSpans(fresh, asked, [], today)).toMatchObject({ details: { weeks: 2 } });
    const rival = { ...winter, seasonId: 'other', name: 'Menù di Natale' };
    const twice = [span('2026-11-02', '2026-11-30'), span('2026-11-30', '2026-12-04')];
    expect(decideSpans(fresh, twice, [], today)).toMatchObject({
      details: { season: 'Menù invernale' },
    });
    expect(decideSpans(fresh, twice, [rival], today)).toMatchObject({
      details: { season: 'Menù di Natale' },
    });
  });

  it('are free of other services, of the season itself and of days before and after', () => {
    const asked = [span('2027-04-09', '2027-06-30')];
    const rival = { ...winter, seasonId: 'other' };
    const isFree = (other: Season): boolean => decideSpans(fresh, asked, [other], today).ok;
    expect(isFree(rival)).toBe(false);
    expect(isFree({ ...rival, serviceId: 'snack' })).toBe(true);
    expect(isFree({ ...rival, seasonId: 'winter' })).toBe(true);
    expect(isFree({ ...rival, spans: [span('2027-03-01', '2027-04-08')] })).toBe(true);
    expect(isFree({ ...rival, spans: [span('2027-06-30', '2027-07-31')] })).toBe(false);
    expect(isFree({ ...rival, spans: [span('2027-07-01', '2027-07-31')] })).toBe(true);
    const spans = [span('2026-09-14', '2026-10-18'), span('2027-05-03', '2027-05-07')];
    expect(isFree({ ...rival, spans })).toBe(false);
  });

  it('of a season that was shown get no new span in the past; of a fresh one they may', () => {
    const past = span('2026-09-14', '2026-10-09');
    const asked = [past, ...winter.spans];
    expect(decideSpans(winter, asked, [], today)).toEqual({
      ok: false,
      refusal: 'past-would-change',
    });
    expect(decideSpans(fresh, asked, [], today).ok).toBe(true);
    const later = { ...winter, spans: [span('2026-11-23', '2027-04-09')] };
    expect(decideSpans(later, [span('2026-11-30', '2027-04-09')], [], today).ok).toBe(true);
    expect(
      decideSpans(winter, [...winter.spans, span('2027-05-03', '2027-05-07')], [], today).ok,
    ).toBe(true);
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
    expect(decideWeek(winter, 1, twice)).toEqual({
      ok: false,
      refusal: 'course-twice',
      details: { dish: 'Piselli' },
    });
  });

  it('is kept by weekdays, the dishes of each by courses; a day without dishes is none', () => {
    const days: RotationWeek = [
      { weekday: 3, dishes: [] },
      { weekday: 2, dishes: [dish('fruit', 'Mela'), dish('first', 'Riso')] },
      { weekday: 1, dishes: [dish('first', 'Pasta')] },
    ];
    const decided = decideWeek(winter, 2, days);
    expect(
      decided.ok &&
        decided.value.map((one) => [one.weekday, ...one.dishes.map((each) => each.name)]),
    ).toEqual([
      [1, 'Pasta'],
      [2, 'Riso', 'Mela'],
    ]);
  });

  it('is whole with dishes on each of five days', () => {
    expect(isWhole(weekOf('Pasta'))).toBe(true);
    for (const weekday of [1, 2, 3, 4, 5]) {
      expect(isWhole(weekOf('Pasta').filter((one) => one.weekday !== weekday))).toBe(false);
      const empty = weekOf('Pasta').map((one) =>
        one.weekday === weekday ? { ...one, dishes: [] } : one,
      );
      expect(isWhole(empty)).toBe(false);
    }
  });

  it('is written in one spelling: spaces, order and repetitions of what a clerk typed are gone', () => {
    const typed: Dish = {
      course: 'first',
      name: '  Pasta \n al  forno ',
      allergens: ['milk', 'gluten'],
      foods: ['peas', 'meat'],
      substitutions: [
        {
          variants: [' Vegetariano', 'Senza uovo', 'Vegetariano '],
          serving: { name: 'Riso  bianco ', allergens: [], foods: [] },
        },
        { variants: ['Senza fruttosio '], serving: null },
      ],
    };
    expect(decideDishes([typed])).toEqual({
      ok: true,
      value: [
        {
          course: 'first',
          name: 'Pasta al forno',
          allergens: allergens.filter((one) => one === 'gluten' || one === 'milk'),
          foods: foods.filter((one) => one === 'peas' || one === 'meat'),
          substitutions: [
            {
              variants: ['Senza uovo', 'Vegetariano'],
              serving: { name: 'Riso bianco', allergens: [], foods: [] },
            },
            { variants: ['Senza fruttosio'], serving: null },
          ],
        },
      ],
    });
  });

  it('is one of the rotation', () => {
    expect(decideWeek(winter, 0, weekOf('Pasta'))).toMatchObject({ details: { weeks: 2 } });
    expect(decideWeek(winter, 1, weekOf('Pasta')).ok).toBe(true);
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
        details: {
          dish: serving === null ? 'Pasta' : 'Pasta di farro',
          variant: 'Senza glutine',
        },
      });
      expect(decideWeek(winter, 1, [{ weekday: 1, dishes: [pasta] }])).toMatchObject({
        refusal: 'unsafe-substitution',
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

  it('says every week that is not whole', () => {
    expect(decidePublication(winter, [], [], when)).toMatchObject({ details: { weeks: '1, 2' } });
  });

  it('of a season that is still to begin counts from today, and so does one without dates', () => {
    const summer = { ...winter, spans: [span('2027-04-12', '2027-06-08')] };
    for (const season of [summer, { ...winter, spans: [] }]) {
      const outcome = decidePublication(season, [draft(1), draft(2)], [], when);
      expect(outcome.ok && outcome.value.map((one) => one.validFrom)).toEqual([today, today]);
    }
  });

  it('goes by what was shown last: a draft that was shown before and replaced is new again', () => {
    const replaced = { ...shown(2), draftId: 'other', publishedAt: asInstant(2) };
    const from = day('2026-11-30');
    for (const publications of [
      [shown(1), shown(2), replaced],
      [shown(1), replaced, shown(2)],
    ]) {
      const outcome = decidePublication(winter, [draft(1), draft(2)], publications, {
        from,
        today,
      });
      expect(outcome.ok && outcome.value).toEqual([{ draft: draft(2), validFrom: from }]);
    }
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
