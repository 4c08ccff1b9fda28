// Use case: an SMS is put in line for one number, if the authority has a sender and the month's cap is not reached.
import type { Instant } from '#ground/instant.ts';
import { asDay } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { deliverKind } from '#notifications/send-message.ts';
import { smsMonthlySegmentsSetting, smsSenderSetting } from '#notifications/settings.ts';
import type { NewSms } from '#notifications/sms-model.ts';
import { isE164 } from '#notifications/sms-rules.ts';
import { findRecipient, insertSms, sumSegmentsSince } from '#notifications/sms-store.ts';
import { smsText } from '#notifications/sms-text.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { tellOutside } from '#platform/outbox.ts';
import { dayAt, instantOf } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';
import { resolveSetting } from '#tenancy/settings.ts';

export type SmsRefusal = 'number-not-valid' | 'no-approved-sender' | 'month-is-full';

/** Whether the authority has a sender that may send. */
export async function hasApprovedSender(tx: Tx, at: Instant): Promise<boolean> {
  const settings = await listSettings(tx);
  return resolveSetting(smsSenderSetting, settings, { day: dayAt(at) })?.state === 'approved';
}

/** In a transaction of the system only. Of two at once at the cap both may pass: it guards a purse, not a border. */
export async function queueSms(
  tx: Tx,
  at: Instant,
  sms: NewSms,
): Promise<Outcome<{ readonly messageId: string; readonly segments: number }, SmsRefusal>> {
  if (!isE164(sms.recipient)) return refuse('number-not-valid');
  const day = dayAt(at);
  const monthBegan = instantOf(asDay(`${day.slice(0, 8)}01`), '00:00');
  const [settings, spent] = await Promise.all([listSettings(tx), sumSegmentsSince(tx, monthBegan)]);
  const sender = resolveSetting(smsSenderSetting, settings, { day });
  if (sender?.state !== 'approved') return refuse('no-approved-sender');
  const text = smsText(sms.text).segments;
  if (spent + text.length > resolveSetting(smsMonthlySegmentsSetting, settings, { day }))
    return refuse('month-is-full');
  const messageId = newId(at);
  insertSms(tx, messageId, at, { ...sms, text: text.join(''), segments: text.length });
  tellOutside(tx, at, deliverKind, { messageId });
  return accept({ messageId, segments: text.length });
}

/** Null: the number has been blanked since. */
export async function recipientOfSms(tx: Tx, messageId: string): Promise<string | null> {
  return (await findRecipient(tx, messageId)) ?? null;
}
