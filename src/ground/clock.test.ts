// A clock that stands still, for tests and for rules that are asked about one instant.
import { expect, test } from 'vitest';
import { stoppedClock } from '#ground/clock.ts';
import { asInstant } from '#ground/instant.ts';

test('a stopped clock shows the same instant however often it is asked', () => {
  const clock = stoppedClock(asInstant(1_795_421_520_000));
  expect([clock.now(), clock.now()]).toEqual([1_795_421_520_000, 1_795_421_520_000]);
});
