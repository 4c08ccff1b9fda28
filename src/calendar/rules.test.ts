// What a day is for a class and until when it can be changed: tables of days, then properties over invented calendars.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassCalendar, ClosureScope, RecordedClosure, SchoolYear } from '#calendar/model.ts';
import {
  closesAt,
  decideClassDay,
  decideCutOff,
  isInTime,
  schoolYearAround,
  schoolYearEndsOn,
  schoolYearOf,
  schoolYearOn,
} from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import { addDays, asDay, daysBetween, weekdayOf } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import { asInstant } from '#ground/instant.ts';
import { asWeekdays, hasWeekdayOf, mondayToFriday, weekdaysOf } from '#ground/weekdays.ts';
import { instantOf, timeAt, dayAt } from '#platform/rome.ts';

const yearOfPrimary: SchoolYear = {
  schoolYear: 2026,
  grade: 'primary',
  schoolId: null,
  firstCanteenOn: asDay('2026-09-14'),
  lastCanteenOn: asDay('2027-06-08'),
};
/** Class 1A of the primary school, with canteen from Monday to Friday. */
const class1A: ClassCalendar = {
  classId: '1A',
  schoolId: 'primary-school',
  grade: 'primary',
  schoolYears: [yearOfPrimary],
  closures: [],
  canteenWeekdays: [{ weekdays: mondayToFriday, from: asDay('2026-09-01'), to: null }],
  dayEvents: [],
};
const recordedAt = asInstant(0);
const canteen = { kind: 'canteen' };
const noCanteen = { kind: 'no-canteen' };
const outside = { kind: 'not-served', because: 'outside-school-year' };
const closedFor = (reason: string) => ({ kind: 'not-served', because: 'closure', reason });
const onDay = (calendar: ClassCalendar, day: string) => decideClassDay(calendar, asDay(day));

describe('a day of a class with canteen from Monday to Friday', () => {
  it.each([
    ['2026-09-11', 'the Friday before canteen begins', outside],
    ['2026-09-14', 'the first canteen day', canteen],
    ['2026-11-23', 'a Monday in November', canteen],
    ['2026-11-21', 'a Saturday', noCanteen],
    ['2026-11-22', 'a Sunday', noCanteen],
    ['2027-06-08', 'the last canteen day', canteen],
    ['2027-06-09', 'the day after the last canteen day', outside],
  ])('%s is %s', (day, _what, expected) => {
    expect(onDay(class1A, day)).toEqual(expected);
  });
});

describe("a school's own span of the year", () => {
  const later: SchoolYear = {
    ...yearOfPrimary,
    schoolId: 'primary-school',
    firstCanteenOn: asDay('2026-10-13'),
    lastCanteenOn: asDay('2027-05-28'),
  };

  it("replaces the grade's: canteen begins and ends when the school says", () => {
    const calendar = { ...class1A, schoolYears: [yearOfPrimary, later] };
    expect(onDay(calendar, '2026-10-12')).toEqual(outside);
    expect(onDay(calendar, '2026-10-13')).toEqual(canteen);
    expect(onDay(calendar, '2027-05-28')).toEqual(canteen);
    expect(onDay(calendar, '2027-05-31')).toEqual(outside);
  });

  it('of another school changes nothing', () => {
    const calendar = { ...class1A, schoolYears: [{ ...later, schoolId: 'other' }, yearOfPrimary] };
    expect(onDay(calendar, '2026-10-12')).toEqual(canteen);
    const longer = { ...later, schoolId: 'other', lastCanteenOn: asDay('2027-06-30') };
    expect(onDay({ ...class1A, schoolYears: [longer, yearOfPrimary] }, '2027-06-15')).toEqual(
      outside,
    );
  });

  it('of one year leaves the other years to the grade', () => {
    const next = {
      ...yearOfPrimary,
      schoolYear: 2027,
      firstCanteenOn: asDay('2027-09-13'),
      lastCanteenOn: asDay('2028-06-08'),
    };
    const calendar = { ...class1A, schoolYears: [yearOfPrimary, next, later] };
    expect(onDay(calendar, '2027-09-13')).toEqual(canteen);
    expect(schoolYearOn(calendar, asDay('2027-09-13'))?.schoolYear).toBe(2027);
  });

  it("of another grade is not the class's", () => {
    const nursery = {
      ...yearOfPrimary,
      grade: 'nursery' as const,
      lastCanteenOn: asDay('2027-06-30'),
    };
    const calendar = { ...class1A, schoolYears: [nursery, yearOfPrimary] };
    expect(onDay(calendar, '2027-06-15')).toEqual(outside);
  });
});

