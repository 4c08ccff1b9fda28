// How wrong passwords slow down the next try: per account and per origin, never for ever.
import type { Instant } from '#ground/instant.ts';
import { msBetween, plusSeconds } from '#ground/instant.ts';

/** The failures of one account or one origin. */
export interface AttemptCounter {
  readonly failures: number;
  readonly firstFailedAt: Instant;
  readonly lockedUntil: Instant | null;
}

export interface AttemptLimit {
  /** With this failure the waits begin. */
  readonly failuresMax: number;
  /** Counted from the first failure. */
  readonly forgottenAfterSeconds: number;
}

/** Behind one origin there may be a school, or a mobile operator's thousand families: more, and sooner forgotten. */
export const accountLimit: AttemptLimit = { failuresMax: 5, forgottenAfterSeconds: 86_400 };
export const originLimit: AttemptLimit = { failuresMax: 20, forgottenAfterSeconds: 900 };
/** Mails that anybody can have sent to somebody else. */
export const recoveryLimit: AttemptLimit = { failuresMax: 3, forgottenAfterSeconds: 3600 };
/** Wrong phone codes from one number: two calls of three tries each, then waits. */
export const callerLimit: AttemptLimit = { failuresMax: 6, forgottenAfterSeconds: 3600 };
/** From all who hide their number together. */
export const hiddenCallersLimit: AttemptLimit = { failuresMax: 20, forgottenAfterSeconds: 3600 };
/** How often one phone code is given, right or wrong: no family calls thirty times in an hour. */
export const phoneCodeLimit: AttemptLimit = { failuresMax: 30, forgottenAfterSeconds: 3600 };
/** Wrong phone codes on one line, whatever numbers they come from: those rotate. */
export const phoneLineLimit: AttemptLimit = { failuresMax: 60, forgottenAfterSeconds: 3600 };

const firstWaitSeconds = 10;
const waitSecondsMax = 15 * 60;

/** Seconds until the next try is looked at, 0 when it may come now; the right password waits as well. */
export function decideWaitSeconds(counter: AttemptCounter | null, now: Instant): number {
  const lockedUntil = counter?.lockedUntil ?? now;
  return Math.max(0, Math.ceil(msBetween(now, lockedUntil) / 1000));
}

/**
 * The counter with one failure more. The wait doubles from 10 seconds and never passes 15 minutes, so that a
 * stranger who guesses cannot keep a family out for a morning.
 */
export function countFailure(
  counter: AttemptCounter | null,
  limit: AttemptLimit,
  now: Instant,
): AttemptCounter {
  const isForgotten =
    counter === null ||
    counter.failures === 0 ||
    now >= plusSeconds(counter.firstFailedAt, limit.forgottenAfterSeconds);
  const failures = isForgotten ? 1 : counter.failures + 1;
  const doublings = failures - limit.failuresMax;
  const waitSeconds =
    doublings < 0 ? 0 : Math.min(firstWaitSeconds * 2 ** doublings, waitSecondsMax);
  return {
    failures,
    firstFailedAt: isForgotten ? now : counter.firstFailedAt,
    lockedUntil: waitSeconds === 0 ? null : plusSeconds(now, waitSeconds),
  };
}
