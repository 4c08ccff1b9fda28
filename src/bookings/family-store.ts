// The SQL of what families read: service names, who made an absence, receipts with their lines.
import type { Operation, Span } from '#bookings/model.ts';
import type { DayKey } from '#bookings/day-rows-store.ts';
import type { Channel } from '#ground/actor.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { rowsOfEach } from '#platform/rows-of-each.ts';

export interface ServiceRow {
  readonly serviceId: string;
  readonly serviceName: string;
}

export function listServices(tx: Tx): Promise<readonly ServiceRow[]> {
  return tx.rows<ServiceRow>(
    `select service_id as "serviceId", service_name as "serviceName" from schools.service_view where tenant_id = $1 order by service_name`,
  );
}

/** Who was seen at table, by the last roll call; no row where nobody looked. */
export function listPresences(
  tx: Tx,
  pupilIds: readonly string[],
  from: Day,
  to: Day,
): Promise<readonly (DayKey & { readonly present: boolean })[]> {
  return tx.rows(
    `select r.pupil_id as "pupilId", r.service_id as "serviceId", r.day, r.present
       from ${rowsOfEach('roll_call.presence_view', 'pupil_id', '$2::uuid[]', 'r', 'r.day between $3::date and $4::date')}`,
    pupilIds,
    from,
    to,
  );
}

export interface ReceiptRow {
  /** Lines of the change, also those of children of others. */
  readonly lineCount: number;
  readonly code: string;
  readonly receivedAt: Instant;
  readonly channel: Channel;
  readonly by: string | null;
  readonly lines: readonly {
    readonly pupilId: string;
    readonly pupilFirstName: string;
    readonly serviceName: string;
    readonly operation: Operation;
    readonly days: readonly Day[];
    readonly from: Day | null;
    readonly to: Day | null;
    /** Absences in force that a resumption left as they were. */
    readonly stillAbsent: readonly Day[];
  }[];
}

/** The lines of a change as JSON, with what they leave as it was. */
const linesJson = `
  json_agg(json_build_object('pupilId', l.pupil_id, 'pupilFirstName', p.first_name, 'serviceName', s.service_name,
    'operation', l.operation, 'days', l.days, 'from', l.from_on, 'to', l.to_on,
    'stillAbsent', coalesce((select json_agg(a.day order by a.day) from bookings.absent_day a
        where l.operation = 'resumption' and a.tenant_id = l.tenant_id and a.pupil_id = l.pupil_id and a.service_id = l.service_id
          and a.day between l.from_on and l.to_on), '[]')) order by l.line)`;

/** The guardian who asked; null for others. */
const askedBy = `case when c.actor_kind = 'guardian' then c.actor_id::uuid end`;

// A receipt of several children is shown only with the lines of the children asked about.
const receipts = (lines: string, which: string): string => `
  select c.receipt_code as "code", c.received_at as "receivedAt", c.channel,
         (select count(*) from bookings.change_line a where a.tenant_id = c.tenant_id and a.change_id = c.change_id) as "lineCount",
         (select g.display_name from enrolment.guardian_name_view g
           where g.tenant_id = c.tenant_id and g.guardian_id = ${askedBy}) as "by",
         ${linesJson} as "lines"
    from ${lines}
    join bookings.change c on c.tenant_id = l.tenant_id and c.change_id = l.change_id
    join enrolment.pupil_name_view p on p.tenant_id = l.tenant_id and p.pupil_id = l.pupil_id
    join schools.service_view s on s.tenant_id = l.tenant_id and s.service_id = l.service_id
   where c.tenant_id = $1 and ${which}
   group by c.tenant_id, c.change_id, c.receipt_code, c.received_at, c.channel, c.actor_id
   order by c.received_at desc, c.change_id desc
   limit 200`;

const linesOfPupils = rowsOfEach('bookings.change_line', 'pupil_id', '$2::uuid[]', 'l');

export function listReceipts(tx: Tx, pupilIds: readonly string[]): Promise<readonly ReceiptRow[]> {
  return tx.rows<ReceiptRow>(receipts(linesOfPupils, 'true'), pupilIds);
}

export async function findReceipt(
  tx: Tx,
  pupilIds: readonly string[],
  code: string,
): Promise<ReceiptRow | undefined> {
  return tx.row<ReceiptRow>(receipts(linesOfPupils, 'c.receipt_code = $3'), pupilIds, code);
}

