// The sheet by one told morning and by properties: sums that agree, names only where health needs them, any order the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpecialPlate } from '#diets/model.ts';
import type { Grant } from '#ground/actor.ts';
import { asInstant } from '#ground/instant.ts';
import type { KitchenMeal, Places, PupilName, SchoolDay, VariantCount } from '#kitchen/model.ts';
import { countHeadcount, decideKitchen, decideKitchens } from '#kitchen/rules.ts';

const places: Places = {
  sites: [{ servingSiteId: 'site', name: 'Refettorio Nord' }],
  shifts: [
    { shiftId: 'late', name: 'Secondo', startsAt: '13:00' },
    { shiftId: 'early', name: 'Primo', startsAt: '12:10' },
    { shiftId: 'nursery', name: 'Unico', startsAt: '11:45' },
  ],
  classes: [
    { classId: '1A', name: '1A', shiftId: 'early' },
    { classId: '2A', name: '2A', shiftId: 'early' },
    { classId: '5B', name: '5B', shiftId: 'late' },
    { classId: 'gialli', name: 'Gialli', shiftId: 'nursery' },
  ],
};
const glutenFree: SpecialPlate = {
  variant: 'senza-glutine',
  plateLabel: 'Senza glutine',
  specialDietIds: ['g'],
  isHealth: true,
  isExpired: false,
};
const vegetarian: SpecialPlate = {
  variant: 'vegetariano',
  plateLabel: 'Vegetariano',
  specialDietIds: ['v'],
  isHealth: false,
  isExpired: false,
};
const menu = { plain: false, packedLunch: false };
const primary: SchoolDay = {
  schoolId: 'primary',
  name: 'Primaria',
  serviceId: 'lunch',
  serviceName: 'Mensa',
  servingSiteId: 'site',
  cutOffAt: asInstant(Date.UTC(2026, 10, 23, 8, 30)),
  closedAt: null,
  served: true,
  reason: null,
  meals: [
    { pupilId: 'luca', classId: '5B', shiftId: 'late', plate: null, ...menu },
    { pupilId: 'anna', classId: '1A', shiftId: 'early', plate: glutenFree, ...menu },
    { pupilId: 'omar', classId: '1A', shiftId: 'early', plate: vegetarian, ...menu },
    {
      pupilId: 'zoe',
      classId: '2A',
      shiftId: 'early',
      plate: { ...glutenFree, isExpired: true },
      ...menu,
    },
  ],
  adults: [{ shiftId: 'early' }, { shiftId: 'late' }, { shiftId: 'early' }],
};
const names: readonly PupilName[] = ['anna', 'zoe', 'omar', 'luca'].map((pupilId) => ({
  pupilId,
  name: `Rossi ${pupilId}`,
  sortKey: `rossi  ${pupilId}`,
}));

describe('the sheet of a morning', () => {
  it('counts pupils with their variants by school, shift and class, and adults apart', () => {
    const sheet = countHeadcount([primary], places, names);
    expect(sheet.totals).toEqual({
      pupils: 4,
      adults: 3,
      variants: [
        { variant: 'senza-glutine', count: 2 },
        { variant: 'vegetariano', count: 1 },
      ],
    });
    expect(sheet.schools[0]?.shifts).toEqual([
      {
        name: 'Primo',
        startsAt: '12:10',
        adults: 2,
        classes: [
          {
            name: '1A',
            pupils: 2,
            variants: [
              { variant: 'senza-glutine', count: 1 },
              { variant: 'vegetariano', count: 1 },
            ],
          },
          { name: '2A', pupils: 1, variants: [{ variant: 'senza-glutine', count: 1 }] },
        ],
      },
      {
        name: 'Secondo',
        startsAt: '13:00',
        adults: 1,
        classes: [{ name: '5B', pupils: 1, variants: [] }],
      },
    ]);
  });

  it('names the children with a health diet and flags the expired one; the vegetarian child is a number', () => {
    const sheet = countHeadcount([primary], places, names);
    expect(sheet.schools[0]?.specialPlates).toEqual([
      {
        name: 'Rossi anna',
        className: '1A',
        shiftName: 'Primo',
        plateLabel: 'Senza glutine',
        expired: false,
      },
      {
        name: 'Rossi zoe',
        className: '2A',
        shiftName: 'Primo',
        plateLabel: 'Senza glutine',
        expired: true,
      },
    ]);
  });

  it('says of a school without meals why it is not served', () => {
    const closed = { ...primary, served: false, reason: 'Santo patrono', meals: [], adults: [] };
    const sheet = countHeadcount([closed], places, names);
    expect(sheet.schools).toMatchObject([{ served: false, reason: 'Santo patrono', shifts: [] }]);
    expect(sheet.totals).toEqual({ pupils: 0, adults: 0, variants: [] });
  });

  it('stops rather than losing a plate: a class, a shift or a name that is missing is a fault', () => {
    const count = (meal: Partial<KitchenMeal>): unknown => {
      const lost: KitchenMeal = {
        pupilId: 'anna',
        classId: '1A',
        shiftId: 'early',
        plate: null,
        plain: false,
        packedLunch: false,
        ...meal,
      };
      return countHeadcount([{ ...primary, meals: [lost], adults: [] }], places, names);
    };
    expect(() => count({ classId: '9Z' })).toThrow('9Z');
    expect(() => count({ shiftId: 'evening' })).toThrow('evening');
    expect(() => count({ pupilId: 'nobody', plate: glutenFree })).toThrow('without a name');
  });
});

