// What must be told to the outside: written in the transaction of the change, carried out later by a sweeper that forgets nothing.
import { randomInt } from 'node:crypto';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import { newId } from '#platform/crypto.ts';
import type { Database, Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import { faultName } from '#platform/log.ts';

/** Ids and codes, never texts (FOUNDATIONS 21): what a handler needs to find the rest. */
export type OutboxPayload = Readonly<Record<string, string | number | boolean | null>>;

export interface OutboxMessage {
  readonly tenantId: number;
  readonly outboxId: string;
  readonly payload: OutboxPayload;
  /** How often it was taken up, this time included. */
  readonly attempts: number;
}

/** `answer` and `failed` are for the office: short, without a name or an address. */
export type OutboxAnswer =
  | 'done'
  | { readonly retryAfterSeconds: number; readonly answer: string }
  | { readonly failed: string };

/**
 * `inTransaction`: effects in the database only, committed together with the mark "done", so exactly once.
 * `outside`: talks to the world, opens its own transactions, and may be called again after a crash.
 */
export type OutboxHandler =
  | { readonly inTransaction: (tx: Tx, message: OutboxMessage) => Promise<OutboxAnswer> }
  | { readonly outside: (message: OutboxMessage) => Promise<OutboxAnswer> };

export interface OutboxSweep {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** By kind, '<room>.<act>': 'notifications.deliver'. */
  readonly handlers: Readonly<Record<string, OutboxHandler>>;
  /** Rows taken up at most. */
  readonly limit: number;
}

/** How long a sweeper keeps a row from others; after a crash it is due again when this has passed. */
export const leaseSeconds = 300;
const handlersAtOnce = 4;

/** Costs no round trip: the row travels with COMMIT. Due at once. */
export function tellOutside(tx: Tx, at: Instant, kind: string, payload: OutboxPayload): void {
  tx.write(
    `insert into platform.outbox (tenant_id, outbox_id, kind, payload, created_at, due_at)
     values ($1, $2, $3, $4, $5, $5)`,
    newId(at),
    kind,
    JSON.stringify(payload),
    sqlInstant(at),
  );
}

/** Takes up what is due, of all tenants, and returns how many rows it took (fewer than the limit: nothing is left). */
export async function sweepOutbox(sweep: OutboxSweep): Promise<number> {
  const claimed = await claimDue(sweep);
  const waiting = [...claimed];
  const worker = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      await carryOut(sweep, row);
    }
  };
  await Promise.all(Array.from({ length: handlersAtOnce }, worker));
  return claimed.length;
}

/** 10 s, 20 s, 40 s … at most an hour, a fifth more or less so that a crowd does not come back as one. */
export function backoffSeconds(attempts: number): number {
  const seconds = Math.min(10 * 2 ** Math.min(attempts - 1, 12), 3600);
  return Math.round((seconds * randomInt(80, 121)) / 100);
}

interface ClaimedRow extends OutboxMessage {
  readonly kind: string;
  readonly leasedUntil: Instant;
}

/** Two sweepers never take the same row: the claim is committed before any handler runs. */
async function claimDue({ database, clock, limit }: OutboxSweep): Promise<readonly ClaimedRow[]> {
  const now = clock.now();
  const leasedUntil = plusSeconds(now, leaseSeconds);
  const rows = await database.acrossTenants((tx) =>
    tx.rows<Omit<ClaimedRow, 'leasedUntil'>>(
      `with due as (
         select tenant_id, outbox_id from platform.outbox
          where done_at is null and failed_at is null and due_at <= $1
          order by due_at limit $2 for update skip locked)
       update platform.outbox o set due_at = $3, attempts = o.attempts + 1
         from due where o.tenant_id = due.tenant_id and o.outbox_id = due.outbox_id
       returning o.tenant_id as "tenantId", o.outbox_id as "outboxId", o.kind, o.payload, o.attempts`,
      sqlInstant(now),
      limit,
      sqlInstant(leasedUntil),
    ),
  );
  return rows.map((row) => ({ ...row, leasedUntil }));
}

async function carryOut(sweep: OutboxSweep, row: ClaimedRow): Promise<void> {
  // Whatever no longer fits in the lease is left: it is due again when the lease ends.
  if (sweep.clock.now() >= plusSeconds(row.leasedUntil, -leaseSeconds / 2)) return;
  try {
    const handler = sweep.handlers[row.kind];
    if (handler === undefined) throw new Error('no handler for this kind');
    await ('inTransaction' in handler
      ? carryOutInTransaction(sweep, row, handler.inTransaction)
      : settleAlone(sweep, row, await handler.outside(row)));
  } catch (fault) {
    const name = faultName(fault);
    sweep.log.alarm('outbox-fault', {
      tenantId: row.tenantId,
      kind: row.kind,
      id: row.outboxId,
      attempts: row.attempts,
      fault: name,
    });
    await settleAlone(sweep, row, {
      retryAfterSeconds: backoffSeconds(row.attempts),
      answer: name,
    });
  }
}

async function carryOutInTransaction(
  sweep: OutboxSweep,
  row: ClaimedRow,
  handle: (tx: Tx, message: OutboxMessage) => Promise<OutboxAnswer>,
): Promise<void> {
  await sweep.database.inTenant(row.tenantId, 'system', async (tx) => {
    const held = await tx.row(
      `select outbox_id from platform.outbox
        where tenant_id = $1 and outbox_id = $2 and attempts = $3 and done_at is null and failed_at is null
          for update`,
      row.outboxId,
      row.attempts,
    );
    // Somebody else took it up after our lease: its answer counts.
    if (held !== undefined) settle(tx, sweep.clock.now(), row, await handle(tx, row));
  });
}

async function settleAlone(
  sweep: OutboxSweep,
  row: ClaimedRow,
  answer: OutboxAnswer,
): Promise<void> {
  await sweep.database.inTenant(row.tenantId, 'system', async (tx) => {
    settle(tx, sweep.clock.now(), row, answer);
  });
}

/** `attempts` is the fencing token: who lost its lease settles nothing. */
function settle(tx: Tx, now: Instant, row: ClaimedRow, answer: OutboxAnswer): void {
  const isDone = answer === 'done';
  const isFailed = !isDone && 'failed' in answer;
  const dueAt = isDone || isFailed ? row.leasedUntil : plusSeconds(now, answer.retryAfterSeconds);
  const said = isDone ? null : isFailed ? answer.failed : answer.answer;
  tx.write(
    `update platform.outbox set due_at = $4, done_at = $5, failed_at = $6, last_error = $7
      where tenant_id = $1 and outbox_id = $2 and attempts = $3 and done_at is null and failed_at is null`,
    row.outboxId,
    row.attempts,
    sqlInstant(dueAt),
    isDone ? sqlInstant(now) : null,
    isFailed ? sqlInstant(now) : null,
    said,
  );
}

/** Rows that were settled before then go: what they told is recorded where it belongs. */
export function forgetSettled(tx: Tx, before: Instant): void {
  tx.write(
    `delete from platform.outbox where tenant_id = $1 and (done_at < $2 or failed_at < $2)`,
    sqlInstant(before),
  );
}
