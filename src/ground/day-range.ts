// Spans of civil days, both ends inclusive, as people say them: "from 1 October to 31 May".
import { addDays } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';

/** Both ends inclusive; `to` null means open, with no end known. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day | null;
}

/** A range with both ends. */
export interface ClosedDayRange {
  readonly from: Day;
  readonly to: Day;
}

/** Throws RangeError when it would end before it begins. */
export function dayRange(from: Day, to: Day | null): DayRange {
  if (to !== null && to < from)
    throw new RangeError(`the range ${from}–${to} ends before it begins`);
  return { from, to };
}

export function contains(range: DayRange, day: Day): boolean {
  return range.from <= day && (range.to === null || day <= range.to);
}

/** Every day of the range in order; none when it ends before it begins. */
export function eachDay(range: ClosedDayRange): Day[] {
  const days: Day[] = [];
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** True when at least one day is in both: ranges that share only their last and first day overlap. */
export function overlaps(one: DayRange, other: DayRange): boolean {
  return intersectionOf(one, other) !== undefined;
}

/** The days in both ranges, or undefined when there is none. */
export function intersectionOf(one: DayRange, other: DayRange): DayRange | undefined {
  const from = one.from > other.from ? one.from : other.from;
  const to = earlierEnd(one.to, other.to);
  return to !== null && to < from ? undefined : { from, to };
}

function earlierEnd(one: Day | null, other: Day | null): Day | null {
  if (one === null) return other;
  return other === null || one < other ? one : other;
}
