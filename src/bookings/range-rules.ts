// What is asked from a day on: suspension and resumption, and the plain meals of an approved certificate (RULES B1, B7).
import { isInTime, schoolYearEndsOn, schoolYearOf } from '#calendar/rules.ts';
import type {
  ChangeDecision,
  ChangeLine,
  PupilDay,
  RangeFacts,
  RangeOperation,
  RangeRefusal,
  Span,
} from '#bookings/model.ts';
import { isDue } from '#bookings/day-rules.ts';
import { droppedPlainDays, plainRunDefault } from '#bookings/plain-run-rules.ts';
import { linesOf } from '#bookings/rules.ts';
import type { Day } from '#ground/day.ts';
import { addDays } from '#ground/day.ts';
import type { ClosedDayRange } from '#ground/day-range.ts';
import { contains } from '#ground/day-range.ts';
import type { Instant } from '#ground/instant.ts';
import { ascending } from '#ground/order.ts';
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

/** `from` absent: the first day that can still change; `to` null or absent: open. */
export interface AskedRange {
  readonly from?: Day | undefined;
  readonly to?: Day | null | undefined;
}

export interface RangeRequest {
  readonly operation: RangeOperation;
  readonly arrivedAt: Instant;
  /** The civil day of the arrival. */
  readonly today: Day;
  readonly plainRunMax?: number;
}

/** Decides a whole request, all or nothing; of several pupils or services those that it does not concern are passed over. */
export function decideRanges(
  request: RangeRequest,
  asked: readonly { readonly facts: RangeFacts; readonly range: AskedRange }[],
): Outcome<ChangeDecision, RangeRefusal> {
  const lines: ChangeLine[] = [];
  let receiptCode: string | undefined;
  let firstRefusal: Outcome<never, RangeRefusal> | undefined;
  for (const { facts, range } of asked) {
    const outcome = decideRange(request, facts, range);
    if (!outcome.ok) {
      if (!isPassedOver(outcome.refusal)) return outcome;
      firstRefusal ??= outcome;
    } else if (outcome.value.kind === 'change') lines.push(...outcome.value.lines);
    else receiptCode = outcome.value.receiptCode;
  }
  if (lines.length > 0) return accept({ kind: 'change', lines });
  if (receiptCode !== undefined) return accept({ kind: 'already-so', receiptCode });
  return firstRefusal ?? refuse('nothing-asked');
}

function isPassedOver(refusal: RangeRefusal): boolean {
  return refusal === 'nothing-asked' || refusal === 'not-suspended' || refusal === 'no-plain-range';
}

export function decideRange(
  request: RangeRequest,
  facts: RangeFacts,
  range: AskedRange,
): Outcome<ChangeDecision, RangeRefusal> {
  switch (request.operation) {
    case 'suspension':
      return decideBegin(request, facts, range, facts.suspensions);
    case 'plain-range':
      return decideBegin(request, facts, range, facts.plainRanges);
    case 'resumption':
      return decideEnd(request, facts, range, facts.suspensions);
    case 'plain-range-ended':
      return decideEnd(request, facts, range, facts.plainRanges);
  }
}

/** What a span in force already covers is kept with its own receipt: overlapping ones merge by filling the gaps. */
function decideBegin(
  { operation, arrivedAt, today }: RangeRequest,
  { pupilId, serviceId, days }: RangeFacts,
  range: AskedRange,
  spans: readonly Span[],
): Outcome<ChangeDecision, RangeRefusal> {
  const from = beginOf(operation, range, firstOpenDay(days, arrivedAt));
  const to = range.to ?? null;
  if (from === undefined) return refuse('nothing-asked');
  if (to !== null && to < from)
    return refuse(range.from === from ? 'range-ends-before' : 'range-over', { day: from });
  if (schoolYearOf(from) !== schoolYearOf(today)) return refuse('next-school-year', { day: from });
  const yearEnd = schoolYearEndsOn(from);
  const whole = { from, to: to === null || to > yearEnd ? yearEnd : to };
  const gaps = gapsOf(whole, spans);
  const due = days.filter((one) => isDue(one) && contains(whole, one.day));
  if (due.length === 0) return refuse('nothing-asked');
  const changing = due.filter((one) => gaps.some((gap) => contains(gap, one.day)));
  const [first] = changing;
  if (first === undefined) {
    const covering = spans.find((span) => due.some((one) => contains(span, one.day)));
    if (covering === undefined) throw new Error('a day that is in no gap is in a span');
    return accept({ kind: 'already-so', receiptCode: covering.receiptCode });
  }
  const late = lateAmong(changing, arrivedAt);
  if (late !== undefined) return late;
  const line = { pupilId, serviceId, operation, days: [], range: { from, to }, spans: gaps };
  return accept({ kind: 'change', lines: [line] });
}

/**
 * A certificate is approved when somebody gets to it: what of its range can no longer change is passed over, and the
 * range begins at the first day that still can (RULES B7). A suspension begins when it is asked to, or not at all.
 */