describe('whatever is eaten', () => {
  it('class sums make shifts, shifts make schools, schools make the totals, for every variant too', () => {
    fc.assert(
      fc.property(anyMorning(), ({ schools, pupilNames }) => {
        const sheet = countHeadcount(schools, places, pupilNames);
        const shifts = sheet.schools.flatMap((school) => school.shifts);
        const classes = shifts.flatMap((shift) => shift.classes);
        expect(sum(classes.map((one) => one.pupils))).toBe(sheet.totals.pupils);
        expect(sum(shifts.map((one) => one.adults))).toBe(sheet.totals.adults);
        expect(addUp(classes.flatMap((one) => one.variants))).toEqual(addUp(sheet.totals.variants));
        for (const one of [sheet.totals, ...classes]) {
          expect(sum(one.variants.map(({ count }) => count))).toBeLessThanOrEqual(one.pupils);
          expect(new Set(one.variants.map(({ variant }) => variant)).size).toBe(
            one.variants.length,
          );
        }
        for (const school of schools) {
          const counted = sheet.schools.find((one) => one.schoolId === school.schoolId);
          const ofSchool = counted?.shifts.flatMap((shift) => shift.classes) ?? [];
          expect(sum(ofSchool.map((one) => one.pupils))).toBe(school.meals.length);
        }
      }),
    );
  });

  it('no name of a child without a health diet appears, and every child with one is named once', () => {
    fc.assert(
      fc.property(anyMorning(), ({ schools, pupilNames }) => {
        const sheet = JSON.stringify(countHeadcount(schools, places, pupilNames));
        for (const meal of schools.flatMap((school) => school.meals)) {
          const isNamed = sheet.split(`"Nome ${meal.pupilId}"`).length - 1;
          expect(isNamed).toBe(meal.plate?.isHealth === true ? 1 : 0);
          expect(sheet).not.toContain(`"${meal.pupilId}"`);
        }
      }),
    );
  });

  it('the order of schools, meals, adults, places and names does not matter', () => {
    fc.assert(
      fc.property(anyMorning(), ({ schools, pupilNames }) => {
        const turned = schools
          .map((one) => ({
            ...one,
            meals: one.meals.toReversed(),
            adults: one.adults.toReversed(),
          }))
          .toReversed();
        const turnedPlaces = {
          sites: places.sites,
          classes: places.classes.toReversed(),
          shifts: places.shifts.toReversed(),
        };
        expect(countHeadcount(turned, turnedPlaces, pupilNames.toReversed())).toEqual(
          countHeadcount(schools, places, pupilNames),
        );
      }),
    );
  });
});

