// Faults: their sentences in both languages, and a log that stays readable.
import { describe, expect, test } from 'vitest';
import { faultLog, faultSentence } from '#registry-import/fault.ts';
import type { Fault } from '#registry-import/fault.ts';

const damaged: Fault = {
  severity: 'error',
  code: 'code-scientific',
  file: 'alunni.csv',
  line: 12,
  column: 'codice utente',
  value: '4,23E+10',
};

test('a fault says what happened and how to put it right, in both languages', () => {
  expect(faultSentence(damaged)).toContain('“4,23E+10” e le ultime cifre sono perdute');
  expect(faultSentence(damaged)).toContain('Dati > Da testo/CSV');
  expect(faultSentence(damaged, 'en')).toContain('its last digits are lost');
});

test('an unknown class comes with the one that was probably meant, where there is one', () => {
  const unknown: Fault = { ...damaged, code: 'class-unknown', value: '1D' };
  const withHint = { ...unknown, details: { closest: '1B', hasClosest: 'yes' } };
  const without = { ...unknown, details: { closest: '', hasClosest: 'no' } };
  expect(faultSentence(withHint)).toBe('Non conosco la classe “1D”. Intendevi “1B”?');
  expect(faultSentence(without)).toBe('Non conosco la classe “1D”. Aggiungila a classi.csv.');
});

describe('the log', () => {
  test('lists what a person can read, counts the rest, and forgets no error', () => {
    const log = faultLog();
    for (let line = 1; line <= 600; line += 1) log.add({ ...damaged, severity: 'warning', line });
    expect(log.hasErrors()).toBe(false);
    log.add(damaged);
    expect(log.list()).toHaveLength(501);
    expect(log.list().at(-1)).toMatchObject({ code: 'more-faults', details: { count: 101 } });
    expect(log.hasErrors()).toBe(true);
  });

  test('shortens what a cell held', () => {
    const log = faultLog();
    log.add({ ...damaged, value: 'x'.repeat(1000) });
    expect(log.list()[0]?.value).toBe(`${'x'.repeat(60)}…`);
  });
});
