// What time it is at the server: countdowns follow its clock (RULES B2), not the phone's.
import { useEffect, useState } from 'preact/hooks';
import { asInstant } from '#ground/instant.ts';
import type { Instant } from '#ground/instant.ts';

// `performance.now()` does not jump when somebody sets the phone's clock.
let serverAheadMs = Date.now() - performance.now();

export function learnServerTime(now: Instant): void {
  serverAheadMs = now - performance.now();
}

export function serverNow(): Instant {
  return asInstant(Math.round(performance.now() + serverAheadMs));
}

/** The server's time, drawn anew every `everyMs` milliseconds. */
export function useServerNow(everyMs: number): Instant {
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return serverNow();
}
