// The SQL of the roll call: a class's day in one statement, and a new revision.
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import type { PupilPresence, RollCall } from '#roll-call/model.ts';
import type { SettingRow } from '#tenancy/model.ts';

export interface ClassOnDay {
  readonly classId: string;
  readonly serviceId: string;
  readonly day: Day;
}

export interface ClassDayRows {
  readonly version: number;
  /** Null: there is no such class. */
  readonly schoolId: string | null;
  readonly isService: boolean;
  readonly pupilIds: readonly string[];
  readonly last: RollCall | null;
  readonly settings: readonly SettingRow[];
}

export async function findClassDay(tx: Tx, one: ClassOnDay, key: string): Promise<ClassDayRows> {
  const row = await tx.row<ClassDayRows>(
    `with last as materialized (
       select revision from roll_call.roll_call_view
        where tenant_id = $1 and class_id = $2::uuid and service_id = $3::uuid and day = $4::date
     )
     select
       (select version from tenancy.version_view where tenant_id = $1) as "version",
       (select school_id from schools.class_school_view where tenant_id = $1 and class_id = $2::uuid) as "schoolId",
       exists (select from schools.service_view where tenant_id = $1 and service_id = $3::uuid) as "isService",
       coalesce((select json_agg(pupil_id) from enrolment.eater_view
         where tenant_id = $1 and class_id = $2::uuid and service_id = $3::uuid and valid_from <= $4::date and valid_to >= $4::date), '[]') as "pupilIds",
       (select json_build_object('revision', l.revision, 'pupils',
           (select coalesce(json_agg(json_build_object('pupilId', p.pupil_id, 'present', p.present)), '[]') from roll_call.presence p
             where p.tenant_id = $1 and p.class_id = $2::uuid and p.service_id = $3::uuid and p.day = $4::date and p.revision = l.revision))
          from last l) as "last",
       coalesce((select json_agg(json_build_object('scope', scope, 'scopeId', scope_id, 'key', key, 'value', value,
           'validFrom', valid_from, 'recordedAt', (extract(epoch from recorded_at) * 1000)::bigint))
         from tenancy.setting_view where tenant_id = $1 and key = $5), '[]') as "settings"`,
    one.classId,
    one.serviceId,
    one.day,
    key,
  );
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

/** Two who take the roll call of one class at once take turns. A statement of its own, before the facts. */
export async function lockClassDay(tx: Tx, { classId, serviceId, day }: ClassOnDay): Promise<void> {
  await tx.rows(
    `select pg_advisory_xact_lock(hashtextextended($1::int::text || ' roll call ' || $2::text, 0))`,
    `${classId} ${serviceId} ${day}`,
  );
}

export interface TakenRollCall extends ClassOnDay, RollCall {
  readonly takenAt: Instant;
  readonly takenBy: string;
}

export function insertRollCall(tx: Tx, taken: TakenRollCall): void {
  const { classId, serviceId, day, revision, pupils } = taken;
  tx.write(
    `insert into roll_call.roll_call (tenant_id, service_id, day, class_id, revision, taken_at, taken_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    serviceId,
    day,
    classId,
    revision,
    sqlInstant(taken.takenAt),
    taken.takenBy,
  );
  insertPresences(tx, { classId, serviceId, day }, revision, pupils);
}

function insertPresences(
  tx: Tx,
  { classId, serviceId, day }: ClassOnDay,
  revision: number,
  pupils: readonly PupilPresence[],
): void {
  tx.write(
    `insert into roll_call.presence (tenant_id, service_id, day, class_id, revision, pupil_id, present)
     select $1, $2::uuid, $3::date, $4::uuid, $5::smallint, p.pupil_id, p.present
       from unnest($6::uuid[], $7::boolean[]) as p (pupil_id, present)`,
    serviceId,
    day,
    classId,
    revision,
    pupils.map((one) => one.pupilId),
    pupils.map((one) => one.present),
  );
}
