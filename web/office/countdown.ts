// How long families can still change the day, as a clock counts it down.
import type { Instant } from '#ground/instant.ts';

/** Until the last minute in time is over: "12:05", "1:02:05". */
export function remaining(now: Instant, cutOffAt: Instant): string {
  const lastMinuteMs = 60_000;
  const seconds = Math.max(0, Math.ceil((cutOffAt + lastMinuteMs - now) / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const clock = `${minutes % 60}:${two(seconds % 60)}`;
  return minutes < 60
    ? clock
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
