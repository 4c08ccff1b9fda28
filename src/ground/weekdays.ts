// A set of weekdays as seven bits: the canteen weekdays of a class, the weekdays a pupil eats.
import type { Brand } from '#ground/brand.ts';
import { weekdayOf } from '#ground/day.ts';
import type { Day, Weekday } from '#ground/day.ts';

/** Bit 0 = Monday … bit 6 = Sunday; stored as such in the database (0–127). */
export type Weekdays = number & Brand<'Weekdays'>;

export const allWeekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Throws RangeError unless the number is a whole one from 0 to 127. */
export function asWeekdays(bits: number): Weekdays {
  if (!Number.isInteger(bits) || bits < 0 || bits > 127) {
    throw new RangeError(`not a set of weekdays: ${bits}`);
  }
  return bits as Weekdays;
}

export function weekdaysOf(weekdays: Iterable<Weekday>): Weekdays {
  let bits = 0;
  for (const weekday of weekdays) bits |= bitOf(weekday);
  return asWeekdays(bits);
}

export function hasWeekday(weekdays: Weekdays, weekday: Weekday): boolean {
  return (weekdays & bitOf(weekday)) !== 0;
}

export function hasWeekdayOf(weekdays: Weekdays, day: Day): boolean {
  return hasWeekday(weekdays, weekdayOf(day));
}

/** The weekdays of the set, Monday first. */
export function listWeekdays(weekdays: Weekdays): Weekday[] {
  return allWeekdays.filter((weekday) => hasWeekday(weekdays, weekday));
}

/** The weekdays in the first set that are not in the second. */
export function weekdaysWithout(weekdays: Weekdays, others: Weekdays): Weekdays {
  return asWeekdays(weekdays & ~others);
}

export const mondayToFriday: Weekdays = weekdaysOf([1, 2, 3, 4, 5]);
export const noWeekdays: Weekdays = weekdaysOf([]);

function bitOf(weekday: Weekday): number {
  return 1 << (weekday - 1);
}
