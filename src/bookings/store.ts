// The SQL of a change: the locks that make changes and closings take turns, and every write.
import type { ChangeLine, Operation } from '#bookings/model.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import { rowsOfEach } from '#platform/rows-of-each.ts';

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
       from (select distinct (select c.school_id from schools.class_school_view c
                               where c.tenant_id = e.tenant_id and c.class_id = e.class_id) as school_id
               from pupil
               cross join ${rowsOfEach('enrolment.eater_view', 'pupil_id', '$2::text[]::uuid[]', 'e')}
              where pupil.locked >= 0
              order by 1) school`,
    pupilIds,
  );
}

/** Waits for every change of the schools' pupils that is under way, and keeps new ones waiting; in the order of `lockPupils`. */
export async function lockSchools(tx: Tx, schoolIds: readonly string[]): Promise<void> {
  await tx.rows(
    `select pg_advisory_xact_lock(hashtextextended($1::int::text || ' school ' || school_id::text, 0))
       from (select distinct unnest($2::uuid[]) as school_id order by 1) school`,
    schoolIds,
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
      `insert into bookings.change_line (tenant_id, change_id, line, pupil_id, service_id, operation, days, from_on, to_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      change.changeId,
      index + 1,
      line.pupilId,
      line.serviceId,
      line.operation,
      line.days,
      line.range?.from ?? null,
      line.range?.to ?? null,
    );
    applyLine(tx, change.changeId, line);
  });
}

/** Brings the tables in force up to date with the log, in the same transaction (FOUNDATIONS 13). */
function applyLine(tx: Tx, changeId: string, line: ChangeLine): void {
  const writes: Readonly<Record<Operation, () => void>> = {
    absence: () => insertDays(tx, 'absent_day', changeId, line),
    'absence-undone': () => deleteDays(tx, 'absent_day', line),
    'plain-meal': () => insertDays(tx, 'plain_day', changeId, line),
    'plain-meal-undone': () => deleteDays(tx, 'plain_day', line),
    'plain-meal-dropped': () => deleteDays(tx, 'plain_day', line),
    'opt-in': () => insertDays(tx, 'opted_in_day', changeId, line),
    'opt-in-undone': () => deleteDays(tx, 'opted_in_day', line),
    suspension: () => insertSuspensions(tx, changeId, line),
    resumption: () => cutSpans(tx, 'suspension', line),
    'plain-range': () => insertPlainRanges(tx, changeId, line),
    'plain-range-ended': () => cutSpans(tx, 'plain_range', line),
  };
  writes[line.operation]();
}

type DayTable = 'absent_day' | 'plain_day' | 'opted_in_day';

function insertDays(tx: Tx, table: DayTable, changeId: string, line: ChangeLine): void {
  tx.write(
    `insert into bookings.${table} (tenant_id, pupil_id, service_id, day, change_id)
     select $1, $2, $3, day, $5 from unnest($4::date[]) as d (day)`,
    line.pupilId,
    line.serviceId,
    line.days,
    changeId,
  );
}

function deleteDays(tx: Tx, table: DayTable, line: ChangeLine): void {
  tx.write(
    `delete from bookings.${table} where tenant_id = $1 and pupil_id = $2 and service_id = $3 and day = any($4::date[])`,
    line.pupilId,
    line.serviceId,
    line.days,
  );
}

function insertSuspensions(tx: Tx, changeId: string, line: ChangeLine): void {
  const spans = line.spans ?? [];
  const isOpen = line.range?.to === null;
  tx.write(
    `insert into bookings.suspension (tenant_id, pupil_id, service_id, from_on, to_on, open, change_id)
     select $1, $2, $3, from_on, to_on, open, $7 from unnest($4::date[], $5::date[], $6::boolean[]) as s (from_on, to_on, open)`,
    line.pupilId,
    line.serviceId,
    spans.map((span) => span.from),
    spans.map((span) => span.to),
    spans.map((_, index) => isOpen && index === spans.length - 1),
    changeId,
  );
}

function insertPlainRanges(tx: Tx, changeId: string, line: ChangeLine): void {
  const spans = line.spans ?? [];
  tx.write(
    `insert into bookings.plain_range (tenant_id, pupil_id, service_id, from_on, to_on, change_id)
     select $1, $2, $3, from_on, to_on, $6 from unnest($4::date[], $5::date[]) as s (from_on, to_on)`,
    line.pupilId,
    line.serviceId,
    spans.map((span) => span.from),
    spans.map((span) => span.to),
    changeId,
  );
}

/** From the first day of the range on nothing is covered any more, until its last. */
function cutSpans(tx: Tx, table: 'suspension' | 'plain_range', line: ChangeLine): void {
  const { range, pupilId, serviceId } = line;
  if (range === null || range.to === null) throw new Error('what ends has a last day');
  tx.write(
    `delete from bookings.${table} where tenant_id = $1 and pupil_id = $2 and service_id = $3 and from_on between $4::date and $5::date`,
    pupilId,
    serviceId,
    range.from,
    range.to,
  );
  const open = table === 'suspension' ? ', open = false' : '';
  tx.write(
    `update bookings.${table} set to_on = $4::date - 1${open}
      where tenant_id = $1 and pupil_id = $2 and service_id = $3 and from_on < $4::date and to_on >= $4::date`,
    pupilId,
    serviceId,
    range.from,
  );
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
