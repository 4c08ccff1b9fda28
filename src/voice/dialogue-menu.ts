// What a caller can do now: only what the rules of bookings offer for at least one of the chosen children.
import { decideDated, draftOf } from '#voice/dialogue-draft.ts';
import { operationKeys } from '#voice/dialogue-keys.ts';
import { sayOf } from '#voice/dialogue-child.ts';
import { end, goTo, notUnderstood, offersOf, openChildren, unsaid } from '#voice/dialogue-state.ts';
import type { DialogueState } from '#voice/dialogue-state.ts';
import type { Answer, CalledChild, ChildOffers, PhoneOperation, Sentence } from '#voice/model.ts';

export function hearOffers(state: DialogueState, answer: Answer): DialogueState {
  const { lead } = state;
  if (answer.kind === 'wait') return end(state, ...lead, { key: 'call.wait' });
  if (answer.kind !== 'offers') return end(state, ...lead, { key: 'call.failed' });
  const known = { ...state, offers: answer.offers };
  const isWhole = state.chosen.every((child) => offersOf(known, child.pupilId) !== undefined);
  if (!isWhole) return end(state, ...lead, { key: 'call.failed' });
  if (operationsOf(known).length > 0) return goTo(known, { at: 'menu' }, lead);
  const isClosed = answer.offers.every((one) => !one.line.isOpen);
  // A call may cost money: outside the hours nobody is kept waiting, unless another child's line is open.
  if (isClosed && state.family.length <= state.chosen.length) {
    const standing = sayStanding(known);
    return end(known, ...unsaid(lead, standing), ...standing);
  }
  return goTo(known, { at: 'nothing' }, lead);
}

export function hearMenu(state: DialogueState, digits: string): DialogueState {
  const operation = operationsOf(state).find((one) => operationKeys[one] === digits);
  if (operation === undefined) return notUnderstood(state);
  switch (operation) {
    case 'absence-days':
      return goTo(state, { at: 'day', operation, wrongDays: 0 });
    case 'suspension':
    case 'resumption':
      return goTo(state, { at: 'extent', operation });
    default:
      return goTo(state, { at: 'confirm', draft: draftOf(state, operation), isAgain: false });
  }
}

export function hearExtent(
  state: DialogueState,
  operation: 'suspension' | 'resumption',
  extent: 'first' | 'named-day',
): DialogueState {
  return extent === 'first'
    ? goTo(state, { at: 'confirm', draft: draftOf(state, operation), isAgain: false })
    : goTo(state, { at: 'day', operation, wrongDays: 0 });
}

/** After three wrong dates the menu again: nobody is caught. */
export function hearDay(
  state: DialogueState,
  step: Extract<DialogueState['step'], { at: 'day' }>,
  digits: string,
): DialogueState {
  const decision = decideDated(state, step.operation, digits);
  if (decision.kind === 'draft')
    return goTo(state, { at: 'confirm', draft: decision.draft, isAgain: false });
  const wrongDays = step.wrongDays + 1;
  if (wrongDays < wrongDaysMax) return goTo(state, { ...step, wrongDays }, [decision.why]);
  return goTo(state, { at: 'menu' }, [decision.why, { key: 'call.back-to-menu' }]);
}

const wrongDaysMax = 3;

/** In the order of their keys; of two that undo, what lies on top. */
function operationsOf(state: DialogueState): readonly PhoneOperation[] {
  const offered = (operation: PhoneOperation): boolean =>
    draftOf(state, operation).entries.length > 0;
  return inOrder.filter(
    (one) => offered(one) && !(one === 'plain-meal-undone' && offered('absence-undone')),
  );
}

const inOrder: readonly PhoneOperation[] = [
  'absence',
  'absence-days',
  'absence-undone',
  'plain-meal-undone',
  'plain-meal',
  'suspension',
  'resumption',
];

export function sayMenu(state: DialogueState): readonly Sentence[] {
  const isAgain = draftOf(state, 'absence').isAlreadySo;
  return [
    ...sayStanding(state),
    ...operationsOf(state).map((one) => ({
      key: one === 'absence' && isAgain ? 'call.option-receipt' : `call.option-${one}`,
    })),
  ];
}

/** What is so now for each child, and why nothing can be done where nothing can. */
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
  { first, suspension }: ChildOffers,
): readonly Sentence[] {
  const suspended = saySuspension(state, child, suspension);
  if (first === null) return suspended.length > 0 ? suspended : sayOf(state, child, 'call.no-meal');
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

/** From which day a suspension or a resumption would begin, for each child. */
export function sayExtent(
  state: DialogueState,
  operation: 'suspension' | 'resumption',
): readonly Sentence[] {
  const draft = draftOf(state, operation);
  const firsts = openChildren(state).flatMap(({ child }) => {
    const entry = draft.entries.find((one) => one.pupilId === child.pupilId);
    if (entry === undefined) return [];
    return sayOf(state, child, 'call.first-useful', { day: { kind: 'day', day: entry.from } });
  });
  return [...firsts, { key: `call.extent-${operation}` }];
}
