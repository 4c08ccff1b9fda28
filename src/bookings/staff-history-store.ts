// The SQL of a pupil's history as staff read it: names of guardians and of colleagues, and every request that was refused.
import type { ChangeRow, CorrectedMealRow, RefusedRow } from '#bookings/history-store.ts';
import { listChanges, listCorrections } from '#bookings/history-store.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import type { Tx } from '#platform/database.ts';

export interface NamedRefusal extends RefusedRow {
  readonly by: string | null;
}

export interface StaffHistory {
  readonly changes: readonly ChangeRow[];
  readonly refused: readonly NamedRefusal[];
  readonly corrections: readonly CorrectedMealRow[];
}

/** For the database role office: no other reads the names of both. */
export async function findStaffHistory(
  tx: Tx,
  pupilId: string,
  span: ClosedDayRange,
): Promise<StaffHistory> {
  const [changes, refused, corrections] = await Promise.all([
    listChanges(tx, pupilId, span),
    listRefused(tx, pupilId, span),
    listCorrections(tx, pupilId, span),
  ]);
  const codes = changes.filter((row) => row.by === null).map((row) => row.receiptCode);
  const names = await listStaffMakers(tx, [...new Set(codes)]);
  return {
    changes: changes.map((row) => ({ ...row, by: row.by ?? names.get(row.receiptCode) ?? null })),
    refused,
    corrections,
  };
}

/** By receipt, where a member of staff asked for the change. */
export async function listStaffMakers(
  tx: Tx,
  receiptCodes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (receiptCodes.length === 0) return new Map();
  const rows = await tx.rows<{ receiptCode: string; name: string }>(
    `select c.receipt_code as "receiptCode", n.display_name as "name"
       from bookings.change c
       join identity.staff_name_view n on n.tenant_id = c.tenant_id and n.account_id::text = c.actor_id
      where c.tenant_id = $1 and c.actor_kind = 'staff' and c.receipt_code = any($2::text[])`,
    receiptCodes,
  );
  return new Map(rows.map((row) => [row.receiptCode, row.name]));
}

/** Whoever asked: a clerk must be able to say what the father was told. */
function listRefused(
  tx: Tx,
  pupilId: string,
  { from, to }: ClosedDayRange,
): Promise<readonly NamedRefusal[]> {
  return tx.rows<NamedRefusal>(
    `select entry ->> 'serviceId' as "serviceId", r.request ->> 'operation' as "operation", coalesce(entry -> 'days', '[]') as "days",
            (entry ->> 'from')::date as "from", (entry ->> 'to')::date as "to", r.received_at as "receivedAt", r.channel, r.refusal,
            coalesce((select g.display_name from enrolment.guardian_name_view g
                       where r.actor_kind = 'guardian' and g.tenant_id = r.tenant_id and g.guardian_id::text = r.actor_id),
                     (select n.display_name from identity.staff_name_view n
                       where r.actor_kind = 'staff' and n.tenant_id = r.tenant_id and n.account_id::text = r.actor_id)) as "by"
       from bookings.refused_request r
      cross join lateral jsonb_array_elements(r.request -> 'entries') entry
      where r.tenant_id = $1 and entry ->> 'pupilId' = $2
        and (exists (select from jsonb_array_elements_text(coalesce(entry -> 'days', '[]')) d where d::date between $3::date and $4::date)
             or ((entry ->> 'from')::date <= $4::date and coalesce((entry ->> 'to')::date, 'infinity'::date) >= $3::date))
      order by r.received_at desc
      limit 200`,
    pupilId,
    from,
    to,
  );
}
