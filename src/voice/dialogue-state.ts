// Where a call stands: plain JSON, kept between two webhooks, and the few moves that every part of the dialogue makes.
import type { Day } from '#ground/day.ts';
import type { Language } from '#ground/sentence.ts';
import type {
  CalledChild,
  CalledLine,
  ChildOffers,
  PhoneOrder,
  Question,
  Sentence,
  StillAbsent,
} from '#voice/model.ts';

/** What would be recorded, as it is read back; it gets its number when it is confirmed. */
export type Draft = Pick<PhoneOrder, 'operation' | 'entries'>;
/** What begins or ends on a day that the caller names. */
export type DatedOperation = 'absence-days' | 'suspension' | 'resumption';

export type Step =
  /** The house is asked; only its answer or a hang-up leads on. */
  | { readonly at: 'asking'; readonly question: Question }
  | { readonly at: 'code' }
  | { readonly at: 'pin'; readonly code: string }
  /** Which child of the family; five on a page. */
  | { readonly at: 'child'; readonly page: number }
  | { readonly at: 'menu' }
  /** Nothing can be changed for this child; there may be another one. */
  | { readonly at: 'nothing' }
  /** Open or until a day; from the first useful day or from another one. */
  | { readonly at: 'extent'; readonly operation: Exclude<DatedOperation, 'absence-days'> }
  | { readonly at: 'day'; readonly operation: DatedOperation; readonly wrongDays: number }
  /** `isAgain`: a day that is far away is said and asked a second time (RULES B4). */
  | { readonly at: 'confirm'; readonly draft: Draft; readonly isAgain: boolean }
  | {
      readonly at: 'done';
      readonly draft: Draft;
      readonly receiptCode: string;
      readonly isRepeated: boolean;
      readonly stillAbsent?: readonly StillAbsent[] | undefined;
    }
  | { readonly at: 'ended'; readonly say: readonly Sentence[] };

export interface DialogueState {
  readonly line: CalledLine;
  readonly language: Language;
  /** By key: then the family's own language changes nothing any more. */
  readonly isLanguageChosen: boolean;
  readonly isSlow: boolean;
  readonly step: Step;
  /** Until the caller has said or missed something. */
  readonly isGreeting: boolean;
  /** Said before the step's own sentences, and again with them: a reason, a refusal. */
  readonly lead: readonly Sentence[];
  /** Said once. */
  readonly notice: 'not-heard' | 'wrong-key' | 'help' | null;
  /** In a row. */
  readonly timeOuts: number;
  readonly wrongKeys: number;
  /** In the whole call. */
  readonly wrongCodes: number;
  /** The children of the caller's number. */
  readonly family: readonly CalledChild[];
  /** Whom the call is about now, and what is possible for each. */
  readonly chosen: readonly CalledChild[];
  readonly offers: readonly ChildOffers[];
  /** How many orders this call has confirmed. */
  readonly orders: number;
  readonly lastReceiptCode: string | null;
}

export function firstState(line: CalledLine): DialogueState {
  return {
    line,
    language: line.language,
    isLanguageChosen: false,
    isSlow: false,
    step: { at: 'asking', question: { ask: 'recognise-number' } },
    isGreeting: true,
    lead: [],
    notice: null,
    timeOuts: 0,
    wrongKeys: 0,
    wrongCodes: 0,
    family: [],
    chosen: [],
    offers: [],
    orders: 0,
    lastReceiptCode: null,
  };
}

/** To another step: what was said before this one is over. */
export function goTo(
  state: DialogueState,
  step: Step,
  lead: readonly Sentence[] = [],
): DialogueState {
  return { ...state, step, lead };
}

/** A question is silent: what was to be said before it is said after its answer. */
export function askHouse(
  state: DialogueState,
  question: Question,
  lead: readonly Sentence[] = [],
): DialogueState {
  return goTo(state, { at: 'asking', question }, lead);
}

export function askOffers(
  state: DialogueState,
  chosen: readonly CalledChild[],
  lead: readonly Sentence[] = [],
): DialogueState {
  const pupilIds = chosen.map((child) => child.pupilId);
  return askHouse({ ...state, chosen, offers: [] }, { ask: 'read-offers', pupilIds }, lead);
}

/** The other children of the family; where there is none, another code. */
export function goToOtherChild(state: DialogueState): DialogueState {
  const [only] = state.family;
  if (state.family.length > 1) return goTo(state, { at: 'child', page: 0 });
  const isKnown = state.chosen.some((child) => child.pupilId === only?.pupilId);
  if (only === undefined || isKnown) return goTo(state, { at: 'code' });
  return askOffers(state, [only]);
}

/** Of what was to be said before, what the sentences to come do not say themselves: a refusal may name the same hours. */
export function unsaid(lead: readonly Sentence[], say: readonly Sentence[]): readonly Sentence[] {
  const saidNow = new Set(say.map((sentence) => JSON.stringify(sentence)));
  return lead.filter((sentence) => !saidNow.has(JSON.stringify(sentence)));
}

/** The last words: why the call ends, and whether anything was recorded in it. */
export function end(state: DialogueState, ...reasons: readonly Sentence[]): DialogueState {
  return goTo(state, { at: 'ended', say: [...reasons, goodbye(state)] });
}

function goodbye({ lastReceiptCode }: DialogueState): Sentence {
  if (lastReceiptCode === null) return { key: 'call.goodbye-unchanged' };
  const code = { kind: 'code', code: lastReceiptCode } as const;
  return { key: 'call.goodbye-recorded', values: { code } };
}

export function notUnderstood(state: DialogueState): DialogueState {
  const wrongKeys = state.wrongKeys + 1;
  if (wrongKeys > wrongKeysMax) return end(state, { key: 'call.wrong-keys' });
  return { ...state, wrongKeys, notice: 'wrong-key' };
}

/** A machine at the other end presses keys for ever; a person finds the right one. */
const wrongKeysMax = 5;

export function offersOf({ offers }: DialogueState, pupilId: string): ChildOffers | undefined {
  return offers.find((one) => one.pupilId === pupilId);
}

export interface OfferedChild {
  readonly child: CalledChild;
  readonly offers: ChildOffers;
  /** The first useful day. */
  readonly day: Day;
}

/** The chosen children for whom something can be recorded now. */
export function openChildren(state: DialogueState): readonly OfferedChild[] {
  return state.chosen.flatMap((child) => {
    const offers = offersOf(state, child.pupilId);
    if (offers === undefined || !offers.line.isOpen || offers.first === null) return [];
    return [{ child, offers, day: offers.first.day }];
  });
}
