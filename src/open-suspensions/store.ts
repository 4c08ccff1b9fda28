// The SQL of open suspensions: whose they are, what was sent, and the next reminder, written once.
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type {
  OpenSuspension,
  Reminder,
  SentReminder,
  SuspensionSpan,
} from '#open-suspensions/model.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import type { SettingRow } from '#tenancy/model.ts';

export interface SentRow extends SentReminder {
  readonly pupilId: string;
  readonly serviceId: string;
  /** The first day of the suspension that it was about. */
  readonly from: Day;
  readonly smsDue: boolean;
}

export interface PupilRow {
  readonly pupilId: string;
  readonly serviceId: string;
  readonly firstName: string;
  readonly name: string;
  readonly serviceName: string;
  readonly classId: string;
  readonly className: string;
  readonly schoolName: string;
}

export interface OpenRows {
  readonly version: number;
  readonly authority: string;
  /** Every span of a pupil and service that has one without an end. */
  readonly spans: readonly SuspensionSpan[];
  readonly sent: readonly SentRow[];
  /** Only of pupils who are enrolled on that day: nobody is reminded of a child who has left. By name. */
  readonly pupils: readonly PupilRow[];
  readonly settings: readonly SettingRow[];
}

export async function findOpenRows(tx: Tx, day: Day, settingKey: string): Promise<OpenRows> {
  const row = await tx.row<OpenRows>(
    `with seat as materialized (
       select distinct pupil_id, service_id from bookings.suspension_view
        where tenant_id = $1 and open and from_on <= $2::date and to_on >= $2::date
     )
     select
       (select version from tenancy.version_view where tenant_id = $1) as "version",
       (select name from tenancy.tenant_view where tenant_id = $1) as "authority",
       coalesce((select json_agg(json_build_object('pupilId', s.pupil_id, 'serviceId', s.service_id, 'from', s.from_on, 'to', s.to_on,
           'open', s.open)) from bookings.suspension_view s join seat using (pupil_id, service_id) where s.tenant_id = $1), '[]') as "spans",
       coalesce((select json_agg(json_build_object('pupilId', r.pupil_id, 'serviceId', r.service_id, 'from', r.suspended_on, 'kind', r.kind,
           'step', r.step, 'smsDue', r.sms_due, 'at', (extract(epoch from r.sent_at) * 1000)::bigint))
         from open_suspensions.reminder r join seat using (pupil_id, service_id) where r.tenant_id = $1), '[]') as "sent",
       coalesce((select json_agg(json_build_object('pupilId', p.pupil_id, 'serviceId', e.service_id, 'firstName', p.first_name,
           'name', p.last_name || ' ' || p.first_name, 'serviceName', m.service_name,
           'classId', c.class_id, 'className', c.class_name, 'schoolName', c.school_name) order by p.sort_key, p.pupil_id)
         from seat
         join enrolment.eater_view e using (pupil_id, service_id)
         join enrolment.pupil_name_view p on p.tenant_id = e.tenant_id and p.pupil_id = e.pupil_id
         join schools.class_view c on c.tenant_id = e.tenant_id and c.class_id = e.class_id
         join schools.service_view m on m.tenant_id = e.tenant_id and m.service_id = e.service_id
        where e.tenant_id = $1 and e.valid_from <= $2::date and e.valid_to >= $2::date), '[]') as "pupils",
       coalesce((select json_agg(json_build_object('scope', scope, 'scopeId', scope_id, 'key', key, 'value', value,
           'validFrom', valid_from, 'recordedAt', (extract(epoch from recorded_at) * 1000)::bigint))
         from tenancy.setting_view where tenant_id = $1 and key = $3), '[]') as "settings"`,
    day,
    settingKey,
  );
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

/** False when another process has written it meanwhile: then that one tells the family. */
export async function insertReminder(
  tx: Tx,
  suspension: OpenSuspension,
  reminder: Reminder & { readonly at: Instant },
): Promise<boolean> {
  const row = await tx.row(
    `insert into open_suspensions.reminder (tenant_id, pupil_id, service_id, suspended_on, kind, step, sms_due, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tenant_id, pupil_id, service_id, suspended_on, kind, step) do nothing returning step`,
    suspension.pupilId,
    suspension.serviceId,
    suspension.from,
    reminder.kind,
    reminder.step,
    reminder.smsDue,
    sqlInstant(reminder.at),
  );
  return row !== undefined;
}
