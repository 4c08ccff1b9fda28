// The clock as a value to be handed in: rules never look at the wall, and tests choose the minute.
import type { Instant } from '#ground/instant.ts';

export interface Clock {
  now(): Instant;
}

/** A clock that always shows the same instant. */
export function stoppedClock(at: Instant): Clock {
  return { now: () => at };
}
