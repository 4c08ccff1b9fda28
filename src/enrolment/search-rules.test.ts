// What a clerk types, and which children come up.
import { describe, expect, test } from 'vitest';
import type { PupilTexts } from '#enrolment/search-rules.ts';
import { queryOf, rankFound, suffixesOf } from '#enrolment/search-rules.ts';

const nobody: Omit<PupilTexts, 'firstName' | 'lastName'> = {
  pupilCode: 'A1',
  phoneCode: null,
  fiscalCode: null,
  guardians: [],
};
const giulia: Sorted = {
  pupilCode: 'VS00042',
  phoneCode: '730214',
  fiscalCode: 'DLCGLI17A41A794X',
  firstName: 'Giulia Maria',
  lastName: "De Luca D'Àngelo",
  sortKey: 'de luca dangelo  giulia maria',
  guardians: [{ firstName: 'Oksana', lastName: 'Ševčenko', fiscalCode: 'SVCKSN85A41Z138K' }],
};
const other: Sorted = { ...nobody, firstName: 'Luca', lastName: 'Rossi', sortKey: 'rossi  luca' };
const others = [
  other,
  { ...other, firstName: 'Mario', lastName: 'Deluchi', sortKey: 'deluchi  mario' },
];

type Sorted = PupilTexts & { readonly sortKey: string };
const find = (text: string, pupils: readonly Sorted[] = [...others, giulia]) =>
  rankFound(queryOf(text), pupils).map(({ pupil }) => pupil.sortKey);

describe('a child is found by any scrap', () => {
  test.each([
    'luca giulia',
    'GIULIA de luca',
    'deluca',
    'angelo',
    'D’Angelo',
    'ngel',
    'giuli luc',
    'vs00042',
    '0042',
    '73 02 14',
    '3021',
    'dlcgli17',
    'a41a794x',
    'oksana',
    'sevcenko giulia',
    'evčen',
    'svcksn',
    'deluca g',
  ])('%s', (text) => {
    expect(find(text)).toContain(giulia.sortKey);
  });

  test.each(['giulio', 'luca rossi giulia', 'g', '', 'an lu xx', 'deluca z'])(
    'and not by "%s"',
    (text) => {
      expect(find(text)).not.toContain(giulia.sortKey);
    },
  );

  test('two letters are looked for where words begin, three also inside', () => {
    expect(find('uc', [giulia])).toEqual([]);
    expect(find('uca', [giulia])).toEqual([giulia.sortKey]);
  });
});

test('the child’s own name comes before scraps of it, and before its mother’s', () => {
  const child = { ...nobody, firstName: 'Luca', lastName: 'Bo', sortKey: 'bo  luca' };
  const scrap = { ...nobody, firstName: 'Gianluca', lastName: 'Ao', sortKey: 'ao  gianluca' };
  const mother = { firstName: 'Luca', lastName: 'Zen', fiscalCode: null };
  const hers = { ...nobody, firstName: 'Ada', lastName: 'Aa', sortKey: 'a', guardians: [mother] };
  expect(find('luca', [hers, scrap, child])).toEqual(['bo  luca', 'ao  gianluca', 'a']);
  const [, , found] = rankFound(queryOf('luca'), [hers, scrap, child]);
  expect(found?.guardian).toBe(0);
});

test('a whole code comes first, whatever else fits', () => {
  const longer = { ...nobody, pupilCode: 'VS000421', firstName: 'A', lastName: 'A', sortKey: 'a' };
  expect(find('vs00042', [longer, giulia])).toEqual([giulia.sortKey, 'a']);
});

