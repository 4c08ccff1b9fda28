// What may stand as the sender of an SMS, when one may ring, and what follows from a provider's answer.
import type { Weekday } from '#ground/day.ts';
import type { SmsOutcome } from '#notifications/sms-model.ts';

/**
 * Numbers of our own may not be senders in Italy: an alias in AGCOM's register (resolution 12/23/CIR), which takes
 * weeks, or a number that an operator assigned for it. Only an approved sender sends.
 */
export interface SmsSender {
  readonly sender: string;
  readonly state: 'pending' | 'approved';
}

export type SenderFault =
  | 'empty'
  | 'too-long'
  | 'only-digits'
  | 'letter-not-allowed'
  | 'spaces-not-single';

/** AGCOM 12/23/CIR: at most 11 letters of those listed, not only digits, single spaces inside. */
export function aliasFault(alias: string): SenderFault | undefined {
  if (alias === '') return 'empty';
  if (!/^[A-Za-z0-9èéùìòà !',.:;?€£$%&()*+\-/_=<>@#"]*$/.test(alias)) return 'letter-not-allowed';
  if (/^ | $| {2}/.test(alias)) return 'spaces-not-single';
  if (alias.length > 11) return 'too-long';
  return /^[+\d ]+$/.test(alias) ? 'only-digits' : undefined;
}

/** E.164: '+' and 8 to 15 digits. */
export function isE164(number: string): boolean {
  return /^\+[1-9]\d{7,14}$/.test(number);
}

export function isSenderValid(sender: string): boolean {
  return isE164(sender) || aliasFault(sender) === undefined;
}

/** 'HH:MM' of Italy: from the first minute on, not any more at the last. */
export interface AllowedHours {
  readonly from: string;
  readonly to: string;
}

/** Never on Sundays and holidays (the telemarketing code of 2024, taken as good manners). */
export interface QuietHours {
  readonly weekdays: AllowedHours;
  readonly saturday: AllowedHours;
}

export const quietHoursDefault: QuietHours = {
  weekdays: { from: '09:00', to: '20:00' },
  saturday: { from: '10:00', to: '19:00' },
};

/** The hours in which an SMS that can wait may ring on such a day; undefined: at no hour. */
export function allowedOn(
  quietHours: QuietHours,
  day: { readonly weekday: Weekday; readonly isHoliday: boolean },
): AllowedHours | undefined {
  if (day.isHoliday || day.weekday === 7) return undefined;
  return day.weekday === 6 ? quietHours.saturday : quietHours.weekdays;
}

/** An SMS cannot be taken back and costs money: after two times without an answer it is not handed over again. */
export const unansweredMax = 2;

export type SmsDelivery = 'sent' | 'refused' | 'failed' | 'retry';

/** `unanswered`: how often it was handed over without an answer, this time included. */
export function decideSmsDelivery(outcome: SmsOutcome, unanswered: number): SmsDelivery {
  switch (outcome.kind) {
    case 'accepted':
      return 'sent';
    case 'refused':
      return 'refused';
    case 'silent':
      return unanswered >= unansweredMax ? 'failed' : 'retry';
    case 'later':
    case 'our-trouble':
      return 'retry';
  }
}

/** What its parts' reports make of a message; undefined: it stays as it is. One part that failed spoils the text. */
export function decideReported(
  parts: number,
  reports: readonly { readonly part: number; readonly state: 'delivered' | 'failed' }[],
): 'delivered' | 'failed' | undefined {
  const arrived = new Set(
    reports.filter((one) => one.state === 'delivered').map((one) => one.part),
  );
  if (arrived.size === parts) return 'delivered';
  const isLost = reports.some((one) => !arrived.has(one.part));
  return isLost ? 'failed' : undefined;
}
