// The SQL of the morning: closings, checks and roll calls of a day, the same weekdays before it, names of classes and children.
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Hand, SchoolCheck } from '#morning/model.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import type { SettingRow } from '#tenancy/model.ts';

export interface SchoolAndService {
  readonly schoolId: string;
  readonly serviceId: string;
}

export interface ClosingRow extends SchoolAndService {
  readonly closedAt: Instant;
  readonly cutOffAt: Instant;
  readonly served: boolean;
  readonly pupilMeals: number;
  readonly adultMeals: number;
}

export interface CheckRow extends SchoolAndService {
  readonly checkedAt: Instant;
  readonly expectedMeals: number;
  readonly usualMeals: number | null;
  readonly hand: Hand | null;
}

export interface EarlierRow extends SchoolAndService {
  readonly day: Day;
  readonly pupilMeals: number;
}

export interface RollCallRow {
  readonly classId: string;
  readonly serviceId: string;
  readonly takenAt: Instant;
  /** The name of a member of staff; null when it is not known any more. */
  readonly takenBy: string | null;
  readonly present: number;
  readonly absent: number;
}

export interface MorningRows {
  readonly closings: readonly ClosingRow[];
  readonly checks: readonly CheckRow[];
  /** The same weekday of the weeks before, newest first: days that were served. */
  readonly earlier: readonly EarlierRow[];
  readonly rollCalls: readonly RollCallRow[];
  readonly classes: readonly { readonly classId: string; readonly name: string }[];
  readonly adults: readonly (SchoolAndService & { readonly weekdays: number })[];
  readonly settings: readonly SettingRow[];
}

/** One statement, so that a closing that commits meanwhile is seen whole. */
export async function findMorningRows(
  tx: Tx,
  schoolIds: readonly string[],
  day: Day,
  settingKey: string,
): Promise<MorningRows> {
  const row = await tx.row<MorningRows>(
    `select
       coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'served', served,
           'closedAt', ${ms('closed_at')}, 'cutOffAt', ${ms('cut_off_at')}, 'pupilMeals', pupil_meals, 'adultMeals', adult_meals))
         from bookings.day_closing_view where tenant_id = $1 and day = $3::date and school_id = any($2::uuid[])), '[]') as "closings",
       coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'checkedAt', ${ms('checked_at')},
           'expectedMeals', expected_meals, 'usualMeals', usual_meals, 'hand', hand))
         from morning.school_check where tenant_id = $1 and day = $3::date and school_id = any($2::uuid[])), '[]') as "checks",
       coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'day', day, 'pupilMeals', pupil_meals)
             order by day desc)
         from bookings.day_closing_view
        where tenant_id = $1 and school_id = any($2::uuid[]) and served and day < $3::date and day >= $3::date - 84
          and extract(isodow from day) = extract(isodow from $3::date)), '[]') as "earlier",
       coalesce((select json_agg(json_build_object('classId', r.class_id, 'serviceId', r.service_id, 'takenAt', ${ms('r.taken_at')},
           'takenBy', (select n.display_name from identity.staff_name_view n where n.tenant_id = $1 and n.account_id::text = r.taken_by), 'present', p.present, 'absent', p.absent))
         from roll_call.roll_call_view r
         join (select v.class_id, v.service_id, count(*) filter (where v.present) as present, count(*) filter (where not v.present) as absent
                 from roll_call.presence_view v
                where v.tenant_id = $1 and v.day = $3::date
                  and v.service_id in (select service_id from schools.service_view where tenant_id = $1)
                group by v.class_id, v.service_id) p on p.class_id = r.class_id and p.service_id = r.service_id
        where r.tenant_id = $1 and r.day = $3::date), '[]') as "rollCalls",
       coalesce((select json_agg(json_build_object('classId', class_id, 'name', class_name))
         from schools.class_view where tenant_id = $1 and school_id = any($2::uuid[])), '[]') as "classes",
       coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'weekdays', weekdays))
         from enrolment.adult_diner_view
        where tenant_id = $1 and school_id = any($2::uuid[]) and valid_from <= $3::date and valid_to >= $3::date), '[]') as "adults",
       coalesce((select json_agg(json_build_object('scope', scope, 'scopeId', scope_id, 'key', key, 'value', value,
           'validFrom', valid_from, 'recordedAt', ${ms('recorded_at')}))
         from tenancy.setting_view where tenant_id = $1 and key = $4), '[]') as "settings"`,
    schoolIds,
    day,
    settingKey,
  );
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`;

/** Which schools and services were checked on a day. */
export function listChecked(tx: Tx, day: Day): Promise<readonly SchoolAndService[]> {
  return tx.rows<SchoolAndService>(
    `select school_id as "schoolId", service_id as "serviceId" from morning.school_check
      where tenant_id = $1 and day = $2`,
    day,
  );
}

/** False when another process has checked the school meanwhile. */
export async function insertCheck(tx: Tx, check: SchoolCheck): Promise<boolean> {
  const row = await tx.row(
    `insert into morning.school_check (tenant_id, school_id, service_id, day, checked_at, expected_meals, usual_meals, hand)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tenant_id, school_id, service_id, day) do nothing returning day`,
    check.schoolId,
    check.serviceId,
    check.day,
    sqlInstant(check.checkedAt),
    check.expectedMeals,
    check.usualMeals,
    check.hand,
  );
  return row !== undefined;
}

export interface ClassRow {
  readonly classId: string;
  readonly className: string;
  readonly schoolId: string;
  readonly schoolName: string;
}

export function findClass(tx: Tx, classId: string): Promise<ClassRow | undefined> {
  return tx.row<ClassRow>(
    `select class_id as "classId", class_name as "className", school_id as "schoolId", school_name as "schoolName"
       from schools.class_view where tenant_id = $1 and class_id = $2`,
    classId,
  );
}

export interface PresenceRow {
  readonly pupilId: string;
  readonly present: boolean;
}

/** The roll call of a class that counts, pupil by pupil. */
export function listPresences(
  tx: Tx,
  classId: string,
  serviceId: string,
  day: Day,
): Promise<readonly PresenceRow[]> {
  return tx.rows<PresenceRow>(
    `select pupil_id as "pupilId", present from roll_call.presence_view
      where tenant_id = $1 and class_id = $2 and service_id = $3 and day = $4`,
    classId,
    serviceId,
    day,
  );
}

export interface NameRow {
  readonly pupilId: string;
  readonly name: string;
}

/** Last name first, as lists have them. */
export function listNames(tx: Tx, pupilIds: readonly string[]): Promise<readonly NameRow[]> {
  return tx.rows<NameRow>(
    `select pupil_id as "pupilId", last_name || ' ' || first_name as name
       from enrolment.pupil_name_view where tenant_id = $1 and pupil_id = any($2::uuid[])
      order by sort_key, pupil_id`,
    pupilIds,
  );
}

export interface AuthorityRow {
  readonly name: string;
  readonly mailFrom: string;
}

export async function findAuthority(tx: Tx): Promise<AuthorityRow> {
  const row = await tx.row<AuthorityRow>(
    `select name, mail_from as "mailFrom" from tenancy.tenant_view where tenant_id = $1`,
  );
  if (row === undefined) throw new Error('a tenant that is not in its own directory');
  return row;
}
