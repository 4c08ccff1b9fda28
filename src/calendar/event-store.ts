// The SQL of day events, closures, canteen weekdays and extended cut-offs, one by one as the office and schools record them.
import type { EventDay, NewDayEvent } from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import { writeIds } from '#platform/write-rows.ts';

/**
 * The lock that a closing takes too (`bookings/store.ts`), and that every family change shares: whoever has it knows
 * that no day of the school is closed or changed meanwhile. In order, so that two who want several do not wait for
 * each other.
 */
export async function lockSchools(tx: Tx, schoolIds: readonly string[]): Promise<void> {
  await tx.rows(
    `select pg_advisory_xact_lock(hashtextextended($1::int::text || ' school ' || school_id, 0))
       from (select unnest($2::text[]) as school_id order by 1) s`,
    [...new Set(schoolIds)],
  );
}

export interface StoredDay {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly day: Day;
  readonly cutOffAt: Instant;
  readonly frozen: boolean;
  readonly amnestyUntil: Instant | null;
}

/** The version of the calendar, and the days of which a cut-off was moved or that are closed. */
export async function findStoredDays(
  tx: Tx,
  schoolIds: readonly string[],
  from: Day,
): Promise<{ readonly version: number; readonly days: readonly StoredDay[] }> {
  const [version, days] = await Promise.all([
    tx.row<{ version: number }>('select version from tenancy.version_view where tenant_id = $1'),
    tx.rows<StoredDay>(
      `select school_id as "schoolId", service_id as "serviceId", day, cut_off_at as "cutOffAt",
              frozen_at is not null as "frozen", amnesty_until as "amnestyUntil"
         from calendar.service_day where tenant_id = $1 and school_id = any($2::uuid[]) and day >= $3::date`,
      schoolIds,
      from,
    ),
  ]);
  if (version === undefined) throw new Error('a tenant without a version');
  return { version: version.version, days };
}

export interface RecordedEvent {
  readonly dayEventId: string;
  readonly event: Pick<NewDayEvent, 'kind' | 'reason' | 'serviceId'> & {
    readonly lunch?: 'none' | 'packed';
  };
  readonly days: readonly EventDay[];
  readonly recordedAt: Instant;
  readonly recordedBy: string;
}

