// What a family can do now about a day: decided by the very functions that would refuse it (RULES B1–B3, B7).
import type { DayView, SuspensionView } from '#bookings/api.ts';
import type { DayOperation, PupilDay, RangeFacts } from '#bookings/model.ts';
import { isDue } from '#bookings/day-rules.ts';
import { decideRange } from '#bookings/range-rules.ts';
import { decideChange, decideDayChange } from '#bookings/rules.ts';
import { schoolYearEndsOn } from '#calendar/rules.ts';
import type { Day } from '#ground/day.ts';
import { addDays, asDay } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { dayInRome } from '../kit/civil-words.ts';
import { asPupilDay } from '../kit/pupil-day.ts';
import type { ServiceToday } from './family.ts';

const operations: readonly DayOperation[] = [
  'absence',
  'absence-undone',
  'plain-meal',
  'plain-meal-undone',
  'opt-in',
  'opt-in-undone',
];

/** Everything that the server would take as a change of this day alone; the run of plain meals is another question. */
export function offersOf(view: DayView, now: Instant): readonly DayOperation[] {
  const pupilDay = asPupilDay(view);
  return operations.filter((operation) => {
    const decided = decideDayChange(operation, pupilDay, now);
    return decided.ok && decided.value === 'change';
  });
}

export function isOffered(operation: DayOperation, view: DayView, now: Instant): boolean {
  return offersOf(view, now).includes(operation);
}

/** "Oggi non mangia" is for a child who would eat: under a suspension or a hold an absence is possible, and no news. */
export function canStayAway(view: DayView, now: Instant): boolean {
  const eats = view.state === 'expected' || view.state === 'plain' || view.state === 'booked';
  return eats && isOffered('absence', view, now);
}

/** What a plain meal on these days is measured by: the pupil's days before and after, and the authority's limit. */
export interface PlainMeasure {
  readonly around: readonly PupilDay[];
  readonly max: number;
}

/** All these days plain would be more in a row than the authority allows. */
export function isPlainTooLong(
  views: readonly DayView[],
  { around, max }: PlainMeasure,
  now: Instant,
): boolean {
  const decided = decideChange('plain-meal', views.map(asPupilDay), now, {
    around,
    plainRunMax: max,
  });
  return !decided.ok && decided.refusal === 'plain-too-long';
}

export function canSuspendFrom(view: DayView, now: Instant): boolean {
  return rangeStart('suspension', [view], null, now, asDay(view.day)) !== undefined;
}

/** The first day that a suspension can begin with: today until its cut-off, then the next day with a meal. */
export function firstSuspension(services: readonly ServiceToday[], today: Day, now: Instant): Day {
  const isLate = services.some(({ day }) => isDue(asPupilDay(day)) && !canSuspendFrom(day, now));
  if (!isLate) return today;
  const [next] = services.flatMap(({ next: view }) => (view === null ? [] : [view.day])).toSorted();
  return next === undefined ? addDays(today, 1) : asDay(next);
}

/** Whether the service can be resumed from that day; `views` are the days that are known. */
export function canResumeFrom(
  day: Day,
  views: readonly DayView[],
  suspension: SuspensionView,
  now: Instant,
): boolean {
  return rangeStart('resumption', views, suspension, now, day) !== undefined;
}

/** The first day that a resumption can begin with: as far as the days that are known tell. */
export function firstResumption(
  views: readonly DayView[],
  suspension: NonNullable<SuspensionView>,
  now: Instant,
): Day | undefined {
  const today = dayInRome(now);
  const from = asDay(suspension.from);
  if (from > today) return from;
  return rangeStart('resumption', views, suspension, now, undefined);
}

function rangeStart(
  operation: 'suspension' | 'resumption',
  views: readonly DayView[],
  suspension: SuspensionView,
  now: Instant,
  from: Day | undefined,
): Day | undefined {
  const [first] = views;
  if (first === undefined) return undefined;
  const today = dayInRome(now);
  const { pupilId, serviceId } = first.facts;
  const facts: RangeFacts = {
    pupilId,
    serviceId,
    days: views.map(asPupilDay),
    suspensions: suspension === null ? [] : [spanOf(suspension, today)],
    plainRanges: [],
  };
  const decided = decideRange({ operation, arrivedAt: now, today }, facts, { from, to: null });
  if (!decided.ok || decided.value.kind !== 'change') return undefined;
  return decided.value.lines[0]?.range?.from;
}

function spanOf({ from, to, receiptCode }: NonNullable<SuspensionView>, today: Day) {
  return {
    from: asDay(from),
    to: to === null ? schoolYearEndsOn(today) : asDay(to),
    open: to === null,
    receiptCode,
  };
}
