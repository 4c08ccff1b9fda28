// The SQL of the calendar: reads a tenant's whole calendar in one statement, writes its facts, freezes days.
import type {
  CanteenWeekdays,
  Closure,
  ClosureScope,
  DayEventKind,
  Grade,
  Opening,
  OutingLunch,
  RecordedClosure,
  SchoolYear,
} from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import type { SettingRow } from '#tenancy/model.ts';

export interface CalendarRows {
  readonly classes: readonly { classId: string; schoolId: string; grade: Grade }[];
  readonly schoolYears: readonly SchoolYear[];
  readonly closures: readonly (Omit<RecordedClosure, 'scope'> & ClosureColumns)[];
  readonly canteenWeekdays: readonly (CanteenWeekdays & { classId: string; serviceId: string })[];
  readonly dayEvents: readonly DayEventRow[];
  readonly settings: readonly SettingRow[];
  readonly services: readonly { serviceId: string; serviceName: string }[];
}

interface ClosureColumns {
  readonly scope: ClosureScope['kind'];
  readonly grade: Grade | null;
  readonly schoolId: string | null;
  readonly classId: string | null;
}

/** An event in force on one day, for the classes that are in it alike; without a service it is of all. */
export interface DayEventRow {
  readonly kind: DayEventKind;
  readonly lunch: OutingLunch | null;
  readonly opening: Opening | null;
  readonly serviceId: string | null;
  readonly reason: string;
  readonly recordedAt: Instant;
  readonly day: Day;
  readonly classIds: readonly string[];
}

