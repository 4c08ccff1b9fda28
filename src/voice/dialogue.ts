// The dialogue of the telephone, a pure state machine: what a call does next, whatever carries it (RULES B4).
import type { Language } from '#ground/sentence.ts';
import { hearChild, hearMoreChildren } from '#voice/dialogue-child.ts';
import {
  hearCode,
  hearCodeRecognised,
  hearNumberRecognised,
  hearPin,
} from '#voice/dialogue-code.ts';
import { confirmKey, firstExtentKey, namedDayKey, readKey } from '#voice/dialogue-keys.ts';
import type { Key } from '#voice/dialogue-keys.ts';
import { hearDay, hearExtent, hearMenu, hearOffers } from '#voice/dialogue-menu.ts';
import { hearConfirm, hearRecorded } from '#voice/dialogue-order.ts';
import { askOffers, end, goTo, goToOtherChild, notUnderstood } from '#voice/dialogue-state.ts';
import type { DialogueState } from '#voice/dialogue-state.ts';
import { nextOf } from '#voice/dialogue-turn.ts';
import type { Next } from '#voice/dialogue-turn.ts';
import type { Answer, CallEvent, Question } from '#voice/model.ts';

/**
 * Where a call stands after an event, and what it does next. An event that does not fit (digits while the house is
 * asked, an answer to nothing) changes nothing: the same question or turn again. After the end nothing does.
 */
export function advance(
  state: DialogueState,
  event: CallEvent,
): { readonly state: DialogueState; readonly next: Next } {
  const following = follow(state, event);
  return { state: following, next: nextOf(following) };
}

function follow(state: DialogueState, event: CallEvent): DialogueState {
  const { step } = state;
  if (step.at === 'ended') return state;
  if (event.kind === 'hang-up') return goTo(state, { at: 'ended', say: [] });
  if (step.at === 'asking')
    return event.kind === 'answer' ? hearAnswer(state, step.question, event.answer) : state;
  if (event.kind === 'time-out') return hearNothing(state);
  return event.kind === 'digits' ? hear(state, readKey(event.digits)) : state;
}

function hearAnswer(state: DialogueState, question: Question, answer: Answer): DialogueState {
  switch (question.ask) {
    case 'recognise-number':
      return hearNumberRecognised(state, answer);
    case 'recognise-code':
      return hearCodeRecognised(state, answer, question.code);
    case 'read-offers':
      return hearOffers(state, answer);
    case 'record':
      return hearRecorded(state, question.order, answer);
  }
}

/** Said again twice, then goodbye: whoever stopped listening has changed nothing. */
function hearNothing(state: DialogueState): DialogueState {
  const heard = { ...state, isGreeting: false, timeOuts: state.timeOuts + 1 };
  const isOver = heard.timeOuts > repeatsMax;
  // After a receipt nothing is expected: silence is somebody who writes it down.
  if (state.step.at === 'done') return isOver ? end(heard) : heard;
  return isOver ? end(heard, { key: 'call.not-heard' }) : { ...heard, notice: 'not-heard' };
}

const repeatsMax = 2;

function hear(before: DialogueState, key: Key): DialogueState {
  if (key.kind === 'nothing') return hearNothing(before);
  const state: DialogueState = { ...before, timeOuts: 0, notice: null };
  // What this key did not make wrong is right again.
  const heard = hearKey(state, key, before.notice === 'help');
  return heard.notice === 'wrong-key' ? heard : { ...heard, wrongKeys: 0 };
}

function hearKey(state: DialogueState, key: Key, isHelped: boolean): DialogueState {
  switch (key.kind) {
    case 'repeat':
    case 'nothing':
      return state;
    case 'slower':
      return { ...state, isSlow: true };
    case 'language':
      return { ...state, language: otherLanguage(state.language), isLanguageChosen: true };
    default:
      return hearStep({ ...state, isGreeting: false }, key, isHelped);
  }
}

function hearStep(
  state: DialogueState,
  key: Extract<Key, { kind: 'other-child' | 'back' | 'entry' }>,
  isHelped: boolean,
): DialogueState {
  switch (key.kind) {
    case 'other-child':
      return state.step.at === 'child'
        ? hearMoreChildren(state, state.step.page)
        : goToOtherChild(state);
    case 'back':
      return goBack(state, isHelped);
    case 'entry':
      return hearEntry(state, key.digits);
  }
}

const languages: readonly Language[] = ['it', 'en'];

function otherLanguage(language: Language): Language {
  return languages[(languages.indexOf(language) + 1) % languages.length] ?? language;
}

/** One step back; where there is none, help; from the help, goodbye. */
function goBack(state: DialogueState, isHelped: boolean): DialogueState {
  switch (state.step.at) {
    case 'extent':
    case 'day':
    case 'confirm':
      return goTo(state, { at: 'menu' });
    case 'done':
      return askOffers(state, state.chosen);
    default:
      return isHelped ? end(state) : { ...state, notice: 'help' };
  }
}

function hearEntry(state: DialogueState, digits: string): DialogueState {
  const { step } = state;
  switch (step.at) {
    case 'code':
      return hearCode(state, digits);
    case 'pin':
      return hearPin(state, step.code, digits);
    case 'child':
      return hearChild(state, step.page, digits);
    case 'menu':
      return hearMenu(state, digits);
    case 'extent':
      if (digits === firstExtentKey) return hearExtent(state, step.operation, 'first');
      if (digits === namedDayKey) return hearExtent(state, step.operation, 'named-day');
      return notUnderstood(state);
    case 'day':
      return hearDay(state, step, digits);
    case 'confirm':
      return hearConfirm(state, step, digits);
    // Who presses 1 twice to confirm hears the receipt all the same.
    case 'done':
      return digits === confirmKey ? state : notUnderstood(state);
    case 'nothing':
      return notUnderstood(state);
    case 'asking':
    case 'ended':
      return state;
  }
}
