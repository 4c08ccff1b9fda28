// A day keyed as DDMM: its year is deduced, and a day that cannot be named is explained.
import type { Day } from '#ground/day.ts';
import { dayOf, daysBetween } from '#ground/day.ts';

export type KeyedDay =
  | { readonly kind: 'day'; readonly day: Day }
  /** Not four digits. */
  | { readonly kind: 'not-four-digits' }
  /** 30 February. */
  | { readonly kind: 'no-such-day' }
  | { readonly kind: 'too-early'; readonly day: Day }
  | { readonly kind: 'too-late'; readonly day: Day };

/** The one day of that name between both ends, inclusive; where there is none, the nearest one outside. */
export function readKeyedDay(digits: string, first: Day, last: Day): KeyedDay {
  const [, dayOfMonth, month] = /^(\d\d)(\d\d)$/.exec(digits) ?? [];
  if (dayOfMonth === undefined || month === undefined) return { kind: 'not-four-digits' };
  const named = (year: number) => dayOf(year, Number(month), Number(dayOfMonth));
  const years = [yearOf(first) - 1, yearOf(first), yearOf(last), yearOf(last) + 1];
  const within = years.slice(1, 3).flatMap((year) => named(year) ?? []);
  if (within.length === 0) return { kind: 'no-such-day' };
  const day = within.find((one) => first <= one && one <= last);
  if (day !== undefined) return { kind: 'day', day };
  const days = years.flatMap((year) => named(year) ?? []).toSorted();
  const before = days.findLast((one) => one < first);
  const after = days.find((one) => one > last);
  if (after === undefined) return { kind: 'too-early', day: before ?? first };
  const isBefore = before !== undefined && daysBetween(before, first) <= daysBetween(last, after);
  return isBefore ? { kind: 'too-early', day: before } : { kind: 'too-late', day: after };
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
