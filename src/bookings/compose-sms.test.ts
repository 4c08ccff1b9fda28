// The few words of an SMS: what they say of each kind of change, and that they fit.
import { expect, test } from 'vitest';
import { composeSms } from '#bookings/compose-sms.ts';
import type { ChangeToTell } from '#bookings/family-store.ts';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import { longestNames, segmentsOf } from '#notifications/sample.ts';

type Line = ChangeToTell['lines'][number];
const line = (changes: Partial<Line>): Line => ({
  pupilId: '1',
  pupilFirstName: 'Niccolò',
  serviceName: 'Mensa',
  operation: 'absence',
  days: [],
  from: null,
  to: null,
  stillAbsent: [],
  ...changes,
});
const days = (...dates: readonly string[]): Line['days'] =>
  dates.map((date) => asDay(`2026-${date}`));
const said = (
  language: 'it' | 'en',
  lines: readonly Line[],
  options: { isTheirs?: boolean; today?: string; authority?: string; by?: string } = {},
): ReturnType<typeof composeSms> =>
  composeSms(
    language,
    {
      code: '482109375',
      receivedAt: asInstant(0),
      channel: 'portal',
      authority: options.authority ?? 'Comune di Valserena',
      by: options.by ?? 'Chiara Bonaldi',
      guardianId: 'chiara',
      answerId: null,
      lines,
    },
    { isTheirs: options.isTheirs ?? true, today: asDay(options.today ?? '2026-11-23') },
  );

test.each([
  ['it', [line({ days: days('11-23') })], 'Niccolò: non mangia lun 23/11'],
  ['en', [line({ days: days('11-23') })], 'Niccolò: no meal Mon 23 Nov'],
  ['it', [line({ days: days('11-23', '11-24') })], 'Niccolò: non mangia lun 23/11, mar 24/11'],
  [
    'it',
    [line({ days: days('12-01', '12-02', '12-03', '12-04') })],
    'Niccolò: non mangia 4 giorni da mar 1/12 a ven 4/12',
  ],
  [
    'it',
    [
      line({ days: days('11-23') }),
      line({ pupilFirstName: 'Bianca', days: days('11-23') }),
      line({ days: days('11-23'), serviceName: 'Merenda' }),
    ],
    'Niccolò, Bianca: non mangia lun 23/11',
  ],
  [
    'it',
    [line({ days: days('11-23') }), line({ pupilFirstName: 'Bianca', days: days('11-25') })],
    'Niccolò: non mangia lun 23/11; Bianca: non mangia mer 25/11',
  ],
  [
    'it',
    [line({ operation: 'plain-meal', days: days('11-23') })],
    'Niccolò: pasto in bianco lun 23/11',
  ],
  [
    'it',
    [line({ operation: 'suspension', from: asDay('2026-11-24') })],
    'Niccolò: disdetta prolungata da mar 24/11',
  ],
  [
    'en',
    [line({ operation: 'suspension', from: asDay('2026-11-24'), to: asDay('2026-12-04') })],
    'Niccolò: service suspended from Tue 24 Nov to Fri 4 Dec',
  ],
  [
    'it',
    [line({ operation: 'resumption', from: asDay('2026-11-24'), to: asDay('2026-12-04') })],
    'Niccolò: pasto riattivato da mar 24/11',
  ],
] as const)('in %s, of %o', (language, lines, expected) => {
  const { text } = said(language, lines);
  const receipt = language === 'it' ? 'Ricevuta' : 'Receipt';
  expect(text).toBe(`${expected}. ${receipt} 482 109 375. Comune di Valserena`);
  expect(segmentsOf(text)).toBe(1);
  const { text: toOthers } = said(language, lines, { isTheirs: false });
  expect(toOthers).toContain('Chiara Bonaldi');
  expect(segmentsOf(toOthers)).toBe(1);
});

test.each([
  ['theirs, for another day: rings', { isTheirs: true }, line({ days: days('11-25') }), false],
  ['of another, for today: rings', {}, line({ days: days('11-23', '11-25') }), false],
  ['of another, for another day: can wait', {}, line({ days: days('11-25') }), true],
  ['of another, from today on: rings', {}, line({ from: asDay('2026-11-20') }), false],
  ['of another, from tomorrow on: can wait', {}, line({ from: asDay('2026-11-24') }), true],
] as const)('a change, %s', (_name, options, one, canWait) => {
  expect(said('it', [one], { isTheirs: false, ...options }).canWait).toBe(canWait);
});

const kinds = ['absence', 'plain-meal-dropped', 'plain-range', 'resumption', 'opt-in'] as const;
test.each(kinds)('of %s with the longest of names it is two segments at the most', (operation) => {
  const { authority, guardian, children } = longestNames;
  const lines = children.map((pupilFirstName) =>
    line({ pupilFirstName, operation, days: days('12-01', '12-02', '12-03', '12-04') }),
  );
  for (const language of ['it', 'en'] as const) {
    const { text } = said(language, lines, { isTheirs: false, authority, by: guardian });
    expect(segmentsOf(text)).toBeLessThanOrEqual(2);
  }
});
