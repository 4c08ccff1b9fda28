// What the serving site reads, who opens it, and what a correction is to a kitchen: more meals, fewer, or nothing.
import { describe, expect, it } from 'vitest';
import type { SpecialPlate } from '#diets/model.ts';
import type { Grant, StaffRole } from '#ground/actor.ts';
import { asInstant } from '#ground/instant.ts';
import type { KitchenMeal, SchoolCount } from '#kitchen/model.ts';
import type { CorrectionFacts } from '#kitchen/rules.ts';
import {
  correctionOf,
  countHeadcount,
  decideServedSchools,
  isNamedAtTable,
  isNamedInKitchen,
  loadsBySite,
  mayMarkSeen,
  variantOf,
} from '#kitchen/rules.ts';

const vegetarian: SpecialPlate = {
  variant: 'vegetariano',
  plateLabel: 'Vegetariano',
  specialDietIds: [],
  isHealth: false,
  isExpired: false,
};
const glutenFree = {
  ...vegetarian,
  variant: 'senza-glutine',
  plateLabel: 'Senza glutine',
  isHealth: true,
};
const meal = (facts: Partial<KitchenMeal> = {}): KitchenMeal => ({
  pupilId: 'anna',
  classId: '1A',
  shiftId: 'early',
  plate: null,
  plain: false,
  packedLunch: false,
  ...facts,
});

describe('C5: who is named', () => {
  it.each<[string, Partial<KitchenMeal>, boolean, boolean]>([
    ['the menu as it is', {}, false, false],
    ['a packed lunch of the menu', { packedLunch: true }, false, false],
    ['a health diet', { plate: glutenFree }, true, true],
    ['an ethical diet', { plate: vegetarian }, false, true],
    ['a plain meal', { plain: true }, false, true],
  ])('%s', (_what, facts, inKitchen, atTable) => {
    expect(isNamedInKitchen(meal(facts))).toBe(inKitchen);
    expect(isNamedAtTable(meal(facts))).toBe(atTable);
  });
});

describe('C4: packed, plain and a diet hold together', () => {
  it.each<[Partial<KitchenMeal>, string | undefined, string]>([
    [{}, undefined, ''],
    [{ packedLunch: true }, 'al-sacco', 'Al sacco'],
    [{ plain: true }, 'in-bianco', 'In bianco'],
    [{ plate: vegetarian }, 'vegetariano', 'Vegetariano'],
    [
      { packedLunch: true, plain: true, plate: glutenFree },
      'al-sacco + in-bianco + senza-glutine',
      'Al sacco · In bianco · Senza glutine',
    ],
  ])('%o is counted as %s and labelled "%s"', (facts, variant, plateLabel) => {
    expect(variantOf(meal(facts))).toBe(variant);
    const sheet = countHeadcount(
      [{ ...school, meals: [meal(facts)], adults: [] }],
      places,
      [{ pupilId: 'anna', name: 'Rossi Anna', sortKey: 'rossi anna' }],
      () => true,
    );
    expect(sheet.schools[0]?.specialPlates).toEqual([
      { name: 'Rossi Anna', className: '1A', shiftName: 'Primo', plateLabel, expired: false },
    ]);
  });

  it('a class comes before the one whose longer name begins like its own', () => {
    const classes = ['1A', '1AB'].map((name, index) => ({
      classId: `class ${9 - index}`,
      name,
      shiftId: 'early',
    }));
    const meals = classes.map(({ classId }) => meal({ classId })).toReversed();
    const sheet = countHeadcount([{ ...school, meals, adults: [] }], { ...places, classes }, []);
    expect(sheet.schools[0]?.shifts[0]?.classes.map((one) => one.name)).toEqual(['1A', '1AB']);
  });

  it('a school without its serving site is no sheet: nobody would know where the meals go', () => {
    const nowhere = { ...school, servingSiteId: 'nowhere', meals: [], adults: [] };
    expect(() => countHeadcount([nowhere], places, [])).toThrow('nowhere');
    const twoSites = {
      ...places,
      sites: [{ servingSiteId: 'other', name: 'Sud' }, ...places.sites],
    };
    const [counted] = countHeadcount([{ ...school, meals: [], adults: [] }], twoSites, []).schools;
    expect(counted?.site.name).toBe('Nord');
  });
});

const school = {
  schoolId: 'primary',
  name: 'Primaria',
  serviceId: 'lunch',
  serviceName: 'Mensa',
  servingSiteId: 'north',
  cutOffAt: asInstant(1000),
  closedAt: asInstant(2000),
  served: true,
  reason: null,
};
const places = {
  sites: [{ servingSiteId: 'north', name: 'Nord' }],
  shifts: [{ shiftId: 'early', name: 'Primo', startsAt: '12:10' }],
  classes: [{ classId: '1A', name: '1A', shiftId: 'early' }],
};

