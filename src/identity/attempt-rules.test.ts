// How wrong tries slow down the next one, at the edges.
import { describe, expect, it } from 'vitest';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import type { AttemptCounter } from '#identity/attempt-rules.ts';
import {
  accountLimit,
  callerLimit,
  countFailure,
  decideWaitSeconds,
  hiddenCallersLimit,
  originLimit,
  phoneCodeLimit,
  phoneLineLimit,
  recoveryLimit,
} from '#identity/attempt-rules.ts';

const morning = asInstant(Date.UTC(2026, 10, 23, 7, 12));

function failTimes(times: number, limit = accountLimit): AttemptCounter {
  let counter = countFailure(null, limit, morning);
  for (let failure = 1; failure < times; failure += 1) {
    counter = countFailure(counter, limit, morning);
  }
  return counter;
}

describe('wrong passwords', () => {
  it.each([
    [1, 0],
    [4, 0],
    [5, 10],
    [6, 20],
    [7, 40],
    [11, 640],
    [12, 900],
    [5000, 900],
  ])('after %i of them an account waits %i seconds', (failures, waitSeconds) => {
    expect(decideWaitSeconds(failTimes(failures), morning)).toBe(waitSeconds);
  });

  it.each([
    ['from one origin', originLimit, 20, 900],
    ['mails to recover a password', recoveryLimit, 3, 3600],
    ['phone codes from one number', callerLimit, 6, 3600],
    ['phone codes from hidden numbers together', hiddenCallersLimit, 20, 3600],
    ['one phone code, right or wrong', phoneCodeLimit, 30, 3600],
    ['phone codes on one line', phoneLineLimit, 60, 3600],
  ])(
    '%s: slowed down at the limit, not before it, and forgotten after its time',
    (_what, limit, failures, seconds) => {
      expect(decideWaitSeconds(failTimes(failures - 1, limit), morning)).toBe(0);
      expect(decideWaitSeconds(failTimes(failures, limit), morning)).toBe(10);
      const later = plusSeconds(morning, seconds);
      expect(countFailure(failTimes(failures, limit), limit, later).failures).toBe(1);
    },
  );

  it('begin anew after a success, and the hour counts from the first of them', () => {
    const cleared = { failures: 0, firstFailedAt: plusSeconds(morning, -60), lockedUntil: null };
    expect(countFailure(cleared, recoveryLimit, morning)).toEqual({
      failures: 1,
      firstFailedAt: morning,
      lockedUntil: null,
    });
    const next = plusSeconds(morning, 60);
    expect(countFailure(failTimes(1), accountLimit, next).firstFailedAt).toBe(morning);
  });

  it('stop the next try until the very millisecond in which the wait ends', () => {
    const counter = failTimes(5);
    expect(decideWaitSeconds(counter, asInstant(morning + 9_999))).toBe(1);
    expect(decideWaitSeconds(counter, asInstant(morning + 10_000))).toBe(0);
    expect(decideWaitSeconds(counter, asInstant(morning + 60_000))).toBe(0);
    expect(decideWaitSeconds(failTimes(1), morning)).toBe(0);
    expect(decideWaitSeconds(null, morning)).toBe(0);
  });

  it('are forgotten a day after the first of them', () => {
    const counter = failTimes(12);
    const later = plusSeconds(morning, accountLimit.forgottenAfterSeconds);
    expect(countFailure(counter, accountLimit, asInstant(later - 1)).failures).toBe(13);
    expect(countFailure(counter, accountLimit, later)).toEqual({
      failures: 1,
      firstFailedAt: later,
      lockedUntil: null,
    });
  });
});
