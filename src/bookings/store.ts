// The SQL of bookings: what a decision needs in one statement, for some pupils or for whole classes, and the writes of a change.
import type { ChangeLine, Operation } from '#bookings/model.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface EaterRow {
  readonly pupilId: string;
  readonly classId: string;
  readonly schoolId: string;
  readonly serviceId: string;
  readonly weekdays: Weekdays;
  readonly from: Day;
  readonly to: Day;
}

export interface DayRows {
  readonly version: number;
  readonly eaters: readonly EaterRow[];
  readonly absences: readonly {
    pupilId: string;
    serviceId: string;
    day: Day;
    receiptCode: string;
  }[];
  readonly serviceDays: readonly {
    schoolId: string;
    serviceId: string;
    day: Day;
    cutOffAt: Instant;
    frozenAt: Instant | null;
  }[];
}

/** Which pupils: named ones, or all of some classes. */
export type Whose =
  | { readonly pupilIds: readonly string[] }
  | { readonly classIds: readonly string[] };

/** The facts of the pupils' days from `from` to `to`, both inclusive. One statement, so that they are of one moment. */
export async function findDayRows(tx: Tx, whose: Whose, from: Day, to: Day): Promise<DayRows> {
  return 'pupilIds' in whose
    ? dayRows(tx, dayRowsSql('pupil_id'), whose.pupilIds, from, to)
    : dayRows(tx, dayRowsSql('class_id'), whose.classIds, from, to);
}

async function dayRows(
  tx: Tx,
  sql: string,
  ids: readonly string[],
  from: Day,
  to: Day,
): Promise<DayRows> {
  const row = await tx.row<DayRows>(sql, ids, from, to);
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

const dayRowsSql = (column: 'pupil_id' | 'class_id'): string => `
  with eater as materialized (
    select e.pupil_id, e.class_id, c.school_id, e.service_id, e.weekdays, e.valid_from, e.valid_to
      from enrolment.eater_view e
      join schools.class_school_view c on c.tenant_id = e.tenant_id and c.class_id = e.class_id
     where e.tenant_id = $1 and e.${column} = any($2::uuid[]) and e.valid_from <= $4::date and e.valid_to >= $3::date
  )
  select
    (select version from tenancy.version_view where tenant_id = $1) as "version",
    coalesce((select json_agg(json_build_object('pupilId', pupil_id, 'classId', class_id, 'schoolId', school_id,
        'serviceId', service_id, 'weekdays', weekdays, 'from', greatest(valid_from, $3::date), 'to', least(valid_to, $4::date)))
      from eater), '[]') as "eaters",
    coalesce((select json_agg(json_build_object('pupilId', a.pupil_id, 'serviceId', a.service_id, 'day', a.day, 'receiptCode', c.receipt_code))
      from bookings.absent_day a
      join bookings.change c on c.tenant_id = a.tenant_id and c.change_id = a.change_id
     where a.tenant_id = $1 and a.day between $3::date and $4::date and a.pupil_id in (select pupil_id from eater)), '[]') as "absences",
    coalesce((select json_agg(json_build_object('schoolId', school_id, 'serviceId', service_id, 'day', day,
        'cutOffAt', (extract(epoch from cut_off_at) * 1000)::bigint, 'frozenAt', (extract(epoch from frozen_at) * 1000)::bigint))
      from calendar.service_day_view
     where tenant_id = $1 and day between $3::date and $4::date and school_id in (select school_id from eater)), '[]') as "serviceDays"`;

export interface MealRow {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly day: Day;
}

/** The meals booked for these pupils when their days were closed. */
export async function listBookedMeals(
  tx: Tx,
  pupilIds: readonly string[],
  from: Day,
  to: Day,
): Promise<readonly MealRow[]> {
  return tx.rows<MealRow>(
    `select pupil_id as "pupilId", service_id as "serviceId", day from bookings.meal_view
      where tenant_id = $1 and pupil_id = any($2::uuid[]) and day between $3::date and $4::date and outcome = 'booked'`,
    pupilIds,
    from,
    to,
  );
}

export interface UndoneRow extends MealRow {
  readonly receiptCode: string;
}

/** The last receipts that undid an absence on these days, so that an undoing asked twice is one. */
export async function listUndoneReceipts(
  tx: Tx,
  pupilIds: readonly string[],
  from: Day,
  to: Day,
): Promise<readonly UndoneRow[]> {
  return tx.rows<UndoneRow>(
    `select distinct on (l.pupil_id, l.service_id, d.day)
            l.pupil_id as "pupilId", l.service_id as "serviceId", d.day, c.receipt_code as "receiptCode"
       from bookings.change_line l
       join bookings.change c on c.tenant_id = l.tenant_id and c.change_id = l.change_id
       cross join lateral unnest(l.days) as d (day)
      where l.tenant_id = $1 and l.pupil_id = any($2::uuid[]) and l.operation = 'absence-undone' and d.day between $3::date and $4::date
      order by l.pupil_id, l.service_id, d.day, c.received_at desc`,
    pupilIds,
    from,
    to,
  );
}

/**
 * Makes changes of one pupil take turns, and makes closing the pupils' schools wait for this transaction: pupils
 * exclusively, then schools shared, each in order, so that nobody waits in a circle. A statement of its own and
 * before the facts: what it waited for, another change or a closing, must be visible to them.
 */
export function lockPupils(tx: Tx, pupilIds: readonly string[]): Promise<unknown> {
  return tx.rows(
    `with pupil as materialized (
       select count(pg_advisory_xact_lock(hashtextextended($1::int::text || ' pupil ' || pupil_id, 0))) as locked
         from (select unnest($2::text[]) as pupil_id order by 1) p
     )
     select pg_advisory_xact_lock_shared(hashtextextended($1::int::text || ' school ' || school_id::text, 0))
       from (select distinct c.school_id
               from pupil
               cross join enrolment.eater_view e
               join schools.class_school_view c on c.tenant_id = e.tenant_id and c.class_id = e.class_id
              where e.tenant_id = $1 and e.pupil_id = any($2::text[]::uuid[]) and pupil.locked >= 0
              order by 1) school`,
    pupilIds,
  );
}

/** Waits for every change of the school's pupils that is under way, and keeps new ones waiting. */
export async function lockSchool(tx: Tx, schoolId: string): Promise<void> {
  await tx.rows(
    `select pg_advisory_xact_lock(hashtextextended($1::int::text || ' school ' || $2::text, 0))`,
    schoolId,
  );
}

export interface ChangeRecord {
  readonly changeId: string;
  readonly receiptCode: string;
  readonly actor: Actor;
  readonly receivedAt: Instant;
  readonly recordedAt: Instant;
  readonly lines: readonly ChangeLine[];
}

export function insertChange(tx: Tx, change: ChangeRecord): void {
  tx.write(
    `insert into bookings.change (tenant_id, change_id, receipt_code, channel, actor_kind, actor_id, received_at, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    change.changeId,
    change.receiptCode,
    change.actor.channel,
    change.actor.kind,
    actorIdOf(change.actor),
    sqlInstant(change.receivedAt),
    sqlInstant(change.recordedAt),
  );
  change.lines.forEach((line, index) => {
    tx.write(
      `insert into bookings.change_line (tenant_id, change_id, line, pupil_id, service_id, operation, days)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      change.changeId,
      index + 1,
      line.pupilId,
      line.serviceId,
      line.operation,
      line.days,
    );
    applyLine(tx, change.changeId, line);
  });
}

