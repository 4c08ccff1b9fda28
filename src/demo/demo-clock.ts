// The demo's own time: it begins on a school morning, runs like a real clock, and can be moved forward, never back (FOUNDATIONS 27).
import { z } from 'zod';
import { keepFile, readKept } from '#demo/kept-file.ts';
import type { Clock } from '#ground/clock.ts';
import { asInstant, isoInstant, parseInstant } from '#ground/instant.ts';
import type { Instant } from '#ground/instant.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Outcome } from '#ground/refusal.ts';

/** Monday 23 November 2026, 08:15 in Valserena: an hour and a quarter before the cut-off. */
export const demoMorning = requireInstant('2026-11-23T08:15:00+01:00');
/** Behind the last day of school the calendar of the demo is empty. */
export const demoEnd = requireInstant('2027-06-30T18:00:00+02:00');

export type ClockRefusal = 'clock-backwards' | 'clock-too-far';

export interface DemoClock extends Clock {
  /** The new time, after it is kept; refused when it is earlier than now or after the school year. */
  moveTo(instant: Instant): Promise<Outcome<Instant, ClockRefusal>>;
}

/**
 * How far the demo's time is ahead of the machine's stays in the file, so that a restart goes on where time has
 * meanwhile arrived. Without the file it is the demo's morning.
 */
export async function openDemoClock(
  file: string,
  realMs: () => number = Date.now,
): Promise<DemoClock> {
  let aheadMs = parseAheadMs(await readKept(file));
  let latest = asInstant(0);
  const keep = async (ms: number): Promise<void> => {
    await keepFile(file, JSON.stringify({ aheadMs: ms }));
    aheadMs = ms;
  };
  if (aheadMs === undefined) await keep(demoMorning - realMs());
  const now = (): Instant => {
    // The machine's clock may be set back; the demo's waits until it is caught up.
    latest = asInstant(Math.max(latest, realMs() + (aheadMs ?? 0)));
    return latest;
  };
  return {
    now,
    moveTo: async (instant) => {
      if (instant < now()) return refuse('clock-backwards', { nowAt: now() });
      if (instant > demoEnd) return refuse('clock-too-far', { endAt: demoEnd });
      await keep(instant - realMs());
      return accept(now());
    },
  };
}

/** A clock for making the past: it shows what it is set to and never goes back. */
export interface PastClock extends Clock {
  set(instant: Instant): void;
}

export function pastClock(): PastClock {
  let shown = asInstant(0);
  return {
    now: () => shown,
    set: (instant) => {
      if (instant < shown) {
        throw new Error(
          `the past runs forward: ${isoInstant(instant)} is before ${isoInstant(shown)}`,
        );
      }
      shown = instant;
    },
  };
}

const kept = z.object({ aheadMs: z.int() });

function parseAheadMs(text: string | undefined): number | undefined {
  return text === undefined ? undefined : kept.parse(JSON.parse(text)).aheadMs;
}

function requireInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`not an instant: ${text}`);
  return instant;
}