describe('what is written down to be found', () => {
  const suffixes = (pupil: PupilTexts, officeOnly: boolean) =>
    suffixesOf(pupil)
      .filter((one) => one.officeOnly === officeOnly)
      .map((one) => one.suffix);

  test('schools find by names and the codice utente, the office by everything', () => {
    const open = suffixes(giulia, false);
    expect(open).toEqual(expect.arrayContaining(['luca', 'giulia', 'ulia', 'vs00042', '042']));
    expect(open.join(' ')).not.toMatch(/730214|dlcgli|oksana|sevcenko/);
    const office = suffixes(giulia, true);
    expect(office).toEqual(
      expect.arrayContaining(['730214', '214', 'dlcgli17a41a794x', '94x', 'oksana', 'enko']),
    );
  });

  test('nothing is written twice: a mother of the same name adds nothing', () => {
    const mother = { firstName: 'Maria', lastName: "De Luca D'Angelo", fiscalCode: null };
    const alone = suffixesOf({ ...giulia, guardians: [] });
    expect(suffixesOf({ ...giulia, guardians: [mother] })).toEqual(alone);
    const keys = suffixesOf(giulia).map((one) => Object.values(one).join(' '));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('what a clerk’s words mean', () => {
  test.each([
    ['rossi m', ['rossi+'], ['m']],
    ['ro luca', ['ro', 'luca+'], []],
    ['73 02 14', ['730214+'], []],
    ['73 02 14x', ['73', '02', '14x+'], []],
    ['1', [], ['1']],
    ['', [], []],
    ['uno due tre quattro cinque sei', ['uno+', 'due+', 'tre+', 'quattro+', 'cinque+'], []],
    ['😀😀', ['😀😀'], []],
  ])('"%s": %j and initials %j', (text, scraps, initials) => {
    const query = queryOf(text);
    const inWords = query.scraps.map((one) => `${one.text}${one.alsoInner ? '+' : ''}`);
    expect([inWords, query.initials]).toEqual([scraps, initials]);
  });

  test('a word longer than forty letters is found by its first forty', () => {
    const long = 'a'.repeat(45);
    expect(queryOf(long).scraps[0]?.text).toHaveLength(40);
    const lines = suffixesOf({ ...nobody, firstName: long, lastName: `${long} ${long}` });
    expect(Math.max(...lines.map((one) => one.suffix.length))).toBe(40);
  });
});

describe('who comes first', () => {
  const named = (lastName: string, firstName: string, changes: Partial<Sorted> = {}): Sorted => ({
    ...nobody,
    firstName,
    lastName,
    sortKey: `${lastName} ${firstName}`.toLowerCase(),
    ...changes,
  });
  const mother = { firstName: 'Rosa', lastName: 'Neri', fiscalCode: 'NRERSO' };
  const father = { firstName: 'Ugo', lastName: 'Zen', fiscalCode: null };

  test('of those who fit as well, the alphabet', () => {
    const [anna, bruno, carla] = ['Anna', 'Bruno', 'Carla'].map((one) => named('Rossi', one));
    const some = [carla, anna, bruno].flatMap((one) => one ?? []);
    expect(find('rossi', some)).toEqual(['rossi anna', 'rossi bruno', 'rossi carla']);
  });

  test('of several words, who fits each of them better', () => {
    const whole = named('Zuliani', 'Rosa');
    const inside = named('Azuliani', 'Mariarosa');
    const through = named('Azuliani', 'Bo', { guardians: [mother] });
    expect(find('rosa zuliani', [through, inside, whole])).toEqual([
      'zuliani rosa',
      'azuliani mariarosa',
      'azuliani bo',
    ]);
  });

  test('who was found through a guardian says through which, and through nobody where its own name says it', () => {
    const child = named('Bo', 'Ada', { guardians: [father, mother] });
    const through = (text: string) => rankFound(queryOf(text), [child]).map((one) => one.guardian);
    expect(through('neri')).toEqual([1]);
    expect(through('zen ada')).toEqual([0]);
    expect(through('nrerso')).toEqual([1]);
    expect(through('ada')).toEqual([null]);
    expect(through('a1')).toEqual([null]);
    expect(through('ada n')).toEqual([null]);
    expect(through('ada x')).toEqual([]);
  });
});

test('each word is written once for each way in which it may be found', () => {
  const written = (pupil: PupilTexts) =>
    suffixesOf(pupil).map(({ suffix, isInner, officeOnly }) =>
      [suffix, ...(isInner ? ['inner'] : []), ...(officeOnly ? ['office'] : [])].join(' '),
    );
  const pupil = { ...nobody, lastName: 'Luca', firstName: 'Al', phoneCode: '1234' };
  const guardian = { firstName: 'Ugo', lastName: 'Zanna', fiscalCode: 'ZN 77' };
  expect(written({ ...pupil, guardians: [guardian] }).toSorted()).toEqual(
    [
      'luca',
      'al',
      'a1',
      'uca inner',
      '1234 office',
      'zanna office',
      'ugo office',
      'zn77 office',
      'anna inner office',
      'nna inner office',
      '234 inner office',
    ].toSorted(),
  );
  const inner = { ...nobody, lastName: 'Gianluca', firstName: 'Al' };
  const luca = { firstName: 'Luca', lastName: 'Al', fiscalCode: null };
  expect(written({ ...inner, guardians: [luca] }).filter((one) => one.startsWith('luca'))).toEqual([
    'luca inner',
    'luca office',
  ]);
});
