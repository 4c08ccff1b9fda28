// Whether a day is a holiday of the place, as the patron saint's is: of every year, or counted from Easter.
import type { Day } from '#ground/day.ts';
import { daysBetween } from '#ground/day.ts';

/** The patron saint's day and the like: San Martino is 11 November, the Whit Monday of Bolzano 50 days after Easter. */
export type LocalHoliday =
  | { readonly month: number; readonly day: number }
  | { readonly daysFromEaster: number };

/** `easterOn`: the Easter Sunday of the day's year. */
export function isLocalHoliday(
  holidays: readonly LocalHoliday[],
  day: Day,
  easterOn: Day,
): boolean {
  return holidays.some((holiday) =>
    'daysFromEaster' in holiday
      ? daysBetween(easterOn, day) === holiday.daysFromEaster
      : day.endsWith(`-${two(holiday.month)}-${two(holiday.day)}`),
  );
}

const two = (number: number): string => String(number).padStart(2, '0');
