// Days picked in the calendar for one change: whatever all of them can become (RULES B1, B3).
import type { DayView } from '#bookings/api.ts';
import type { DayOperation } from '#bookings/model.ts';
import { asDay, weekdayOf } from '#ground/day.ts';
import type { Day, Weekday } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { canStayAway, offersOf } from './day-offers.ts';

/** In the order in which they were picked. */
export type PickedDays = ReadonlyMap<Day, DayView>;

export const nothingPicked: PickedDays = new Map();

/** What can be asked for all the picked days together; nothing while none is picked. */
export function offersForAll(picked: PickedDays, now: Instant): readonly DayOperation[] {
  const [first, ...others] = [...picked.values()].map((view) => offersOf(view, now));
  return (first ?? []).filter((operation) => others.every((other) => other.includes(operation)));
}

/** With the day added or taken away; undefined when the day cannot join the others. */
export function togglePicked(
  picked: PickedDays,
  view: DayView,
  now: Instant,
): PickedDays | undefined {
  const next = new Map(picked);
  if (next.delete(asDay(view.day))) return next;
  next.set(asDay(view.day), view);
  return offersForAll(next, now).length === 0 ? undefined : next;
}

/** Every Tuesday of a month in one tap: those that can join; a second tap lets them go. */
export function toggleWeekday(
  picked: PickedDays,
  month: readonly DayView[],
  weekday: Weekday,
  now: Instant,
): PickedDays {
  const days = month.filter((view) => weekdayOf(asDay(view.day)) === weekday);
  // Of a month in which some Tuesdays are away already, "every Tuesday" means the others.
  const eating = days.filter((view) => canStayAway(view, now));
  const first = picked.size === 0 && eating.length > 0 ? eating : days;
  const joined = first.reduce<PickedDays>(
    (held, view) => (held.has(asDay(view.day)) ? held : (togglePicked(held, view, now) ?? held)),
    picked,
  );
  if (joined.size > picked.size) return joined;
  return new Map([...picked].filter(([day]) => !days.some((view) => view.day === day)));
}