export function insertDayEvent(tx: Tx, recorded: RecordedEvent): void {
  const { event, days } = recorded;
  tx.write(
    `insert into calendar.day_event (tenant_id, day_event_id, kind, lunch, service_id, reason, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    recorded.dayEventId,
    event.kind,
    event.lunch ?? null,
    event.serviceId,
    event.reason,
    sqlInstant(recorded.recordedAt),
    recorded.recordedBy,
  );
  tx.write(
    `insert into calendar.day_event_class (tenant_id, day_event_id, class_id, day, opening)
     select $1, $2::uuid, d.class_id, d.day, d.opening from unnest($3::uuid[], $4::date[], $5::text[]) as d (class_id, day, opening)`,
    recorded.dayEventId,
    days.map((one) => one.classId),
    days.map((one) => one.day),
    days.map((one) => one.opening),
  );
}

export interface StoredEventDay extends EventDay {
  readonly schoolId: string;
  readonly serviceId: string | null;
  readonly isInForce: boolean;
}

export function listEventDays(tx: Tx, dayEventId: string): Promise<readonly StoredEventDay[]> {
  return tx.rows<StoredEventDay>(
    `select c.class_id as "classId", c.day, c.opening, s.school_id as "schoolId", e.service_id as "serviceId",
            c.superseded_at is null as "isInForce"
       from calendar.day_event_class c
       join calendar.day_event e on e.tenant_id = c.tenant_id and e.day_event_id = c.day_event_id
       join schools.class_school_view s on s.tenant_id = c.tenant_id and s.class_id = c.class_id
      where c.tenant_id = $1 and c.day_event_id = $2 order by c.day, c.class_id`,
    dayEventId,
  );
}

export function supersedeEventDays(
  tx: Tx,
  dayEventId: string,
  days: readonly EventDay[],
  at: Instant,
  by: string,
): void {
  tx.write(
    `update calendar.day_event_class c set superseded_at = $2, superseded_by = $3
       from unnest($4::uuid[], $5::date[]) as d (class_id, day)
      where c.tenant_id = $1 and c.day_event_id = $6 and c.class_id = d.class_id and c.day = d.day`,
    sqlInstant(at),
    by,
    days.map((one) => one.classId),
    days.map((one) => one.day),
    dayEventId,
  );
}

export interface StoredClosure {
  readonly closureId: string;
  readonly scope: 'tenant' | 'grade' | 'school' | 'class';
  readonly grade: 'nursery' | 'primary' | 'middle' | null;
  readonly schoolId: string | null;
  readonly classId: string | null;
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly reason: string;
  readonly origin: 'national' | 'regional' | 'own';
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly isInForce: boolean;
}

export function findClosure(tx: Tx, closureId: string): Promise<StoredClosure | undefined> {
  return tx.row<StoredClosure>(
    `select closure_id as "closureId", scope, grade, school_id as "schoolId", class_id as "classId", from_on as "fromOn", to_on as "toOn",
            reason, origin, recorded_at as "recordedAt", recorded_by as "recordedBy", superseded_at is null as "isInForce"
       from calendar.closure where tenant_id = $1 and closure_id = $2`,
    closureId,
  );
}

export function supersedeClosure(tx: Tx, closureId: string, at: Instant, by: string): void {
  tx.write(
    `update calendar.closure set superseded_at = $3, superseded_by = $4 where tenant_id = $1 and closure_id = $2`,
    closureId,
    sqlInstant(at),
    by,
  );
}

export interface WeekdaysRow {
  readonly canteenWeekdaysId: string;
  readonly classId: string;
  readonly weekdays: Weekdays;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** The spans of the classes that reach into the day or begin after it. */
export function listWeekdaysFrom(
  tx: Tx,
  classIds: readonly string[],
  serviceId: string,
  from: Day,
): Promise<readonly WeekdaysRow[]> {
  return tx.rows<WeekdaysRow>(
    `select canteen_weekdays_id as "canteenWeekdaysId", class_id as "classId", weekdays, valid_from as "validFrom", valid_to as "validTo"
       from calendar.canteen_weekdays
      where tenant_id = $1 and class_id = any($2::uuid[]) and service_id = $3 and superseded_at is null
        and coalesce(valid_to, 'infinity'::date) >= $4::date
      order by valid_from`,
    classIds,
    serviceId,
    from,
  );
}

export function supersedeWeekdays(
  tx: Tx,
  ids: readonly string[],
  at: Instant,
  by: string,
): Promise<void> {
  return writeIds(
    tx,
    `update calendar.canteen_weekdays set superseded_at = $3, superseded_by = $4
      where tenant_id = $1 and canteen_weekdays_id = any($2::uuid[])`,
    ids,
    sqlInstant(at),
    by,
  );
}

/** Only of days that are not closed: the closing carries the effective cut-off on (RULES A8). */
export function upsertCutOff(
  tx: Tx,
  day: { schoolId: string; serviceId: string; day: Day; cutOffAt: Instant },
): void {
  tx.write(
    `insert into calendar.service_day (tenant_id, school_id, service_id, day, cut_off_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, school_id, service_id, day) do update set cut_off_at = excluded.cut_off_at`,
    day.schoolId,
    day.serviceId,
    day.day,
    sqlInstant(day.cutOffAt),
  );
}

export function updateAmnesty(
  tx: Tx,
  day: { schoolId: string; serviceId: string; day: Day; amnestyUntil: Instant },
): void {
  tx.write(
    `update calendar.service_day set amnesty_until = $5
      where tenant_id = $1 and school_id = $2 and service_id = $3 and day = $4 and frozen_at is not null`,
    day.schoolId,
    day.serviceId,
    day.day,
    sqlInstant(day.amnestyUntil),
  );
}
