// The read-back, the key that confirms it, and the receipt: the only way to a change.
import { sayOf } from '#voice/dialogue-child.ts';
import { confirmKey } from '#voice/dialogue-keys.ts';
import {
  askHouse,
  askOffers,
  end,
  goTo,
  notUnderstood,
  offersOf,
  openChildren,
} from '#voice/dialogue-state.ts';
import type { DialogueState, Draft, Step } from '#voice/dialogue-state.ts';
import type {
  Answer,
  CalledChild,
  PhoneOrder,
  Sentence,
  Spoken,
  StillAbsent,
} from '#voice/model.ts';
import { daysStillAbsent, keyedDay } from '#voice/spoken-day.ts';

type Confirm = Extract<Step, { at: 'confirm' }>;

export function hearConfirm(state: DialogueState, step: Confirm, digits: string): DialogueState {
  if (digits !== confirmKey) return notUnderstood(state);
  const { draft, isAgain } = step;
  if (!isAgain && farOf(state, draft).length > 0) return goTo(state, { ...step, isAgain: true });
  const orders = state.orders + 1;
  const { operation, entries } = draft;
  return askHouse(
    { ...state, orders },
    { ask: 'record', order: { operation, entries, number: orders } },
  );
}

export function hearRecorded(
  state: DialogueState,
  order: PhoneOrder,
  answer: Answer,
): DialogueState {
  switch (answer.kind) {
    case 'recorded': {
      const { receiptCode, isRepeated, stillAbsent } = answer;
      const { operation, entries } = order;
      const known = { ...state, lastReceiptCode: receiptCode };
      const draft = { operation, entries };
      return goTo(known, { at: 'done', draft, receiptCode, isRepeated, stillAbsent });
    }
    case 'refused':
      // What can be done instead is asked anew: the minute of the cut-off may just have passed.
      return askOffers(state, state.chosen, [{ key: 'call.refused' }, answer.sentence]);
    case 'wait':
      return end(state, { key: 'call.not-recorded' }, { key: 'call.wait' });
    default:
      return end(state, { key: 'call.not-recorded' }, { key: 'call.failed' });
  }
}

export function sayConfirm(state: DialogueState, { draft, isAgain }: Confirm): readonly Sentence[] {
  const isPlain = draft.operation === 'plain-meal';
  const isAbsent = draft.operation === 'absence' && isAlreadyAbsent(state, draft);
  return [
    ...(isAgain ? sayFar(state, draft) : []),
    ...sayReadBack(state, draft),
    ...(isPlain && !isAgain ? [{ key: 'call.health-only' }] : []),
    { key: confirmSentence(isAbsent, isAgain) },
  ];
}

function confirmSentence(isAbsent: boolean, isAgain: boolean): string {
  if (isAbsent) return 'call.confirm-receipt';
  return isAgain ? 'call.confirm-again' : 'call.confirm';
}

function isAlreadyAbsent(state: DialogueState, { entries }: Draft): boolean {
  return entries.every(({ pupilId }) => offersOf(state, pupilId)?.first?.state === 'absent');
}

/** Digits are said twice: who writes them down has the second time to check. */
export function sayDone(
  state: DialogueState,
  { draft, receiptCode, isRepeated, stillAbsent = [] }: Extract<Step, { at: 'done' }>,
): readonly Sentence[] {
  const code: Spoken = { kind: 'code', code: receiptCode };
  return [
    { key: isRepeated ? 'call.done-before' : 'call.done' },
    ...sayReadBack(state, draft),
    ...sayStillAbsent(state, stillAbsent),
    { key: 'call.receipt', values: { code } },
    { key: 'call.receipt-again', values: { code } },
    { key: 'call.go-on' },
  ];
}

/** Who hears "eats again" must also hear on which days not yet (RULES B1). */
function sayStillAbsent(
  state: DialogueState,
  stillAbsent: readonly StillAbsent[],
): readonly Sentence[] {
  return state.chosen.flatMap((child) => {
    const own = stillAbsent.find((one) => one.pupilId === child.pupilId);
    if (own === undefined) return [];
    const { key, values } = daysStillAbsent(own.days);
    return sayOf(state, child, key, values);
  });
}

/** Each child with its own day; and which of the chosen ones stay as they are. */
function sayReadBack(state: DialogueState, draft: Draft): readonly Sentence[] {
  return state.chosen.flatMap((child) => {
    const entry = draft.entries.find((one) => one.pupilId === child.pupilId);
    if (entry === undefined) return sayOf(state, child, 'call.left-out');
    const beside = offersOf(state, child.pupilId)?.first?.day ?? entry.from;
    const from = keyedDay(entry.from, beside);
    if (entry.to === null || (draft.operation === 'absence-days' && entry.to === entry.from))
      return sayOf(state, child, `call.read-back-${singleOf(draft.operation)}`, { from });
    const to = keyedDay(entry.to, beside);
    return sayOf(state, child, `call.read-back-${draft.operation}-until`, { from, to });
  });
}

function singleOf(operation: Draft['operation']): Draft['operation'] {
  return operation === 'absence-days' ? 'absence' : operation;
}

/** The children whose first useful day is more than four days away and not chosen by the caller. */
function farOf(state: DialogueState, draft: Draft): readonly CalledChild[] {
  return openChildren(state).flatMap(({ child, offers, day }) => {
    const entry = draft.entries.find((one) => one.pupilId === child.pupilId);
    return entry?.from === day && offers.first?.isFar === true ? [child] : [];
  });
}

function sayFar(state: DialogueState, draft: Draft): readonly Sentence[] {
  return farOf(state, draft).flatMap((child) => {
    const day = offersOf(state, child.pupilId)?.first?.day;
    if (day === undefined) return [];
    return sayOf(state, child, 'call.far', { day: { kind: 'day', day } });
  });
}
