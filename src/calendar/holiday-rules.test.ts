// Which days are holidays of a place: the patron saint's every year, what moves with Easter, and nobody else's.
import { describe, expect, test } from 'vitest';
import { holidaysUnder } from '#calendar/holidays.ts';
import { isLocalHoliday } from '#calendar/holiday-rules.ts';
import { localHolidaysSetting } from '#calendar/settings.ts';
import { asDay } from '#ground/day.ts';
import { asInstant, isoInstant, parseInstant } from '#ground/instant.ts';
import { ringsFrom } from '#notifications/quiet-hours.ts';
import type { SettingRow } from '#tenancy/model.ts';

const sanMartino = { month: 11, day: 11 };
const whitMonday = { daysFromEaster: 50 };
const easters: Readonly<Record<string, string>> = { '2026': '2026-04-05', '2027': '2027-03-28' };

test.each([
  ['San Martino', [sanMartino], '2026-11-11', true],
  ['San Martino of the next year', [sanMartino], '2027-11-11', true],
  ['the eve of San Martino', [sanMartino], '2026-11-10', false],
  ['the eleventh of another month', [sanMartino], '2026-01-11', false],
  ['a saint of 7 January, written with its noughts', [{ month: 1, day: 7 }], '2027-01-07', true],
  ['Whit Monday', [whitMonday], '2026-05-25', true],
  ['Whit Monday of the next year', [whitMonday], '2027-05-17', true],
  ['the day on which Whit Monday was last year', [whitMonday], '2027-05-25', false],
  ['the second of two', [sanMartino, whitMonday], '2026-05-25', true],
  ['29 February, where there is none', [{ month: 2, day: 29 }], '2027-02-28', false],
  ['any day, where nobody is patron', [], '2026-11-11', false],
])('a holiday of the place: %s', (_name, holidays, day, isHoliday) => {
  const easterOn = asDay(easters[day.slice(0, 4)] ?? '');
  expect(isLocalHoliday(holidays, asDay(day), easterOn)).toBe(isHoliday);
});

describe('an authority with San Martino as its patron', () => {
  const settings: readonly SettingRow[] = [
    {
      scope: 'tenant',
      scopeId: null,
      key: localHolidaysSetting.key,
      value: [sanMartino, whitMonday],
      validFrom: asDay('2026-10-01'),
      recordedAt: asInstant(0),
    },
  ];
  const isHoliday = holidaysUnder(settings);
  test.each([
    ['its patron', '2026-11-11', true],
    ['its patron, before anybody said so', '2025-11-11', false],
    ['what moves with Easter, by the Easter of the year', '2027-05-17', true],
    ['a holiday of all Italy', '2026-12-08', true],
    ['an ordinary Monday', '2026-11-23', false],
  ])('keeps %s', (_name, day, kept) => {
    expect(isHoliday(asDay(day))).toBe(kept);
  });

  test.each([
    [
      'on San Martino waits for the morning after',
      '2026-11-11T10:00+01:00',
      '2026-11-12T08:00:00.000Z',
    ],
    ['on its eve rings', '2026-11-10T10:00+01:00', '2026-11-10T09:00:00.000Z'],
  ])('an SMS that can wait, written %s', (_name, written, rings) => {
    const now = parseInstant(written);
    expect(now === undefined ? '' : isoInstant(ringsFrom(settings, holidaysUnder, now))).toBe(
      rings,
    );
  });
});
