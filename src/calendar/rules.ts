// What a day is and until when it can be changed: decided from the calendar's facts alone (RULES A2, B2).
import type { Day } from '#ground/day.ts';
import { addDays, asDay, weekdayOf } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant } from '#ground/instant.ts';
import { hasWeekdayOf } from '#ground/weekdays.ts';
import type {
  CivilMoment,
  ClassCalendar,
  ClassDay,
  Closure,
  CutOffSetting,
  DayEvent,
  SchoolYear,
} from '#calendar/model.ts';

/**
 * What a day is for a class, in this order (decision 013):
 * 1. outside the school year nothing is served, and nothing opens it;
 * 2. a closure or the canteen weekdays say what the day ordinarily is;
 * 3. an extra opening opens a day that ordinarily has no canteen; of a closure and an opening the one recorded
 *    later counts, so that the office can still close a day that it had opened;
 * 4. on a day that has canteen by then, a strike takes it away, then an outing without lunch; one with packed
 *    lunches keeps it. On a day without canteen they change nothing.
 * Every step reads facts only, so that one which is superseded gives back what lay underneath (RULES A4).
 */
export function decideClassDay(calendar: ClassCalendar, day: Day): ClassDay {
  const ordinary = decideOrdinaryDay(calendar, day);
  const events = calendar.dayEvents.filter((event) => event.day === day);
  if (events.length === 0) return ordinary;
  const opened = openedDay(ordinary, calendar, day, events);
  if (opened.kind !== 'canteen') return opened;
  const strike = events.find((event) => event.kind === 'strike');
  if (strike !== undefined) return { kind: 'not-served', because: 'strike', reason: strike.reason };
  const outings = events.filter((event) => event.kind === 'outing');
  const outing = outings.find((event) => event.lunch === 'none');
  if (outing !== undefined) return { kind: 'not-served', because: 'outing', reason: outing.reason };
  return outings.length > 0 ? { ...opened, packedLunch: true } : opened;
}

/**
 * What a day is before any event: school year, then closures, then canteen weekdays. A closure is named even on a
 * weekday without canteen: a family reads "vacanze di Natale" on every day of them.
 */
export function decideOrdinaryDay(calendar: ClassCalendar, day: Day): ClassDay {
  if (schoolYearOn(calendar, day) === undefined) {
    return { kind: 'not-served', because: 'outside-school-year' };
  }
  const closure = calendar.closures.find((one) => closesOn(one, calendar, day));
  if (closure !== undefined) {
    return { kind: 'not-served', because: 'closure', reason: closure.reason };
  }
  const inForce = calendar.canteenWeekdays.find(
    (one) => one.from <= day && (one.to === null || day <= one.to),
  );
  return inForce !== undefined && hasWeekdayOf(inForce.weekdays, day)
    ? { kind: 'canteen' }
    : { kind: 'no-canteen' };
}

/** What a day is before strikes and outings: an ordinary day, or one that an extra opening has opened. */
export function decideOpenedDay(calendar: ClassCalendar, day: Day): ClassDay {
  const events = calendar.dayEvents.filter((event) => event.day === day);
  return openedDay(decideOrdinaryDay(calendar, day), calendar, day, events);
}

function openedDay(
  ordinary: ClassDay,
  calendar: ClassCalendar,
  day: Day,
  events: readonly DayEvent[],
): ClassDay {
  if (ordinary.kind === 'canteen') return ordinary;
  if (ordinary.kind === 'not-served' && ordinary.because === 'outside-school-year') return ordinary;
  const openings = events
    .filter((event) => event.kind === 'opening')
    .toSorted((one, other) => one.recordedAt - other.recordedAt);
  const last = openings.at(-1);
  if (last === undefined) return ordinary;
  const isClosedSince = calendar.closures.some(
    (one) => closesOn(one, calendar, day) && one.recordedAt >= last.recordedAt,
  );
  return isClosedSince ? ordinary : { kind: 'canteen', opening: last.opening };
}

