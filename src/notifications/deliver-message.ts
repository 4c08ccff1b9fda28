// Handler of the outbox: one try to deliver a message, and what its answer means for the next.
import type { Clock } from '#ground/clock.ts';
import type { SmsMeans } from '#notifications/deliver-sms.ts';
import { deliverSms } from '#notifications/deliver-sms.ts';
import { messageIdHeader } from '#notifications/model.ts';
import { decideDelivery, describeAnswer, isOurTrouble } from '#notifications/rules.ts';
import type { MailSender } from '#notifications/smtp-sender.ts';
import type { WaitingMessage } from '#notifications/store.ts';
import { findWaitingMessage, updateAttempt, updateExpired } from '#notifications/store.ts';
import type { Database } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import type { OutboxAnswer, OutboxHandler, OutboxMessage } from '#platform/outbox.ts';
import { backoffSeconds } from '#platform/outbox.ts';

export interface DeliveryMeans {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Undefined: this installation has none, and what waits for it waits until it expires. */
  readonly mail: MailMeans | undefined;
  readonly sms: SmsMeans | undefined;
}

export interface MailMeans {
  readonly sender: MailSender;
  /** The authority's own sender, `tenancy.tenant.mail_from`. */
  readonly mailFromOf: (tenantId: number) => Promise<string>;
}

/** Bind it to `deliverKind`. Asked again after a crash it finds the message settled and sends nothing. */
export function messageDeliverer(means: DeliveryMeans): OutboxHandler {
  return { outside: (told) => deliver(means, told) };
}

async function deliver(means: DeliveryMeans, told: OutboxMessage): Promise<OutboxAnswer> {
  const { database, clock } = means;
  const messageId = String(told.payload['messageId']);
  const message = await database.inTenant(told.tenantId, 'system', async (tx) => {
    const found = await findWaitingMessage(tx, messageId);
    if (found === undefined || clock.now() < found.expiresAt) return found;
    updateExpired(tx, messageId, clock.now());
    return undefined;
  });
  if (message === undefined) return 'done';
  if (message.medium === 'sms')
    return means.sms === undefined ? waits('SMS_URL') : deliverSms(means, means.sms, told);
  return means.mail === undefined
    ? waits('SMTP_URL')
    : deliverMail(means, means.mail, told, message);
}

const waits = (variable: string): OutboxAnswer => ({
  retryAfterSeconds: 3600,
  answer: `no ${variable}`,
});

async function deliverMail(
  means: DeliveryMeans,
  mail: MailMeans,
  told: OutboxMessage,
  message: WaitingMessage,
): Promise<OutboxAnswer> {
  const { messageId } = message;
  const from = await mail.mailFromOf(told.tenantId);
  const answer = await mail.sender.send({
    from,
    to: message.address,
    subject: message.subject,
    body: message.body,
    messageId: messageIdHeader(messageId, from),
    writtenAt: message.createdAt,
  });
  const delivery = decideDelivery(answer);
  const said = describeAnswer(answer);
  if (isOurTrouble(answer)) {
    means.log.alarm('mail-not-accepted', { tenantId: told.tenantId, id: messageId, code: said });
  }
  const state = delivery === 'retry' ? 'waiting' : delivery;
  await means.database.inTenant(told.tenantId, 'system', async (tx) =>
    updateAttempt(tx, messageId, state, said, means.clock.now()),
  );
  if (delivery === 'sent') return 'done';
  return delivery === 'refused'
    ? { failed: said }
    : { retryAfterSeconds: backoffSeconds(told.attempts), answer: said };
}
