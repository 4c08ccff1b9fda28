// What holds from day to day: the recorded facts and what a file says, made one line of time that keeps its past.
import { addDays } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import type { WrittenRange } from '#registry-import/model.ts';

/** A value from day to day, both inclusive, null = open. */
export interface Span<Value> {
  readonly from: Day;
  readonly to: Day | null;
  readonly value: Value;
}

/** Rows about one thing, in the order of time and without a day in common (line-up.ts). */
export interface WrittenSpan<Value> {
  readonly range: WrittenRange;
  readonly value: Value;
}

/** The days that decide where a row without a first day begins, and what may no longer change. */
export interface Horizon {
  readonly today: Day;
  /** 1 September: where something new begins that names no day. */
  readonly yearBegins: Day;
  /** The first day not closed yet; null: none was closed. */
  readonly openFrom: Day | null;
}

export interface Timeline<Value> {
  readonly spans: readonly Span<Value>[];
  /** The rows would change closed days; those stay as they were. */
  readonly keepsClosedDays: boolean;
}

/**
 * What was recorded stays until the first day that the rows speak of; from then on the rows hold. Closed days
 * stay as recorded in any case. A row without a first day begins, where nothing is recorded, with the school year,
 * and otherwise today (or when that which is recorded begins, if later): so the same file changes nothing twice.
 */
export function timelineOf<Value>(
  recorded: readonly Span<Value>[],
  written: readonly WrittenSpan<Value>[],
  horizon: Horizon,
  isSame: (one: Value, other: Value) => boolean,
): Timeline<Value> {
  const { openFrom } = horizon;
  const asWritten = written.map(({ range, value }) => ({
    from: range.from ?? firstDay(recorded, horizon),
    to: range.to,
    value,
  }));
  const said = asWritten.filter(({ from, to }) => to === null || from <= to);
  const speaksFrom = earliest(said.map((span) => span.from));
  if (speaksFrom === undefined) return { spans: recorded, keepsClosedDays: false };
  const wanted = [...before(recorded, speaksFrom), ...said];
  if (openFrom === null) return { spans: joined(wanted, isSame), keepsClosedDays: false };
  const past = before(recorded, openFrom);
  return {
    spans: joined([...past, ...since(wanted, openFrom)], isSame),
    keepsClosedDays: !isSameLine(
      joined(past, isSame),
      joined(before(wanted, openFrom), isSame),
      isSame,
    ),
  };
}

/** The parts of the spans that lie before the day. */
function before<Value>(spans: readonly Span<Value>[], day: Day): Span<Value>[] {
  const last = addDays(day, -1);
  return spans
    .filter((span) => span.from < day)
    .map((span) => (span.to === null || span.to > last ? { ...span, to: last } : span));
}

/** The parts that lie on the day or after it. */
function since<Value>(spans: readonly Span<Value>[], day: Day): Span<Value>[] {
  return spans
    .filter((span) => span.to === null || span.to >= day)
    .map((span) => (span.from < day ? { ...span, from: day } : span));
}

function firstDay<Value>(recorded: readonly Span<Value>[], horizon: Horizon): Day {
  const { today, yearBegins, openFrom } = horizon;
  const recordedFrom = earliest(recorded.map((span) => span.from));
  const days = [yearBegins, openFrom ?? yearBegins];
  if (recordedFrom !== undefined) days.push(today, recordedFrom);
  return days.reduce((one, other) => (one > other ? one : other));
}

function earliest(days: readonly Day[]): Day | undefined {
  return days.toSorted()[0];
}

/** Neighbours with the same value are one span. */
function joined<Value>(
  spans: readonly Span<Value>[],
  isSame: (one: Value, other: Value) => boolean,
): Span<Value>[] {
  const line: Span<Value>[] = [];
  for (const span of spans) {
    const last = line.at(-1);
    const isNext = last !== undefined && last.to !== null && addDays(last.to, 1) === span.from;
    if (last !== undefined && isNext && isSame(last.value, span.value)) {
      line[line.length - 1] = { ...last, to: span.to };
    } else line.push(span);
  }
  return line;
}

function isSameLine<Value>(
  one: readonly Span<Value>[],
  other: readonly Span<Value>[],
  isSame: (one: Value, other: Value) => boolean,
): boolean {
  return (
    one.length === other.length &&
    one.every((span, index) => {
      const twin = other[index];
      return (
        twin !== undefined &&
        twin.from === span.from &&
        twin.to === span.to &&
        isSame(twin.value, span.value)
      );
    })
  );
}