describe('the school year to show around a day', () => {
  const next: SchoolYear = {
    ...yearOfPrimary,
    schoolYear: 2027,
    firstCanteenOn: asDay('2027-09-13'),
    lastCanteenOn: asDay('2028-06-08'),
  };
  it.each([
    ['2026-08-01', 2026, 'the summer before'],
    ['2026-09-14', 2026, 'the first day'],
    ['2027-06-08', 2026, 'the last day'],
    ['2027-06-09', 2027, 'the summer after: the next year'],
    ['2028-07-01', 2027, 'after the last that is known'],
  ])('%s lies in or before %i: %s', (day, schoolYear) => {
    const calendar = { ...class1A, schoolYears: [next, yearOfPrimary] };
    expect(schoolYearAround(calendar, asDay(day))?.schoolYear).toBe(schoolYear);
  });

  it('is the only one that is known, also long after it', () => {
    expect(schoolYearAround(class1A, asDay('2028-01-10'))?.schoolYear).toBe(2026);
  });

  it('does not exist for a class of which no year is known', () => {
    expect(schoolYearAround({ ...class1A, schoolYears: [] }, asDay('2026-11-23'))).toBeUndefined();
  });
});

describe('a school year of the calendar', () => {
  it.each([
    ['2026-07-31', 2025, '2026-07-31'],
    ['2026-08-01', 2026, '2027-07-31'],
    ['2026-12-31', 2026, '2027-07-31'],
    ['2027-01-01', 2026, '2027-07-31'],
  ])('%s lies in that of %i, which ends on %s', (day, year, end) => {
    expect(schoolYearOf(asDay(day))).toBe(year);
    expect(schoolYearEndsOn(asDay(day))).toBe(end);
  });
});

describe('a class that changes its canteen weekdays in the middle of the year', () => {
  const calendar: ClassCalendar = {
    ...class1A,
    canteenWeekdays: [
      { weekdays: weekdaysOf([1, 3]), from: asDay('2026-09-01'), to: asDay('2027-02-03') },
      { weekdays: weekdaysOf([2, 4]), from: asDay('2027-02-04'), to: null },
    ],
  };
  it.each([
    ['2027-02-01', 'Monday, under the old weekdays', canteen],
    ['2027-02-02', 'Tuesday, under the old weekdays', noCanteen],
    ['2027-02-03', 'Wednesday, the last day of the old weekdays', canteen],
    ['2027-02-04', 'Thursday, the first day of the new weekdays', canteen],
    ['2027-02-08', 'Monday, under the new weekdays', noCanteen],
    ['2027-02-09', 'Tuesday, under the new weekdays', canteen],
  ])('%s, %s', (day, _what, expected) => {
    expect(onDay(calendar, day)).toEqual(expected);
  });

  it('has no canteen in a gap between the two', () => {
    const [before, after] = calendar.canteenWeekdays;
    if (before === undefined || after === undefined) throw new Error('two spans');
    const withGap = {
      ...calendar,
      canteenWeekdays: [before, { ...after, from: asDay('2027-03-01') }],
    };
    expect(onDay(withGap, '2027-02-09')).toEqual(noCanteen);
  });
});

describe('a closure', () => {
  const closed = (scope: ClosureScope, from = '2026-12-07', to = from): ClassCalendar => ({
    ...class1A,
    closures: [{ scope, fromOn: asDay(from), toOn: asDay(to), reason: 'Ponte', recordedAt }],
  });
  it.each<[string, ClosureScope, boolean]>([
    ['of the whole authority', { kind: 'tenant' }, true],
    ['of its grade', { kind: 'grade', grade: 'primary' }, true],
    ['of another grade', { kind: 'grade', grade: 'middle' }, false],
    ['of its school', { kind: 'school', schoolId: 'primary-school' }, true],
    ['of another school', { kind: 'school', schoolId: 'other' }, false],
    ['of the class', { kind: 'class', classId: '1A' }, true],
    ['of another class', { kind: 'class', classId: '2B' }, false],
  ])('%s: is the class closed?', (_what, scope, isClosed) => {
    expect(onDay(closed(scope), '2026-12-07')).toEqual(isClosed ? closedFor('Ponte') : canteen);
  });

  it('lasts from its first day to its last, both included', () => {
    const calendar = closed({ kind: 'tenant' }, '2026-12-07', '2026-12-09');
    expect(
      ['2026-12-04', '2026-12-07', '2026-12-08', '2026-12-09', '2026-12-10'].map(
        (day) => onDay(calendar, day).kind,
      ),
    ).toEqual(['canteen', 'not-served', 'not-served', 'not-served', 'canteen']);
  });

  it('is named on weekdays without canteen and on Sundays too: a family reads "vacanze" on every day of them', () => {
    const twoDays = { ...closed({ kind: 'tenant' }, '2026-12-23', '2027-01-06') };
    const calendar = {
      ...twoDays,
      canteenWeekdays: [{ weekdays: weekdaysOf([1]), from: asDay('2026-09-01'), to: null }],
    };
    expect(onDay(calendar, '2026-12-24')).toEqual(closedFor('Ponte'));
    expect(onDay(calendar, '2026-12-27')).toEqual(closedFor('Ponte'));
  });

  it('in summer is not named: the day is outside the school year', () => {
    expect(onDay(closed({ kind: 'tenant' }, '2027-08-15'), '2027-08-15')).toEqual(outside);
  });
});

