// Cells as Excel and people leave them: what is put right, and what is refused with which word.
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { daysSinceEpoch, dayFromEpoch } from '#ground/day.ts';
import {
  readCode,
  readDay,
  readDigits,
  readEmail,
  readFiscalCode,
  readName,
  readPhoneNumber,
  readSchoolYear,
  readText,
  readTime,
  readYesNo,
} from '#registry-import/cell.ts';
import type { Reading } from '#registry-import/cell.ts';

function valueOf<T>(reading: Reading<T>): T | string {
  return reading.ok ? reading.value : reading.refusal;
}

describe('codes after Excel', () => {
  test.each([
    ['000123', '000123'],
    ['BGEE82201Q', 'BGEE82201Q'],
    ['1E', '1E'],
    ['4,23E+10', 'code-scientific'],
    ['4.23E+10', 'code-scientific'],
    ['1E+05', 'code-scientific'],
    ['03-apr', 'code-date'],
    ['apr-03', 'code-date'],
    ['03/04/2026', 'code-date'],
    ["'00123", '00123'],
    ['12345,00', '12345'],
    ['#N/D', 'cell-excel-error'],
    ['######', 'cell-excel-error'],
    ['x'.repeat(41), 'text-too-long'],
  ])('%s is read as %s', (text, value) => expect(valueOf(readCode(text))).toBe(value));

  test('decimals that Excel added are dropped with a warning', () => {
    expect(readCode('12345,0')).toMatchObject({ value: '12345', repaired: 'code-decimals' });
  });

  test('a phone code of six digits gets its lost zeros back, with a warning', () => {
    expect(readDigits('4711', 6)).toEqual({
      ok: true,
      value: '004711',
      repaired: 'zeros-restored',
      details: { restored: '004711' },
    });
    expect(readDigits('004711', 6)).toEqual({ ok: true, value: '004711' });
  });

  test.each(['1234567', '12A456', '4,7E+05', '-1'])('%s is no phone code of six digits', (text) => {
    expect(readDigits(text === '-1' ? 'x1' : text, 6).ok).toBe(false);
  });
});

describe('days', () => {
  test.each([
    ['23/11/2026', '2026-11-23'],
    ['3/9/2026', '2026-09-03'],
    ['03-09-2026', '2026-09-03'],
    ['03.09.2026', '2026-09-03'],
    ['2026-09-03', '2026-09-03'],
    ['09/01/2018 00:00:00', '2018-01-09'],
    ['2018-01-09 00:00', '2018-01-09'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2026', 'date-impossible'],
    ['31/04/2026', 'date-impossible'],
    ['12/25/2026', 'date-impossible'],
    ['01/09/1026', 'date-impossible'],
    ['01/09/26', 'date-short-year'],
    ['45678', 'date-number'],
    ['#####', 'cell-excel-error'],
    ['settembre', 'date-unreadable'],
    ['23/11/2026 12:30', 'date-unreadable'],
  ])('%s is %s', (text, value) => expect(valueOf(readDay(text))).toBe(value));

  test('every day reads back from the Italian way of writing it', () => {
    const first = daysSinceEpoch(dayFromEpoch(-25_000));
    fc.assert(
      fc.property(fc.integer({ min: first, max: 40_000 }).map(dayFromEpoch), (day) => {
        const [year, month, dayOfMonth] = day.split('-');
        expect(valueOf(readDay(`${dayOfMonth}/${month}/${year}`))).toBe(day);
      }),
    );
  });
});

test.each([
  ['12:15', '12:15'],
  ['12.15', '12:15'],
  ['9:05', '09:05'],
  ['12:15:00', '12:15'],
  ['24:00', 'time-unreadable'],
  ['12:60', 'time-unreadable'],
  ['mezzogiorno', 'time-unreadable'],
])('the time %s is %s', (text, value) => expect(valueOf(readTime(text))).toBe(value));

test.each([
  ['2026/27', 2026],
  ['2026/2027', 2026],
  ['2026 - 27', 2026],
  ['2099/00', 2099],
  ['2026', 2026],
  ['2026/28', 'school-year-unreadable'],
  ['26/27', 'school-year-unreadable'],
])('the school year %s is %s', (text, value) => expect(valueOf(readSchoolYear(text))).toBe(value));

test.each([
  ['sì', true],
  ['SI', true],
  ['S', true],
  ['x', true],
  ['no', false],
  ['0', false],
  ['forse', 'yes-no-unreadable'],
])('%s means %s', (text, value) => expect(valueOf(readYesNo(text))).toBe(value));

describe('fiscal codes', () => {
  test.each([
    ['rssmra 85t10 a562s', 'RSSMRA85T10A562S'],
    ['RSSMRA85T10A56NH', 'RSSMRA85T10A56NH'],
    ['01234567897', '01234567897'],
    ['RSSMRA85T10A562X', 'fiscal-code-control-character'],
    ['RSSMRA85T10A56', 'fiscal-code-length'],
    ['1,23E+10', 'code-scientific'],
  ])('%s is %s', (text, value) => expect(valueOf(readFiscalCode(text))).toBe(value));

  test('a provisional code whose zero Excel took is whole again, with a warning', () => {
    expect(readFiscalCode('1234567897')).toMatchObject({
      value: '01234567897',
      repaired: 'zeros-restored',
    });
    expect(valueOf(readFiscalCode('1234567898'))).toBe('fiscal-code-length');
  });
});

test.each([
  ['Anna.Rossi@Example.org ', 'anna.rossi@example.org'],
  ['mailto:a@b.it;', 'a@b.it'],
  ['a@b', 'email-unreadable'],
  ['a@b@c.it', 'email-unreadable'],
  ['vedi padre', 'email-unreadable'],
])('the address %s is %s', (text, value) => expect(valueOf(readEmail(text))).toBe(value));

test.each([
  ['333 123 4567', '+393331234567'],
  ['333/1234567', '+393331234567'],
  ['+39 333 1234567', '+393331234567'],
  ['0039 3331234567', '+393331234567'],
  ['393331234567', '+393331234567'],
  ['035 123456', '+39035123456'],
  ['+41 79 123 45 67', '+41791234567'],
  ['3,33E+09', 'code-scientific'],
  ['123', 'phone-number-unreadable'],
  ['vedi madre', 'phone-number-unreadable'],
])('the number %s is %s', (text, value) => expect(valueOf(readPhoneNumber(text))).toBe(value));

test.each([
  ["D'ANGELO", "D'Angelo"],
  ['rossi', 'Rossi'],
  ['De Luca', 'De Luca'],
  ['McDonald', 'McDonald'],
  ['Rossi1', 'name-unreadable'],
])('the name %s is %s', (text, value) => expect(valueOf(readName(text))).toBe(value));

test('a text that is too long says how long it may be', () => {
  expect(readText('x'.repeat(11), 10)).toMatchObject({
    refusal: 'text-too-long',
    details: { max: 10 },
  });
});

test('no text whatsoever makes the readers throw', () => {
  const readers = [
    readCode,
    readDay,
    readTime,
    readSchoolYear,
    readFiscalCode,
    readEmail,
    readName,
  ];
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...readers), (text, reader) => {
      expect(typeof reader(text).ok).toBe('boolean');
    }),
  );
});
