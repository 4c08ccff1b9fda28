// Civil days as ISO strings with integer arithmetic: no Date, no zone, nothing that can shift by an hour.
import type { Brand } from '#ground/brand.ts';

/** A civil day of the proleptic Gregorian calendar, 'YYYY-MM-DD', years 0001–9999. Days compare with `<`. */
export type Day = string & Brand<'Day'>;
/** A civil month, 'YYYY-MM'. */
export type Month = string & Brand<'Month'>;
/** 1 = Monday … 7 = Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The day written in the text, or undefined when it is not exactly an existing 'YYYY-MM-DD'. */
export function parseDay(text: string): Day | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return undefined;
  return isDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) ? (text as Day) : undefined;
}

/** As `parseDay`, for text that we wrote ourselves. Throws RangeError. */
export function asDay(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`not a day: ${text}`);
  return day;
}

/** The day of three numbers, or undefined when the calendar has no such day. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day | undefined {
  return isDate(year, month, dayOfMonth) ? toDay(year, month, dayOfMonth) : undefined;
}

/** Throws RangeError outside the years 0001–9999. */
export function addDays(day: Day, days: number): Day {
  return dayFromEpoch(daysSinceEpoch(day) + days);
}

/** How many days later `to` is than `from`; negative when it is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return daysSinceEpoch(to) - daysSinceEpoch(from);
}

export function weekdayOf(day: Day): Weekday {
  // 1 January 1970 was a Thursday.
  return toWeekday((((daysSinceEpoch(day) + 3) % 7) + 7) % 7);
}

export function monthOf(day: Day): Month {
  return toMonth(day.slice(0, 7));
}

/** The month written in the text, or undefined when it is not exactly an existing 'YYYY-MM'. */
export function parseMonth(text: string): Month | undefined {
  return parseDay(`${text}-01`) === undefined ? undefined : (text as Month);
}

/** As `parseMonth`, for text that we wrote ourselves. Throws RangeError. */
export function asMonth(text: string): Month {
  const month = parseMonth(text);
  if (month === undefined) throw new RangeError(`not a month: ${text}`);
  return month;
}

/** Every day of the month, first to last. */
export function daysOfMonth(month: Month): Day[] {
  const first = asDay(`${month}-01`);
  const length = lengthOfMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
  return Array.from({ length }, (_, index) => addDays(first, index));
}

/** The month that many months later (or earlier). Throws RangeError outside the years 0001–9999. */
export function addMonths(month: Month, months: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return monthOf(requireDay(Math.floor(count / 12), (((count % 12) + 12) % 12) + 1, 1));
}

/**
 * Whole days since 1 January 1970, negative before.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil): years start in March,
 * so that the leap day is the last of its year; an era is 400 years.
 */
export function daysSinceEpoch(day: Day): number {
  const month = Number(day.slice(5, 7));
  const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(day.slice(8)) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + dayOfEra + dayOfYear - 719_468;
}

/** The inverse of `daysSinceEpoch`. Throws RangeError outside the years 0001–9999 or for a fraction. */
export function dayFromEpoch(days: number): Day {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return requireDay(year, month, dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1);
}

function toWeekday(daysAfterMonday: number): Weekday {
  return (daysAfterMonday + 1) as Weekday;
}

function toMonth(text: string): Month {
  return text as Month;
}

function requireDay(year: number, month: number, dayOfMonth: number): Day {
  const day = dayOf(year, month, dayOfMonth);
  if (day === undefined) throw new RangeError(`no such day: ${year}-${month}-${dayOfMonth}`);
  return day;
}

function isDate(year: number, month: number, dayOfMonth: number): boolean {
  return (
    Number.isInteger(year) &&
    Number.isInteger(dayOfMonth) &&
    year >= 1 &&
    year <= 9999 &&
    dayOfMonth >= 1 &&
    dayOfMonth <= lengthOfMonth(year, month)
  );
}

/** Zero for a month that does not exist. */
function lengthOfMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function toDay(year: number, month: number, dayOfMonth: number): Day {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}` as Day;
}
