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

export function listAdultDiners(
  tx: Tx,
  schoolId: string,
  serviceId: string,
  day: Day,
): Promise<readonly AdultMeal[]> {
  return tx.rows<AdultMeal>(
    `select adult_code as "adultCode", shift_id as "shiftId", weekdays from enrolment.adult_diner_view
      where tenant_id = $1 and school_id = $2 and service_id = $3 and valid_from <= $4::date and valid_to >= $4::date
      order by adult_code`,
    schoolId,
    serviceId,
    day,
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

export async function findClosing(tx: Tx, closed: ClosedDay): Promise<boolean> {
  const row = await tx.row(
    `select 1 as found from bookings.day_closing where tenant_id = $1 and school_id = $2 and service_id = $3 and day = $4`,
    closed.schoolId,
    closed.serviceId,
    closed.day,
  );
  return row !== undefined;
}

export interface ClosingRecord extends ClosedDay {
  readonly cutOffAt: Instant;
  readonly closedAt: Instant;
  readonly isServed: boolean;
  readonly pupilMeals: number;
  readonly adultMeals: number;
}

export function insertClosing(tx: Tx, closing: ClosingRecord): void {
  tx.write(
    `insert into bookings.day_closing (tenant_id, school_id, service_id, day, cut_off_at, closed_at, served, pupil_meals, adult_meals)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    closing.schoolId,
    closing.serviceId,
    closing.day,
    sqlInstant(closing.cutOffAt),
    sqlInstant(closing.closedAt),
    closing.isServed,
    closing.pupilMeals,
    closing.adultMeals,
  );
}

export interface MealColumns {
  readonly pupilIds: readonly string[];
  readonly classIds: readonly string[];
  readonly variants: readonly (string | null)[];
  /** One text of comma-separated ids per pupil: arrays of arrays must be rectangular. */
  readonly specialDietIds: readonly string[];
  readonly plain: readonly boolean[];
  readonly packedLunches: readonly boolean[];
}

export interface Supplied extends ClosedDay {
  readonly kitchenId: string;
  readonly servingSiteId: string;
  readonly recordedAt: Instant;
}

/** First revisions of a school's meals, in one statement; the shift is the class's of that day. */
export function insertMeals(tx: Tx, supplied: Supplied, meals: MealColumns): void {
  tx.write(
    `insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id,
                                serving_site_id, kitchen_id, variant, special_diet_ids, plain, packed_lunch, recorded_at, recorded_by)
     select $1, $2::uuid, $3::date, m.pupil_id, 0, 'booked', $4::uuid, m.class_id, c.shift_id, $5::uuid, $6::uuid, m.variant,
            string_to_array(m.diets, ',')::uuid[], m.plain, m.packed_lunch, $7::timestamptz, 'close-day'
       from unnest($8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::boolean[], $13::boolean[]) as m (pupil_id, class_id, variant, diets, plain, packed_lunch)
       join schools.class_view c on c.tenant_id = $1 and c.class_id = m.class_id`,
    supplied.serviceId,
    supplied.day,
    supplied.schoolId,
    supplied.servingSiteId,
    supplied.kitchenId,
    sqlInstant(supplied.recordedAt),
    meals.pupilIds,
    meals.classIds,
    meals.variants,
    meals.specialDietIds,
    meals.plain,
    meals.packedLunches,
  );
}

export function insertAdultMeals(tx: Tx, supplied: Supplied, adults: readonly AdultMeal[]): void {
  tx.write(
    `insert into bookings.adult_meal (tenant_id, service_id, day, adult_code, revision, school_id, shift_id, serving_site_id, kitchen_id, recorded_at, recorded_by)
     select $1, $2::uuid, $3::date, a.adult_code, 0, $4::uuid, a.shift_id, $5::uuid, $6::uuid, $7::timestamptz, 'close-day'
       from unnest($8::text[], $9::uuid[]) as a (adult_code, shift_id)`,
    supplied.serviceId,
    supplied.day,
    supplied.schoolId,
    supplied.servingSiteId,
    supplied.kitchenId,
    sqlInstant(supplied.recordedAt),
    adults.map((adult) => adult.adultCode),
    adults.map((adult) => adult.shiftId),
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