describe('who may read a kitchen', () => {
  const kitchens = [
    { kitchenId: 'north', name: 'Nord' },
    { kitchenId: 'south', name: 'Sud' },
  ];
  const grant = (role: Grant['role'], kitchenId: string | null = null): Grant => ({
    role,
    schoolId: null,
    kitchenId,
  });

  it.each(['kitchen', 'caterer', 'office', 'administrator'] as const)(
    'the role %s without a limit reads every kitchen',
    (role) => {
      expect(decideKitchens([grant(role)], kitchens)).toEqual({ ok: true, value: kitchens });
    },
  );

  it.each(['school', 'serving-site'] as const)('the role %s reads none', (role) => {
    expect(decideKitchens([grant(role)], kitchens)).toEqual({ ok: false, refusal: 'not-allowed' });
  });

  it('a family, which has no grants, reads none', () => {
    expect(decideKitchen([], kitchens, 'north')).toEqual({ ok: false, refusal: 'not-allowed' });
  });

  it('a cook of one kitchen reads that one, and the other does not exist', () => {
    const cook = [grant('kitchen', 'north')];
    expect(decideKitchen(cook, kitchens, 'north')).toMatchObject({
      ok: true,
      value: { name: 'Nord' },
    });
    expect(decideKitchen(cook, kitchens, 'south')).toEqual({
      ok: false,
      refusal: 'kitchen-not-found',
    });
    expect(decideKitchen(cook, kitchens, 'nowhere')).toEqual({
      ok: false,
      refusal: 'kitchen-not-found',
    });
  });

  it('who has a role at each of two kitchens reads both', () => {
    const cook = [grant('kitchen', 'north'), grant('kitchen', 'south')];
    expect(decideKitchens(cook, kitchens)).toEqual({ ok: true, value: kitchens });
  });

  it('a grant for one school opens no kitchen: it cooks for other schools too', () => {
    const secretary: Grant = { role: 'office', schoolId: 'primary', kitchenId: null };
    expect(decideKitchens([secretary], kitchens)).toEqual({ ok: false, refusal: 'not-allowed' });
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function addUp(variants: readonly VariantCount[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { variant, count } of variants.toSorted((a, b) => (a.variant < b.variant ? -1 : 1))) {
    counts.set(variant, (counts.get(variant) ?? 0) + count);
  }
  return counts;
}

/** Two schools with any meals; every pupil has a name, which the sheet must mostly not say. */
function anyMorning(): fc.Arbitrary<{
  schools: readonly SchoolDay[];
  pupilNames: readonly PupilName[];
}> {
  const plate: fc.Arbitrary<SpecialPlate | null> = fc.option(
    fc.record({
      variant: fc.constantFrom('senza-glutine', 'senza-latte', 'vegetariano'),
      plateLabel: fc.constantFrom('Senza glutine', 'Senza latte', 'Vegetariano'),
      specialDietIds: fc.constant([]),
      isHealth: fc.boolean(),
      isExpired: fc.boolean(),
    }),
  );
  const meals = (
    classIds: readonly string[],
    prefix: string,
  ): fc.Arbitrary<readonly KitchenMeal[]> =>
    fc
      .array(
        fc.record({
          classId: fc.constantFrom(...classIds),
          plate,
          plain: fc.boolean(),
          packedLunch: fc.boolean(),
        }),
        { maxLength: 25 },
      )
      .map((all) =>
        all.map((one, index) => ({
          ...one,
          pupilId: `${prefix}-${index}`,
          shiftId: places.classes.find((place) => place.classId === one.classId)?.shiftId ?? '',
        })),
      );
  const adults = (...shiftIds: readonly string[]) =>
    fc.array(fc.record({ shiftId: fc.constantFrom(...shiftIds) }), { maxLength: 4 });
  return fc
    .tuple(
      meals(['1A', '2A', '5B'], 'p'),
      adults('early', 'late'),
      meals(['gialli'], 'n'),
      adults('nursery'),
    )
    .map(([primaryMeals, primaryAdults, nurseryMeals, nurseryAdults]) => {
      const schools: readonly SchoolDay[] = [
        { ...primary, meals: primaryMeals, adults: primaryAdults },
        {
          ...primary,
          schoolId: 'nursery',
          name: 'Infanzia',
          meals: nurseryMeals,
          adults: nurseryAdults,
        },
      ];
      const pupilNames = [...primaryMeals, ...nurseryMeals].map(({ pupilId }) => ({
        pupilId,
        name: `Nome ${pupilId}`,
        sortKey: 'same for all',
      }));
      return { schools, pupilNames };
    });
}
