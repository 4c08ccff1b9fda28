// The rows of a month's grid, and where each key leads in it.
import { addDays, addMonths, daysOfMonth, monthOf, weekdayOf } from '#ground/day.ts';
import type { Day, Month } from '#ground/day.ts';

/** Where a key leads; undefined for keys that are not the grid's. */
export function destination(key: string, from: Day, skipsWeekends: boolean): Day | undefined {
  switch (key) {
    case 'ArrowLeft':
      return step(from, -1, skipsWeekends);
    case 'ArrowRight':
      return step(from, 1, skipsWeekends);
    case 'ArrowUp':
      return addDays(from, -7);
    case 'ArrowDown':
      return addDays(from, 7);
    case 'Home':
      return addDays(from, 1 - weekdayOf(from));
    case 'End':
      return addDays(from, (skipsWeekends ? 5 : 7) - weekdayOf(from));
    case 'PageUp':
      return sameDate(from, -1);
    case 'PageDown':
      return sameDate(from, 1);
    default:
      return undefined;
  }
}

/** Weeks from Monday; of five days where nobody ever eats at the week-end. */
export function weeksOf(month: Month, withWeekends: boolean): Day[][] {
  const days = daysOfMonth(month);
  const columns = withWeekends ? 7 : 5;
  const weeks: Day[][] = [];
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return weeks;
  for (
    let monday = addDays(first, 1 - weekdayOf(first));
    monday <= last;
    monday = addDays(monday, 7)
  ) {
    const week = Array.from({ length: columns }, (_, index) => addDays(monday, index));
    if (week.some((day) => monthOf(day) === month)) weeks.push(week);
  }
  return weeks;
}

/** A Saturday without a column hands the focus to the Monday, or to the month's last Friday. */
export function nearestShown(wanted: Day, shown: readonly Day[]): Day {
  return shown.find((day) => day >= wanted) ?? shown.at(-1) ?? wanted;
}

function step(from: Day, days: 1 | -1, skipsWeekends: boolean): Day {
  const to = addDays(from, days);
  return skipsWeekends && weekdayOf(to) > 5 ? step(to, days, skipsWeekends) : to;
}

function sameDate(from: Day, months: number): Day {
  const days = daysOfMonth(addMonths(monthOf(from), months));
  const date = Math.min(Number(from.slice(8)), days.length);
  const day = days[date - 1] ?? from;
  return day;
}
