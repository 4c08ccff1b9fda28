// The SQL of certificates: arrivals, the word about each, and the sealed file, which only the office reads.
import type {
  ArrivedBy,
  Certificate,
  CertificatePurpose,
  CertificateState,
  DeclineReason,
  MediaType,
} from '#certificates/model.ts';
import type { Day } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface CertificateRow {
  readonly certificateId: string;
  readonly pupilId: string;
  readonly purpose: CertificatePurpose;
  readonly askedFrom: Day;
  readonly askedTo: Day;
  readonly arrivedBy: ArrivedBy;
  readonly arrivedOn: Day;
  readonly mediaType: MediaType;
  readonly sizeBytes: number;
  readonly state: CertificateState;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly receiptCode: string | null;
  readonly declineReason: DeclineReason | null;
}

const columns = `
  c.certificate_id as "certificateId", c.pupil_id as "pupilId", c.purpose, c.asked_from_on as "askedFrom", c.asked_to_on as "askedTo",
  c.arrived_by as "arrivedBy", c.arrived_on as "arrivedOn", c.media_type as "mediaType", c.size_bytes as "sizeBytes", c.state,
  c.from_on as "from", c.to_on as "to", c.receipt_code as "receiptCode", c.decline_reason as "declineReason"`;

/** Two who say something about one certificate at once take turns. A statement of its own, before the facts. */
export async function lockCertificate(tx: Tx, certificateId: string): Promise<void> {
  await lock(tx, `certificate ${certificateId}`);
}

/** Two who send a certificate of one pupil at once take turns. */
export async function lockArrivals(tx: Tx, pupilId: string): Promise<void> {
  await lock(tx, `certificates of ${pupilId}`);
}

async function lock(tx: Tx, what: string): Promise<void> {
  await tx.rows(
    `select pg_advisory_xact_lock(hashtextextended($1::int::text || ' ' || $2::text, 0))`,
    what,
  );
}

export async function findCertificate(
  tx: Tx,
  certificateId: string,
): Promise<Certificate | undefined> {
  const row = await tx.row<CertificateRow>(
    `select ${columns} from certificates.certificate_view c where c.tenant_id = $1 and c.certificate_id = $2`,
    certificateId,
  );
  return row && certificateOf(row);
}

/** Newest first. */
export async function listOfPupils(
  tx: Tx,
  pupilIds: readonly string[],
): Promise<readonly Certificate[]> {
  const rows = await tx.rows<CertificateRow>(
    `select ${columns} from certificates.certificate_view c
      where c.tenant_id = $1 and c.pupil_id = any($2::uuid[]) order by c.recorded_at desc, c.certificate_id limit 200`,
    pupilIds,
  );
  return rows.map(certificateOf);
}

export async function countWaiting(tx: Tx, pupilId: string): Promise<number> {
  const row = await tx.row<{ waiting: number }>(
    `select count(*)::int as "waiting" from certificates.certificate_view
      where tenant_id = $1 and pupil_id = $2 and state = 'waiting'`,
    pupilId,
  );
  return row?.waiting ?? 0;
}

/** A certificate as the office's list shows it. */
export interface DeskCertificate extends Certificate {
  readonly firstName: string;
  readonly lastName: string;
  readonly className: string | null;
  readonly schoolName: string | null;
  /** The guardian's name; null where the office recorded it. */
  readonly sentBy: string | null;
  /** False once it is erased. */
  readonly hasFile: boolean;
}

/** The oldest waiting one first, then what was decided, newest first; classes of `day`. */
export async function listForDesk(tx: Tx, day: Day): Promise<readonly DeskCertificate[]> {
  const rows = await tx.rows<CertificateRow & Omit<DeskCertificate, keyof Certificate>>(
    `select ${columns}, p.first_name as "firstName", p.last_name as "lastName", k.class_name as "className", k.school_name as "schoolName",
            g.display_name as "sentBy", f.certificate_id is not null as "hasFile"
       from certificates.certificate_view c
       join enrolment.pupil_name_view p on p.tenant_id = c.tenant_id and p.pupil_id = c.pupil_id
       left join enrolment.guardian_name_view g on g.tenant_id = c.tenant_id and c.sender_kind = 'guardian' and g.guardian_id = c.sender_id
       left join certificates.certificate_file f on f.tenant_id = c.tenant_id and f.certificate_id = c.certificate_id
       left join lateral (select v.class_name, v.school_name from enrolment.eater_view e
              join schools.class_view v on v.tenant_id = e.tenant_id and v.class_id = e.class_id
             where e.tenant_id = c.tenant_id and e.pupil_id = c.pupil_id and e.valid_from <= $2::date and e.valid_to >= $2::date limit 1) k on true
      where c.tenant_id = $1
      order by (c.state = 'waiting') desc, case when c.state = 'waiting' then c.recorded_at end, c.settled_at desc
      limit 200`,
    day,
  );
  return rows.map((row) => {
    const { firstName, lastName, className, schoolName, sentBy, hasFile } = row;
    return { ...certificateOf(row), firstName, lastName, className, schoolName, sentBy, hasFile };
  });
}

