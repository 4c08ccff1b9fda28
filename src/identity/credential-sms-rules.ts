// Who may be sent a code or a first password by SMS, and what becomes of one that was asked for (RULES E1).
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import { phoneNumberOf } from '#ground/phone-number.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { SmsFacts, SmsStanding, SmsTimes } from '#notifications/standing-rules.ts';
import { smsStanding } from '#notifications/standing-rules.ts';

export type CredentialKind = 'recovery-code' | 'first-password';
export type NumberFault = 'no-number' | 'number-not-mobile';

/** The latest that was asked for an account; `sms` once its secret was made and put in line. */
export interface AskedCredential {
  readonly kind: CredentialKind;
  readonly askedAt: Instant;
  readonly unsentBecause: string | null;
  readonly sms: SmsFacts | null;
}

export type FirstPasswordFault = NumberFault | 'signed-in' | 'under-way' | 'sent-already';

/** The number in E.164. One of an Italian line that stands still cannot be read; a foreign one is taken as it is. */
export function mobileOf(written: string | null): Outcome<string, NumberFault> {
  if (written === null || written.trim() === '') return refuse('no-number');
  const number = phoneNumberOf(written);
  if (number === undefined || (number.startsWith('+39') && !number.startsWith('+393')))
    return refuse('number-not-mobile');
  return accept(number);
}

/** After a first password that left us the next one goes after a week: it would end the one that may be in a pocket. */
export const daysBetweenPasswords = 7;

/** Null: one may go. */
export function firstPasswordFault(
  facts: {
    readonly mustChangePassword: boolean;
    readonly mobile: string | null;
    readonly asked: AskedCredential | null;
  },
  now: Instant,
): FirstPasswordFault | null {
  const { mustChangePassword, mobile, asked } = facts;
  if (!mustChangePassword) return 'signed-in';
  if (asked !== null && isUnderWay(asked)) return 'under-way';
  if (asked !== null && hasLeft(asked) && now < plusSeconds(asked.askedAt, weekSeconds))
    return 'sent-already';
  const number = mobileOf(mobile);
  return number.ok ? null : number.refusal;
}

const weekSeconds = daysBetweenPasswords * 86_400;

/** No message yet, and no word that there will be none. */
export function isUnderWay({ sms, unsentBecause }: AskedCredential): boolean {
  return sms === null && unsentBecause === null;
}

/** Also while the provider is being tried: its text is made, and no other may be. */
function hasLeft({ kind, sms }: AskedCredential): boolean {
  return kind === 'first-password' && sms !== null && isAlive(sms.state);
}

const isAlive = (state: SmsFacts['state']): boolean =>
  state === 'waiting' || state === 'sent' || state === 'delivered';

/** A first password whose secret is not made yet waits for the hours as its SMS would. */
export function credentialStanding(asked: AskedCredential, times: SmsTimes): SmsStanding {
  if (asked.unsentBecause !== null) return { kind: 'unsent', reason: asked.unsentBecause };
  const canWait = asked.kind === 'first-password';
  return smsStanding(asked.sms ?? { state: 'waiting', canWait, lastAnswer: null }, times);
}

/** '+39 ••• ••• 0100': enough to ask "does your number end in 0100?", and no more. */
export function maskedNumber(number: string): string {
  const prefix = number.startsWith('+39') ? '+39 ' : '';
  return `${prefix}••• ••• ${number.slice(-4)}`;
}