describe('the cut-off of a day', () => {
  const isServed = (day: Day): boolean => decideClassDay(withChristmas, day).kind === 'canteen';
  const withChristmas: ClassCalendar = {
    ...class1A,
    closures: [
      {
        scope: { kind: 'tenant' },
        fromOn: asDay('2026-12-23'),
        toOn: asDay('2027-01-06'),
        reason: 'Natale',
        recordedAt,
      },
    ],
  };
  it.each<['calendar' | 'serving', number, string, string, string]>([
    ['calendar', 0, '2026-11-23', '2026-11-23', 'the same day'],
    ['calendar', 1, '2026-11-23', '2026-11-22', 'the Sunday before a Monday'],
    ['calendar', 1, '2027-03-01', '2027-02-28', 'the last of February'],
    ['calendar', 1, '2028-03-01', '2028-02-29', 'the leap day'],
    ['serving', 0, '2026-11-23', '2026-11-23', 'the same day'],
    ['serving', 1, '2026-11-24', '2026-11-23', 'the Monday before a Tuesday'],
    ['serving', 1, '2026-11-23', '2026-11-20', 'the Friday before a Monday'],
    ['serving', 2, '2026-11-23', '2026-11-19', 'the Thursday before a Monday'],
    ['serving', 1, '2027-01-07', '2026-12-22', 'the last day before Christmas'],
    ['serving', 10, '2027-01-14', '2026-12-16', 'ten meals before, over Christmas'],
    ['serving', 1, '2026-09-14', '2026-09-11', 'a working day before the first day of the year'],
    ['serving', 3, '2026-09-15', '2026-09-10', 'working days before the second day of the year'],
  ] as const)(
    'counted in %s days, %i before %s, is %s: %s',
    (counted, daysBefore, day, cutOffOn) => {
      const setting = { daysBefore, time: '09:30', counted };
      expect(decideCutOff(setting, asDay(day), isServed)).toEqual({ day: cutOffOn, time: '09:30' });
    },
  );

  it("does not lie before the summer when last year's meals are known", () => {
    const setting = { daysBefore: 1, time: '09:30', counted: 'serving' } as const;
    const isServedBothYears = (day: Day): boolean =>
      (day <= '2026-06-08' || day >= '2026-09-14') && weekdayOf(day) < 6;
    expect(decideCutOff(setting, asDay('2026-09-14'), isServedBothYears).day).toBe('2026-09-11');
  });

  it.each([
    ['five weeks without a meal are counted over', '2026-10-20', '2026-09-14'],
    ['a day more is a summer: working days count', '2026-10-21', '2026-10-20'],
  ])('in serving days: %s', (_what, day, cutOffOn) => {
    const setting = { daysBefore: 1, time: '09:30', counted: 'serving' } as const;
    const served = (one: Day): boolean => one === '2026-09-14';
    expect(decideCutOff(setting, asDay(day), served).day).toBe(cutOffOn);
  });

  it('that counts weekdays of one meal a week reaches back over Christmas', () => {
    const setting = { daysBefore: 1, time: '09:30', counted: 'serving' } as const;
    const onWednesdays = (day: Day): boolean => isServed(day) && weekdayOf(day) === 3;
    expect(decideCutOff(setting, asDay('2027-01-13'), onWednesdays).day).toBe('2026-12-16');
  });
});

describe('the minute of the cut-off', () => {
  const cutOffAt = instantOf(asDay('2026-11-23'), '09:30');
  it.each([
    ['2026-11-23T08:29:59.999Z', true],
    ['2026-11-23T08:30:00.000Z', true],
    ['2026-11-23T08:30:59.999Z', true],
    ['2026-11-23T08:31:00.000Z', false],
    ['2026-11-24T08:30:00.000Z', false],
  ])('a request that arrives at %s is in time: %s', (iso, expected) => {
    expect(isInTime(asInstant(Date.parse(iso)), cutOffAt)).toBe(expected);
  });

  it('a day closes when the minute is over and the last request has had its ten seconds', () => {
    expect(closesAt(cutOffAt, 10)).toBe(Date.parse('2026-11-23T08:31:10.000Z'));
  });
});

