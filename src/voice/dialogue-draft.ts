// What would be recorded: for which of the chosen children, and from which day to which.
import type { Day } from '#ground/day.ts';
import { openChildren } from '#voice/dialogue-state.ts';
import type { DatedOperation, DialogueState, Draft, OfferedChild } from '#voice/dialogue-state.ts';
import { readKeyedDay } from '#voice/keyed-day.ts';
import type { KeyedDay } from '#voice/keyed-day.ts';
import type { PhoneOperation, Sentence } from '#voice/model.ts';
import { keyedDay } from '#voice/spoken-day.ts';

/**
 * The order as far as it needs no day from the caller: each child that it concerns with its own day. Where every child
 * is absent already, an absence asks only for the receipt of then: who was cut off hears the same code (RULES B8).
 */
export function draftOf(
  state: DialogueState,
  operation: PhoneOperation,
): Draft & { readonly isAlreadySo: boolean } {
  const children = openChildren(state);
  const concerned = children.filter(
    (one) => one.offers.operations.includes(operation) && !isAbsentAlready(operation, one),
  );
  const repeated = children.filter((one) => isAbsentAlready(operation, one));
  const isAlreadySo = concerned.length === 0 && repeated.length > 0;
  return {
    operation,
    isAlreadySo,
    entries: (isAlreadySo ? repeated : concerned).map((one) => ({
      pupilId: one.child.pupilId,
      from: beginOf(operation, one),
      to: null,
    })),
  };
}

function isAbsentAlready(operation: PhoneOperation, { offers }: OfferedChild): boolean {
  return operation === 'absence' && offers.first?.state === 'absent';
}

/** A suspension that has not begun yet is taken back from its first day on. */
function beginOf(operation: PhoneOperation, { offers, day }: OfferedChild): Day {
  const { suspension } = offers;
  const isAhead = operation === 'resumption' && suspension !== null && suspension.from > day;
  return isAhead ? suspension.from : day;
}

export type DatedDecision =
  | { readonly kind: 'draft'; readonly draft: Draft }
  | { readonly kind: 'wrong'; readonly why: Sentence };

/** The order with the day that was keyed: the last one, or of a resumption the first. */
export function decideDated(
  state: DialogueState,
  operation: DatedOperation,
  digits: string,
): DatedDecision {
  const { entries } = draftOf(state, operation);
  const { first, last } = boundsOf(state, operation, entries);
  if (first === undefined || last === undefined)
    return { kind: 'wrong', why: { key: 'call.day-unknown' } };
  const keyed = readKeyedDay(digits, first, last);
  if (keyed.kind !== 'day') return { kind: 'wrong', why: sayWrongDay(keyed, first, last) };
  const dated = entries.map((entry) =>
    operation === 'resumption' ? { ...entry, from: keyed.day } : { ...entry, to: keyed.day },
  );
  return { kind: 'draft', draft: { operation, entries: dated } };
}

/** One day for all chosen children: not before the latest beginning, not after the earliest end. */
function boundsOf(
  state: DialogueState,
  operation: DatedOperation,
  entries: Draft['entries'],
): { readonly first: Day | undefined; readonly last: Day | undefined } {
  const ends = openChildren(state)
    .filter(({ child }) => entries.some((entry) => entry.pupilId === child.pupilId))
    .map(({ offers }) => endOf(operation, offers));
  return {
    first: entries
      .map((entry) => entry.from)
      .toSorted()
      .at(-1),
    last: ends.toSorted()[0],
  };
}

function endOf(operation: DatedOperation, { lastDay, suspension }: OfferedChild['offers']): Day {
  const end = operation === 'resumption' ? (suspension?.to ?? lastDay) : lastDay;
  return end < lastDay ? end : lastDay;
}

function sayWrongDay(keyed: Exclude<KeyedDay, { kind: 'day' }>, first: Day, last: Day): Sentence {
  switch (keyed.kind) {
    case 'not-four-digits':
      return { key: 'call.day-form' };
    case 'no-such-day':
      return { key: 'call.day-unknown' };
    case 'too-early':
      return {
        key: 'call.day-too-early',
        values: { day: keyedDay(keyed.day, first), first: { kind: 'day', day: first } },
      };
    case 'too-late':
      return {
        key: 'call.day-too-late',
        values: { day: keyedDay(keyed.day, first), last: { kind: 'day', day: last } },
      };
  }
}
