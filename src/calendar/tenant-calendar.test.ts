// A tenant's calendar in memory: dated settings of the cut-off, and instants on the days when the clocks change.
import { describe, expect, it } from 'vitest';
import type { CalendarRows } from '#calendar/store.ts';
import { tenantCalendarOf } from '#calendar/tenant-calendar.ts';
import { asDay } from '#ground/day.ts';
import { asInstant, isoInstant } from '#ground/instant.ts';
import { mondayToFriday, weekdaysOf } from '#ground/weekdays.ts';
import { dayAt, instantOf, romeIso, timeAt } from '#platform/rome.ts';
import type { SettingRow } from '#tenancy/model.ts';

const rows: CalendarRows = {
  classes: [
    { classId: '1A', schoolId: 'north', grade: 'primary' },
    { classId: '2B', schoolId: 'south', grade: 'primary' },
  ],
  schoolYears: [
    {
      schoolYear: 2026,
      grade: 'primary',
      schoolId: null,
      firstCanteenOn: asDay('2026-09-14'),
      lastCanteenOn: asDay('2027-06-08'),
    },
  ],
  closures: [
    {
      scope: 'tenant',
      grade: null,
      schoolId: null,
      classId: null,
      fromOn: asDay('2026-12-07'),
      toOn: asDay('2026-12-07'),
      reason: 'Ponte',
      recordedAt: asInstant(0),
    },
    {
      scope: 'school',
      grade: null,
      schoolId: 'south',
      classId: null,
      fromOn: asDay('2026-11-30'),
      toOn: asDay('2026-11-30'),
      reason: 'Seggio',
      recordedAt: asInstant(0),
    },
    {
      scope: 'class',
      grade: null,
      schoolId: null,
      classId: '1A',
      fromOn: asDay('2026-11-26'),
      toOn: asDay('2026-11-26'),
      reason: 'Gita',
      recordedAt: asInstant(0),
    },
    {
      scope: 'grade',
      grade: 'nursery',
      schoolId: null,
      classId: null,
      fromOn: asDay('2026-11-27'),
      toOn: asDay('2026-11-27'),
      reason: 'Festa',
      recordedAt: asInstant(0),
    },
  ],
  canteenWeekdays: [
    {
      classId: '1A',
      serviceId: 'lunch',
      weekdays: mondayToFriday,
      from: asDay('2026-09-01'),
      to: null,
    },
    {
      classId: '2B',
      serviceId: 'lunch',
      weekdays: weekdaysOf([1, 3]),
      from: asDay('2026-09-01'),
      to: null,
    },
    {
      classId: '1A',
      serviceId: 'snack',
      weekdays: weekdaysOf([2]),
      from: asDay('2026-09-01'),
      to: null,
    },
  ],
  dayEvents: [],
  settings: [],
  services: [
    { serviceId: 'lunch', serviceName: 'Mensa' },
    { serviceId: 'snack', serviceName: 'Merenda' },
  ],
};

const setting = (row: Partial<SettingRow>): SettingRow => ({
  scope: 'tenant',
  scopeId: null,
  key: 'calendar.cut-off',
  value: null,
  validFrom: asDay('2026-09-01'),
  recordedAt: asInstant(0),
  ...row,
});
const cutOffOf = (
  settings: readonly SettingRow[],
  day: string,
  classId = '1A',
  serviceId = 'lunch',
) => tenantCalendarOf({ ...rows, settings }).cutOff(classId, serviceId, asDay(day));
const cutOffAt = (
  settings: readonly SettingRow[],
  day: string,
  classId = '1A',
  serviceId = 'lunch',
) => romeIso(cutOffOf(settings, day, classId, serviceId).cutOffAt).slice(0, 16);

describe('what a day is', () => {
  const calendar = tenantCalendarOf(rows);
  it.each([
    ['1A', 'lunch', '2026-11-24', 'canteen'],
    ['2B', 'lunch', '2026-11-24', 'no-canteen'],
    ['1A', 'snack', '2026-11-24', 'canteen'],
    ['1A', 'snack', '2026-11-25', 'no-canteen'],
    ['2B', 'snack', '2026-11-24', 'no-canteen'],
    ['1A', 'lunch', '2026-12-07', 'not-served'],
    ['1A', 'lunch', '2026-11-30', 'canteen'],
    ['2B', 'lunch', '2026-11-30', 'not-served'],
    ['1A', 'lunch', '2026-11-26', 'not-served'],
    ['2B', 'lunch', '2026-11-26', 'no-canteen'],
    ['1A', 'lunch', '2026-11-27', 'canteen'],
    ['1A', 'lunch', '2027-07-01', 'not-served'],
  ])(
    'for class %s and service %s on %s: %s, asked once or again',
    (classId, serviceId, day, kind) => {
      expect(calendar.classDay(classId, serviceId, asDay(day)).kind).toBe(kind);
      expect(calendar.classDay(classId, serviceId, asDay(day)).kind).toBe(kind);
    },
  );

  it('a class that the calendar does not know is a fault, not a day without canteen', () => {
    expect(() => calendar.classDay('9Z', 'lunch', asDay('2026-11-24'))).toThrow('no class 9Z');
  });
});

describe('the cut-off without a setting', () => {
  it('is 9:30 of the same day, advised until 9:15', () => {
    const { cutOffAt: at, advisedAt } = cutOffOf([], '2026-11-23');
    expect([romeIso(at), romeIso(advisedAt)]).toEqual([
      '2026-11-23T09:30:00.000+01:00',
      '2026-11-23T09:15:00.000+01:00',
    ]);
  });
});

