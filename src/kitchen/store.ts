// The SQL of the kitchen, on the views of lower rooms: kitchens, frozen days in one statement, names of places and children.
import type { SpecialDiet } from '#diets/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Kitchen, Places, PupilName } from '#kitchen/model.ts';
import type { Tx } from '#platform/database.ts';

/** The kitchens that have ever supplied a school. */
export function listKitchens(tx: Tx): Promise<readonly Kitchen[]> {
  return tx.rows<Kitchen>(
    `select distinct kitchen_id as "kitchenId", kitchen_name as name from schools.supply_view
      where tenant_id = $1 order by kitchen_name, kitchen_id`,
  );
}

interface SchoolAndService {
  readonly schoolId: string;
  readonly serviceId: string;
}

export interface FrozenClosing extends SchoolAndService {
  readonly cutOffAt: Instant;
  readonly closedAt: Instant;
  readonly served: boolean;
}

export interface FrozenMeal extends SchoolAndService {
  readonly pupilId: string;
  readonly classId: string;
  readonly shiftId: string;
  readonly variant: string | null;
  readonly specialDietIds: readonly string[];
}

export interface FrozenDay {
  readonly closings: readonly FrozenClosing[];
  readonly meals: readonly FrozenMeal[];
  readonly adults: readonly (SchoolAndService & { readonly shiftId: string })[];
  readonly diets: readonly SpecialDiet[];
}

/**
 * What was frozen of a day: the closings of all schools, and the meals cooked by this kitchen, with the diets that
 * were copied into them, superseded since or not. One statement: a closing that commits meanwhile is seen whole.
 */
export async function findFrozenDay(tx: Tx, kitchenId: string, day: Day): Promise<FrozenDay> {
  const row = await tx.row<FrozenDay>(
    `with meal as materialized (
       select school_id, service_id, pupil_id, class_id, shift_id, variant, special_diet_ids
         from bookings.meal_view
        where tenant_id = $1 and day = $3::date and kitchen_id = $2::uuid and outcome = 'booked'
     )
     select
       coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'served', served,
           'cutOffAt', (extract(epoch from cut_off_at) * 1000)::bigint, 'closedAt', (extract(epoch from closed_at) * 1000)::bigint))
         from bookings.day_closing_view where tenant_id = $1 and day = $3::date), '[]') as "closings",
       coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'pupilId', pupil_id,
           'classId', class_id, 'shiftId', shift_id, 'variant', variant, 'specialDietIds', special_diet_ids))
         from meal), '[]') as "meals",
       coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'shiftId', shift_id))
         from bookings.adult_meal_view where tenant_id = $1 and day = $3::date and kitchen_id = $2::uuid), '[]') as "adults",
       coalesce((select json_agg(json_build_object('specialDietId', special_diet_id, 'pupilId', pupil_id, 'kind', kind,
           'variant', variant, 'plateLabel', plate_label, 'validFrom', valid_from, 'validTo', valid_to))
         from diets.recorded_diet_view
        where tenant_id = $1 and special_diet_id in (select unnest(special_diet_ids) from meal)), '[]') as "diets"`,
    kitchenId,
    day,
  );
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

/** Every class and shift of the schools, of any school year. */
export async function findPlaces(tx: Tx, schoolIds: readonly string[]): Promise<Places> {
  const row = await tx.row<Places>(
    `select
       coalesce((select json_agg(json_build_object('classId', class_id, 'name', class_name, 'shiftId', shift_id))
         from schools.class_view where tenant_id = $1 and school_id = any($2::uuid[])), '[]') as "classes",
       coalesce((select json_agg(json_build_object('shiftId', shift_id, 'name', shift_name, 'startsAt', shift_starts_at))
         from schools.shift_view where tenant_id = $1 and school_id = any($2::uuid[])), '[]') as "shifts"`,
    schoolIds,
  );
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

export function listPupilNames(tx: Tx, pupilIds: readonly string[]): Promise<readonly PupilName[]> {
  return tx.rows<PupilName>(
    `select pupil_id as "pupilId", last_name || ' ' || first_name as name, sort_key as "sortKey"
       from enrolment.pupil_name_view where tenant_id = $1 and pupil_id = any($2::uuid[])`,
    pupilIds,
  );
}

/** Makes transactions that would write the same down take turns, until the end of each. */
export async function lockReading(tx: Tx, key: string): Promise<void> {
  await tx.rows(
    `select pg_advisory_xact_lock(hashtextextended($1::int::text || ' reading ' || $2::text, 0))`,
    key,
  );
}