export async function findCalendarRows(tx: Tx): Promise<CalendarRows> {
  const row = await tx.row<CalendarRows>(`
    select
      coalesce((select json_agg(json_build_object('classId', class_id, 'schoolId', school_id, 'grade', grade))
         from schools.class_view where tenant_id = $1), '[]') as "classes",
      coalesce((select json_agg(json_build_object('schoolYear', school_year, 'grade', grade, 'schoolId', school_id,
           'firstCanteenOn', first_canteen_on, 'lastCanteenOn', last_canteen_on))
         from calendar.school_year where tenant_id = $1 and superseded_at is null), '[]') as "schoolYears",
      coalesce((select json_agg(json_build_object('scope', scope, 'grade', grade, 'schoolId', school_id, 'classId', class_id,
           'fromOn', from_on, 'toOn', to_on, 'reason', reason,
           'recordedAt', (extract(epoch from recorded_at) * 1000)::bigint) order by from_on, recorded_at, closure_id)
         from calendar.closure where tenant_id = $1 and superseded_at is null), '[]') as "closures",
      coalesce((select json_agg(json_build_object('classId', class_id, 'serviceId', service_id, 'weekdays', weekdays,
           'from', valid_from, 'to', valid_to) order by valid_from)
         from calendar.canteen_weekdays where tenant_id = $1 and superseded_at is null), '[]') as "canteenWeekdays",
      coalesce((select json_agg(json_build_object('kind', e.kind, 'lunch', e.lunch, 'opening', c.opening, 'serviceId', e.service_id,
           'reason', e.reason, 'recordedAt', (extract(epoch from e.recorded_at) * 1000)::bigint, 'day', c.day,
           'classIds', c.class_ids) order by e.recorded_at, e.day_event_id)
         from (select day_event_id, day, opening, json_agg(class_id) as class_ids from calendar.day_event_class
                where tenant_id = $1 and superseded_at is null group by day_event_id, day, opening) c
         join calendar.day_event e on e.tenant_id = $1 and e.day_event_id = c.day_event_id), '[]') as "dayEvents",
      coalesce((select json_agg(json_build_object('scope', scope, 'scopeId', scope_id, 'key', key, 'value', value,
           'validFrom', valid_from, 'recordedAt', (extract(epoch from recorded_at) * 1000)::bigint))
         from tenancy.setting_view where tenant_id = $1), '[]') as "settings",
      coalesce((select json_agg(json_build_object('serviceId', service_id, 'serviceName', service_name) order by service_name)
         from schools.service_view where tenant_id = $1), '[]') as "services"`);
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

export function findClasses(tx: Tx): Promise<CalendarRows['classes']> {
  return tx.rows(
    `select class_id as "classId", school_id as "schoolId", grade from schools.class_view where tenant_id = $1`,
  );
}

export function listClassSchools(
  tx: Tx,
  classIds: readonly string[],
): Promise<readonly { classId: string; schoolId: string }[]> {
  return tx.rows(
    `select class_id as "classId", school_id as "schoolId" from schools.class_school_view
      where tenant_id = $1 and class_id = any($2::uuid[])`,
    classIds,
  );
}

export interface ServiceDayRow {
  /** The effective cut-off: it may have been extended (RULES A8). */
  readonly cutOffAt: Instant;
  readonly frozenAt: Instant | null;
  /** Until when late absences are accepted as corrections of kind amnesty, or null. */
  readonly amnestyUntil: Instant | null;
}

export async function findServiceDay(
  tx: Tx,
  schoolId: string,
  serviceId: string,
  day: Day,
): Promise<ServiceDayRow | undefined> {
  return tx.row<ServiceDayRow>(
    `select cut_off_at as "cutOffAt", frozen_at as "frozenAt", amnesty_until as "amnestyUntil" from calendar.service_day
      where tenant_id = $1 and school_id = $2 and service_id = $3 and day = $4`,
    schoolId,
    serviceId,
    day,
  );
}

export interface FrozenSchool {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly cutOffAt: Instant;
}

export function insertFrozenDays(
  tx: Tx,
  schools: readonly FrozenSchool[],
  { day, frozenAt }: { readonly day: Day; readonly frozenAt: Instant },
): void {
  tx.write(
    `insert into calendar.service_day (tenant_id, school_id, service_id, day, cut_off_at, frozen_at)
     select $1, s.school_id, s.service_id, $2::date, s.cut_off_at, $3::timestamptz
       from unnest($4::uuid[], $5::uuid[], $6::timestamptz[]) as s (school_id, service_id, cut_off_at)
     on conflict (tenant_id, school_id, service_id, day) do update set frozen_at = excluded.frozen_at`,
    day,
    sqlInstant(frozenAt),
    schools.map((school) => school.schoolId),
    schools.map((school) => school.serviceId),
    schools.map((school) => sqlInstant(school.cutOffAt)),
  );
}

export interface SchoolYearFact extends SchoolYear {
  readonly schoolYearId: string;
}

export function insertSchoolYear(
  tx: Tx,
  fact: SchoolYearFact,
  recordedAt: Instant,
  recordedBy: string,
): void {
  tx.write(
    `insert into calendar.school_year (tenant_id, school_year_id, school_year, grade, school_id, first_canteen_on, last_canteen_on, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    fact.schoolYearId,
    fact.schoolYear,
    fact.grade,
    fact.schoolId,
    fact.firstCanteenOn,
    fact.lastCanteenOn,
    sqlInstant(recordedAt),
    recordedBy,
  );
}

export interface ClosureFact extends Closure {
  readonly closureId: string;
  readonly origin: 'national' | 'regional' | 'own';
}

export function insertClosure(
  tx: Tx,
  fact: ClosureFact,
  recordedAt: Instant,
  recordedBy: string,
): void {
  const columns = closureColumns(fact);
  tx.write(
    `insert into calendar.closure (tenant_id, closure_id, scope, grade, school_id, class_id, from_on, to_on, reason, origin, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    fact.closureId,
    columns.scope,
    columns.grade,
    columns.schoolId,
    columns.classId,
    fact.fromOn,
    fact.toOn,
    fact.reason,
    fact.origin,
    sqlInstant(recordedAt),
    recordedBy,
  );
}

/** A closure as the calendar loads it: its scope in columns. */
export function closureColumns(closure: Closure): Omit<Closure, 'scope'> & ClosureColumns {
  const { scope, fromOn, toOn, reason } = closure;
  return {
    scope: scope.kind,
    grade: scope.kind === 'grade' ? scope.grade : null,
    schoolId: scope.kind === 'school' ? scope.schoolId : null,
    classId: scope.kind === 'class' ? scope.classId : null,
    fromOn,
    toOn,
    reason,
  };
}
