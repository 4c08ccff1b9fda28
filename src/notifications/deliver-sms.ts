// One try to hand over an SMS: never in quiet hours, never without an approved sender, never a third time in the dark.
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import type { Holidays } from '#notifications/quiet-hours.ts';
import { ringsFrom } from '#notifications/quiet-hours.ts';
import { sealedTextOf } from '#notifications/sealed-text.ts';
import { smsSenderSetting } from '#notifications/settings.ts';
import type { Sms, SmsAnswer, SmsOutcome, SmsTransport } from '#notifications/sms-model.ts';
import { decideSmsDelivery, unansweredMax } from '#notifications/sms-rules.ts';
import type { WaitingSms } from '#notifications/sms-store.ts';
import {
  findWaitingSms,
  insertSubmissions,
  listPartsTaken,
  updateBegun,
  updateUnanswered,
} from '#notifications/sms-store.ts';
import { smsText } from '#notifications/sms-text.ts';
import { updateAttempt } from '#notifications/store.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import type { OutboxAnswer, OutboxMessage } from '#platform/outbox.ts';
import { backoffSeconds } from '#platform/outbox.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';
import { unsealField } from '#tenancy/sealed-field.ts';
import { resolveSetting } from '#tenancy/settings.ts';
import { fieldKey } from '#tenancy/tenant-keys.ts';

export interface SmsMeans {
  readonly transport: SmsTransport;
  /** What is a holiday under all the settings of an authority. */
  readonly holidaysUnder: Holidays;
  /** Opens what lies sealed. */
  readonly masterKey: MasterKey;
}

interface Means {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * That it begins is committed before the provider hears of it. So whoever takes it up after a crash knows that it
 * may have been taken: it is handed over once more, and after a second time in the dark never again. At the most
 * a family gets it twice; in a run without a crash or a silence, once.
 */
export async function deliverSms(
  means: Means,
  sms: SmsMeans,
  told: OutboxMessage,
): Promise<OutboxAnswer> {
  const { database, clock, log } = means;
  const messageId = String(told.payload['messageId']);
  const begun = await database.inTenant(told.tenantId, 'system', (tx) =>
    begin(tx, clock.now(), sms, messageId),
  );
  if (begun.kind !== 'begun') return begun.answer;
  const answer = await sms.transport.send(begun.sms);
  const delivery = await database.inTenant(told.tenantId, 'system', async (tx) =>
    recordAnswer(tx, clock.now(), begun, answer),
  );
  const said = describe(answer.outcome);
  if (answer.outcome.kind === 'our-trouble')
    log.alarm('sms-not-accepted', { tenantId: told.tenantId, id: messageId, code: said });
  if (delivery === 'sent') return 'done';
  return delivery === 'retry'
    ? { retryAfterSeconds: backoffSeconds(told.attempts), answer: said }
    : { failed: said };
}

type Begun =
  | { readonly kind: 'begun'; readonly sms: Sms; readonly unanswered: number }
  | { readonly kind: 'not-now'; readonly answer: OutboxAnswer };

const notNow = (answer: OutboxAnswer): Begun => ({ kind: 'not-now', answer });

async function begin(
  tx: Tx,
  now: Instant,
  { holidaysUnder, masterKey }: SmsMeans,
  messageId: string,
): Promise<Begun> {
  const [message, settings, partsTaken] = await Promise.all([
    findWaitingSms(tx, messageId),
    listSettings(tx),
    listPartsTaken(tx, messageId),
  ]);
  if (message === undefined) return notNow('done');
  const place = { day: dayAt(now) };
  const sender = resolveSetting(smsSenderSetting, settings, place);
  if (sender?.state !== 'approved')
    return notNow({ retryAfterSeconds: 600, answer: 'no approved sender' });
  if (message.canWait) {
    const from = ringsFrom(settings, holidaysUnder, now);
    if (from > now)
      return notNow({ retryAfterSeconds: Math.ceil((from - now) / 1000), answer: 'quiet hours' });
  }
  // Begun already, and no answer: whoever began it crashed.
  const unanswered = message.unanswered + (message.isBegun ? 1 : 0);
  if (unanswered >= unansweredMax) {
    updateAttempt(tx, messageId, 'failed', describe({ kind: 'silent' }), now);
    return notNow({ failed: describe({ kind: 'silent' }) });
  }
  updateBegun(tx, messageId, unanswered, now);
  const { recipient, expiresAt } = message;
  const text = smsText(await openText(tx, masterKey, messageId, message));
  const sms = { ...text, messageId, sender: sender.sender, recipient, expiresAt, partsTaken };
  return { kind: 'begun', sms, unanswered };
}

async function openText(
  tx: Tx,
  masterKey: MasterKey,
  messageId: string,
  { text, sealedText }: WaitingSms,
): Promise<string> {
  if (sealedText === null) return text;
  return unsealField(await fieldKey(tx, masterKey), sealedTextOf(messageId), sealedText);
}

function recordAnswer(
  tx: Tx,
  now: Instant,
  { sms, unanswered }: Extract<Begun, { kind: 'begun' }>,
  { taken, outcome }: SmsAnswer,
): ReturnType<typeof decideSmsDelivery> {
  const silences = unanswered + (outcome.kind === 'silent' ? 1 : 0);
  const delivery = decideSmsDelivery(outcome, silences);
  insertSubmissions(tx, sms.messageId, taken, now);
  if (silences > unanswered) updateUnanswered(tx, sms.messageId, silences);
  const state = delivery === 'retry' ? 'waiting' : delivery;
  updateAttempt(tx, sms.messageId, state, describe(outcome), now);
  return delivery;
}

function describe(outcome: SmsOutcome): string {
  switch (outcome.kind) {
    case 'accepted':
      return 'accepted';
    case 'silent':
      return 'no answer';
    case 'later':
    case 'refused':
    case 'our-trouble':
      return outcome.code;
  }
}
