// Days picked in the calendar for one change: all to take off, or all to bring back.
import type { DayView } from '#bookings/api.ts';
import type { DayOperation } from '#bookings/model.ts';
import { asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { offerOf } from './day-words.ts';

export interface PickedDays {
  /** Set by the first day picked. */
  readonly operation: DayOperation | undefined;
  readonly days: ReadonlySet<Day>;
}

export const nothingPicked: PickedDays = { operation: undefined, days: new Set() };

/** With the day added or taken away; undefined when the day cannot join the others. */
export function togglePicked(
  picked: PickedDays,
  view: DayView,
  now: Instant,
): PickedDays | undefined {
  const days = new Set(picked.days);
  const day = asDay(view.day);
  if (days.delete(day)) {
    return { operation: days.size === 0 ? undefined : picked.operation, days };
  }
  const offer = offerOf(view, now);
  if (offer === undefined || (picked.operation ?? offer) !== offer) return undefined;
  return { operation: offer, days: days.add(day) };
}
