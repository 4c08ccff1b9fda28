// What SMPP 3.4 says with numbers and texts, in our words: statuses, delivery receipts, addresses, times.
import type { Instant } from '#ground/instant.ts';
import { isoInstant } from '#ground/instant.ts';
import type { DeliveryReport, SmsOutcome } from '#notifications/sms-model.ts';
import { isE164 } from '#notifications/sms-rules.ts';

/** SMPP 3.4 section 5.1.3: busy or not bound, so certainly not taken. */
const later = new Set([0x04, 0x05, 0x08, 0x14, 0x58, 0x64]);
/** About this text or this number: length, destination, data coding, message content. */
const refused = new Set([
  0x01, 0x0b, 0x33, 0x34, 0x40, 0x43, 0x44, 0x45, 0x48, 0x49, 0x62, 0x65, 0x66,
]);

/** Any other status (login, sender, credit, codes of the provider's own) is ours to mend. */
export function outcomeOfStatus(status: number): SmsOutcome {
  if (status === 0) return { kind: 'accepted' };
  const code = `smpp ${status.toString(16).padStart(2, '0')}`;
  if (later.has(status)) return { kind: 'later', code };
  return { kind: refused.has(status) ? 'refused' : 'our-trouble', code };
}

/** Its queue is full, or we are faster than was agreed. */
export function isThrottle(outcome: SmsOutcome): boolean {
  return outcome.kind === 'later' && ['smpp 14', 'smpp 58'].includes(outcome.code);
}

/** esm_class, bits 2 to 5: a delivery receipt of the message centre. */
export function isReceipt(esmClass: number): boolean {
  return (esmClass & 0x3c) === 0x04;
}

const failures: Readonly<Record<number, string>> = {
  3: 'EXPIRED',
  4: 'DELETED',
  5: 'UNDELIV',
  7: 'UNKNOWN',
  8: 'REJECTD',
};

/**
 * SMPP 3.4 section 5.3.2.26 and appendix B: the fields where there are any, else the text
 * "id:… sub:001 dlvrd:001 submit date:… done date:… stat:DELIVRD err:000 text:…". Undefined: still on its way.
 */
export function readReceipt(receipt: {
  readonly text: string;
  readonly messageId: string | undefined;
  readonly messageState: number | undefined;
}): DeliveryReport | undefined {
  const field = (name: string): string | undefined =>
    new RegExp(`\\b${name}:\\s*([A-Za-z0-9._-]+)`, 'i').exec(receipt.text)?.[1];
  const providerMessageId = receipt.messageId ?? field('id');
  const stat = stateOf(receipt.messageState) ?? field('stat')?.toUpperCase();
  if (providerMessageId === undefined || stat === undefined) return undefined;
  const reason = `${stat} ${field('err') ?? ''}`.trim().slice(0, 40);
  if (stat === 'DELIVRD') return { providerMessageId, state: 'delivered', reason };
  return Object.values(failures).includes(stat)
    ? { providerMessageId, state: 'failed', reason }
    : undefined;
}

function stateOf(messageState: number | undefined): string | undefined {
  if (messageState === undefined) return undefined;
  return messageState === 2 ? 'DELIVRD' : failures[messageState];
}

/** Section 5.2.5: 1 an international number, 5 letters. */
export function addressOf(address: string): {
  readonly ton: number;
  readonly npi: number;
  readonly digits: string;
} {
  return isE164(address)
    ? { ton: 1, npi: 1, digits: address.slice(1) }
    : { ton: 5, npi: 0, digits: address };
}

/** Section 7.1.1, absolute, UTC: 'YYMMDDhhmmsstnnp'. */
export function smppTime(at: Instant): string {
  return `${isoInstant(at).replaceAll(/\D/g, '').slice(2, 14)}000+`;
}

/** The same for every try of a message, so that a phone puts parts of two tries together. 0 to 255. */
export function referenceOf(messageId: string): number {
  return Number.parseInt(messageId.slice(-2), 16) & 0xff;
}
