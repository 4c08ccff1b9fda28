// RULES B4: on which day a call falls, sentence by sentence.
import { describe, expect, it } from 'vitest';
import { sampleDays } from '#bookings/day-sample.ts';
import { decideImpliedDay } from '#bookings/implied-day-rules.ts';
import type { PupilDay } from '#bookings/model.ts';
import { decidePhoneLine } from '#calendar/phone-rules.ts';
import { phoneHoursSetting } from '#calendar/settings.ts';
import { asDay } from '#ground/day.ts';
import { instantOf } from '#platform/rome.ts';

const closed = {
  classDay: { kind: 'not-served', because: 'closure', reason: 'Chiusura' },
} as const;

/** What a caller hears at that moment, "YYYY-MM-DD HH:MM". */
function call(moment: string, facts: Readonly<Record<string, Partial<PupilDay>>> = {}): string {
  const [today = '', time = ''] = moment.split(' ');
  const line = decidePhoneLine(phoneHoursSetting.default, () => '09:30', {
    day: asDay(today),
    time,
  });
  const days = sampleDays(today, '2027-01-31', facts);
  const implied = decideImpliedDay(days, line, instantOf(asDay(today), time), asDay(today));
  if (implied.kind === 'line-closed') return `call from ${implied.opens.day} ${implied.opens.time}`;
  return implied.kind === 'no-day'
    ? 'no day'
    : `${implied.day} ${implied.state}${implied.isFar ? ', asked again' : ''}`;
}

describe('B4: the first useful day', () => {
  it.each<[string, string, Readonly<Record<string, Partial<PupilDay>>>, string]>([
    ['in the morning it is today', '2026-11-23 08:50', {}, '2026-11-23 expected'],
    ['until the whole minute of the cut-off', '2026-11-23 09:30', {}, '2026-11-23 expected'],
    ['after it nothing is recorded', '2026-11-23 09:31', {}, 'call from 2026-11-23 18:00'],
    ['nor in the afternoon', '2026-11-23 17:59', {}, 'call from 2026-11-23 18:00'],
    ['in the evening it is tomorrow', '2026-11-23 18:00', {}, '2026-11-24 expected'],
    [
      'Monday evening with Tuesday and Wednesday closed: Thursday',
      '2026-11-23 20:00',
      { '2026-11-24': closed, '2026-11-25': closed },
      '2026-11-26 expected',
    ],
    ['Friday evening: Monday', '2026-11-27 20:00', {}, '2026-11-30 expected'],
    ['Saturday morning: Monday', '2026-11-28 09:00', {}, '2026-11-30 expected'],
    [
      'a pupil with canteen on Monday and Wednesday who calls on Monday evening: Wednesday',
      '2026-11-23 19:00',
      { '2026-11-24': { usesService: false } },
      '2026-11-25 expected',
    ],
    [
      'more than 4 days away it is said and asked again',
      '2026-11-26 18:30',
      { '2026-11-27': closed, '2026-11-30': closed },
      '2026-12-01 expected, asked again',
    ],
    [
      'exactly 4 days away it is not',
      '2026-11-27 18:30',
      { '2026-11-30': closed },
      '2026-12-01 expected',
    ],
    [
      'repeating the call finds the day already absent, and never cancels a second day',
      '2026-11-23 20:05',
      { '2026-11-24': { absenceReceipt: '123456789' } },
      '2026-11-24 absent',
    ],
    [
      'the own suspension hides no day either',
      '2026-11-23 20:05',
      { '2026-11-24': { suspensionReceipt: '123456789' } },
      '2026-11-24 suspended',
    ],
    [
      'an opening that one may opt into is not due',
      '2026-11-27 20:00',
      { '2026-11-28': { classDay: { kind: 'canteen', opening: 'opt-in' }, usesService: true } },
      '2026-11-30 expected',
    ],
  ])('%s', (_what, moment, facts, heard) => {
    expect(call(moment, facts)).toBe(heard);
  });

  it('says the day, how it stands and whether it is far', () => {
    const today = asDay('2026-11-23');
    const days = sampleDays(today, '2026-11-30', { [today]: { absenceReceipt: '1' } });
    const line = { isOpen: true, until: { day: today, time: '09:30' } } as const;
    expect(decideImpliedDay(days, line, instantOf(today, '08:50'), today)).toEqual({
      kind: 'day',
      day: today,
      state: 'absent',
      isFar: false,
    });
  });

  it('when the school year is over there is no day', () => {
    const summer = Object.fromEntries(
      sampleDays('2027-01-29', '2027-01-31').map((one) => [one.day, closed]),
    );
    expect(call('2027-01-29 18:30', summer)).toBe('no day');
  });
});
