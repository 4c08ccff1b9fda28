// For tests: a call against a house of a few children, written down as what the line says after each key.
import { asDay } from '#ground/day.ts';
import { advance } from '#voice/dialogue.ts';
import { firstState } from '#voice/dialogue-state.ts';
import type { DialogueState } from '#voice/dialogue-state.ts';
import { textOf } from '#voice/fragments.ts';
import type {
  Answer,
  CallEvent,
  CalledChild,
  CalledLine,
  ChildOffers,
  PhoneOrder,
  Question,
  Turn,
} from '#voice/model.ts';

export const valserena: CalledLine = {
  authority: 'Comune di Valserena',
  language: 'it',
  asksPin: false,
  codeDigits: 6,
};

export const marco: CalledChild = { pupilId: 'p1', firstName: 'Marco', className: '2 A' };
export const giulia: CalledChild = { pupilId: 'p2', firstName: 'Giulia', className: '4 B' };

/** A child who eats on Monday 23 November; everything is possible that is possible for such a child. */
export function sampleOffers(
  pupilId: string,
  { day = '2026-11-23', state = 'expected', ...more }: SampleOffers = {},
): ChildOffers {
  return {
    pupilId,
    line: { isOpen: true },
    first: { day: asDay(day), state, isFar: false },
    tooLate: null,
    suspension: null,
    operations: ['absence', 'absence-days', 'plain-meal', 'suspension'],
    lastDay: asDay('2027-06-30'),
    ...more,
  };
}

type SampleOffers = Partial<ChildOffers> & {
  readonly day?: string;
  readonly state?: NonNullable<ChildOffers['first']>['state'];
};

export interface SampleHouse {
  /** The children of the caller's number. */
  readonly family: readonly CalledChild[];
  readonly codes?: Readonly<Record<string, CalledChild>>;
  /** Whoever is missing eats on Monday. */
  readonly offers?: readonly ChildOffers[];
  readonly record?: (order: PhoneOrder) => Answer;
  readonly answer?: (question: Question) => Answer | undefined;
  readonly line?: Partial<CalledLine>;
}

export interface SampleCall {
  readonly state: DialogueState;
  readonly turn: Turn;
  readonly orders: readonly PhoneOrder[];
}

export const silence = 'silence';
export const hangUp = 'hang-up';

export function beginCall(house: SampleHouse): SampleCall {
  const line = { ...valserena, ...house.line };
  return settle(house, firstState(line), { kind: 'call', line }, []);
}

export function hearKeys(house: SampleHouse, call: SampleCall, pressed: string): SampleCall {
  return settle(house, call.state, eventOf(pressed), call.orders);
}

/** What the line says from the greeting on, once for each key. */
export function conversation(house: SampleHouse, ...keys: readonly string[]): readonly string[] {
  return wholeCall(house, ...keys).map(({ turn }) => textOfTurn(turn));
}

export function wholeCall(
  house: SampleHouse,
  ...keys: readonly string[]
): readonly [SampleCall, ...SampleCall[]] {
  const calls: [SampleCall, ...SampleCall[]] = [beginCall(house)];
  for (const pressed of keys) calls.push(hearKeys(house, calls.at(-1) ?? calls[0], pressed));
  return calls;
}

export function textOfTurn({ say, language }: Turn): string {
  return say.map((sentence) => textOf(sentence, language)).join(' ');
}

function settle(
  house: SampleHouse,
  before: DialogueState,
  event: CallEvent,
  orders: readonly PhoneOrder[],
): SampleCall {
  const { state, next } = advance(before, event);
  if (next.kind === 'turn') return { state, turn: next.turn, orders };
  const { question } = next;
  const confirmed = question.ask === 'record' ? [...orders, question.order] : orders;
  return settle(house, state, { kind: 'answer', answer: answerOf(house, question) }, confirmed);
}

function eventOf(pressed: string): CallEvent {
  if (pressed === silence) return { kind: 'time-out' };
  return pressed === hangUp ? { kind: 'hang-up' } : { kind: 'digits', digits: pressed };
}

export function answerOf(house: SampleHouse, question: Question): Answer {
  const own = house.answer?.(question);
  if (own !== undefined) return own;
  switch (question.ask) {
    case 'recognise-number':
      return { kind: 'recognised', children: house.family, language: 'it' };
    case 'recognise-code': {
      const child = house.codes?.[question.code];
      if (child === undefined) return { kind: 'unknown-code' };
      return { kind: 'recognised', children: [child], language: 'it' };
    }
    case 'read-offers':
      return {
        kind: 'offers',
        offers: question.pupilIds.map(
          (pupilId) =>
            house.offers?.find((one) => one.pupilId === pupilId) ?? sampleOffers(pupilId),
        ),
      };
    case 'record':
      return (
        house.record?.(question.order) ?? {
          kind: 'recorded',
          receiptCode: '123456785',
          isRepeated: false,
        }
      );
  }
}