function applyLine(tx: Tx, changeId: string, line: ChangeLine): void {
  const writes: Readonly<Record<Operation, () => void>> = {
    absence: () =>
      tx.write(
        `insert into bookings.absent_day (tenant_id, pupil_id, service_id, day, change_id)
         select $1, $2, $3, day, $5 from unnest($4::date[]) as d (day)`,
        line.pupilId,
        line.serviceId,
        line.days,
        changeId,
      ),
    'absence-undone': () =>
      tx.write(
        `delete from bookings.absent_day where tenant_id = $1 and pupil_id = $2 and service_id = $3 and day = any($4::date[])`,
        line.pupilId,
        line.serviceId,
        line.days,
      ),
  };
  writes[line.operation]();
}

export interface RefusedRequest {
  readonly refusedRequestId: string;
  readonly actor: Actor;
  readonly receivedAt: Instant;
  readonly recordedAt: Instant;
  readonly refusal: string;
  readonly request: unknown;
}

export function insertRefusedRequest(tx: Tx, refused: RefusedRequest): void {
  tx.write(
    `insert into bookings.refused_request (tenant_id, refused_request_id, channel, actor_kind, actor_id, received_at, recorded_at, refusal, request)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)`,
    refused.refusedRequestId,
    refused.actor.channel,
    refused.actor.kind,
    actorIdOf(refused.actor),
    sqlInstant(refused.receivedAt),
    sqlInstant(refused.recordedAt),
    refused.refusal,
    JSON.stringify(refused.request),
  );
}