const aDay = fc.integer({ min: 0, max: 330 }).map((days) => addDays(asDay('2026-08-25'), days));
const aScope: fc.Arbitrary<ClosureScope> = fc.oneof(
  fc.constant({ kind: 'tenant' } as const),
  fc
    .constantFrom('nursery', 'primary', 'middle')
    .map((grade) => ({ kind: 'grade', grade }) as const),
  fc
    .constantFrom('primary-school', 'other')
    .map((schoolId) => ({ kind: 'school', schoolId }) as const),
  fc.constantFrom('1A', '2B').map((classId) => ({ kind: 'class', classId }) as const),
);
const aClosure: fc.Arbitrary<RecordedClosure> = fc
  .record({ scope: aScope, fromOn: aDay, days: fc.integer({ min: 0, max: 20 }) })
  .map(({ scope, fromOn, days }) => ({
    scope,
    fromOn,
    toOn: addDays(fromOn, days),
    reason: 'Chiuso',
    recordedAt,
  }));
const aCalendar: fc.Arbitrary<ClassCalendar> = fc
  .record({
    closures: fc.array(aClosure, { maxLength: 6 }),
    bits: fc.integer({ min: 1, max: 127 }),
  })
  .map(({ closures, bits }) => ({
    ...class1A,
    closures,
    canteenWeekdays: [{ weekdays: asWeekdays(bits), from: asDay('2026-09-01'), to: null }],
  }));

describe('whatever the calendar', () => {
  it('there is canteen only within the school year, on a canteen weekday, and under no closure of the class', () => {
    fc.assert(
      fc.property(aCalendar, aDay, (calendar, day) => {
        const own = calendar.closures.filter(
          ({ scope }) =>
            scope.kind === 'tenant' ||
            (scope.kind === 'grade' && scope.grade === 'primary') ||
            (scope.kind === 'school' && scope.schoolId === 'primary-school') ||
            (scope.kind === 'class' && scope.classId === '1A'),
        );
        const expected =
          day >= '2026-09-14' &&
          day <= '2027-06-08' &&
          calendar.canteenWeekdays.some((one) => hasWeekdayOf(one.weekdays, day)) &&
          !own.some((closure) => eachDay({ from: closure.fromOn, to: closure.toOn }).includes(day));
        expect(decideClassDay(calendar, day).kind === 'canteen').toBe(expected);
      }),
    );
  });

  it('one more closure never makes a meal', () => {
    fc.assert(
      fc.property(aCalendar, aClosure, aDay, (calendar, closure, day) => {
        fc.pre(decideClassDay(calendar, day).kind !== 'canteen');
        const more = { ...calendar, closures: [closure, ...calendar.closures] };
        expect(decideClassDay(more, day).kind).not.toBe('canteen');
      }),
    );
  });

  it('a cut-off in serving days has exactly that many meals between it and the day, or none was served before', () => {
    fc.assert(
      fc.property(aCalendar, aDay, fc.integer({ min: 0, max: 5 }), (calendar, day, daysBefore) => {
        const isServed = (one: Day): boolean => decideClassDay(calendar, one).kind === 'canteen';
        const setting = { daysBefore, time: '09:30', counted: 'serving' } as const;
        const cutOffOn = decideCutOff(setting, day, isServed).day;
        expect(cutOffOn <= day).toBe(true);
        const between = eachDay({ from: cutOffOn, to: addDays(day, -1) });
        const served = between.filter(isServed).length;
        const working = between.filter((one) => weekdayOf(one) < 6).length;
        expect(served === daysBefore || working === daysBefore).toBe(true);
      }),
    );
  });

  it('a later day never has an earlier cut-off', () => {
    fc.assert(
      fc.property(
        aDay,
        fc.integer({ min: 0, max: 10 }),
        fc.constantFrom('calendar' as const, 'serving' as const),
        (day, daysBefore, counted) => {
          const setting = { daysBefore, time: '09:30', counted };
          const isServed = (one: Day): boolean => decideClassDay(class1A, one).kind === 'canteen';
          const [one, next] = [day, addDays(day, 1)].map(
            (each) => decideCutOff(setting, each, isServed).day,
          );
          expect(daysBetween(asDay(one ?? ''), asDay(next ?? ''))).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('in time means: the clock on the wall of the cut-off day does not yet show a later minute', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -3_600_000, max: 3_600_000 }), (day, offsetMs) => {
        const cutOffAt = instantOf(day, '09:30');
        const arrivedAt = asInstant(cutOffAt + offsetMs);
        expect(dayAt(arrivedAt)).toBe(day);
        expect(isInTime(arrivedAt, cutOffAt)).toBe(timeAt(arrivedAt) <= '09:30');
      }),
    );
  });
});
