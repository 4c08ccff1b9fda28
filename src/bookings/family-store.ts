// The SQL of what families read: service names, who made an absence, receipts with their lines.
import type { Operation } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';

export interface ServiceRow {
  readonly serviceId: string;
  readonly serviceName: string;
}

export function listServices(tx: Tx): Promise<readonly ServiceRow[]> {
  return tx.rows<ServiceRow>(
    `select service_id as "serviceId", service_name as "serviceName" from schools.service_view where tenant_id = $1 order by service_name`,
  );
}

export interface ReceiptRow {
  /** Lines of the change, also those of children of others. */
  readonly lineCount: number;
  readonly code: string;
  readonly receivedAt: Instant;
  readonly channel: string;
  readonly by: string | null;
  readonly lines: readonly {
    readonly pupilId: string;
    readonly pupilFirstName: string;
    readonly serviceName: string;
    readonly operation: Operation;
    readonly days: readonly Day[];
  }[];
}

/** The guardian who asked; null for others. */
const askedBy = `case when c.actor_kind = 'guardian' then c.actor_id::uuid end`;

// A receipt of several children is shown only with the lines of the children asked about.
const receipts = (which: string): string => `
  select c.receipt_code as "code", c.received_at as "receivedAt", c.channel,
         (select count(*) from bookings.change_line a where a.tenant_id = c.tenant_id and a.change_id = c.change_id) as "lineCount",
         (select g.display_name from enrolment.guardian_name_view g
           where g.tenant_id = c.tenant_id and g.guardian_id = ${askedBy}) as "by",
         json_agg(json_build_object('pupilId', l.pupil_id, 'pupilFirstName', p.first_name, 'serviceName', s.service_name,
                  'operation', l.operation, 'days', l.days) order by l.line) as "lines"
    from bookings.change c
    join bookings.change_line l on l.tenant_id = c.tenant_id and l.change_id = c.change_id
    join enrolment.pupil_name_view p on p.tenant_id = l.tenant_id and p.pupil_id = l.pupil_id
    join schools.service_view s on s.tenant_id = l.tenant_id and s.service_id = l.service_id
   where c.tenant_id = $1 and l.pupil_id = any($2::uuid[]) ${which}
   group by c.tenant_id, c.change_id, c.receipt_code, c.received_at, c.channel, c.actor_id
   order by c.received_at desc, c.change_id desc
   limit 200`;

export function listReceipts(tx: Tx, pupilIds: readonly string[]): Promise<readonly ReceiptRow[]> {
  return tx.rows<ReceiptRow>(receipts(''), pupilIds);
}

export async function findReceipt(
  tx: Tx,
  pupilIds: readonly string[],
  code: string,
): Promise<ReceiptRow | undefined> {
  return tx.row<ReceiptRow>(receipts('and c.receipt_code = $3'), pupilIds, code);
}

/** By pupil, service and day: who recorded the absence in force. */
export interface AbsenceMakerRow {
  readonly receiptCode: string;
  readonly by: string | null;
}

export function listMakers(
  tx: Tx,
  receiptCodes: readonly string[],
): Promise<readonly AbsenceMakerRow[]> {
  return tx.rows<AbsenceMakerRow>(
    `select c.receipt_code as "receiptCode", g.display_name as "by"
       from bookings.change c
       left join enrolment.guardian_name_view g on g.tenant_id = c.tenant_id and g.guardian_id = ${askedBy}
      where c.tenant_id = $1 and c.receipt_code = any($2::text[])`,
    receiptCodes,
  );
}

export interface ChangeToTell {
  readonly code: string;
  readonly receivedAt: Instant;
  /** The name of the authority that tells it. */
  readonly authority: string;
  readonly by: string | null;
  readonly lines: ReceiptRow['lines'];
}

/** A change as its message tells it. */
export async function findChangeToTell(
  tx: Tx,
  changeId: string,
): Promise<ChangeToTell | undefined> {
  return tx.row<ChangeToTell>(
    `select c.receipt_code as "code", c.received_at as "receivedAt", 
            (select name from tenancy.tenant_view where tenant_id = $1) as "authority",
            (select g.display_name from enrolment.guardian_name_view g
              where g.tenant_id = c.tenant_id and g.guardian_id = ${askedBy}) as "by",
            (select json_agg(json_build_object('pupilId', l.pupil_id, 'pupilFirstName', p.first_name, 'serviceName', s.service_name,
                    'operation', l.operation, 'days', l.days) order by l.line)
               from bookings.change_line l
               join enrolment.pupil_name_view p on p.tenant_id = l.tenant_id and p.pupil_id = l.pupil_id
               join schools.service_view s on s.tenant_id = l.tenant_id and s.service_id = l.service_id
              where l.tenant_id = c.tenant_id and l.change_id = c.change_id) as "lines"
       from bookings.change c where c.tenant_id = $1 and c.change_id = $2`,
    changeId,
  );
}
