// The SQL of SMS: what waits, what the provider took, what it reported, what the month has cost so far.
import type { Instant } from '#ground/instant.ts';
import type { DeliveryReport, TakenPart } from '#notifications/sms-model.ts';
import type { SweepTx, TenantId, Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface SmsRow {
  readonly recipient: string;
  readonly text: string;
  readonly expiresAt: Instant;
  /** Then `text` is empty. */
  readonly sealedText: Uint8Array | null;
  readonly canWait: boolean;
  readonly segments: number;
}

export function insertSms(tx: Tx, messageId: string, at: Instant, sms: SmsRow): void {
  tx.write(
    `insert into notifications.message
       (tenant_id, message_id, medium, address, subject, body, sealed_body, created_at, expires_at, state, can_wait, segments)
     values ($1, $2, 'sms', $3, '', $4, $5, $6, $7, 'waiting', $8, $9)`,
    messageId,
    sms.recipient,
    sms.text,
    sms.sealedText,
    sqlInstant(at),
    sqlInstant(sms.expiresAt),
    sms.canWait,
    sms.segments,
  );
}

export async function findRecipient(tx: Tx, messageId: string): Promise<string | undefined> {
  const row = await tx.row<{ recipient: string }>(
    `select address as recipient from notifications.message
      where tenant_id = $1 and message_id = $2 and medium = 'sms' and address <> ''`,
    messageId,
  );
  return row?.recipient;
}

/** Never handed over, and without its text: that there was one, for whom, and why it stayed here. */
export function insertUnsentSms(
  tx: Tx,
  messageId: string,
  at: Instant,
  sms: Pick<SmsRow, 'recipient' | 'expiresAt' | 'canWait' | 'segments'>,
  reason: string,
): void {
  tx.write(
    `insert into notifications.message
       (tenant_id, message_id, medium, address, subject, body, created_at, expires_at, state, can_wait, segments, last_answer, settled_at)
     values ($1, $2, 'sms', $3, '', '', $4, $5, 'refused', $6, $7, $8, $4)`,
    messageId,
    sms.recipient,
    sqlInstant(at),
    sqlInstant(sms.expiresAt),
    sms.canWait,
    sms.segments,
    reason,
  );
}

export interface WaitingSms {
  readonly recipient: string;
  readonly text: string;
  readonly sealedText: Uint8Array | null;
  readonly expiresAt: Instant;
  readonly canWait: boolean;
  readonly isBegun: boolean;
  readonly unanswered: number;
}

/** Undefined when it is settled already. */
export function findWaitingSms(tx: Tx, messageId: string): Promise<WaitingSms | undefined> {
  return tx.row<WaitingSms>(
    `select address as recipient, body as text, sealed_body as "sealedText", expires_at as "expiresAt", can_wait as "canWait",
            begun_at is not null as "isBegun", unanswered
       from notifications.message
      where tenant_id = $1 and message_id = $2 and medium = 'sms' and state = 'waiting' for update`,
    messageId,
  );
}

export function updateBegun(tx: Tx, messageId: string, unanswered: number, at: Instant): void {
  tx.write(
    `update notifications.message set begun_at = $3, unanswered = $4
      where tenant_id = $1 and message_id = $2 and state = 'waiting'`,
    messageId,
    sqlInstant(at),
    unanswered,
  );
}

export function updateUnanswered(tx: Tx, messageId: string, unanswered: number): void {
  tx.write(
    `update notifications.message set unanswered = $3 where tenant_id = $1 and message_id = $2`,
    messageId,
    unanswered,
  );
}

/** A part without an id is not kept: no report can name it. */
export function insertSubmissions(
  tx: Tx,
  messageId: string,
  taken: readonly TakenPart[],
  at: Instant,
): void {
  for (const { part, parts, providerMessageId } of taken) {
    if (providerMessageId === '') continue;
    tx.write(
      `insert into notifications.submission (tenant_id, message_id, provider_message_id, part, parts, submitted_at)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      messageId,
      providerMessageId,
      part,
      parts,
      sqlInstant(at),
    );
  }
}

export async function listPartsTaken(tx: Tx, messageId: string): Promise<readonly number[]> {
  const rows = await tx.rows<{ part: number }>(
    `select distinct part from notifications.submission where tenant_id = $1 and message_id = $2 order by part`,
    messageId,
  );
  return rows.map(({ part }) => part);
}

export interface SubmissionRow {
  readonly tenantId: TenantId;
  readonly messageId: string;
  readonly providerMessageId: string;
}

/** Of several under such an id the newest: providers begin their numbers anew. */
export function findSubmission(
  tx: SweepTx,
  providerMessageIds: readonly string[],
): Promise<SubmissionRow | undefined> {
  return tx.row<SubmissionRow>(
    `select tenant_id as "tenantId", message_id as "messageId", provider_message_id as "providerMessageId"
       from notifications.submission where provider_message_id = any($1::text[])
      order by array_position($1::text[], provider_message_id), submitted_at desc limit 1`,
    providerMessageIds,
  );
}

/** The same report again changes nothing. */
export function insertReport(
  tx: Tx,
  { messageId, providerMessageId }: Omit<SubmissionRow, 'tenantId'>,
  report: DeliveryReport,
  at: Instant,
): void {
  tx.write(
    `insert into notifications.delivery_report (tenant_id, message_id, provider_message_id, state, reason, reported_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    messageId,
    providerMessageId,
    report.state,
    report.reason,
    sqlInstant(at),
  );
}

export interface ReportedPart {
  readonly part: number;
  readonly parts: number;
  readonly state: 'delivered' | 'failed';
}

/** Locks the message first: two reports at once see one another. */
export async function listReports(tx: Tx, messageId: string): Promise<readonly ReportedPart[]> {
  await tx.row(
    `select 1 from notifications.message where tenant_id = $1 and message_id = $2 for update`,
    messageId,
  );
  return tx.rows<ReportedPart>(
    `select s.part, s.parts, r.state
       from notifications.delivery_report r
       join notifications.submission s
         on s.tenant_id = r.tenant_id and s.message_id = r.message_id and s.provider_message_id = r.provider_message_id
      where r.tenant_id = $1 and r.message_id = $2`,
    messageId,
  );
}

/** Only what was sent, or was given up in the dark, can be reported. */
export function updateReported(
  tx: Tx,
  messageId: string,
  state: 'delivered' | 'failed',
  reason: string,
  at: Instant,
): void {
  tx.write(
    `update notifications.message set state = $3, last_answer = $4, settled_at = $5
      where tenant_id = $1 and message_id = $2 and state in ('sent', 'failed')`,
    messageId,
    state,
    reason,
    sqlInstant(at),
  );
}

/** What was refused or expired is not paid for. */
export async function sumSegmentsSince(tx: Tx, since: Instant): Promise<number> {
  const row = await tx.row<{ segments: number }>(
    `select coalesce(sum(segments), 0)::integer as segments from notifications.message
      where tenant_id = $1 and medium = 'sms' and created_at >= $2 and state not in ('refused', 'expired')`,
    sqlInstant(since),
  );
  return row?.segments ?? 0;
}