function beginOf(
  operation: RangeOperation,
  { from }: AskedRange,
  firstOpen: Day | undefined,
): Day | undefined {
  if (from === undefined) return firstOpen;
  if (operation !== 'plain-range' || firstOpen === undefined) return from;
  return from < firstOpen ? firstOpen : from;
}

/** Ends the span that the day lies in, with those that touch it, from that day on; what is elapsed stays. */
function decideEnd(
  { operation, arrivedAt, plainRunMax = plainRunDefault }: RangeRequest,
  { pupilId, serviceId, days }: RangeFacts,
  range: AskedRange,
  spans: readonly Span[],
): Outcome<ChangeDecision, RangeRefusal> {
  const open = days.filter((one) => isDue(one) && isInTime(arrivedAt, one.cutOffAt));
  const from =
    range.from ??
    open.find((one) => spans.some((span) => contains(span, one.day)))?.day ??
    open[0]?.day;
  const chain = from === undefined ? undefined : chainAt(from, spans);
  if (from === undefined || chain === undefined) return alreadyEnded(operation, days, from);
  const rest = { from, to: chain.to };
  const returning = days.filter((one) => isDue(one) && contains(rest, one.day));
  const late = lateAmong(returning, arrivedAt);
  if (late !== undefined) return late;
  if (operation === 'resumption' && returning[0]?.onHold === true)
    return refuse('on-hold', { day: returning[0].day });
  const eating = returning
    .filter((one) => !one.onHold && one.absenceReceipt === null)
    .map((one) => ({
      ...one,
      ...(operation === 'resumption' ? { suspensionReceipt: null } : { certificateReceipt: null }),
    }))
    .filter((one) => one.suspensionReceipt === null);
  const dropped = droppedPlainDays(eating, days, plainRunMax);
  return accept({
    kind: 'change',
    lines: [
      { pupilId, serviceId, operation, days: [], range: rest },
      ...linesOf('plain-meal-dropped', dropped),
    ],
  });
}

function alreadyEnded(
  operation: RangeOperation,
  days: readonly PupilDay[],
  from: Day | undefined,
): Outcome<ChangeDecision, RangeRefusal> {
  const receiptCode = days.find((one) => one.day === from)?.undoneReceipts.resumption;
  if (operation === 'resumption' && receiptCode !== undefined)
    return accept({ kind: 'already-so', receiptCode });
  const details = from === undefined ? undefined : { day: from };
  return refuse(operation === 'resumption' ? 'not-suspended' : 'no-plain-range', details);
}

/** The same cut-off holds both ways: of a day that is over nothing begins and nothing ends (RULES B2). */
function lateAmong(
  due: readonly PupilDay[],
  arrivedAt: Instant,
): Outcome<never, 'after-cut-off'> | undefined {
  const late = due.find((one) => !isInTime(arrivedAt, one.cutOffAt));
  return late && refuse('after-cut-off', { day: late.day, cutOffAt: late.cutOffAt });
}

function firstOpenDay(days: readonly PupilDay[], arrivedAt: Instant): Day | undefined {
  return days.find((one) => isDue(one) && isInTime(arrivedAt, one.cutOffAt))?.day;
}

/** The parts of a range that no span covers, in order. */
export function gapsOf(range: ClosedDayRange, spans: readonly ClosedDayRange[]): ClosedDayRange[] {
  const gaps: ClosedDayRange[] = [];
  let from = range.from;
  for (const span of inOrder(spans)) {
    if (span.to < from || range.to < span.from) continue;
    if (from < span.from) gaps.push({ from, to: addDays(span.from, -1) });
    from = addDays(span.to, 1);
  }
  if (from <= range.to) gaps.push({ from, to: range.to });
  return gaps;
}

/** The whole suspension that a day lies in: its span with all that touch it. */
export function chainAt<S extends ClosedDayRange>(
  day: Day,
  spans: readonly S[],
): { readonly from: Day; readonly to: Day; readonly last: S } | undefined {
  for (const chain of chainsOf(spans)) if (contains(chain, day)) return chain;
  return undefined;
}

/** Spans that touch are one suspension to whoever reads them; in order. */
export function chainsOf<S extends ClosedDayRange>(
  spans: readonly S[],
): readonly { readonly from: Day; readonly to: Day; readonly last: S }[] {
  const chains: { from: Day; to: Day; last: S }[] = [];
  for (const span of inOrder(spans)) {
    const previous = chains.at(-1);
    if (previous !== undefined && addDays(previous.to, 1) >= span.from) {
      previous.to = span.to;
      previous.last = span;
    } else chains.push({ from: span.from, to: span.to, last: span });
  }
  return chains;
}

function inOrder<S extends ClosedDayRange>(spans: readonly S[]): readonly S[] {
  return spans.toSorted((one, other) => ascending(one.from, other.from));
}