describe('the loads of the serving sites', () => {
  const shift = (name: string, startsAt: string) => ({ name, startsAt, adults: 1, classes: [] });
  const plate = (name: string, shiftName: string) => ({
    name,
    className: '1A',
    shiftName,
    plateLabel: 'Senza glutine',
    expired: false,
  });
  const counted = (name: string, site: string, facts: Partial<SchoolCount> = {}): SchoolCount => ({
    schoolId: name,
    name,
    serviceName: 'Mensa',
    cutOffAt: asInstant(1000),
    closedAt: asInstant(2000),
    served: true,
    reason: null,
    site: { servingSiteId: site, name: site },
    shifts: [],
    specialPlates: [],
    ...facts,
  });

  it('come site by site, each with the shifts of its schools in the order of the clock', () => {
    const loads = loadsBySite([
      counted('Rodari', 'Sud', { shifts: [shift('Unico', '12:00')] }),
      counted('Manzoni', 'Nord', { shifts: [shift('Secondo', '13:00'), shift('Primo', '12:10')] }),
      counted('Carducci', 'Nord', { shifts: [shift('Secondo', '12:10'), shift('Primo', '12:10')] }),
    ]);
    expect(
      loads.map(({ name, shifts }) => [name, shifts.map((one) => `${one.schoolName} ${one.name}`)]),
    ).toEqual([
      ['Nord', ['Carducci Primo', 'Carducci Secondo', 'Manzoni Primo', 'Manzoni Secondo']],
      ['Sud', ['Rodari Unico']],
    ]);
  });

  it('say of each shift its school, its cut-off and the plates that are for it', () => {
    const [site] = loadsBySite([
      counted('Manzoni', 'Nord', {
        shifts: [shift('Primo', '12:10'), shift('Secondo', '13:00')],
        specialPlates: [plate('Anna', 'Primo'), plate('Bruno', 'Secondo')],
      }),
    ]);
    expect(site).toEqual({
      servingSiteId: 'Nord',
      name: 'Nord',
      shifts: [
        {
          ...shift('Primo', '12:10'),
          schoolName: 'Manzoni',
          serviceName: 'Mensa',
          cutOffAt: 1000,
          closedAt: 2000,
          specialPlates: [plate('Anna', 'Primo')],
        },
        expect.objectContaining({ name: 'Secondo', specialPlates: [plate('Bruno', 'Secondo')] }),
      ],
    });
  });

  it('two sites of one name stay two', () => {
    const twins = [counted('A', '2'), counted('B', '1')].map((one) => ({
      ...one,
      site: { ...one.site, name: 'Refettorio' },
    }));
    expect(loadsBySite(twins).map((one) => one.servingSiteId)).toEqual(['1', '2']);
  });
});

const grant = (
  role: StaffRole,
  schoolId: string | null = null,
  kitchenId: string | null = null,
): Grant => ({ role, schoolId, kitchenId });

describe('who takes a correction off the wall', () => {
  it.each<[string, readonly Grant[], boolean]>([
    ['a cook of that kitchen', [grant('kitchen', null, 'north')], true],
    ['a cook of all kitchens', [grant('kitchen')], true],
    ['the caterer', [grant('caterer')], true],
    ['one role of two is enough', [grant('office'), grant('kitchen', null, 'north')], true],
    ['not a cook of another kitchen', [grant('kitchen', null, 'south')], false],
    ['not the office, which looks on', [grant('office'), grant('administrator')], false],
    ['not who cooks for one school only', [grant('kitchen', 'primary')], false],
    ['nobody', [], false],
  ])('%s: %s', (_what, grants, may) => {
    expect(mayMarkSeen(grants, 'north')).toBe(may);
  });
});

describe('whose plates a serving site reads', () => {
  const schools = [{ schoolId: 'primary' }, { schoolId: 'nursery' }];
  const refused = { ok: false, refusal: 'not-allowed' };
  it.each<[string, readonly Grant[], object]>([
    ['of its own school', [grant('serving-site', 'primary')], { value: [schools[0]] }],
    ['of all schools without a limit', [grant('serving-site')], { value: schools }],
    ['the office of all', [grant('office')], { value: schools }],
    ['an administrator of all', [grant('administrator')], { value: schools }],
    [
      'two roles together',
      [grant('serving-site', 'primary'), grant('serving-site', 'nursery')],
      { value: schools },
    ],
    ['of a school that is not served that day nothing', [grant('office', 'middle')], { value: [] }],
    ['a kitchen none', [grant('kitchen'), grant('caterer')], refused],
    ['nor who is limited to a kitchen', [grant('office', null, 'north')], refused],
  ])('%s', (_what, grants, outcome) => {
    expect(decideServedSchools(grants, schools)).toMatchObject(outcome);
  });
});

describe('A6: a correction as the kitchen is told it', () => {
  const correction = {
    mealRevision: 'anna 1',
    schoolName: 'Primaria',
    className: '1A',
    kind: 'came-unbooked',
    recordedAt: asInstant(3000),
    seenAt: null,
  } as const;
  const found = (facts: Partial<CorrectionFacts>): CorrectionFacts => ({
    ...correction,
    outcome: 'booked',
    outcomeBefore: 'absent',
    variant: null,
    plain: false,
    ...facts,
  });

  it.each<[string, Partial<CorrectionFacts>, readonly object[]]>([
    ['a child that came unbooked is one more', {}, [{ change: 1, variant: null }]],
    ['also one that had no meal at all', { outcomeBefore: null }, [{ change: 1 }]],
    [
      'a child sent home is one fewer',
      { outcome: 'absent', outcomeBefore: 'booked' },
      [{ change: -1 }],
    ],
    ['a meal that is only not charged any more is cooked', { outcomeBefore: 'booked' }, []],
    ['an absence that has another reason now is none either', { outcome: 'absent' }, []],
    ['its plate is said', { variant: 'senza-glutine' }, [{ variant: 'senza-glutine' }]],
    ['a plain one too', { plain: true }, [{ variant: 'in-bianco' }]],
    [
      'and both together',
      { variant: 'senza-glutine', plain: true },
      [{ variant: 'in-bianco + senza-glutine' }],
    ],
  ])('%s', (_what, facts, told) => {
    expect(correctionOf(found(facts))).toMatchObject(told);
  });

  it('says the rest as bookings recorded it', () => {
    expect(correctionOf(found({}))).toEqual([{ ...correction, change: 1, variant: null }]);
  });
});