describe('a cut-off that was set', () => {
  const eight = { daysBefore: 0, time: '08:00', counted: 'calendar' };
  const dayBefore = { daysBefore: 1, time: '18:00', counted: 'serving' };

  it('counts from its first day on and leaves the days before as they were', () => {
    const settings = [setting({ value: eight, validFrom: asDay('2026-11-24') })];
    expect(cutOffAt(settings, '2026-11-23')).toBe('2026-11-23T09:30');
    expect(cutOffAt(settings, '2026-11-24')).toBe('2026-11-24T08:00');
  });

  it('for a school counts there only, for a service there only', () => {
    const settings = [
      setting({ scope: 'school', scopeId: 'south', value: eight }),
      setting({ scope: 'service', scopeId: 'snack', value: dayBefore }),
    ];
    expect(cutOffAt(settings, '2026-11-23', '1A')).toBe('2026-11-23T09:30');
    expect(cutOffAt(settings, '2026-11-23', '2B')).toBe('2026-11-23T08:00');
    expect(cutOffAt(settings, '2026-11-24', '1A', 'lunch')).toBe('2026-11-24T09:30');
    expect(cutOffAt(settings, '2026-12-01', '1A', 'snack')).toBe('2026-11-24T18:00');
  });

  it('in serving days counts the days on which the class really eats', () => {
    const settings = [setting({ value: dayBefore })];
    expect(cutOffAt(settings, '2026-11-23', '1A')).toBe('2026-11-20T18:00');
    expect(cutOffAt(settings, '2026-11-27', '1A')).toBe('2026-11-25T18:00');
    expect(cutOffAt(settings, '2026-12-08', '1A')).toBe('2026-12-04T18:00');
    expect(cutOffAt(settings, '2026-11-25', '2B')).toBe('2026-11-23T18:00');
  });

  it('before the advised time leaves no advised time: it is never later than the cut-off', () => {
    const { cutOffAt: at, advisedAt } = cutOffOf([setting({ value: eight })], '2026-11-23');
    expect(advisedAt).toBe(at);
  });

  it('an advised time of its own is shown on the day of the cut-off', () => {
    const settings = [
      setting({ value: dayBefore }),
      setting({ key: 'calendar.advised-by', value: '17:30' }),
    ];
    expect(romeIso(cutOffOf(settings, '2026-11-24').advisedAt)).toBe(
      '2026-11-23T17:30:00.000+01:00',
    );
  });
});

describe('when the clocks change', () => {
  it.each([
    ['2026-10-23', '2026-10-23T07:30:00.000Z', 'the Friday before summer time ends'],
    ['2026-10-26', '2026-10-26T08:30:00.000Z', 'the Monday after summer time has ended'],
    ['2027-03-24', '2027-03-24T08:30:00.000Z', 'the Wednesday before summer time begins'],
    ['2027-03-31', '2027-03-31T07:30:00.000Z', 'the Wednesday after summer time has begun'],
  ])('the cut-off of %s is 9:30 on the wall: %s (%s)', (day, iso) => {
    expect(isoInstant(cutOffOf([], day).cutOffAt)).toBe(iso);
  });

  it('a cut-off on the Sunday of the change keeps its time on the wall', () => {
    const sunday = [setting({ value: { daysBefore: 1, time: '18:00', counted: 'calendar' } })];
    expect(isoInstant(cutOffOf(sunday, '2026-10-26').cutOffAt)).toBe('2026-10-25T17:00:00.000Z');
    expect(isoInstant(cutOffOf(sunday, '2027-03-29').cutOffAt)).toBe('2027-03-28T16:00:00.000Z');
  });

  it('a time in the hour that is skipped is the one an hour later; in the hour that comes twice, the first', () => {
    const skipped = instantOf(asDay('2027-03-28'), '02:30');
    expect([isoInstant(skipped), romeIso(skipped)]).toEqual([
      '2027-03-28T01:30:00.000Z',
      '2027-03-28T03:30:00.000+02:00',
    ]);
    expect(isoInstant(instantOf(asDay('2026-10-25'), '02:30'))).toBe('2026-10-25T00:30:00.000Z');
  });

  it.each([
    ['2026-10-24T21:59:59.999Z', '2026-10-24', '23:59', '2026-10-24T23:59:59.999+02:00'],
    ['2026-10-24T22:00:00.000Z', '2026-10-25', '00:00', '2026-10-25T00:00:00.000+02:00'],
    ['2026-10-25T00:30:00.000Z', '2026-10-25', '02:30', '2026-10-25T02:30:00.000+02:00'],
    ['2026-10-25T01:30:00.000Z', '2026-10-25', '02:30', '2026-10-25T02:30:00.000+01:00'],
    ['2026-10-25T22:59:59.999Z', '2026-10-25', '23:59', '2026-10-25T23:59:59.999+01:00'],
    ['2027-03-28T00:59:00.000Z', '2027-03-28', '01:59', '2027-03-28T01:59:00.000+01:00'],
    ['2027-03-28T01:00:00.000Z', '2027-03-28', '03:00', '2027-03-28T03:00:00.000+02:00'],
  ])('at %s it is %s, %s in Italy', (iso, day, time, written) => {
    const at = asInstant(Date.parse(iso));
    expect([dayAt(at), timeAt(at), romeIso(at)]).toEqual([day, time, written]);
  });
});
