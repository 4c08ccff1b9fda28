// The invented municipality: as large as promised, the same each time, and nobody's.
import { describe, expect, test } from 'vitest';
import { municipality, valserenaFiles } from '#demo/valserena.ts';
import { valserenaDiets } from '#demo/valserena-diets.ts';
import { valserenaFamilies } from '#demo/valserena-families.ts';
import { schools } from '#demo/valserena-schools.ts';
import { parseFiscalCode } from '#ground/fiscal-code.ts';
import { plateOf } from '#menus/plate-rules.ts';
import { decodeText } from '#registry-import/decode.ts';
import { files } from '#registry-import/files.ts';
import { nothingKnown } from '#registry-import/model.ts';
import { planImport } from '#registry-import/plan.ts';

const families = valserenaFamilies();
const pupils = families.flatMap((family) => family.pupils);
const guardians = families.flatMap((family) => family.guardians);
const textOf = (name: string): string => {
  const file = valserenaFiles().find((one) => one.name === name);
  const decoded = decodeText(file?.bytes ?? new Uint8Array());
  return decoded.ok ? decoded.value.text : '';
};

describe('Valserena', () => {
  test('has 420 pupils, and no seat in its classes stays empty', () => {
    expect(pupils).toHaveLength(420);
    for (const one of schools.flatMap((school) => school.classes)) {
      const inClass = pupils.filter(
        (pupil) =>
          pupil.schoolClass.schoolCode === one.schoolCode && pupil.schoolClass.code === one.code,
      );
      expect(inClass).toHaveLength(one.seats);
    }
  });

  test('has families of one, two and three children, many of them in more than one school', () => {
    const sizes = Map.groupBy(families, (family) => family.pupils.length);
    expect(new Set(sizes.keys())).toEqual(new Set([1, 2, 3]));
    const acrossSchools = families.filter(
      (family) => new Set(family.pupils.map((pupil) => pupil.schoolClass.schoolCode)).size > 1,
    );
    expect(acrossSchools.length).toBeGreaterThan(50);
  });

  test('has children of every class of an age that goes there', () => {
    const outOfAge = pupils.filter(
      (pupil) => !pupil.schoolClass.birthYears.includes(Number(pupil.bornOn.slice(0, 4))),
    );
    expect(outOfAge).toEqual([]);
  });

  test('gives everybody a fiscal code that is formally right, nobody another one’s, and no living person’s', () => {
    const codes = [...pupils, ...guardians].map((person) => person.fiscalCode);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) {
      expect(parseFiscalCode(code).ok).toBe(true);
      // No municipality has a cadastral code with X.
      expect(code.slice(11, 15)).toBe('X999');
    }
  });

  test('gives no code, phone code, address or number twice', () => {
    for (const values of [
      pupils.map((pupil) => pupil.code),
      pupils.map((pupil) => pupil.phoneCode),
      guardians.map((guardian) => guardian.email).filter((email) => email !== ''),
      guardians.map((guardian) => guardian.mobile).filter((mobile) => mobile !== ''),
    ]) {
      expect(new Set(values).size).toBe(values.length);
    }
  });

  test('writes to addresses that cannot exist and has numbers that nobody has', () => {
    for (const { email, mobile } of guardians) {
      expect(email).toMatch(/^$|^[^@]+@posta\.example$/);
      expect(mobile).toMatch(/^$|^300 \d{7}$/);
    }
    expect(municipality.mailFrom).toMatch(/\.example$/);
  });

  test('serves special diets of both kinds to about nine in a hundred, one of them expired', () => {
    const diets = valserenaDiets(families);
    const share = new Set(diets.map((diet) => diet.pupilCode)).size / pupils.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.1);
    expect(new Set(diets.map((diet) => diet.kind))).toEqual(new Set(['sanitaria', 'etica']));
    expect(diets.filter((diet) => diet.to === '31/10/2026')).toHaveLength(1);
  });

  test('cooks something for every diet of its children, each day of its four winter and four summer weeks', () => {
    const settings = { schoolYear: 2026, phoneCodeDigits: 6 };
    const { menus } = planImport(valserenaFiles(), nothingKnown, settings).registry;
    expect(menus.map((menu) => [menu.name, menu.weeks.length])).toEqual([
      ['Menù invernale', 4],
      ['Menù estivo', 4],
    ]);
    const variants = new Set(valserenaDiets(families).map((diet) => diet.variant));
    for (const { dishes } of menus.flatMap((menu) => menu.weeks).flatMap((week) => week.days)) {
      expect(dishes.map((dish) => dish.course)).toHaveLength(5);
      expect(plateOf(dishes, [], true).filter((line) => line.served === 'kitchen')).toEqual([]);
      for (const variant of variants) {
        const left = plateOf(dishes, [variant], false).map((line, index) =>
          line.served === 'kitchen' ? `${variant}: ${dishes[index]?.name}` : '',
        );
        expect(left.filter((one) => one !== '')).toEqual([]);
      }
    }
  });

  test('is the same on every machine', () => {
    expect(valserenaFiles()).toEqual(valserenaFiles());
    expect(textOf('alunni.csv').split('\r\n').slice(0, 2)).toEqual([
      'codice utente;codice telefono;cognome;nome;codice fiscale;data di nascita;scuola;classe',
      '000001;012630;Zanetti;Tommaso;ZNTTMS19E11X999Q;11/05/2019;PRI1;2A',
    ]);
  });

  test('is imported without a single fault or warning', () => {
    const settings = { schoolYear: 2026, phoneCodeDigits: 6 };
    const { faults, registry } = planImport(valserenaFiles(), nothingKnown, settings);
    expect(faults).toEqual([]);
    expect(registry.pupils).toHaveLength(420);
    expect(registry.guardianships.filter((one) => one.restricted === true)).toHaveLength(1);
    expect(registry.canteenWeekdays.filter((one) => one.classKey.classCode === '4B')).toHaveLength(
      2,
    );
  });

  test('names its files and columns as the import does', () => {
    for (const { name, columns } of Object.values(files)) {
      const header = textOf(name).split('\r\n')[0]?.split(';') ?? [];
      const known = Object.values(columns).map((column) => column.header);
      expect(header.filter((one) => !known.includes(one))).toEqual([]);
      expect(header.length).toBeGreaterThan(2);
    }
  });
});