/** Whatever child it is of. */
export async function findReceiptOfTenant(tx: Tx, code: string): Promise<ReceiptRow | undefined> {
  return tx.row<ReceiptRow>(receipts('bookings.change_line l', 'c.receipt_code = $2'), code);
}

/** Who asked for the change behind a receipt, and through what. */
export interface MakerRow {
  readonly receiptCode: string;
  /** The guardian's name; null for staff. */
  readonly by: string | null;
  readonly channel: Channel;
}

export function listMakers(tx: Tx, receiptCodes: readonly string[]): Promise<readonly MakerRow[]> {
  return tx.rows<MakerRow>(
    `select c.receipt_code as "receiptCode", g.display_name as "by", c.channel
       from ${rowsOfEach('bookings.change', 'receipt_code', '$2::text[]', 'c')}
       left join lateral (select * from enrolment.guardian_name_view g where g.tenant_id = $1 and g.guardian_id = ${askedBy} offset 0) g on true`,
    receiptCodes,
  );
}

export interface SuspensionRow extends Span {
  readonly pupilId: string;
  readonly serviceId: string;
}

/** The suspensions of these pupils that are not over on that day, and those of the year before it. */
export function listSuspensions(
  tx: Tx,
  pupilIds: readonly string[],
  day: Day,
): Promise<readonly SuspensionRow[]> {
  return tx.rows<SuspensionRow>(
    `select s.pupil_id as "pupilId", s.service_id as "serviceId", s.from_on as "from", s.to_on as "to", s.open,
            (select c.receipt_code from bookings.change c where c.tenant_id = $1 and c.change_id = s.change_id) as "receiptCode"
       from ${rowsOfEach('bookings.suspension', 'pupil_id', '$2::uuid[]', 's')}
      where s.to_on >= $3::date - 366
      order by s.from_on`,
    pupilIds,
    day,
  );
}

export interface ChangeToTell {
  readonly code: string;
  readonly receivedAt: Instant;
  readonly channel: Channel;
  /** The name of the authority that tells it. */
  readonly authority: string;
  readonly by: string | null;
  /** Who asked, where it was a guardian. */
  readonly guardianId: string | null;
  /** The SMS that answered whoever asked; null: there is none. */
  readonly answerId: string | null;
  readonly lines: ReceiptRow['lines'];
}

/** A change as its message tells it. */
export async function findChangeToTell(
  tx: Tx,
  changeId: string,
): Promise<ChangeToTell | undefined> {
  return tx.row<ChangeToTell>(
    `select c.receipt_code as "code", c.received_at as "receivedAt", c.channel,
            (select name from tenancy.tenant_view where tenant_id = $1) as "authority",
            (select g.display_name from enrolment.guardian_name_view g
              where g.tenant_id = c.tenant_id and g.guardian_id = ${askedBy}) as "by", ${askedBy} as "guardianId",
            (select a.message_id from bookings.answered_change a where a.tenant_id = c.tenant_id and a.change_id = c.change_id) as "answerId",
            (select ${linesJson}
               from bookings.change_line l
               join enrolment.pupil_name_view p on p.tenant_id = l.tenant_id and p.pupil_id = l.pupil_id
               join schools.service_view s on s.tenant_id = l.tenant_id and s.service_id = l.service_id
              where l.tenant_id = c.tenant_id and l.change_id = c.change_id) as "lines"
       from bookings.change c where c.tenant_id = $1 and c.change_id = $2`,
    changeId,
  );
}

/** What of the ranges that these receipts made is still booked as plain, from its first day to its last. */
export function listPlainRanges(
  tx: Tx,
  receiptCodes: readonly string[],
): Promise<readonly { readonly receiptCode: string; readonly from: Day; readonly to: Day }[]> {
  return tx.rows(
    `select c.receipt_code as "receiptCode", min(r.from_on) as "from", max(r.to_on) as "to"
       from bookings.plain_range r
       join bookings.change c on c.tenant_id = r.tenant_id and c.change_id = r.change_id
      where r.tenant_id = $1 and c.receipt_code = any($2::text[]) group by c.receipt_code`,
    receiptCodes,
  );
}

/** The last names of pupils, by pupil. */
export async function listNamesOf(
  tx: Tx,
  pupilIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows<{ pupilId: string; lastName: string }>(
    `select pupil_id as "pupilId", last_name as "lastName" from enrolment.pupil_name_view
      where tenant_id = $1 and pupil_id = any($2::uuid[])`,
    pupilIds,
  );
  return new Map(rows.map((row) => [row.pupilId, row.lastName]));
}
