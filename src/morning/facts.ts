// What is known of every school's day, from the same few statements whether one school asks or a whole town.
import { classBookings } from '#bookings/class-bookings.ts';
import type { ClassBookings } from '#bookings/class-bookings.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import type { SuppliedSchool } from '#bookings/supplied-schools.ts';
import type { ClassDay, DayEvent } from '#calendar/model.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Instant } from '#ground/instant.ts';
import { hasWeekdayOf, asWeekdays } from '#ground/weekdays.ts';
import type { CheckFacts, CheckSetting } from '#morning/model.ts';
import { checkSetting } from '#morning/settings.ts';
import type {
  CheckRow,
  ClosingRow,
  MorningRows,
  RollCallRow,
  SchoolAndService,
} from '#morning/store.ts';
import { findMorningRows } from '#morning/store.ts';
import type { Tx } from '#platform/database.ts';
import { resolveSetting } from '#tenancy/settings.ts';

export interface ClassMorning {
  readonly classId: string;
  readonly name: string;
  readonly hasCanteen: boolean;
  /** Enrolled in the service. */
  readonly pupils: number;
  readonly booked: number;
  readonly rollCall: RollCallRow | null;
}

export interface EventMorning {
  readonly kind: DayEvent['kind'];
  readonly reason: string;
  readonly classNames: readonly string[];
}

export interface SchoolMorning extends SchoolAndService {
  readonly name: string;
  readonly serviceName: string;
  readonly isServed: boolean;
  /** Why nobody eats, where a closure or an event says so. */
  readonly reason: string | null;
  readonly cutOffAt: Instant;
  readonly closing: ClosingRow | null;
  readonly booked: number;
  readonly adults: number;
  readonly events: readonly EventMorning[];
  readonly classes: readonly ClassMorning[];
  readonly check: CheckRow | null;
  readonly setting: CheckSetting;
  readonly facts: CheckFacts;
}

export async function loadMorning(
  tx: Tx,
  calendarAt: CalendarAt,
  schools: readonly SuppliedSchool[],
  day: Day,
): Promise<readonly SchoolMorning[]> {
  const schoolIds = [...new Set(schools.map((school) => school.schoolId))];
  const classIds = [...new Set(schools.flatMap((school) => school.classIds))];
  const [rows, bookings] = await Promise.all([
    findMorningRows(tx, schoolIds, day, checkSetting.key),
    classBookings(tx, calendarAt, classIds, day),
  ]);
  const indexed = indexOf(rows, bookings);
  return schools.map((school) => schoolMorning(school, day, indexed));
}

function indexOf(rows: MorningRows, bookings: ClassBookings) {
  return {
    ...rows,
    ...bookings,
    names: new Map(rows.classes.map((one) => [one.classId, one.name])),
    ofClass: groupBy(bookings.pupils, (one) => `${one.classId} ${one.serviceId}`),
  };
}
type Indexed = ReturnType<typeof indexOf>;

function schoolMorning(school: SuppliedSchool, day: Day, known: Indexed): SchoolMorning {
  const { schoolId, serviceId } = school;
  const isOf = (one: SchoolAndService): boolean =>
    one.schoolId === schoolId && one.serviceId === serviceId;
  const closing = known.closings.find(isOf) ?? null;
  const classDays = school.classIds.map((id) => known.calendar.classDay(id, serviceId, day));
  const isServed = closing?.served ?? classDays.some((one) => one.kind === 'canteen');
  const classes = school.classIds.map((classId) => classMorning(classId, serviceId, day, known));
  const booked = classes.reduce((sum, one) => sum + one.booked, 0);
  const events = eventsOf(school, day, known);
  const setting = resolveSetting(checkSetting, known.settings, { schoolId, serviceId, day });
  const earlier = known.earlier.filter(isOf);
  return {
    schoolId,
    serviceId,
    name: school.schoolName,
    serviceName: school.serviceName,
    isServed,
    reason: isServed ? null : reasonOf(classDays),
    cutOffAt: cutOffOf(school, day, known),
    closing,
    booked,
    adults: closing?.adultMeals ?? (isServed ? adultsOf(known, isOf, day) : 0),
    events,
    classes,
    check: known.checks.find(isOf) ?? null,
    setting,
    facts: {
      expectedMeals: booked,
      isServed,
      isExplained: events.length > 0 || classDays.some((one) => one.kind === 'not-served'),
      earlier: earlier.map((one) => one.pupilMeals),
      wasServedLastWeek: earlier.some((one) => one.day === addDays(day, -7)),
    },
  };
}

function classMorning(classId: string, serviceId: string, day: Day, known: Indexed): ClassMorning {
  const pupils = known.ofClass.get(`${classId} ${serviceId}`) ?? [];
  const isOf = (one: { classId: string; serviceId: string }): boolean =>
    one.classId === classId && one.serviceId === serviceId;
  return {
    classId,
    name: known.names.get(classId) ?? '',
    hasCanteen: known.calendar.classDay(classId, serviceId, day).kind === 'canteen',
    pupils: pupils.length,
    booked: pupils.filter((one) => one.booked).length,
    rollCall: known.rollCalls.find(isOf) ?? null,
  };
}

function adultsOf(known: Indexed, isOf: (one: SchoolAndService) => boolean, day: Day): number {
  return known.adults.filter((one) => isOf(one) && hasWeekdayOf(asWeekdays(one.weekdays), day))
    .length;
}

/** The events of the day, each once, with the classes that it is of. */
function eventsOf(
  { classIds, serviceId }: SuppliedSchool,
  day: Day,
  { calendar, names }: Indexed,
): readonly EventMorning[] {
  const found = classIds.flatMap((classId) =>
    calendar
      .classCalendar(classId, serviceId)
      .dayEvents.filter((event) => event.day === day)
      .map(({ kind, reason }) => ({ kind, reason, className: names.get(classId) ?? '' })),
  );
  return [...groupBy(found, (one) => `${one.kind} ${one.reason}`).values()].map((all) => ({
    kind: all[0].kind,
    reason: all[0].reason,
    classNames: all.map((one) => one.className),
  }));
}

function reasonOf(classDays: readonly ClassDay[]): string | null {
  for (const one of classDays) if ('reason' in one) return one.reason;
  return null;
}

/** The school's cut-off is the last of its classes'; one that was moved or is frozen is stored with the day. */
function cutOffOf(
  { schoolId, serviceId, classIds }: SuppliedSchool,
  day: Day,
  {
    storedCutOffs,
    calendar,
  }: { storedCutOffs: ClassBookings['storedCutOffs']; calendar: TenantCalendar },
): Instant {
  const stored = storedCutOffs.find(
    (one) => one.schoolId === schoolId && one.serviceId === serviceId,
  );
  if (stored !== undefined) return stored.cutOffAt;
  const [first, ...rest] = classIds.map((id) => calendar.cutOff(id, serviceId, day).cutOffAt);
  if (first === undefined) throw new Error('a school without classes has no cut-off');
  return rest.reduce((last, one) => (one > last ? one : last), first);
}
