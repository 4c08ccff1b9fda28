// How wrong tries slow down the next one, at the edges.
import { describe, expect, it } from 'vitest';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import type { AttemptCounter } from '#identity/attempt-rules.ts';
import {
  accountLimit,
  countFailure,
  decideWaitSeconds,
  originLimit,
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

  it('from one origin are not slowed down before the twentieth', () => {
    expect(decideWaitSeconds(failTimes(19, originLimit), morning)).toBe(0);
    expect(decideWaitSeconds(failTimes(20, originLimit), morning)).toBe(10);
  });

  it('stop the next try until the very millisecond in which the wait ends', () => {
    const counter = failTimes(5);
    expect(decideWaitSeconds(counter, asInstant(morning + 9_999))).toBe(1);
    expect(decideWaitSeconds(counter, asInstant(morning + 10_000))).toBe(0);
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
