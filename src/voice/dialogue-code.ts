// Who calls: the caller's number first, else the child's phone code and, where the line asks it, a PIN.
import { phonePinDigits } from '#enrolment/pin-rules.ts';
import { askHouse, askOffers, end, goTo } from '#voice/dialogue-state.ts';
import type { DialogueState } from '#voice/dialogue-state.ts';
import type { Answer, Sentence } from '#voice/model.ts';

/** A digit more than is needed, so that the `#` at the end is never heard by the next turn. */
export const pinDigitsMax = phonePinDigits + 1;
const wrongCodesMax = 3;

export function hearCode(state: DialogueState, digits: string): DialogueState {
  // No adapter hands on more; a longer one is wrong whatever follows.
  const code = digits.slice(0, state.line.codeDigits + 1);
  if (state.line.asksPin) return goTo(state, { at: 'pin', code });
  return askHouse(state, { ask: 'recognise-code', code, pin: null });
}

export function hearPin(state: DialogueState, code: string, digits: string): DialogueState {
  const pin = digits.slice(0, pinDigitsMax);
  return askHouse(state, { ask: 'recognise-code', code, pin });
}

export function hearNumberRecognised(state: DialogueState, answer: Answer): DialogueState {
  if (answer.kind === 'wait') return end(state, { key: 'call.wait' });
  if (answer.kind !== 'recognised') return end(state, { key: 'call.failed' });
  if (answer.children.length === 0) return goTo(state, { at: 'code' });
  const known = { ...speaking(state, answer), family: answer.children };
  if (answer.children.length > 1) return goTo(known, { at: 'child', page: 0 });
  return askOffers(known, answer.children);
}

export function hearCodeRecognised(
  state: DialogueState,
  answer: Answer,
  code: string,
): DialogueState {
  switch (answer.kind) {
    case 'recognised':
      return answer.children.length === 0
        ? hearVainCode(state, 'unknown-code')
        : askOffers(speaking(state, answer), answer.children);
    case 'unknown-code':
    case 'code-not-in-use':
      return hearVainCode(state, answer.kind);
    case 'pin-needed':
      return goTo({ ...state, line: { ...state.line, asksPin: true } }, { at: 'pin', code });
    case 'wait':
      return end(state, { key: 'call.wait' });
    default:
      return end(state, { key: 'call.failed' });
  }
}

function hearVainCode(
  state: DialogueState,
  why: 'unknown-code' | 'code-not-in-use',
): DialogueState {
  const counted = { ...state, wrongCodes: state.wrongCodes + 1 };
  const isOver = counted.wrongCodes >= wrongCodesMax;
  const said =
    why === 'code-not-in-use' ? [{ key: 'call.code-not-in-use' }] : sayWrong(state, isOver);
  return isOver ? end(counted, ...said) : goTo(counted, { at: 'code' }, said);
}

function sayWrong({ line }: DialogueState, isOver: boolean): readonly Sentence[] {
  if (!line.asksPin) return [{ key: isOver ? 'call.codes-exhausted' : 'call.wrong-code' }];
  // Whether the code was wrong or has no PIN is not said: how to get one is.
  return [
    { key: isOver ? 'call.codes-or-pins-exhausted' : 'call.wrong-code-or-pin' },
    { key: 'call.no-pin-yet' },
  ];
}

function speaking(
  state: DialogueState,
  { language }: Extract<Answer, { kind: 'recognised' }>,
): DialogueState {
  return state.isLanguageChosen ? state : { ...state, language };
}
