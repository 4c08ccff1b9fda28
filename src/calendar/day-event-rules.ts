// Whether an event of classes can still be recorded or undone, and for which of their days (RULES A2, A5, D2).
import type {
  ClassDay,
  DayEventKind,
  DayEventRefusal,
  DayNotOpen,
  EventDay,
} from '#calendar/model.ts';
import { isInTime } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import { daysBetween } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

/** One class, service and day that an event may touch, with all that a decision needs. */
export interface EventSlot {
  readonly classId: string;
  readonly day: Day;
  readonly ordinary: ClassDay;
  /** The ordinary day, or what an extra opening has made of it; before strikes and outings. */
  readonly opened: ClassDay;
  /** An event of the same kind is in force. */
  readonly hasSame: boolean;
  readonly cutOffAt: Instant;
  readonly frozen: boolean;
}

export interface Moment {
  readonly arrivedAt: Instant;
  /** The day of `arrivedAt` in Italy. */
  readonly today: Day;
}

/**
 * A day's calendar may change as long as families may change the day: until its cut-off, and never under a
 * frozen day. What happens later (a strike told at ten) is a correction of meals, which bookings records (RULES D2).
 */
export function decideStillOpen(
  slots: readonly Pick<EventSlot, 'day' | 'cutOffAt' | 'frozen'>[],
  { arrivedAt, today }: Moment,
): Outcome<true, DayNotOpen> {
  for (const { day, cutOffAt, frozen } of slots) {
    if (day < today) return refuse('day-past', { day });
    if (!isInTime(arrivedAt, cutOffAt)) return refuse('after-cut-off', { day, cutOffAt });
    if (frozen) return refuse('day-closed', { day });
  }
  return accept(true);
}

/**
 * The classes and days that the event is recorded for: those where it changes something or would, if another
 * event went. Others that were asked are passed over, unless nothing is left.
 */
export function decideDayEvent(
  kind: DayEventKind,
  slots: readonly EventSlot[],
  moment: Moment,
  openingNoticeDays: number,
): Outcome<readonly EventDay[], DayEventRefusal> {
  const [first] = slots;
  if (first === undefined) return refuse('nothing-asked');
  const touched = slots.filter((slot) => !slot.hasSame && isTouched(kind, slot));
  if (touched.length === 0) return refuse(whyUntouched(kind, slots), { day: first.day });
  const open = decideStillOpen(touched, moment);
  if (!open.ok) return open;
  const days = new Map<string, EventDay>();
  for (const { classId, day } of touched) {
    const opening = kind === 'opening' ? openingOf(day, moment.today, openingNoticeDays) : null;
    days.set(`${classId} ${day}`, { classId, day, opening });
  }
  return accept([...days.values()]);
}

/** Told early enough it books everybody; else families say yes one by one (RULES A2). */
export function openingOf(day: Day, today: Day, noticeDays: number): 'booked' | 'opt-in' {
  return daysBetween(today, day) >= noticeDays ? 'booked' : 'opt-in';
}

function isTouched(kind: DayEventKind, { ordinary, opened }: EventSlot): boolean {
  if (kind !== 'opening') return opened.kind === 'canteen';
  return ordinary.kind === 'no-canteen' || isClosure(ordinary);
}

const isClosure = (classDay: ClassDay): boolean =>
  classDay.kind === 'not-served' && classDay.because === 'closure';

function whyUntouched(
  kind: DayEventKind,
  slots: readonly EventSlot[],
): 'outside-school-year' | 'already-recorded' | 'already-canteen' | 'no-canteen-there' {
  if (slots.every(({ ordinary }) => isOutside(ordinary))) return 'outside-school-year';
  if (slots.some((slot) => slot.hasSame)) return 'already-recorded';
  return kind === 'opening' ? 'already-canteen' : 'no-canteen-there';
}

const isOutside = (classDay: ClassDay): boolean =>
  classDay.kind === 'not-served' && classDay.because === 'outside-school-year';
