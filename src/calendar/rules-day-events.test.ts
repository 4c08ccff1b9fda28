// What an outing, a strike and an extra opening make of a day (RULES A2, A5), and what comes back when they go (RULES A4).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassCalendar, ClassDay, DayEvent, RecordedClosure } from '#calendar/model.ts';
import { decideClassDay, decideOpenedDay, decideOrdinaryDay } from '#calendar/rules.ts';
import type { CalendarRows, DayEventRow } from '#calendar/store.ts';
import { tenantCalendarOf } from '#calendar/tenant-calendar.ts';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import { mondayToFriday } from '#ground/weekdays.ts';
import { romeIso } from '#platform/rome.ts';

const monday = asDay('2026-11-30');
const saturday = asDay('2026-11-28');
const bridge = asDay('2026-12-07');
const summer = asDay('2027-07-01');
const bridgeRecordedAt = asInstant(1000);

/** Class 1A, canteen from Monday to Friday; 7 December is a bridge. */
const class1A: ClassCalendar = {
  classId: '1A',
  schoolId: 'north',
  grade: 'primary',
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
      scope: { kind: 'tenant' },
      fromOn: bridge,
      toOn: bridge,
      reason: 'Ponte',
      recordedAt: bridgeRecordedAt,
    },
  ],
  canteenWeekdays: [{ weekdays: mondayToFriday, from: asDay('2026-09-01'), to: null }],
  dayEvents: [],
};

type Event = (day: typeof monday, recordedAt?: number) => DayEvent;
const strike: Event = (day, at = 0) => ({
  kind: 'strike',
  day,
  reason: 'Sciopero',
  recordedAt: asInstant(at),
});
const outing: Event = (day, at = 0) => ({
  kind: 'outing',
  lunch: 'none',
  day,
  reason: 'Gita al lago',
  recordedAt: asInstant(at),
});
const packed: Event = (day, at = 0) => ({
  kind: 'outing',
  lunch: 'packed',
  day,
  reason: 'Museo',
  recordedAt: asInstant(at),
});
const booked: Event = (day, at = 0) => ({
  kind: 'opening',
  opening: 'booked',
  day,
  reason: 'Recita',
  recordedAt: asInstant(at),
});
const optIn: Event = (day, at = 0) => ({
  kind: 'opening',
  opening: 'opt-in',
  day,
  reason: 'Recita',
  recordedAt: asInstant(at),
});

const canteen: ClassDay = { kind: 'canteen' };
const noCanteen: ClassDay = { kind: 'no-canteen' };
const closed: ClassDay = { kind: 'not-served', because: 'closure', reason: 'Ponte' };
const onStrike: ClassDay = { kind: 'not-served', because: 'strike', reason: 'Sciopero' };
const onOuting: ClassDay = { kind: 'not-served', because: 'outing', reason: 'Gita al lago' };
const withEvents = (...dayEvents: readonly DayEvent[]): ClassCalendar => ({
  ...class1A,
  dayEvents,
});

describe('what a day is before strikes and outings', () => {
  it.each<[string, typeof monday, readonly DayEvent[], ClassDay]>([
    ['an ordinary day is what it is', monday, [], canteen],
    ['a strike and an outing are not looked at', monday, [strike(monday), outing(monday)], canteen],
    ['an opening has opened it', saturday, [optIn(saturday)], { ...canteen, opening: 'opt-in' }],
    ['an opening of another day has not', saturday, [booked(monday)], noCanteen],
  ])('%s', (_what, day, events, expected) => {
    expect(decideOpenedDay(withEvents(...events), day)).toEqual(expected);
  });
});

describe('of a closure and an opening the one recorded later counts', () => {
  const elsewhere: RecordedClosure = {
    scope: { kind: 'class', classId: '2B' },
    fromOn: bridge,
    toOn: bridge,
    reason: 'Disinfestazione',
    recordedAt: asInstant(9000),
  };
  it.each([
    ['the opening', 1001, { ...canteen, opening: 'booked' }],
    ['the closure', 999, closed],
    ['the closure, when both were recorded at once', 1000, closed],
  ])('%s', (_what, at, expected) => {
    const calendar = withEvents(booked(bridge, at));
    expect(decideClassDay(calendar, bridge)).toEqual(expected);
    const closures = [...calendar.closures, elsewhere];
    expect(decideClassDay({ ...calendar, closures }, bridge)).toEqual(expected);
  });
});

