// Who eats at a school on a day, by the rule and before closing: what closing freezes and the kitchen counts meanwhile.
import { pupilDaysOf } from '#bookings/facts.ts';
import type { AdultMeal, ExpectedMeal } from '#bookings/model.ts';
import { isMealExpected, isPlain } from '#bookings/day-rules.ts';
import type { DayRows } from '#bookings/day-rows-store.ts';
import { findDayRows } from '#bookings/day-rows-store.ts';
import type { AdultDinerRow } from '#bookings/closing-store.ts';
import { listAdultDiners } from '#bookings/closing-store.ts';
import type { ClassDay } from '#calendar/model.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { SpecialPlates } from '#diets/special-plates.ts';
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

export interface SchoolMeals<School extends SchoolService = SchoolService> {
  readonly school: School;
  /** False when no class of the school has canteen that day: then nobody eats, adults included. */
  readonly isServed: boolean;
  /** Why not, when a closure says so. */
  readonly reason: string | null;
  readonly cutOffAt: Instant;
  readonly pupils: readonly ExpectedMeal[];
  readonly adults: readonly AdultMeal[];
}

export type CalendarAt = (tx: Tx, version: number) => Promise<TenantCalendar>;

/** For any number of schools the same few statements; one answer for each, in their order. */
export async function expectedMeals<School extends SchoolService>(
  tx: Tx,
  calendarAt: CalendarAt,
  schools: readonly School[],
  day: Day,
): Promise<readonly SchoolMeals<School>[]> {
  if (schools.length === 0) return [];
  const classIds = [...new Set(schools.flatMap((school) => school.classIds))];
  const schoolIds = [...new Set(schools.map((school) => school.schoolId))];
  const [rows, diners] = await Promise.all([
    findDayRows(tx, { classIds }, day, day),
    listAdultDiners(tx, schoolIds, day),
  ]);
  const pupilIds = [...new Set(rows.eaters.map((eater) => eater.pupilId))];
  const [calendar, plates] = await Promise.all([
    calendarAt(tx, rows.version),
    specialPlates(tx, pupilIds, day),
  ]);
  const meals = mealsByClass(calendar, rows, day, plates);
  return schools.map((school) => {
    const { schoolId, serviceId } = school;
    const classDays = school.classIds.map((classId) => calendar.classDay(classId, serviceId, day));
    const isServed = classDays.some((classDay) => classDay.kind === 'canteen');
    const isOwn = (diner: AdultDinerRow): boolean =>
      diner.schoolId === schoolId && diner.serviceId === serviceId;
    return {
      school,
      isServed,
      reason: isServed ? null : (classDays.find(isSaid)?.reason ?? null),
      cutOffAt: cutOffOf(calendar, rows, school, day),
      pupils: school.classIds.flatMap((classId) => meals.get(`${classId} ${serviceId}`) ?? []),
      adults: isServed
        ? diners.filter((diner) => isOwn(diner) && hasWeekdayOf(diner.weekdays, day))
        : [],
    };
  });
}

/** Not served, and somebody said why. */
function isSaid(classDay: ClassDay): classDay is Extract<ClassDay, { readonly reason: string }> {
  return classDay.kind === 'not-served' && classDay.because !== 'outside-school-year';
}

/** By class and service; nobody eats whose class has no canteen. */
function mealsByClass(
  calendar: TenantCalendar,
  rows: DayRows,
  day: Day,
  plates: SpecialPlates,
): ReadonlyMap<string, readonly ExpectedMeal[]> {
  const classOf = new Map(rows.eaters.map((eater) => [eater.pupilId, eater.classId]));
  const meals = new Map<string, ExpectedMeal[]>();
  for (const one of pupilDaysOf(calendar, rows, [day])) {
    if (!isMealExpected(one)) continue;
    const { pupilId, serviceId, classDay } = one;
    const classId = classOf.get(pupilId) ?? '';
    const key = `${classId} ${serviceId}`;
    const own = meals.get(key) ?? [];
    if (own.length === 0) meals.set(key, own);
    own.push({
      pupilId,
      classId,
      plate: plates.get(pupilId) ?? null,
      plain: isPlain(one),
      packedLunch: classDay.kind === 'canteen' && classDay.packedLunch === true,
    });
  }
  return meals;
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
