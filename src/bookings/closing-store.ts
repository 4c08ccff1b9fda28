// The SQL of closing a day: who supplies which schools, who is counted apart, and the meals written in bulk.
import type { AdultMeal } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import type { DayRange } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface SuppliedSchool {
  readonly schoolId: string;
  readonly schoolName: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly kitchenId: string;
  readonly servingSiteId: string;
  readonly classIds: readonly string[];
}

/** A kitchen supplies a service to a school, in a span of days; `classes` are those of every school year. */
export interface SupplyRow extends Omit<SuppliedSchool, 'classIds'>, DayRange {
  readonly classes: readonly { readonly classId: string; readonly schoolYear: number }[];
  /** When the school's supply was first recorded: families could change nothing of days that were over by then. */
  readonly knownSince: Instant;
}

/** Whoever supplies at least one day of the span, both ends inclusive. */
export function listSupplies(tx: Tx, from: Day, to: Day): Promise<readonly SupplyRow[]> {
  return tx.rows<SupplyRow>(
    `select u.school_id as "schoolId", u.school_name as "schoolName", u.service_id as "serviceId", u.service_name as "serviceName",
            u.kitchen_id as "kitchenId", u.serving_site_id as "servingSiteId", u.valid_from as "from", u.valid_to as "to",
            u.known_since as "knownSince",
            (select coalesce(json_agg(json_build_object('classId', c.class_id, 'schoolYear', c.school_year)
                      order by c.class_name, c.class_id), '[]') from schools.class_view c
              where c.tenant_id = u.tenant_id and c.school_id = u.school_id) as "classes"
       from schools.supply_view u
      where u.tenant_id = $1 and u.valid_from <= $3::date and coalesce(u.valid_to, 'infinity'::date) >= $2::date
      order by u.school_name, u.service_name, u.school_id, u.service_id`,
    from,
    to,
  );
}

export interface AdultDinerRow extends AdultMeal {
  readonly schoolId: string;
  readonly serviceId: string;
}

export function listAdultDiners(
  tx: Tx,
  schoolIds: readonly string[],
  day: Day,
): Promise<readonly AdultDinerRow[]> {
  return tx.rows<AdultDinerRow>(
    `select school_id as "schoolId", service_id as "serviceId", adult_code as "adultCode", shift_id as "shiftId", weekdays
       from enrolment.adult_diner_view
      where tenant_id = $1 and school_id = any($2::uuid[]) and valid_from <= $3::date and valid_to >= $3::date
      order by adult_code`,
    schoolIds,
    day,
  );
}

export interface ClassShift {
  readonly classId: string;
  readonly shiftId: string;
}

/** When each class goes to table. */
export function listShifts(tx: Tx, classIds: readonly string[]): Promise<readonly ClassShift[]> {
  return tx.rows<ClassShift>(
    `select class_id as "classId", shift_id as "shiftId" from schools.class_view
      where tenant_id = $1 and class_id = any($2::uuid[])`,
    classIds,
  );
}

export interface ClosedDay {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly day: Day;
}

/** The last closed day of each school and service. */
export function listLastClosings(tx: Tx): Promise<readonly ClosedDay[]> {
  return tx.rows<ClosedDay>(
    `select school_id as "schoolId", service_id as "serviceId", max(day) as day from bookings.day_closing
      where tenant_id = $1 group by school_id, service_id`,
  );
}

/** The cut-offs that the office has moved, of days that are not closed yet (RULES A8). */
export function listMovedCutOffs(
  tx: Tx,
  from: Day,
): Promise<readonly (ClosedDay & { readonly cutOffAt: Instant })[]> {
  return tx.rows(
    `select school_id as "schoolId", service_id as "serviceId", day, cut_off_at as "cutOffAt" from calendar.service_day_view
      where tenant_id = $1 and day >= $2::date and frozen_at is null`,
    from,
  );
}

/** Which of the schools are closed already, and for which service. */
export function listClosings(
  tx: Tx,
  schoolIds: readonly string[],
  day: Day,
): Promise<readonly { readonly schoolId: string; readonly serviceId: string }[]> {
  return tx.rows(
    `select school_id as "schoolId", service_id as "serviceId" from bookings.day_closing
      where tenant_id = $1 and school_id = any($2::uuid[]) and day = $3::date`,
    schoolIds,
    day,
  );
}

/** What is the same for every school that is closed together with others. */
export interface ClosingAt {
  readonly day: Day;
  readonly closedAt: Instant;
}

export interface ClosingRecord {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly cutOffAt: Instant;
  readonly isServed: boolean;
  readonly pupilMeals: number;
  readonly adultMeals: number;
}