describe('A2: one-off events come after school year, weekdays and closures', () => {
  it.each<[string, typeof monday, readonly DayEvent[], ClassDay]>([
    ['an ordinary Monday says only that there is canteen', monday, [], canteen],
    ['a strike takes the canteen away', monday, [strike(monday)], onStrike],
    ['an outing without lunch takes it away', monday, [outing(monday)], onOuting],
    [
      'an outing with packed lunches keeps it, packed',
      monday,
      [packed(monday)],
      { kind: 'canteen', packedLunch: true },
    ],
    [
      'of a strike and an outing the strike is named',
      monday,
      [outing(monday), strike(monday)],
      onStrike,
    ],
    [
      'a strike cancels packed lunches too: the kitchen cooks nothing',
      monday,
      [packed(monday), strike(monday)],
      onStrike,
    ],
    [
      'of two outings the one without lunch counts',
      monday,
      [packed(monday), outing(monday)],
      onOuting,
    ],
    ['an event of another day changes nothing', monday, [strike(bridge)], canteen],
    ['a strike on a Saturday is no news', saturday, [strike(saturday)], noCanteen],
    ['an outing on a Saturday brings no lunch', saturday, [packed(saturday)], noCanteen],
    ['under a closure a strike is no news', bridge, [strike(bridge)], closed],
    [
      'an extra opening on a Saturday opens it',
      saturday,
      [booked(saturday)],
      { kind: 'canteen', opening: 'booked' },
    ],
    [
      'an extra opening told late is opened for whoever opts in',
      saturday,
      [optIn(saturday)],
      { kind: 'canteen', opening: 'opt-in' },
    ],
    [
      'of two openings the later word counts',
      saturday,
      [booked(saturday, 9), optIn(saturday, 5)],
      { kind: 'canteen', opening: 'booked' },
    ],
    [
      'an opening on a day that was closed opens it',
      bridge,
      [booked(bridge, 2000)],
      { kind: 'canteen', opening: 'booked' },
    ],
    ['a closure recorded after the opening closes it again', bridge, [booked(bridge, 500)], closed],
    [
      'an opening of a day with canteen anyway leaves it ordinary',
      monday,
      [booked(monday)],
      canteen,
    ],
    [
      'a strike on an opened Saturday closes it',
      saturday,
      [booked(saturday), strike(saturday)],
      onStrike,
    ],
    [
      'an outing on an opened Saturday goes with packed lunches',
      saturday,
      [booked(saturday), packed(saturday)],
      { kind: 'canteen', opening: 'booked', packedLunch: true },
    ],
    [
      'nothing opens a day outside the school year',
      summer,
      [booked(summer)],
      { kind: 'not-served', because: 'outside-school-year' },
    ],
  ])('%s', (_what, day, events, expected) => {
    expect(decideClassDay(withEvents(...events), day)).toEqual(expected);
  });
});

const anEvent: fc.Arbitrary<DayEvent> = fc
  .tuple(
    fc.constantFrom(strike, outing, packed, booked, optIn),
    fc.constantFrom(monday, saturday, bridge, summer),
    fc.integer({ min: 0, max: 2000 }),
  )
  .map(([make, day, at]) => make(day, at));

describe('A4: an event that goes gives back what lay underneath', () => {
  it('without events of the day it is the ordinary day', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 5 }), (events) => {
        const others = events.filter((event) => event.day !== monday);
        expect(decideClassDay(withEvents(...others), monday)).toEqual(
          decideOrdinaryDay(class1A, monday),
        );
      }),
    );
  });

  it('the order in which events are read never matters', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 5 }), (events) => {
        fc.pre(new Set(events.map((event) => event.recordedAt)).size === events.length);
        const days = [monday, saturday, bridge].map((day) => [
          decideClassDay(withEvents(...events), day),
          decideClassDay(withEvents(...events.toReversed()), day),
        ]);
        for (const [one, other] of days) expect(reasonless(one)).toEqual(reasonless(other));
      }),
    );
  });
});

/** Two strikes of one day may differ in what families read. */
function reasonless(classDay: ClassDay | undefined): unknown {
  return classDay?.kind === 'not-served' ? [classDay.kind, classDay.because] : classDay;
}

describe('A5: the events of a tenant', () => {
  const { closures, canteenWeekdays, schoolYears } = class1A;
  const rows: CalendarRows = {
    classes: ['1A', '2B'].map((classId) => ({ classId, schoolId: 'north', grade: 'primary' })),
    schoolYears,
    closures: closures.map((closure) => ({
      ...closure,
      scope: 'tenant',
      grade: null,
      schoolId: null,
      classId: null,
    })),
    canteenWeekdays: ['1A', '2B'].flatMap((classId) =>
      ['lunch', 'snack'].flatMap((serviceId) =>
        canteenWeekdays.map((one) => ({ ...one, classId, serviceId })),
      ),
    ),
    dayEvents: [],
    settings: [
      {
        scope: 'tenant',
        scopeId: null,
        key: 'calendar.cut-off',
        value: { daysBefore: 1, time: '18:00', counted: 'serving' },
        validFrom: asDay('2026-09-01'),
        recordedAt: asInstant(0),
      },
    ],
    services: [],
  };
  const row = (event: Partial<DayEventRow>): DayEventRow => ({
    kind: 'outing',
    lunch: 'none',
    opening: null,
    serviceId: null,
    reason: 'Gita al lago',
    recordedAt: asInstant(0),
    day: monday,
    classIds: ['1A'],
    ...event,
  });
  const kinds = (dayEvents: readonly DayEventRow[]) => {
    const calendar = tenantCalendarOf({ ...rows, dayEvents });
    return ['1A', '2B'].flatMap((classId) =>
      ['lunch', 'snack'].map((serviceId) => calendar.classDay(classId, serviceId, monday).kind),
    );
  };

  it('an outing of 1A leaves 2B at table, and is of every service', () => {
    expect(kinds([row({})])).toEqual(['not-served', 'not-served', 'canteen', 'canteen']);
  });

  it('an event of one service leaves the other', () => {
    expect(kinds([row({ serviceId: 'lunch', classIds: ['1A', '2B'] })])).toEqual([
      'not-served',
      'canteen',
      'not-served',
      'canteen',
    ]);
  });

  it("a strike today does not move tomorrow's cut-off, though it is counted in serving days", () => {
    const tuesday = asDay('2026-12-01');
    const cutOffs = [[], [row({ kind: 'strike', lunch: null })]].map((dayEvents) =>
      romeIso(tenantCalendarOf({ ...rows, dayEvents }).cutOff('1A', 'lunch', tuesday).cutOffAt),
    );
    expect(cutOffs).toEqual(Array(2).fill('2026-11-30T18:00:00.000+01:00'));
  });
});
