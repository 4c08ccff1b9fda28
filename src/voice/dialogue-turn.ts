// What a state says and listens for; the same state always says the same.
import { sayChildren } from '#voice/dialogue-child.ts';
import { pinDigitsMax } from '#voice/dialogue-code.ts';
import { sayExtent, sayMenu } from '#voice/dialogue-menu.ts';
import { sayConfirm, sayDone } from '#voice/dialogue-order.ts';
import { sayStanding } from '#voice/dialogue-standing.ts';
import { unsaid } from '#voice/dialogue-state.ts';
import type { DialogueState, Step } from '#voice/dialogue-state.ts';
import type { Listen, Question, Sentence, Turn } from '#voice/model.ts';

export type Next =
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'question'; readonly question: Question };

export function nextOf(state: DialogueState): Next {
  const { step, language, isSlow } = state;
  if (step.at === 'asking') return { kind: 'question', question: step.question };
  const greeting = sayGreeting(state);
  if (step.at === 'ended') {
    const say = step.say.length === 0 ? [] : [...greeting.slice(0, 1), ...step.say];
    return { kind: 'turn', turn: { kind: 'ended', say, language, isSlow } };
  }
  const own = sayStep(state, step);
  const lead = unsaid(state.lead, own);
  const say = [...greeting, ...sayNotice(state), ...lead, ...own, ...sayWayOut(step)];
  return {
    kind: 'turn',
    turn: { kind: 'listening', say, listen: listenTo(state, step), language, isSlow },
  };
}

type Listening = Exclude<Step, { at: 'asking' | 'ended' }>;

function sayStep(state: DialogueState, step: Listening): readonly Sentence[] {
  switch (step.at) {
    case 'code':
      return [{ key: 'call.code' }];
    case 'pin':
      return [{ key: 'call.pin' }];
    case 'child':
      return sayChildren(state, step.page);
    case 'menu':
      return sayMenu(state);
    case 'nothing':
      return [...sayStanding(state), { key: 'call.other-child' }];
    case 'extent':
      return sayExtent(state, step.operation);
    case 'day':
      return [{ key: `call.day-${step.operation}` }, { key: 'call.day-example' }];
    case 'confirm':
      return sayConfirm(state, step);
    case 'done':
      return sayDone(state, step);
  }
}

function sayGreeting({ line, isGreeting }: DialogueState): readonly Sentence[] {
  if (!isGreeting) return [];
  const authority = { kind: 'name', text: line.authority } as const;
  return [{ key: 'call.greeting', values: { authority } }, { key: 'call.language' }];
}

function sayNotice({ notice, step }: DialogueState): readonly Sentence[] {
  switch (notice) {
    case null:
      return [];
    case 'help':
      return [
        { key: 'call.help' },
        ...(step.at === 'pin' ? [{ key: 'call.no-pin-yet' }] : []),
        ...(step.at === 'code' || step.at === 'pin' ? [{ key: 'call.help-code' }] : []),
        { key: 'call.help-close' },
      ];
    case 'not-heard':
    case 'wrong-key':
      return [{ key: `call.${notice}` }];
  }
}

/** Every turn ends with the key that leads out of it; read-back and receipt name it in their own sentences. */
function sayWayOut(step: Listening): readonly Sentence[] {
  switch (step.at) {
    case 'code':
    case 'pin':
      return [{ key: 'call.way-help-entry' }];
    case 'child':
    case 'menu':
    case 'nothing':
      return [{ key: 'call.way-help' }];
    case 'extent':
      return [{ key: 'call.way-back' }];
    case 'day':
      return [{ key: 'call.way-back-entry' }];
    case 'confirm':
    case 'done':
      return [];
  }
}

/** How long a key is waited for; longer for whoever asked to be spoken to slowly. */
export const listenSeconds = { usual: 8, slow: 15 } as const;

/** One digit more than is needed where `#` ends, so that it is never heard by the next turn. */
function listenTo({ line, isSlow }: DialogueState, step: Listening): Listen {
  const timeoutSeconds = isSlow ? listenSeconds.slow : listenSeconds.usual;
  switch (step.at) {
    case 'code':
      return { digitsMax: line.codeDigits + 1, timeoutSeconds };
    case 'pin':
      return { digitsMax: pinDigitsMax, timeoutSeconds };
    case 'day':
      return { digitsMax: 5, timeoutSeconds };
    default:
      return { digitsMax: 1, timeoutSeconds };
  }
}