export interface ArrivedCertificate {
  readonly certificateId: string;
  readonly pupilId: string;
  readonly purpose: CertificatePurpose;
  readonly asked: ClosedDayRange;
  readonly arrivedBy: ArrivedBy;
  readonly arrivedOn: Day;
  readonly mediaType: MediaType;
  readonly sizeBytes: number;
  readonly senderKind: 'guardian' | 'staff';
  readonly senderId: string;
  readonly recordedAt: Instant;
  readonly sealed: Uint8Array;
}

export function insertCertificate(tx: Tx, arrived: ArrivedCertificate): void {
  tx.write(
    `insert into certificates.certificate (tenant_id, certificate_id, pupil_id, purpose, asked_from_on, asked_to_on, arrived_by, arrived_on,
            media_type, size_bytes, sender_kind, sender_id, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    arrived.certificateId,
    arrived.pupilId,
    arrived.purpose,
    arrived.asked.from,
    arrived.asked.to,
    arrived.arrivedBy,
    arrived.arrivedOn,
    arrived.mediaType,
    arrived.sizeBytes,
    arrived.senderKind,
    arrived.senderId,
    sqlInstant(arrived.recordedAt),
  );
  tx.write(
    `insert into certificates.certificate_file (tenant_id, certificate_id, sealed) values ($1, $2, $3)`,
    arrived.certificateId,
    arrived.sealed,
  );
}

/** Undefined once it is erased. */
export async function findSealedFile(
  tx: Tx,
  certificateId: string,
): Promise<Uint8Array | undefined> {
  const row = await tx.row<{ sealed: Uint8Array }>(
    `select sealed from certificates.certificate_file where tenant_id = $1 and certificate_id = $2`,
    certificateId,
  );
  return row?.sealed;
}

export interface Decided {
  readonly certificateId: string;
  readonly approved: (ClosedDayRange & { readonly receiptCode: string }) | null;
  readonly declineReason: DeclineReason | null;
  readonly decidedAt: Instant;
  readonly decidedBy: string;
}

export function insertDecision(tx: Tx, decided: Decided): void {
  const { approved } = decided;
  tx.write(
    `insert into certificates.decision (tenant_id, certificate_id, decision, from_on, to_on, receipt_code, decline_reason, decided_at, decided_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    decided.certificateId,
    approved === null ? 'declined' : 'approved',
    approved?.from ?? null,
    approved?.to ?? null,
    approved?.receiptCode ?? null,
    decided.declineReason,
    sqlInstant(decided.decidedAt),
    decided.decidedBy,
  );
}

export function insertWithdrawal(
  tx: Tx,
  certificateId: string,
  guardianId: string,
  at: Instant,
): void {
  tx.write(
    `insert into certificates.withdrawal (tenant_id, certificate_id, withdrawn_at, guardian_id) values ($1, $2, $3, $4)`,
    certificateId,
    sqlInstant(at),
    guardianId,
  );
}

/** Withdrawn: at once. Declined or approved: when the decline, or the last day, is earlier than that. */
export async function deleteOldFiles(
  tx: Tx,
  before: { readonly day: Day; readonly at: Instant },
): Promise<number> {
  const rows = await tx.rows(
    `delete from certificates.certificate_file f using certificates.certificate_view c
      where f.tenant_id = $1 and c.tenant_id = f.tenant_id and c.certificate_id = f.certificate_id
        and (c.state = 'withdrawn' or c.state = 'declined' and c.settled_at < $3 or c.state = 'approved' and c.to_on < $2::date)
     returning f.certificate_id`,
    before.day,
    sqlInstant(before.at),
  );
  return rows.length;
}

export interface CertificateToTell {
  readonly pupilId: string;
  readonly pupilFirstName: string;
  readonly askedFrom: Day;
  readonly askedTo: Day;
  readonly state: CertificateState;
  readonly declineReason: DeclineReason | null;
  readonly authority: string;
}

export async function findToTell(
  tx: Tx,
  certificateId: string,
): Promise<CertificateToTell | undefined> {
  return tx.row<CertificateToTell>(
    `select c.pupil_id as "pupilId", p.first_name as "pupilFirstName", c.asked_from_on as "askedFrom", c.asked_to_on as "askedTo", c.state,
            c.decline_reason as "declineReason", (select name from tenancy.tenant_view where tenant_id = $1) as "authority"
       from certificates.certificate_view c
       join enrolment.pupil_name_view p on p.tenant_id = c.tenant_id and p.pupil_id = c.pupil_id
      where c.tenant_id = $1 and c.certificate_id = $2`,
    certificateId,
  );
}

function certificateOf(row: CertificateRow): Certificate {
  const { from, to, receiptCode } = row;
  return {
    certificateId: row.certificateId,
    pupilId: row.pupilId,
    purpose: row.purpose,
    asked: { from: row.askedFrom, to: row.askedTo },
    arrivedBy: row.arrivedBy,
    arrivedOn: row.arrivedOn,
    mediaType: row.mediaType,
    sizeBytes: row.sizeBytes,
    state: row.state,
    declineReason: row.declineReason,
    approved:
      from === null || to === null || receiptCode === null ? null : { from, to, receiptCode },
  };
}
