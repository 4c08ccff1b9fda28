// Use cases of the telephone: whose the calling number is, and whose the phone code; tries are counted (RULES E1, B4).
import type { CallerPupil, RecognisedFamily } from '#enrolment/caller-rules.ts';
import { decideCaller } from '#enrolment/caller-rules.ts';
import { findCode, listCallerLinks } from '#enrolment/caller-store.ts';
import { callerNumberSetting } from '#enrolment/settings.ts';
import type { Clock } from '#ground/clock.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';
import {
  callerLimit,
  hiddenCallersLimit,
  phoneCodeLimit,
  phoneLineLimit,
} from '#identity/attempt-rules.ts';
import { countAttempt, countMadeAttempt, subjectOf, waitSecondsOf } from '#identity/attempts.ts';
import type { Database } from '#platform/database.ts';
import { dayAt } from '#platform/rome.ts';
import { listSettings } from '#tenancy/record-setting.ts';
import { resolveSetting } from '#tenancy/settings.ts';

export interface CallerMeans {
  readonly database: Database;
  /** Which day it is for classes and settings. */
  readonly clock: Clock;
  /** The real one: waits do not follow the demo's time. */
  readonly securityClock: Clock;
}

/** A call or an SMS: it came in for this authority, at this number of ours, from that number (null: hidden). */
export interface Caller {
  readonly tenantId: number;
  /** E.164, as the telephone network says it: it can be forged, and opens first names and meals only. */
  readonly callerNumber: string | null;
  readonly calledNumber: string;
}

export type CodeRefusal = 'unknown-code' | 'too-many-attempts';

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
    return resolveSetting(callerNumberSetting, settings, { day }) ? decideCaller(links) : undefined;
  });
}

/**
 * The pupil of a phone code. Wrong codes slow down the number they come from and the line; every code given, right or
 * wrong, its own next tries. The line makes nobody wait whose number is on file: strangers must not close it to
 * families. A wait that is over is over by itself.
 */
export function recogniseCode(
  { database, clock, securityClock }: CallerMeans,
  { tenantId, callerNumber, calledNumber }: Caller,
  code: string,
): Promise<Outcome<CallerPupil, CodeRefusal>> {
  const subjects = {
    caller: subjectOf('phone-caller', callerNumber ?? 'hidden'),
    line: subjectOf('phone-line', calledNumber),
    code: subjectOf('phone-code', code),
  };
  return database.inTenant(tenantId, 'system', async (tx) => {
    const now = securityClock.now();
    const [callerWait, lineWait, found] = await Promise.all([
      waitSecondsOf(tx, subjects.caller, now),
      waitSecondsOf(tx, subjects.line, now),
      findCode(tx, code, callerNumber, dayAt(clock.now())),
    ]);
    const { pupil, isNumberOnFile, isRestricted } = found;
    if (callerWait > 0 || (lineWait > 0 && !isNumberOnFile)) return refuse('too-many-attempts');
    if ((await countAttempt(tx, subjects.code, phoneCodeLimit, now)) > 0)
      return refuse('too-many-attempts');
    if (pupil !== null && !isRestricted) return accept(pupil);
    const limit = callerNumber === null ? hiddenCallersLimit : callerLimit;
    await countMadeAttempt(tx, subjects.caller, limit, now);
    await countMadeAttempt(tx, subjects.line, phoneLineLimit, now);
    return refuse('unknown-code');
  });
}
