// The SQL of text messages that came in: each once, with what it led to.
import type { Instant } from '#ground/instant.ts';
import { sqlInstant } from '#platform/database.ts';
import type { Tx } from '#platform/database.ts';

/** What tells a message from the next one. */
export interface ArrivalName {
  readonly arrivalId: string;
  /** Of a message whose provider gave it no id. */
  readonly repeatHash: string | null;
  /** What arrived before with the same hash is another message. */
  readonly repeatsSince: Instant;
}

export interface ArrivedSms extends ArrivalName {
  readonly arrivedAt: Instant;
  readonly senderHash: string | null;
}

export interface SmsOutcomeRow {
  readonly receiptCodes: readonly string[];
  readonly refusals: readonly string[];
  /** Null: none was due. */
  readonly answer: string | null;
  /** Why it did not go out; null: it was put in line. */
  readonly unsent: string | null;
}

/** Holds the message until commit; false when it has been answered already. */
export async function insertArrival(tx: Tx, sms: ArrivedSms): Promise<boolean> {
  const row = await tx.row(
    `insert into voice.incoming_sms (tenant_id, arrival_id, arrived_at, sender_hash, repeat_hash)
     values ($1, $2, $3, $4, $5) on conflict do nothing returning arrival_id`,
    sms.arrivalId,
    sqlInstant(sms.arrivedAt),
    sms.senderHash,
    sms.repeatHash,
  );
  return row !== undefined;
}

/** The next message with this hash is another one; only of one that arrived by then, where that is said. */
export async function releaseRepeat(
  tx: Tx,
  repeatHash: string,
  arrivedBy: Instant | undefined,
): Promise<void> {
  await tx.rows(
    `update voice.incoming_sms set repeat_hash = null
      where tenant_id = $1 and repeat_hash = $2 and ($3::timestamptz is null or arrived_at <= $3) returning arrival_id`,
    repeatHash,
    arrivedBy === undefined ? null : sqlInstant(arrivedBy),
  );
}

export function updateOutcome(tx: Tx, arrivalId: string, outcome: SmsOutcomeRow): void {
  tx.write(
    `update voice.incoming_sms set receipt_codes = $3::text[], refusals = $4::text[], answer = $5, unsent = $6
      where tenant_id = $1 and arrival_id = $2`,
    arrivalId,
    outcome.receiptCodes,
    outcome.refusals,
    outcome.answer,
    outcome.unsent,
  );
}

export function findAnswer(
  tx: Tx,
  { arrivalId, repeatHash, repeatsSince }: ArrivalName,
): Promise<{ readonly answer: string | null } | undefined> {
  return tx.row(
    `select answer from voice.incoming_sms
      where tenant_id = $1 and (arrival_id = $2 or (repeat_hash = $3 and arrived_at > $4))`,
    arrivalId,
    repeatHash,
    sqlInstant(repeatsSince),
  );
}

/** How many messages of this sender since then changed nothing and were answered all the same. */
export async function countFruitless(tx: Tx, senderHash: string, since: Instant): Promise<number> {
  const row = await tx.row<{ count: number }>(
    `select count(*)::int as count from voice.incoming_sms
      where tenant_id = $1 and sender_hash = $2 and arrived_at > $3 and receipt_codes = '{}' and answer is not null`,
    senderHash,
    sqlInstant(since),
  );
  return row?.count ?? 0;
}

/** Takes sender and answer out of messages that arrived before; returns how many. */
export async function blankArrivals(tx: Tx, before: Instant): Promise<number> {
  const rows = await tx.rows(
    `update voice.incoming_sms set sender_hash = null, answer = null, repeat_hash = null
      where tenant_id = $1 and arrived_at < $2
        and (sender_hash is not null or answer is not null or repeat_hash is not null) returning arrival_id`,
    sqlInstant(before),
  );
  return rows.length;
}
