// Use cases of the telephone: whose the calling number is, and whose the phone code; tries are counted (RULES E1, B4).
import type { CallerPupil, GivenPin, RecognisedFamily } from '#enrolment/caller-rules.ts';
import { decideCaller, decideCode } from '#enrolment/caller-rules.ts';
import type { CodeRow } from '#enrolment/caller-store.ts';
import { findCode, listCallerLinks } from '#enrolment/caller-store.ts';
import { isPhonePin } from '#enrolment/phone-pin.ts';
import { callerNumberSetting, phonePinSetting } from '#enrolment/settings.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { refuse } from '#ground/refusal.ts';
import {
  callerLimit,
  hiddenCallersLimit,
  phoneCodeLimit,
  phoneLineLimit,
} from '#identity/attempt-rules.ts';
import { countAttempt, countMadeAttempt, subjectOf, waitSecondsOf } from '#identity/attempts.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, Tx } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';
import { resolveSetting } from '#tenancy/settings.ts';

export interface CallerMeans {
  readonly database: Database;
  /** Which day it is for classes and settings. */
  readonly clock: Clock;
  /** The real one: waits do not follow the demo's time. */
  readonly securityClock: Clock;
  /** Opens the PINs. */
  readonly masterKey: MasterKey;
}

/** A call or an SMS: it came in for this authority, at this number of ours, from that number (null: hidden). */
export interface Caller {
  readonly tenantId: number;
  /** E.164, as the telephone network says it: it can be forged, and opens first names and meals only. */
  readonly callerNumber: string | null;
  readonly calledNumber: string;
}

export type CodeRefusal = 'unknown-code' | 'code-not-in-use' | 'too-many-attempts' | 'pin-needed';

/** Whether a call that comes in now must give a PIN beside a phone code. */
export function asksPhonePin(
  { database, clock }: Pick<CallerMeans, 'database' | 'clock'>,
  tenantId: number,
): Promise<boolean> {
  const day = dayAt(clock.now());
  return database.inTenant(tenantId, 'family', async (tx) =>
    resolveSetting(phonePinSetting, await listSettings(tx), { day }),
  );
}

/** The family of the calling number; undefined where it is not on file, or the authority wants codes only. */
export async function recogniseNumber(
  { database, clock }: Pick<CallerMeans, 'database' | 'clock'>,
  { tenantId, callerNumber }: Pick<Caller, 'tenantId' | 'callerNumber'>,
): Promise<RecognisedFamily | undefined> {
  if (callerNumber === null) return undefined;
  const day = dayAt(clock.now());
  return database.inTenant(tenantId, 'family', async (tx) => {
    const [settings, links] = await Promise.all([
      listSettings(tx),
      listCallerLinks(tx, callerNumber, day),
    ]);
    return resolveSetting(callerNumberSetting, settings, { day })
      ? decideCaller(links, day)
      : undefined;
  });
}

/** The family that the number is on file for, also where the authority does not take a number's word for who calls. */
export async function familyOnFile(
  { database, clock }: Pick<CallerMeans, 'database' | 'clock'>,
  { tenantId, callerNumber }: { readonly tenantId: number; readonly callerNumber: string },
): Promise<RecognisedFamily | undefined> {
  const day = dayAt(clock.now());
  return database.inTenant(tenantId, 'family', async (tx) =>
    decideCaller(await listCallerLinks(tx, callerNumber, day), day),
  );
}

/**
 * The pupil of a phone code and, where the authority asks for it, its PIN. What opens nothing slows down the number it comes from
 * and the line; every code given, right or wrong, its own next tries. The line makes nobody wait whose number is on file:
 * strangers must not close it to families. A wait that is over is over by itself.
 */
export function recogniseCode(
  means: CallerMeans,
  { tenantId, callerNumber, calledNumber }: Caller,
  code: string,
  pin: string | null,
): Promise<Outcome<CallerPupil, CodeRefusal>> {
  const { database, clock, securityClock } = means;
  const subjects = {
    caller: subjectOf('phone-caller', callerNumber ?? 'hidden'),
    line: subjectOf('phone-line', calledNumber),
    code: subjectOf('phone-code', code),
  };
  return database.inTenant(tenantId, 'system', async (tx) => {
    const now = securityClock.now();
    const day = dayAt(clock.now());
    const [callerWait, lineWait, found, settings] = await Promise.all([
      waitSecondsOf(tx, subjects.caller, now),
      waitSecondsOf(tx, subjects.line, now),
      findCode(tx, code, callerNumber, day),
      listSettings(tx),
    ]);
    if (callerWait > 0 || (lineWait > 0 && !found.isNumberOnFile))
      return refuse('too-many-attempts');
    const isAsked = resolveSetting(phonePinSetting, settings, { day });
    const isOwnNumber = found.isGuardians && resolveSetting(callerNumberSetting, settings, { day });
    const given = isAsked ? await judgePin(tx, means, found, pin) : 'not-asked';
    const decided = decideCode({ ...found, isOwnNumber }, given, day);
    // Nothing was tried: the answer would have been the same for any code.
    if (!decided.ok && decided.refusal === 'pin-needed') return decided;
    if ((await countAttempt(tx, subjects.code, phoneCodeLimit, now)) > 0)
      return refuse('too-many-attempts');
    if (decided.ok) return decided;
    const limit = callerNumber === null ? hiddenCallersLimit : callerLimit;
    await countMadeAttempt(tx, subjects.caller, limit, now);
    await countMadeAttempt(tx, subjects.line, phoneLineLimit, now);
    return decided;
  });
}

async function judgePin(
  tx: Tx,
  { masterKey }: CallerMeans,
  { pupil, sealedPin }: CodeRow,
  pin: string | null,
): Promise<GivenPin> {
  if (pin === null) return 'none';
  const kept = pupil === null || sealedPin === null ? null : { pupilId: pupil.pupilId, sealedPin };
  return (await isPhonePin(tx, masterKey, kept, pin)) ? 'right' : 'wrong';
}
