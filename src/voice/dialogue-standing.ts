// How things stand for each child: what it eats on the first useful day, and why nothing can be changed where nothing can.
import type { Day } from '#ground/day.ts';
import { sayOf } from '#voice/dialogue-child.ts';
import { offersOf } from '#voice/dialogue-state.ts';
import type { DialogueState } from '#voice/dialogue-state.ts';
import type { CalledChild, ChildOffers, Sentence } from '#voice/model.ts';
import { keyedDay } from '#voice/spoken-day.ts';

/** Hours that are the same for all are said once. */
export function sayStanding(state: DialogueState): readonly Sentence[] {
  const [first] = state.offers;
  const isClosedAlike =
    first?.line.isOpen === false &&
    state.offers.every(({ line }) => !line.isOpen && sameMoment(line.opens, first.line));
  const each = state.chosen.flatMap((child) => {
    const offers = offersOf(state, child.pupilId);
    return offers === undefined ? [] : sayChild(state, child, offers, isClosedAlike);
  });
  if (!isClosedAlike || first.line.isOpen) return each;
  const { day, time } = first.line.opens;
  const values = { day: { kind: 'day', day }, time: { kind: 'time', time } } as const;
  return [...each, { key: 'call.closed', values }];
}

function sameMoment(opens: { day: string; time: string }, line: ChildOffers['line']): boolean {
  return !line.isOpen && line.opens.day === opens.day && line.opens.time === opens.time;
}

function sayChild(
  state: DialogueState,
  child: CalledChild,
  offers: ChildOffers,
  isClosedAlike: boolean,
): readonly Sentence[] {
  const { line } = offers;
  const late = sayTooLate(state, child, offers);
  if (line.isOpen) {
    const isStuck = offers.operations.length === 0 && offers.first?.state !== 'absent';
    const why = isStuck && offers.first !== null ? sayOf(state, child, 'call.nothing') : [];
    return [...late, ...sayFirst(state, child, offers), ...why];
  }
  const { day, time } = line.opens;
  const opens = { day: { kind: 'day', day }, time: { kind: 'time', time } } as const;
  return isClosedAlike ? late : [...late, ...sayOf(state, child, 'call.closed-for', opens)];
}

/** In the evening today's meal is eaten, and nobody asks for it: then only a cut-off of an earlier day is news. */
function sayTooLate(
  state: DialogueState,
  child: CalledChild,
  { line, tooLate }: ChildOffers,
): readonly Sentence[] {
  if (tooLate === null) return [];
  const { day, cutOff } = tooLate;
  if (line.isOpen && cutOff.day === day) return [];
  const values = { day: { kind: 'day', day }, time: { kind: 'time', time: cutOff.time } } as const;
  if (cutOff.day === day) return sayOf(state, child, 'call.too-late', values);
  const cutOffDay = { kind: 'day', day: cutOff.day } as const;
  return sayOf(state, child, 'call.too-late-since', { ...values, cutOffDay });
}

function sayFirst(
  state: DialogueState,
  child: CalledChild,
  { first, suspension, lastDay }: ChildOffers,
): readonly Sentence[] {
  const suspended = saySuspension(state, child, suspension);
  if (first === null) return suspended.length > 0 ? suspended : sayNoMeal(state, child, lastDay);
  const day = { kind: 'day', day: first.day } as const;
  switch (first.state) {
    case 'expected':
    case 'absent':
    case 'plain':
      return [...suspended, ...sayOf(state, child, `call.first-${first.state}`, { day })];
    case 'on-hold':
      return [...suspended, ...sayOf(state, child, 'call.first-on-hold')];
    default:
      return suspended.length > 0 ? suspended : sayOf(state, child, 'call.first-useful', { day });
  }
}

function sayNoMeal(state: DialogueState, child: CalledChild, lastDay: Day): readonly Sentence[] {
  const { beginsOn } = child;
  if (beginsOn === undefined) return sayOf(state, child, 'call.no-meal');
  return sayOf(state, child, 'call.begins', { day: keyedDay(beginsOn, lastDay) });
}

function saySuspension(
  state: DialogueState,
  child: CalledChild,
  suspension: ChildOffers['suspension'],
): readonly Sentence[] {
  if (suspension === null) return [];
  const from = { kind: 'day', day: suspension.from } as const;
  if (suspension.to === null) return sayOf(state, child, 'call.suspended', { from });
  const to = { kind: 'day', day: suspension.to } as const;
  return sayOf(state, child, 'call.suspended-until', { from, to });
}
