// The plate of a pupil by tables of days and by properties: a health diet never silently becomes a normal meal.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpecialDiet } from '#diets/model.ts';
import { decidePlate } from '#diets/rules.ts';
import { addDays, asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';

const glutenFree: SpecialDiet = {
  specialDietId: 'gluten',
  pupilId: 'anna',
  kind: 'health',
  variant: 'senza-glutine',
  plateLabel: 'Senza glutine',
  validFrom: asDay('2026-10-01'),
  validTo: asDay('2027-01-31'),
};
const vegetarian: SpecialDiet = {
  specialDietId: 'veg',
  pupilId: 'anna',
  kind: 'ethical',
  variant: 'vegetariano',
  plateLabel: 'Vegetariano',
  validFrom: asDay('2026-10-01'),
  validTo: asDay('2027-01-31'),
};

describe('a health diet', () => {
  it('is not served the day before it begins', () => {
    expect(decidePlate([glutenFree], asDay('2026-09-30'))).toBeUndefined();
  });

  it.each([
    ['2026-10-01', 'on its first day', false],
    ['2027-01-31', 'on its last day', false],
    ['2027-02-01', 'the day after, expired and still served', true],
    ['2028-06-08', 'years after, expired and still served', true],
  ])('on %s: %s', (day, _when, isExpired) => {
    const plate = decidePlate([glutenFree], asDay(day));
    expect(plate).toMatchObject({ variant: 'senza-glutine', isHealth: true, isExpired });
  });

  it('without an end is never expired', () => {
    const plate = decidePlate([{ ...glutenFree, validTo: null }], asDay('2031-05-05'));
    expect(plate).toMatchObject({ isHealth: true, isExpired: false });
  });

  it('is replaced whole by a new certificate, and the old one does not come back when the new one ends', () => {
    const milkFree: SpecialDiet = {
      ...glutenFree,
      specialDietId: 'milk',
      variant: 'senza-latte',
      plateLabel: 'Senza latte',
      validFrom: asDay('2026-12-01'),
      validTo: asDay('2026-12-20'),
    };
    for (const diets of [
      [glutenFree, milkFree],
      [milkFree, glutenFree],
    ]) {
      expect(decidePlate(diets, asDay('2026-11-30'))).toMatchObject({ variant: 'senza-glutine' });
      expect(decidePlate(diets, asDay('2026-12-01'))).toMatchObject({
        plateLabel: 'Senza latte',
        specialDietIds: ['milk'],
      });
      expect(decidePlate(diets, asDay('2026-12-21'))).toMatchObject({
        variant: 'senza-latte',
        isExpired: true,
      });
    }
  });
});

describe('an ethical diet', () => {
  it.each(['2026-10-01', '2027-01-31'])('is served on %s, its first or last day', (day) => {
    const plate = decidePlate([vegetarian], asDay(day));
    expect(plate).toMatchObject({ variant: 'vegetariano', isHealth: false, isExpired: false });
  });

  it.each(['2026-09-30', '2027-02-01'])(
    'is not served on %s: the family chose when it begins and ends',
    (day) => {
      expect(decidePlate([vegetarian], asDay(day))).toBeUndefined();
    },
  );
});

describe('a health and an ethical diet', () => {
  it('hold together on one plate, whose label says both, health first', () => {
    expect(decidePlate([vegetarian, glutenFree], asDay('2026-11-23'))).toEqual({
      variant: 'senza-glutine + vegetariano',
      plateLabel: 'Senza glutine · Vegetariano',
      specialDietIds: ['gluten', 'veg'],
      isHealth: true,
      isExpired: false,
    });
  });

  it('leave the expired health diet alone when the ethical one has ended', () => {
    expect(decidePlate([vegetarian, glutenFree], asDay('2027-02-01'))).toMatchObject({
      variant: 'senza-glutine',
      plateLabel: 'Senza glutine',
      isExpired: true,
    });
  });
});

describe('whatever the diets of a pupil', () => {
  const today = asDay('2026-11-23');

  it('once a health diet has begun, every later plate is a health plate', () => {
    fc.assert(
      fc.property(dietsOfAPupil(), fc.integer({ min: 0, max: 900 }), (diets, daysLater) => {
        fc.pre(diets.some((diet) => diet.kind === 'health' && diet.validFrom <= today));
        expect(decidePlate(diets, addDays(today, daysLater))?.isHealth).toBe(true);
      }),
    );
  });

  it('the order in which they were recorded does not matter', () => {
    fc.assert(
      fc.property(dietsOfAPupil(), (diets) => {
        expect(decidePlate(diets.toReversed(), today)).toEqual(decidePlate(diets, today));
      }),
    );
  });

  it('the plate is made of diets that have begun, one of each kind at most, and its label leaves none out', () => {
    fc.assert(
      fc.property(dietsOfAPupil(), (diets) => {
        const plate = decidePlate(diets, today);
        const used = diets.filter((diet) => plate?.specialDietIds.includes(diet.specialDietId));
        expect(used.length).toBe(plate?.specialDietIds.length ?? 0);
        expect(used.every((diet) => diet.validFrom <= today)).toBe(true);
        expect(new Set(used.map((diet) => diet.kind)).size).toBe(used.length);
        for (const diet of used) {
          expect(plate?.plateLabel).toContain(diet.plateLabel);
          expect(plate?.variant).toContain(diet.variant);
        }
      }),
    );
  });

  it('deciding again from the diets of the plate alone, as a frozen meal does, gives the same plate', () => {
    fc.assert(
      fc.property(dietsOfAPupil(), (diets) => {
        const plate = decidePlate(diets, today);
        const copied = diets.filter((diet) => plate?.specialDietIds.includes(diet.specialDietId));
        expect(decidePlate(copied, today)).toEqual(plate);
      }),
    );
  });

  /** As the database lets them be: of one kind no two begin on the same day. */
  function dietsOfAPupil(): fc.Arbitrary<readonly SpecialDiet[]> {
    const day = (from: Day): fc.Arbitrary<Day> =>
      fc.integer({ min: 0, max: 400 }).map((days) => addDays(from, days));
    const diet = fc
      .record({
        kind: fc.constantFrom('health' as const, 'ethical' as const),
        validFrom: day(asDay('2026-02-01')),
        lasts: fc.option(fc.integer({ min: 0, max: 300 })),
        rule: fc.constantFrom('glutine', 'latte', 'uova', 'carne', 'maiale'),
      })
      .map(({ kind, validFrom, lasts, rule }) => ({
        specialDietId: `${kind} ${validFrom}`,
        pupilId: 'anna',
        kind,
        variant: `senza-${rule}`,
        plateLabel: `Senza ${rule}`,
        validFrom,
        validTo: lasts === null ? null : addDays(validFrom, lasts),
      }));
    return fc.uniqueArray(diet, { maxLength: 6, selector: (one) => one.specialDietId });
  }
});
