// Days and times in words, always as in Rome, in the reader's language.
import { daysSinceEpoch } from '#ground/day.ts';
import type { Day, Month } from '#ground/day.ts';
import { asDay } from '#ground/day.ts';
import { parseInstant } from '#ground/instant.ts';
import type { Instant } from '#ground/instant.ts';
import type { Language } from '#ground/sentence.ts';

const locales: Readonly<Record<Language, string>> = { it: 'it-IT', en: 'en-GB' };

/** "lunedì 23 novembre" of "2026-11-23"; with the year when it is not the year of `today`. */
export function dayInWords(day: string, language: Language, today?: string): string {
  const otherYear = today !== undefined && today.slice(0, 4) !== day.slice(0, 4);
  return civil(asDay(day), language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(otherYear ? { year: 'numeric' } : {}),
  });
}

/** "novembre 2026" */
export function monthInWords(month: Month, language: Language): string {
  return civil(asDay(`${month}-01`), language, { month: 'long', year: 'numeric' });
}

/** The seven names, Monday first: "lun" or "lunedì". */
export function weekdayNames(language: Language, length: 'short' | 'long'): string[] {
  // 3 January 2000 was a Monday.
  return [3, 4, 5, 6, 7, 8, 9].map((date) =>
    civil(asDay(`2000-01-0${date}`), language, { weekday: length }),
  );
}

/** "9:31" in Rome. */
export function timeInWords(instant: Instant): string {
  return inRome(instant, 'it', { hour: 'numeric', minute: '2-digit' });
}

/** "9:31", and with the day whenever that is not `today`: "domenica 22 novembre, 18:04". */
export function momentInWords(instant: Instant, language: Language, today: string): string {
  const day = dayInRome(instant);
  const time = timeInWords(instant);
  return day === today ? time : `${dayInWords(day, language, today)}, ${time}`;
}

/** The civil day in Rome of an instant. */
export function dayInRome(instant: Instant): Day {
  return asDay(formatOf('en-CA', { timeZone: 'Europe/Rome' }).format(instant));
}

/** "09:31", for comparing with the server's times. */
export function timeInRome(instant: Instant): string {
  return inRome(instant, 'it', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** Reads an instant the server wrote. Throws when it is not one: that is a fault, not a case. */
export function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`not an instant: ${text}`);
  return instant;
}

/** "9:15" of the server's "09:15". */
export function spokenTime(time: string): string {
  return time.replace(/^0/, '');
}

function civil(day: Day, language: Language, options: Intl.DateTimeFormatOptions): string {
  return formatOf(locales[language], { ...options, timeZone: 'UTC' }).format(
    daysSinceEpoch(day) * 86_400_000,
  );
}

function inRome(instant: Instant, language: Language, options: Intl.DateTimeFormatOptions): string {
  return formatOf(locales[language], { ...options, timeZone: 'Europe/Rome' }).format(instant);
}

/** Making a formatter costs a phone far more than using it, and a month says a hundred days. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}
