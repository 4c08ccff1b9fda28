// Fiscal codes: which mistakes are noticed, omocodia, provisional codes, and what a code says of the birth.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asDay, dayFromEpoch } from '#ground/day.ts';
import {
  birthOf,
  fiscalCodeControlCharacter,
  fiscalCodeOf,
  isProvisional,
  parseFiscalCode,
  withoutOmocodia,
} from '#ground/fiscal-code.ts';
import type { FiscalCode } from '#ground/fiscal-code.ts';

const person = fc.record({
  lastName: fc.stringMatching(/^[A-Za-z' ]{1,12}$/),
  firstName: fc.stringMatching(/^[A-Za-z' ]{1,12}$/),
  sex: fc.constantFrom('F' as const, 'M' as const),
  bornOn: fc.integer({ min: -9000, max: 20_700 }).map(dayFromEpoch),
  belfiore: fc.stringMatching(/^[A-Z]\d{3}$/),
});

function read(text: string): FiscalCode {
  const outcome = parseFiscalCode(text);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

/** All 128 forms of a code, as omocodia would write them. */
function omocodiaForms(code: string): string[] {
  const places = [14, 13, 12, 10, 9, 7, 6];
  return Array.from({ length: 128 }, (_, mask) => {
    const characters = Array.from(code.slice(0, 15));
    for (const [bit, place] of places.entries()) {
      if ((mask & (1 << bit)) !== 0) {
        characters[place] = 'LMNPQRSTUV'[Number(characters[place])] ?? '?';
      }
    }
    const first15 = characters.join('');
    return first15 + fiscalCodeControlCharacter(first15);
  });
}

describe('codes of sixteen characters', () => {
  test('a well-known example has its control character', () => {
    expect(fiscalCodeControlCharacter('RSSMRA85T10A562')).toBe('S');
    expect(read('RSSMRA85T10A562S')).toBe('RSSMRA85T10A562S');
  });

  test('spaces and small letters are forgiven', () => {
    expect(read(' rssmra 85t10 a562s ')).toBe('RSSMRA85T10A562S');
  });

  test.each([
    ['', 'fiscal-code-length'],
    ['RSSMRA85T10A562', 'fiscal-code-length'],
    ['RSSMRA85T10A562SS', 'fiscal-code-length'],
    ['RSSMRA85T10A562T', 'fiscal-code-control-character'],
    ['RSSMRA85T10A5625', 'fiscal-code-characters'],
    ['RSSMRA8AT10A562S', 'fiscal-code-characters'],
    ['RSSMRA85F10A562S', 'fiscal-code-characters'],
    ['RSSMR185T10A562S', 'fiscal-code-characters'],
    ['RSSMRÀ85T10A562S', 'fiscal-code-characters'],
  ])('"%s" is refused as %s', (text, refusal) => {
    expect(parseFiscalCode(text)).toMatchObject({ ok: false, refusal });
  });

  test.each(['RSSMRA85B30A562', 'RSSMRA85T00A562', 'RSSMRA85T40A562', 'RSSMRA85T72A562'])(
    '%s… has a birth day that does not exist',
    (first15) => {
      expect(parseFiscalCode(first15 + fiscalCodeControlCharacter(first15))).toMatchObject({
        refusal: 'fiscal-code-birth-day',
      });
    },
  );

  test('a code made for an invented person reads back with birth day, sex and place', () => {
    fc.assert(
      fc.property(person, (someone) => {
        const code = read(fiscalCodeOf(someone));
        const { bornOn, sex, belfiore } = someone;
        expect(birthOf(code, asDay(bornOn))).toEqual({ bornOn, sex, belfiore });
      }),
    );
  });

  test('the century is the latest possible one', () => {
    const grandmother = read(
      fiscalCodeOf({
        lastName: 'Rossi',
        firstName: 'Maria',
        sex: 'F',
        bornOn: asDay('1931-05-04'),
        belfiore: 'Z330',
      }),
    );
    expect(birthOf(grandmother, asDay('2026-11-23'))).toEqual({
      bornOn: '1931-05-04',
      sex: 'F',
      belfiore: 'Z330',
    });
    expect(birthOf(grandmother, asDay('2031-05-04'))?.bornOn).toBe('2031-05-04');
  });

  test.each([
    ['Rossi', 'Mario', 'RSSMRA'],
    ['Fo', 'Al', 'FOXLAX'],
    ["D'Angelò", 'Gianfranco', 'DNGGFR'],
    ['Aiello', 'Maria Chiara', 'LLAMCH'],
    ['Ma', 'Yu', 'MAXYUX'],
    ['Rossi', 'Roberto', 'RSSRRT'],
  ])('%s %s gives %s…', (lastName, firstName, letters) => {
    const someone = { lastName, firstName, bornOn: asDay('2018-01-09'), belfiore: 'A794' };
    expect(fiscalCodeOf({ ...someone, sex: 'M' }).slice(0, 6)).toBe(letters);
  });

  test('any single wrong character is refused, whatever letter or digit takes its place', () => {
    fc.assert(
      fc.property(person, fc.nat(127), (someone, form) => {
        const code = omocodiaForms(fiscalCodeOf(someone))[form] ?? '';
        for (let place = 0; place < 16; place += 1) {
          for (const wrong of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') {
            const changed = code.slice(0, place) + wrong + code.slice(place + 1);
            expect(parseFiscalCode(changed).ok).toBe(changed === code);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('two swapped neighbours are noticed, except W and Y, or M–S and N–T before the end', () => {
    fc.assert(
      fc.property(person, fc.nat(127), (someone, form) => {
        const code = omocodiaForms(fiscalCodeOf(someone))[form] ?? '';
        for (let place = 1; place < 16; place += 1) {
          const [left = '', right = ''] = [code[place - 1], code[place]];
          const pair = [left, right].toSorted().join('');
          if (left === right || ['WY', 'MS', 'NT'].includes(pair)) continue;
          const swapped = code.slice(0, place - 1) + right + left + code.slice(place + 1);
          expect(parseFiscalCode(swapped).ok).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
    expect(fiscalCodeControlCharacter('WYSMRA85T10A562')).toBe(
      fiscalCodeControlCharacter('YWSMRA85T10A562'),
    );
  });
});

describe('omocodia', () => {
  test('the published form of the example is read', () => {
    expect(read('RSSMRA85T10A56NH')).toBe('RSSMRA85T10A56NH');
    expect(withoutOmocodia(read('RSSMRA85T10A56NH'))).toBe('RSSMRA85T10A562');
  });

  test('all 128 forms of a code say the same birth and are different codes', () => {
    fc.assert(
      fc.property(person, (someone) => {
        const forms = omocodiaForms(fiscalCodeOf(someone)).map(read);
        expect(new Set(forms).size).toBe(128);
        const births = new Set(forms.map((code) => JSON.stringify(birthOf(code, someone.bornOn))));
        expect([...births]).toEqual([
          JSON.stringify({
            bornOn: someone.bornOn,
            sex: someone.sex,
            belfiore: someone.belfiore,
          }),
        ]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('provisional codes', () => {
  test('eleven digits with their check digit are accepted and say nothing of the birth', () => {
    const code = read('01234567897');
    expect(isProvisional(code)).toBe(true);
    expect(isProvisional(read('RSSMRA85T10A562S'))).toBe(false);
    expect(birthOf(code, asDay('2026-11-23'))).toBeNull();
  });

  test('any single wrong digit is refused', () => {
    for (let place = 0; place < 11; place += 1) {
      for (const digit of '0123456789') {
        const changed = `01234567897`.slice(0, place) + digit + '01234567897'.slice(place + 1);
        expect(parseFiscalCode(changed).ok).toBe(changed === '01234567897');
      }
    }
  });

  test('eleven characters that are not digits are refused', () => {
    expect(parseFiscalCode('0123456789A')).toMatchObject({ refusal: 'fiscal-code-characters' });
  });
});

test('a code is not made for a place that cannot exist', () => {
  const someone = {
    lastName: 'Rossi',
    firstName: 'Ada',
    sex: 'F',
    bornOn: asDay('2018-01-09'),
  } as const;
  expect(() => fiscalCodeOf({ ...someone, belfiore: 'Bergamo' })).toThrow(RangeError);
});
