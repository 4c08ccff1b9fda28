// The same request again gets the same answer: the key its sender chose, with a hash of what was asked (FOUNDATIONS 20).
import { createHash } from 'node:crypto';
import type { Instant } from '#ground/instant.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface IdempotencyKey {
  readonly key: string;
  readonly requestHash: string;
}

/** `route` and `body` together are what was asked. */
export function idempotencyKeyOf(key: string, route: string, body: unknown): IdempotencyKey {
  return {
    key,
    requestHash: createHash('sha256')
      .update(route)
      .update(JSON.stringify(body))
      .digest('base64url'),
  };
}

/** The answer given before, undefined when there is none; refused when the key was used for another request. */
export async function findAnswered(
  tx: Tx,
  account: Promise<{ readonly accountId: string }>,
  key: IdempotencyKey,
): Promise<Outcome<string | undefined, 'key-reused'>> {
  // Keys are random, so the account is checked here instead of waiting for it before the statement.
  const [{ accountId }, rows] = await Promise.all([
    account,
    tx.rows<{ actorId: string; requestHash: string; answer: string }>(
      `select actor_id as "actorId", request_hash as "requestHash", response as "answer"
         from platform.idempotent_request where tenant_id = $1 and key = $2`,
      key.key,
    ),
  ]);
  const mine = rows.find((row) => row.actorId === accountId);
  return mine === undefined || mine.requestHash === key.requestHash
    ? accept(mine?.answer)
    : refuse('key-reused');
}

export function recordAnswered(
  tx: Tx,
  actorId: string,
  key: IdempotencyKey,
  answer: string,
  at: Instant,
): void {
  tx.write(
    `insert into platform.idempotent_request (tenant_id, actor_id, key, request_hash, response, recorded_at) values ($1, $2, $3, $4, $5::jsonb, $6)`,
    actorId,
    key.key,
    key.requestHash,
    JSON.stringify(answer),
    sqlInstant(at),
  );
}

/** Answers older than `before` go: nobody repeats a request after weeks. */
export function forgetAnswered(tx: Tx, before: Instant): void {
  tx.write(
    `delete from platform.idempotent_request where tenant_id = $1 and recorded_at < $2`,
    sqlInstant(before),
  );
}