export function insertClosings(
  tx: Tx,
  closings: readonly ClosingRecord[],
  { day, closedAt }: ClosingAt,
): void {
  tx.write(
    `insert into bookings.day_closing (tenant_id, school_id, service_id, day, cut_off_at, closed_at, served, pupil_meals, adult_meals)
     select $1, c.school_id, c.service_id, $2::date, c.cut_off_at, $3::timestamptz, c.served, c.pupil_meals, c.adult_meals
       from unnest($4::uuid[], $5::uuid[], $6::timestamptz[], $7::boolean[], $8::integer[], $9::integer[])
         as c (school_id, service_id, cut_off_at, served, pupil_meals, adult_meals)`,
    day,
    sqlInstant(closedAt),
    closings.map((one) => one.schoolId),
    closings.map((one) => one.serviceId),
    closings.map((one) => sqlInstant(one.cutOffAt)),
    closings.map((one) => one.isServed),
    closings.map((one) => one.pupilMeals),
    closings.map((one) => one.adultMeals),
  );
}

/** Where a class eats by a service, and from which kitchen. */
export interface Table {
  readonly classId: string;
  readonly shiftId: string;
  readonly schoolId: string;
  readonly serviceId: string;
  readonly servingSiteId: string;
  readonly kitchenId: string;
}

/** A meal for each place in the columns; `tables` are looked up by number, which starts at 1. */
export interface MealColumns {
  readonly tables: readonly Table[];
  readonly tableNumbers: readonly number[];
  readonly pupilIds: readonly string[];
  readonly variants: readonly (string | null)[];
  /** One text of comma-separated ids per pupil: arrays of arrays must be rectangular. */
  readonly specialDietIds: readonly string[];
  readonly plain: readonly boolean[];
  readonly packedLunches: readonly boolean[];
}

/** First revisions, in one statement. Tables are looked up, not joined: a plan that expects ten meals loops over them. */
export function insertMeals(tx: Tx, meals: MealColumns, { day, closedAt }: ClosingAt): void {
  const { tables } = meals;
  tx.write(
    `insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id,
                                serving_site_id, kitchen_id, variant, special_diet_ids, plain, packed_lunch, recorded_at, recorded_by)
     select $1, ($4::uuid[])[m.at], $2::date, m.pupil_id, 0, 'booked', ($5::uuid[])[m.at], ($6::uuid[])[m.at], ($7::uuid[])[m.at],
            ($8::uuid[])[m.at], ($9::uuid[])[m.at], m.variant, string_to_array(m.diets, ',')::uuid[], m.plain, m.packed_lunch,
            $3::timestamptz, 'close-day'
       from unnest($10::integer[], $11::uuid[], $12::text[], $13::text[], $14::boolean[], $15::boolean[])
         as m (at, pupil_id, variant, diets, plain, packed_lunch)`,
    day,
    sqlInstant(closedAt),
    tables.map((table) => table.serviceId),
    tables.map((table) => table.schoolId),
    tables.map((table) => table.classId),
    tables.map((table) => table.shiftId),
    tables.map((table) => table.servingSiteId),
    tables.map((table) => table.kitchenId),
    meals.tableNumbers,
    meals.pupilIds,
    meals.variants,
    meals.specialDietIds,
    meals.plain,
    meals.packedLunches,
  );
}

export type AdultAtTable = AdultMeal & Omit<Table, 'classId'>;

export function insertAdultMeals(
  tx: Tx,
  adults: readonly AdultAtTable[],
  { day, closedAt }: ClosingAt,
): void {
  if (adults.length === 0) return;
  tx.write(
    `insert into bookings.adult_meal (tenant_id, service_id, day, adult_code, revision, school_id, shift_id, serving_site_id, kitchen_id, recorded_at, recorded_by)
     select $1, a.service_id, $2::date, a.adult_code, 0, a.school_id, a.shift_id, a.serving_site_id, a.kitchen_id, $3::timestamptz, 'close-day'
       from unnest($4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[])
         as a (service_id, adult_code, school_id, shift_id, serving_site_id, kitchen_id)`,
    day,
    sqlInstant(closedAt),
    adults.map((adult) => adult.serviceId),
    adults.map((adult) => adult.adultCode),
    adults.map((adult) => adult.schoolId),
    adults.map((adult) => adult.shiftId),
    adults.map((adult) => adult.servingSiteId),
    adults.map((adult) => adult.kitchenId),
  );
}

/** The version of the tenant's settings and calendar, by which `calendarAt` keeps them. */
export async function findCalendarVersion(tx: Tx): Promise<number> {
  const row = await tx.row<{ version: number }>(
    'select version from tenancy.version_view where tenant_id = $1',
  );
  if (row === undefined) throw new Error('a tenant without a version');
  return row.version;
}
