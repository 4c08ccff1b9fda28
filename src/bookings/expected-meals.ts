// Who eats at a school on a day, by the rule and before closing: what closing freezes and the kitchen counts meanwhile.
import { pupilDaysOf } from '#bookings/facts.ts';
import type { AdultMeal, ExpectedMeal } from '#bookings/model.ts';
import { isMealExpected, isPlain } from '#bookings/day-rules.ts';
import type { DayRows } from '#bookings/store.ts';
import { findDayRows } from '#bookings/store.ts';
import { listAdultDiners } from '#bookings/closing-store.ts';
import type { ClassDay } from '#calendar/model.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import { specialPlates } from '#diets/special-plates.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { hasWeekdayOf } from '#ground/weekdays.ts';
import type { Tx } from '#platform/database.ts';

/** Supplied by one kitchen, eaten at one site: what is asked about. */
export interface SchoolService {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly classIds: readonly string[];
}

export interface SchoolMeals {
  /** False when no class of the school has canteen that day: then nobody eats, adults included. */
  readonly isServed: boolean;
  /** Why not, when a closure says so. */
  readonly reason: string | null;
  readonly cutOffAt: Instant;
  readonly pupils: readonly ExpectedMeal[];
  readonly adults: readonly AdultMeal[];
}

export type CalendarAt = (tx: Tx, version: number) => Promise<TenantCalendar>;

export async function expectedMeals(
  tx: Tx,
  calendarAt: CalendarAt,
  school: SchoolService,
  day: Day,
): Promise<SchoolMeals> {
  const { classIds, schoolId, serviceId } = school;
  const [rows, plates, diners] = await Promise.all([
    findDayRows(tx, { classIds }, day, day),
    specialPlates(tx, { classIds }, day),
    listAdultDiners(tx, schoolId, serviceId, day),
  ]);
  const calendar = await calendarAt(tx, rows.version);
  const classDays = classIds.map((classId) => calendar.classDay(classId, serviceId, day));
  const isServed = classDays.some((classDay) => classDay.kind === 'canteen');
  const closed = classDays.find(isSaid);
  return {
    isServed,
    reason: isServed ? null : (closed?.reason ?? null),
    cutOffAt: cutOffOf(calendar, rows, school, day),
    pupils: isServed ? mealsOf(calendar, rows, day, serviceId, plates) : [],
    adults: isServed ? diners.filter((diner) => hasWeekdayOf(diner.weekdays, day)) : [],
  };
}

/** Not served, and somebody said why. */
function isSaid(classDay: ClassDay): classDay is Extract<ClassDay, { readonly reason: string }> {
  return classDay.kind === 'not-served' && classDay.because !== 'outside-school-year';
}

function mealsOf(
  calendar: TenantCalendar,
  rows: DayRows,
  day: Day,
  serviceId: string,
  plates: Awaited<ReturnType<typeof specialPlates>>,
): readonly ExpectedMeal[] {
  const classOf = new Map(rows.eaters.map((eater) => [eater.pupilId, eater.classId]));
  return pupilDaysOf(calendar, rows, [day])
    .filter((one) => one.serviceId === serviceId && isMealExpected(one))
    .map((one) => ({
      pupilId: one.pupilId,
      classId: classOf.get(one.pupilId) ?? '',
      plate: plates.get(one.pupilId) ?? null,
      plain: isPlain(one),
      packedLunch: one.classDay.kind === 'canteen' && one.classDay.packedLunch === true,
    }));
}

/** The school's cut-off is the last of its classes'; one that the office has moved is stored with the day. */
function cutOffOf(
  calendar: TenantCalendar,
  rows: DayRows,
  school: SchoolService,
  day: Day,
): Instant {
  const stored = rows.serviceDays.find(
    (one) => one.schoolId === school.schoolId && one.serviceId === school.serviceId,
  );
  if (stored !== undefined) return stored.cutOffAt;
  const cutOffs = school.classIds.map(
    (classId) => calendar.cutOff(classId, school.serviceId, day).cutOffAt,
  );
  const [first, ...rest] = cutOffs;
  if (first === undefined) throw new Error('a school without classes has no cut-off');
  return rest.reduce((last, one) => (one > last ? one : last), first);
}
