// Use case: an SMS is put in line for one number, if the authority has a sender and the month's cap is not reached.
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import { deliverKind } from '#notifications/send-message.ts';
import { sealedTextOf } from '#notifications/sealed-text.ts';
import { smsSenderSetting } from '#notifications/settings.ts';
import type { NewSms } from '#notifications/sms-model.ts';
import { isE164 } from '#notifications/sms-rules.ts';
import type { SmsMonth } from '#notifications/sms-month.ts';
import { readSmsMonth } from '#notifications/sms-month.ts';
import type { SmsRow } from '#notifications/sms-store.ts';
import { findRecipient, insertSms, insertUnsentSms } from '#notifications/sms-store.ts';
import { smsText } from '#notifications/sms-text.ts';
import { newId } from '#platform/crypto.ts';
import type { Tx } from '#platform/database.ts';
import { tellOutside } from '#platform/outbox.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';
import { sealField } from '#tenancy/sealed-field.ts';
import { resolveSetting } from '#tenancy/settings.ts';
import type { FieldKey } from '#tenancy/tenant-keys.ts';

export type SmsRefusal = 'number-not-valid' | 'no-approved-sender' | 'month-is-full';

/** Whether the authority has a sender that may send. */
export async function hasApprovedSender(tx: Tx, at: Instant): Promise<boolean> {
  const settings = await listSettings(tx);
  return resolveSetting(smsSenderSetting, settings, { day: dayAt(at) })?.state === 'approved';
}

/**
 * In a transaction of the system only. What cannot go out is kept without its text, so that the office sees whom it
 * did not reach. `sealedUnder`: the text opens an account, so it lies sealed while it waits, and nowhere afterwards.
 * Of two at once at the cap both may pass: it guards a purse, not a border.
 */
export async function queueSms(
  tx: Tx,
  at: Instant,
  sms: NewSms,
  sealedUnder?: FieldKey,
): Promise<Outcome<{ readonly messageId: string; readonly segments: number }, SmsRefusal>> {
  const month = await readSmsMonth(tx, at);
  const text = smsText(sms.text).segments;
  const messageId = newId(at);
  const row = { ...sms, segments: text.length };
  const refusal = decideQueueing(row, month);
  if (refusal !== undefined) {
    // An authority without SMS misses none.
    if (month.sender !== null) insertUnsentSms(tx, messageId, at, row, refusal);
    return refuse(refusal);
  }
  insertSms(tx, messageId, at, { ...row, ...stored(sealedUnder, messageId, text.join('')) });
  tellOutside(tx, at, deliverKind, { messageId });
  return accept({ messageId, segments: text.length });
}

/** Null: the number has been blanked since. */
export async function recipientOfSms(tx: Tx, messageId: string): Promise<string | null> {
  return (await findRecipient(tx, messageId)) ?? null;
}

function decideQueueing(
  { recipient, segments }: { readonly recipient: string; readonly segments: number },
  { sender, segmentsLeft }: SmsMonth,
): SmsRefusal | undefined {
  if (!isE164(recipient)) return 'number-not-valid';
  if (sender?.state !== 'approved') return 'no-approved-sender';
  return segments > segmentsLeft ? 'month-is-full' : undefined;
}

/** What holds a secret is never written as it is. */
function stored(
  sealedUnder: FieldKey | undefined,
  messageId: string,
  text: string,
): Pick<SmsRow, 'text' | 'sealedText'> {
  if (sealedUnder === undefined) return { text, sealedText: null };
  return { text: '', sealedText: sealField(sealedUnder, sealedTextOf(messageId), text) };
}
