// Civil time in Italy, on the days when the clocks change and wherever the machine believes to be.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { asDay, daysOfMonth } from '#ground/day.ts';
import { asInstant, parseInstant } from '#ground/instant.ts';
import { dayAt, instantOf, romeIso, timeAt } from '#platform/rome.ts';

const at = (iso: string) => asInstant(parseInstant(iso) ?? Number.NaN);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the day and the time in Italy', () => {
  test.each([
    ['2026-11-22T22:59:59.999Z', '2026-11-22', '23:59'],
    ['2026-11-22T23:00:00.000Z', '2026-11-23', '00:00'],
    ['2026-06-30T21:59:59.999Z', '2026-06-30', '23:59'],
    ['2026-06-30T22:00:00.000Z', '2026-07-01', '00:00'],
    ['2026-12-31T23:00:00.000Z', '2027-01-01', '00:00'],
    ['2028-02-28T23:00:00.000Z', '2028-02-29', '00:00'],
    ['2026-03-29T00:59:59.999Z', '2026-03-29', '01:59'],
    ['2026-03-29T01:00:00.000Z', '2026-03-29', '03:00'],
    ['2026-10-25T00:30:00.000Z', '2026-10-25', '02:30'],
    ['2026-10-25T01:30:00.000Z', '2026-10-25', '02:30'],
  ])('at %s are %s %s', (iso, day, time) => {
    expect([dayAt(at(iso)), timeAt(at(iso))]).toEqual([day, time]);
  });

  test.each(['America/New_York', 'Pacific/Kiritimati', 'UTC'])(
    'do not follow a machine in %s',
    (zone) => {
      vi.stubEnv('TZ', zone);
      expect(dayAt(at('2026-11-22T23:30:00Z'))).toBe('2026-11-23');
      expect(instantOf(asDay('2026-11-24'), '09:30')).toBe(at('2026-11-24T08:30:00Z'));
    },
  );
});

describe('the instant of a civil time', () => {
  test.each([
    ['2026-11-23', '09:30', '2026-11-23T08:30:00Z'],
    ['2026-06-05', '09:30', '2026-06-05T07:30:00Z'],
    ['2026-10-25', '09:30', '2026-10-25T08:30:00Z'],
    ['2026-03-29', '09:30', '2026-03-29T07:30:00Z'],
    // The hour that comes twice: the first one.
    ['2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    // The hour that is skipped: an hour later.
    ['2026-03-29', '02:30', '2026-03-29T01:30:00Z'],
  ])('%s %s in Italy is %s', (day, time, iso) => {
    expect(instantOf(asDay(day), time)).toBe(at(iso));
    expect(instantOf(asDay(day), time)).toBe(at(iso));
  });

  test('is that of the day and the time it came from, on every day of a year', () => {
    for (const month of ['2026-03', '2026-10', '2026-11', '2028-02']) {
      for (const day of daysOfMonth(month as Parameters<typeof daysOfMonth>[0])) {
        const instant = instantOf(day, '09:30');
        expect([dayAt(instant), timeAt(instant)]).toEqual([day, '09:30']);
      }
    }
  });
});

test('on the wire an instant carries the offset of its season', () => {
  expect(romeIso(at('2026-11-23T07:15:00.123Z'))).toBe('2026-11-23T08:15:00.123+01:00');
  expect(romeIso(at('2026-06-05T07:15:00Z'))).toBe('2026-06-05T09:15:00.000+02:00');
});
