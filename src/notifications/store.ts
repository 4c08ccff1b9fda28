// The SQL of notifications: messages waiting, settled, and blanked when nobody may need them any more.
import type { Instant } from '#ground/instant.ts';
import type { Medium, MessageState, NewMessage } from '#notifications/model.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface WaitingMessage extends NewMessage {
  readonly messageId: string;
  readonly medium: Medium;
  readonly createdAt: Instant;
}

export function insertMessage(tx: Tx, messageId: string, at: Instant, message: NewMessage): void {
  tx.write(
    `insert into notifications.message
       (tenant_id, message_id, medium, address, subject, body, created_at, expires_at, state)
     values ($1, $2, 'mail', $3, $4, $5, $6, $7, 'waiting')`,
    messageId,
    message.address,
    message.subject,
    message.body,
    sqlInstant(at),
    sqlInstant(message.expiresAt),
  );
}

/** Undefined when the message is settled already. */
export function findWaitingMessage(tx: Tx, messageId: string): Promise<WaitingMessage | undefined> {
  return tx.row<WaitingMessage>(
    `select message_id as "messageId", medium, address, subject, body,
            created_at as "createdAt", expires_at as "expiresAt"
       from notifications.message where tenant_id = $1 and message_id = $2 and state = 'waiting'`,
    messageId,
  );
}

/** One more attempt and its answer; a waiting message stays waiting, and no other keeps a secret. */
export function updateAttempt(
  tx: Tx,
  messageId: string,
  state: Extract<MessageState, 'waiting' | 'sent' | 'refused' | 'failed'>,
  answer: string,
  at: Instant,
): void {
  tx.write(
    `update notifications.message
        set state = $3::text, attempts = attempts + 1, last_answer = $4, begun_at = null,
            sealed_body = case when $3::text = 'waiting' then sealed_body end,
            settled_at = case when $3::text = 'waiting' then null else $5::timestamptz end
      where tenant_id = $1 and message_id = $2 and state = 'waiting'`,
    messageId,
    state,
    answer,
    sqlInstant(at),
  );
}

export function updateExpired(tx: Tx, messageId: string, at: Instant): void {
  tx.write(
    `update notifications.message set state = 'expired', body = '', sealed_body = null, settled_at = $3
      where tenant_id = $1 and message_id = $2 and state = 'waiting'`,
    messageId,
    sqlInstant(at),
  );
}

/** Takes text and address out of messages that expired before; returns how many. */
export async function blankMessages(tx: Tx, expiredBefore: Instant): Promise<number> {
  const blanked = await tx.rows(
    `update notifications.message set address = '', subject = '', body = ''
      where tenant_id = $1 and expires_at < $2 and address <> '' returning message_id`,
    sqlInstant(expiredBefore),
  );
  return blanked.length;
}
