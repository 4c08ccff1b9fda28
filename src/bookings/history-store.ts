// The SQL of a pupil's history: accepted changes, corrections after closing, and what one guardian was refused.
import type { CorrectionKind, FrozenMeal, Operation } from '#bookings/model.ts';
import type { Channel } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';

/** A line of the log; single days, or a range whose `to` may be open. */
export interface HistoryLine {
  readonly serviceId: string;
  readonly operation: Operation;
  readonly days: readonly Day[];
  readonly from: Day | null;
  readonly to: Day | null;
  readonly receivedAt: Instant;
  readonly channel: Channel;
}

export interface ChangeRow extends HistoryLine {
  readonly receiptCode: string;
  /** The guardian's name; null for others. */
  readonly by: string | null;
}

/** The changes of a pupil that concern a day of the span, newest first. */
export function listChanges(
  tx: Tx,
  pupilId: string,
  { from, to }: ClosedDayRange,
): Promise<readonly ChangeRow[]> {
  return tx.rows<ChangeRow>(
    `select l.service_id as "serviceId", l.operation, to_json(l.days) as "days", l.from_on as "from", l.to_on as "to", c.received_at as "receivedAt",
            c.channel, c.receipt_code as "receiptCode", g.display_name as "by"
       from bookings.change_line l
       join bookings.change c on c.tenant_id = l.tenant_id and c.change_id = l.change_id
       left join enrolment.guardian_name_view g on g.tenant_id = c.tenant_id
            and g.guardian_id = case when c.actor_kind = 'guardian' then c.actor_id::uuid end
      where l.tenant_id = $1 and l.pupil_id = $2::uuid
        and (exists (select from unnest(l.days) d where d between $3::date and $4::date)
             or (l.from_on <= $4::date and coalesce(l.to_on, 'infinity'::date) >= $3::date))
      order by c.received_at desc, c.change_id desc, l.line
      limit 500`,
    pupilId,
    from,
    to,
  );
}

export interface RefusedRow extends Omit<HistoryLine, 'serviceId'> {
  /** Null: every service. */
  readonly serviceId: string | null;
  readonly refusal: string;
}

/** What that guardian asked for the pupil and was refused. */
export function listRefusedRequests(
  tx: Tx,
  guardianId: string,
  pupilId: string,
  { from, to }: ClosedDayRange,
): Promise<readonly RefusedRow[]> {
  return tx.rows<RefusedRow>(
    `select entry ->> 'serviceId' as "serviceId", r.request ->> 'operation' as "operation", coalesce(entry -> 'days', '[]') as "days",
            (entry ->> 'from')::date as "from", (entry ->> 'to')::date as "to", r.received_at as "receivedAt", r.channel, r.refusal
       from bookings.refused_request r
      cross join lateral jsonb_array_elements(r.request -> 'entries') entry
      where r.tenant_id = $1 and r.actor_kind = 'guardian' and r.actor_id = $2 and entry ->> 'pupilId' = $3
        and (exists (select from jsonb_array_elements_text(coalesce(entry -> 'days', '[]')) d where d::date between $4::date and $5::date)
             or ((entry ->> 'from')::date <= $5::date and coalesce((entry ->> 'to')::date, 'infinity'::date) >= $4::date))
      order by r.received_at desc
      limit 200`,
    guardianId,
    pupilId,
    from,
    to,
  );
}

export interface CorrectedMealRow {
  readonly serviceId: string;
  readonly day: Day;
  readonly outcome: FrozenMeal['outcome'];
  readonly correction: CorrectionKind;
  readonly recordedAt: Instant;
}

/** Every correction of a closed day's meal, newest first, also those that later ones replaced. */
export function listCorrections(
  tx: Tx,
  pupilId: string,
  { from, to }: ClosedDayRange,
): Promise<readonly CorrectedMealRow[]> {
  return tx.rows<CorrectedMealRow>(
    `select service_id as "serviceId", day, outcome, correction, recorded_at as "recordedAt" from bookings.meal
      where tenant_id = $1 and pupil_id = $2::uuid and day between $3::date and $4::date and correction is not null
      order by recorded_at desc, revision desc`,
    pupilId,
    from,
    to,
  );
}
