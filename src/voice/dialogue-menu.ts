// What a caller can do now: only what the rules of bookings offer for at least one of the chosen children.
import { decideDated, draftOf } from '#voice/dialogue-draft.ts';
import { operationKeys } from '#voice/dialogue-keys.ts';
import { sayOf } from '#voice/dialogue-child.ts';
import { sayStanding } from '#voice/dialogue-standing.ts';
import { end, goTo, notUnderstood, offersOf, openChildren, unsaid } from '#voice/dialogue-state.ts';
import type { DialogueState } from '#voice/dialogue-state.ts';
import type { Answer, PhoneOperation, Sentence } from '#voice/model.ts';

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
