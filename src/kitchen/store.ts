// The SQL of the kitchen, on the views of lower rooms: kitchens, frozen days in one statement, names of places and children.
import type { CorrectionKind } from '#bookings/model.ts';
import type { SpecialDiet } from '#diets/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Kitchen, Places, PupilName } from '#kitchen/model.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

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
  readonly plain: boolean;
  readonly packedLunch: boolean;
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
export async function findFrozenDay(tx: Tx, whose: Whose, day: Day): Promise<FrozenDay> {
  const row =
    'kitchenId' in whose
      ? await tx.row<FrozenDay>(frozenDaySql('kitchen_id'), [whose.kitchenId], day)
      : await tx.row<FrozenDay>(frozenDaySql('school_id'), whose.schoolIds, day);
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

/** The meals that a kitchen cooks, or that some schools eat. */
export type Whose = { readonly kitchenId: string } | { readonly schoolIds: readonly string[] };

const frozenDaySql = (column: 'kitchen_id' | 'school_id'): string => `with meal as materialized (
       select school_id, service_id, pupil_id, class_id, shift_id, variant, special_diet_ids, plain, packed_lunch
         from bookings.meal_view
        where tenant_id = $1 and day = $3::date and ${column} = any($2::uuid[]) and outcome = 'booked'
     )
     select
       coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'served', served,
           'cutOffAt', (extract(epoch from cut_off_at) * 1000)::bigint, 'closedAt', (extract(epoch from closed_at) * 1000)::bigint))
         from bookings.day_closing_view where tenant_id = $1 and day = $3::date), '[]') as "closings",
       coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'pupilId', pupil_id,
           'classId', class_id, 'shiftId', shift_id, 'variant', variant, 'specialDietIds', special_diet_ids, 'plain', plain, 'packedLunch', packed_lunch))
         from meal), '[]') as "meals",
       coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'shiftId', shift_id))
         from bookings.adult_meal_view where tenant_id = $1 and day = $3::date and ${column} = any($2::uuid[])), '[]') as "adults",
       coalesce((select json_agg(json_build_object('specialDietId', special_diet_id, 'pupilId', pupil_id, 'kind', kind,
           'variant', variant, 'plateLabel', plate_label, 'validFrom', valid_from, 'validTo', valid_to))
         from diets.recorded_diet_view
        where tenant_id = $1 and special_diet_id in (select unnest(special_diet_ids) from meal)), '[]') as "diets"`;

/** Every class, shift and serving site of the schools, of any school year. */
export async function findPlaces(tx: Tx, schoolIds: readonly string[]): Promise<Places> {
  const row = await tx.row<Places>(
    `select
       coalesce((select json_agg(json_build_object('classId', class_id, 'name', class_name, 'shiftId', shift_id))
         from schools.class_view where tenant_id = $1 and school_id = any($2::uuid[])), '[]') as "classes",
       coalesce((select json_agg(json_build_object('shiftId', shift_id, 'name', shift_name, 'startsAt', shift_starts_at))
         from schools.shift_view where tenant_id = $1 and school_id = any($2::uuid[])), '[]') as "shifts",
       coalesce((select json_agg(distinct jsonb_build_object('servingSiteId', serving_site_id, 'name', serving_site_name))
         from schools.supply_view where tenant_id = $1 and school_id = any($2::uuid[])), '[]') as "sites"`,
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

export interface CorrectionRow {
  readonly mealRevision: string;
  readonly schoolName: string;
  readonly className: string;
  readonly outcome: 'booked' | 'absent';
  readonly outcomeBefore: 'booked' | 'absent' | null;
  readonly variant: string | null;
  readonly plain: boolean;
  readonly kind: CorrectionKind;
  readonly recordedAt: Instant;
  readonly seenAt: Instant | null;
}

const mealRevision = `c.service_id || '.' || c.pupil_id || '.' || c.revision`;

/** What was corrected of a kitchen's closed day, the newest first. */
export function listCorrections(
  tx: Tx,
  kitchenId: string,
  day: Day,
): Promise<readonly CorrectionRow[]> {
  return tx.rows<CorrectionRow>(
    `select ${mealRevision} as "mealRevision", k.school_name as "schoolName", k.class_name as "className",
            c.outcome, c.outcome_before as "outcomeBefore", c.variant, c.plain, c.correction as kind,
            c.recorded_at as "recordedAt", s.seen_at as "seenAt"
       from bookings.correction_view c
       join schools.class_view k on k.tenant_id = c.tenant_id and k.class_id = c.class_id
       left join kitchen.seen_correction s on s.tenant_id = c.tenant_id and s.service_id = c.service_id and s.day = c.day
            and s.pupil_id = c.pupil_id and s.revision = c.revision
      where c.tenant_id = $1 and c.kitchen_id = $2::uuid and c.day = $3::date
      order by c.recorded_at desc, "mealRevision"`,
    kitchenId,
    day,
  );
}

/** Seen once: whoever comes second changes nothing. */
export function insertSeen(
  tx: Tx,
  seen: {
    readonly kitchenId: string;
    readonly day: Day;
    readonly mealRevisions: readonly string[];
    readonly at: Instant;
    readonly by: string;
  },
): void {
  tx.write(
    `insert into kitchen.seen_correction (tenant_id, service_id, day, pupil_id, revision, seen_at, seen_by)
     select c.tenant_id, c.service_id, c.day, c.pupil_id, c.revision, $5::timestamptz, $6
       from bookings.correction_view c
      where c.tenant_id = $1 and c.kitchen_id = $2::uuid and c.day = $3::date and ${mealRevision} = any($4::text[])
     on conflict do nothing`,
    seen.kitchenId,
    seen.day,
    seen.mealRevisions,
    sqlInstant(seen.at),
    seen.by,
  );
}
