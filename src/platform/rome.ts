// Civil time in Europe/Rome; the only file that knows a time zone (Temporal stays behind it).
import { Temporal } from 'temporal-polyfill';
import type { Day } from '#ground/day.ts';
import { asDay } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant } from '#ground/instant.ts';

const zone = 'Europe/Rome';

/** The civil day in Italy at an instant. */
export function dayAt(instant: Instant): Day {
  return asDay(romeAt(instant).toPlainDate().toString());
}

/** The time of the clock in Italy, 'HH:MM'. */
export function timeAt(instant: Instant): string {
  return romeAt(instant).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** ISO 8601 with Italy's offset, as the wire carries it: 2026-11-23T08:15:00.000+01:00. */
export function romeIso(instant: Instant): string {
  return romeAt(instant).toString({ timeZoneName: 'never', fractionalSecondDigits: 3 });
}

/**
 * The instant of a civil time 'HH:MM' in Italy. In the hour that the clocks skip it is the instant an hour
 * later; in the hour that comes twice, the first one.
 */
export function instantOf(day: Day, time: string): Instant {
  const key = `${day}T${time}`;
  let instant = known.get(key);
  if (instant === undefined) {
    if (known.size > knownMax) known.clear();
    instant = asInstant(Temporal.PlainDateTime.from(key).toZonedDateTime(zone).epochMilliseconds);
    known.set(key, instant);
  }
  return instant;
}

// Cut-offs are asked for again and again: a few thousand civil times cover a school year.
const known = new Map<string, Instant>();
const knownMax = 20_000;

function romeAt(instant: Instant): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
