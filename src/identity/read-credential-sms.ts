// Use case: what the office sees before it sends codes or first passwords by SMS, and what became of the last ones.
import type { Instant } from '#ground/instant.ts';
import type { AskMeans, Site } from '#identity/ask-credential-sms.ts';
import { previewOf } from '#identity/ask-credential-sms.ts';
import type { CredentialKind, FirstPasswordFault } from '#identity/credential-sms-rules.ts';
import {
  credentialStanding,
  firstPasswordFault,
  maskedNumber,
  mobileOf,
} from '#identity/credential-sms-rules.ts';
import type { Addressee } from '#identity/credential-sms-store.ts';
import { listAddressees } from '#identity/credential-sms-store.ts';
import { readRecoveryCodeHours } from '#identity/give-recovery-code.ts';
import type { SmsMeansNow } from '#notifications/sms-month.ts';
import { readSmsMeans } from '#notifications/sms-month.ts';
import type { SmsStanding, SmsTimes } from '#notifications/standing-rules.ts';
import type { Holidays } from '#notifications/quiet-hours.ts';
import type { Tx } from '#platform/database.ts';

export interface ReadMeans extends AskMeans {
  readonly holidaysUnder: Holidays;
}

export interface CredentialSending {
  readonly kind: CredentialKind;
  readonly askedAt: Instant;
  readonly standing: SmsStanding;
}

export interface CredentialPreview {
  readonly accountId: string;
  /** The last four digits; null where there is no mobile number. */
  readonly maskedNumber: string | null;
  readonly text: string;
  readonly segments: number;
  /** Why none can go now. */
  readonly fault: FirstPasswordFault | null;
  /** The latest, of whatever kind. */
  readonly sending: CredentialSending | null;
}

export interface CredentialDesk {
  readonly means: SmsMeansNow;
  readonly previews: readonly CredentialPreview[];
}

/** In a transaction of the office. Accounts that are closed are left out. */
export async function readCredentialSms(
  tx: Tx,
  means: ReadMeans,
  asked: Site & { readonly kind: CredentialKind; readonly accountIds: readonly string[] },
): Promise<CredentialDesk> {
  const now = means.clock.now();
  const [addressees, smsMeans, validHours] = await Promise.all([
    listAddressees(tx, asked.accountIds),
    readSmsMeans(tx, means),
    readRecoveryCodeHours(tx, means.clock),
  ]);
  const times: SmsTimes = {
    now,
    mayRingFrom: smsMeans.ringsFrom ?? now,
    hasSender: smsMeans.sender?.state === 'approved',
  };
  return {
    means: smsMeans,
    previews: addressees.map((one) => ({
      ...previewOf(asked.kind, one, asked, validHours),
      accountId: one.accountId,
      ...numberAndFault(asked.kind, one, now),
      sending: sendingOf(one, times),
    })),
  };
}

function numberAndFault(
  kind: CredentialKind,
  addressee: Addressee,
  now: Instant,
): Pick<CredentialPreview, 'maskedNumber' | 'fault'> {
  const number = mobileOf(addressee.mobile);
  const numberFault = number.ok ? null : number.refusal;
  return {
    maskedNumber: number.ok ? maskedNumber(number.value) : null,
    fault: kind === 'first-password' ? firstPasswordFault(addressee, now) : numberFault,
  };
}

function sendingOf({ asked }: Addressee, times: SmsTimes): CredentialSending | null {
  if (asked === null) return null;
  const { kind, askedAt } = asked;
  return { kind, askedAt, standing: credentialStanding(asked, times) };
}