/** The calendar year in which the day's school year began; the change of classes is on 1 August. */
export function schoolYearOf(day: Day): number {
  return Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 8 ? 1 : 0);
}

/** The last day of the day's school year, lessons or not. */
export function schoolYearEndsOn(day: Day): Day {
  return asDay(`${schoolYearOf(day) + 1}-07-31`);
}

/** The school year of the class that the day lies in; a school's own span replaces its grade's. */
export function schoolYearOn(calendar: ClassCalendar, day: Day): SchoolYear | undefined {
  return effectiveSchoolYears(calendar).find(
    (year) => year.firstCanteenOn <= day && day <= year.lastCanteenOn,
  );
}

/** The school year of the class that a day lies in, else the next one that is known, else the last. */
export function schoolYearAround(calendar: ClassCalendar, day: Day): SchoolYear | undefined {
  const years = effectiveSchoolYears(calendar).toSorted(
    (one, other) => one.schoolYear - other.schoolYear,
  );
  return years.find((year) => day <= year.lastCanteenOn) ?? years.at(-1);
}

function effectiveSchoolYears(calendar: ClassCalendar): readonly SchoolYear[] {
  const own = calendar.schoolYears.filter((year) => year.schoolId === calendar.schoolId);
  const ofGrade = calendar.schoolYears.filter(
    (year) =>
      year.schoolId === null &&
      year.grade === calendar.grade &&
      !own.some((other) => other.schoolYear === year.schoolYear),
  );
  return [...own, ...ofGrade];
}

function closesOn(closure: Closure, calendar: ClassCalendar, day: Day): boolean {
  if (day < closure.fromOn || closure.toOn < day) return false;
  switch (closure.scope.kind) {
    case 'tenant':
      return true;
    case 'grade':
      return closure.scope.grade === calendar.grade;
    case 'school':
      return closure.scope.schoolId === calendar.schoolId;
    case 'class':
      return closure.scope.classId === calendar.classId;
  }
}

/**
 * The civil moment of a day's cut-off. `isServed` says which days the class is served, for settings counted in
 * serving days: one serving day before a Monday is the Friday, before a holiday's end the day before it. Where
 * no day was served before (the first days of a school year) working days count in their place.
 */
export function decideCutOff(
  setting: CutOffSetting,
  day: Day,
  isServed: (day: Day) => boolean,
): CivilMoment {
  const { daysBefore, time } = setting;
  if (setting.counted === 'calendar') return { day: addDays(day, -daysBefore), time };
  const cutOffOn =
    countBack(day, daysBefore, isServed) ?? countBack(day, daysBefore, isWorkingDay) ?? day;
  return { day: cutOffOn, time };
}

/** The day that has `count` days of the kind from it (included) to the given one; undefined across a summer. */
function countBack(from: Day, count: number, isOfTheKind: (day: Day) => boolean): Day | undefined {
  let day = from;
  for (let left = count, passed = 0; left > 0;) {
    day = addDays(day, -1);
    passed += 1;
    if (isOfTheKind(day)) {
      left -= 1;
      passed = 0;
    }
    if (passed > daysWithoutMealsMax) return undefined;
  }
  return day;
}

const isWorkingDay = (day: Day): boolean => weekdayOf(day) < 6;

// Christmas with a class that eats once a week is less; a summer is more.
const daysWithoutMealsMax = 35;

/** The minute of the cut-off is in time: 09:30:59 is accepted, 09:31:00 is not (RULES B2). */
export function isInTime(arrivedAt: Instant, cutOffAt: Instant): boolean {
  return arrivedAt < cutOffAt + minuteMs;
}

/** When a day may be closed: its last minute is over and every request that arrived in it has been settled. */
export function closesAt(cutOffAt: Instant, requestDeadlineSeconds: number): Instant {
  return asInstant(cutOffAt + minuteMs + requestDeadlineSeconds * 1000);
}

const minuteMs = 60_000;
