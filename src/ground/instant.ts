// A point in time as whole milliseconds; the civil day and time of a place are the platform's (rome.ts).
import type { Brand } from '#ground/brand.ts';
import { dayFromEpoch, daysSinceEpoch, parseDay } from '#ground/day.ts';

/** Milliseconds since 1970-01-01T00:00Z, years 0001–9999. */
export type Instant = number & Brand<'Instant'>;

const msPerDay = 86_400_000;
const earliestMs = -62_135_596_800_000;
const latestMs = 253_402_300_799_999;

/** Throws RangeError unless whole milliseconds within the years 0001–9999. */
export function asInstant(ms: number): Instant {
  if (!Number.isInteger(ms) || ms < earliestMs || ms > latestMs) {
    throw new RangeError(`not an instant: ${ms}`);
  }
  return ms as Instant;
}

/** Always UTC with milliseconds, '2026-11-23T08:12:00.000Z': the one spelling in receipts and logs. */
export function isoInstant(instant: Instant): string {
  const dayNumber = Math.floor(instant / msPerDay);
  const ms = instant - dayNumber * msPerDay;
  const field = (size: number, modulus: number, length: number): string =>
    String(Math.floor(ms / size) % modulus).padStart(length, '0');
  const time = `${field(3_600_000, 24, 2)}:${field(60_000, 60, 2)}:${field(1000, 60, 2)}`;
  return `${dayFromEpoch(dayNumber)}T${time}.${field(1, 1000, 3)}Z`;
}

/**
 * Reads ISO 8601 / RFC 3339, seconds and fraction optional; more than three decimals are cut off.
 * Undefined without an offset ('Z' or '+01:00'): a time without one could mean two instants.
 */
export function parseInstant(text: string): Instant | undefined {
  const parts =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/.exec(
      text,
    );
  if (parts === null) return undefined;
  const day = parseDay(parts[1] ?? '');
  const time = timeMs(parts[2], parts[3], parts[4] ?? '0');
  const offset = offsetMs(parts[6] ?? '');
  if (day === undefined || time === undefined || offset === undefined) return undefined;
  const fraction = Number((parts[5] ?? '').slice(0, 3).padEnd(3, '0'));
  const ms = daysSinceEpoch(day) * msPerDay + time + fraction - offset;
  return ms < earliestMs || ms > latestMs ? undefined : asInstant(ms);
}

export function plusSeconds(instant: Instant, seconds: number): Instant {
  return asInstant(instant + seconds * 1000);
}

/** How much later `to` is than `from`, in milliseconds; negative when it is earlier. */
export function msBetween(from: Instant, to: Instant): number {
  return to - from;
}

function timeMs(hours = '', minutes = '', seconds = ''): number | undefined {
  const inDay = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  if (!inDay) return undefined;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

function offsetMs(text: string): number | undefined {
  if (text === 'Z') return 0;
  const ms = timeMs(text.slice(1, 3), text.slice(4));
  return ms === undefined || text[0] === '+' ? ms : -ms;
}
