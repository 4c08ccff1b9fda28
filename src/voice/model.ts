// The words of the telephone: what a call hears, what it says and listens for, and what it asks of the house.
import type { OfferedOperation, PhoneOffers } from '#bookings/phone-offer-rules.ts';
import type { Day } from '#ground/day.ts';
import type { Language } from '#ground/sentence.ts';

/** A value inside a sentence: a piece of sound of its own. */
export type Spoken =
  /** A first name, a class or a school, as it is written. */
  | { readonly kind: 'name'; readonly text: string }
  /** Said in full: "lunedì 23 novembre"; with its year where nobody would guess that one. */
  | { readonly kind: 'day'; readonly day: Day; readonly isYearSaid?: true }
  /** 'HH:MM'. */
  | { readonly kind: 'time'; readonly time: string }
  | { readonly kind: 'count'; readonly count: number }
  /** A receipt or a phone code: digit by digit, in groups of three, slowly. */
  | { readonly kind: 'code'; readonly code: string };

/** A sentence of the room's texts, with its values by name. */
export interface Sentence {
  readonly key: string;
  readonly values?: Readonly<Record<string, Spoken>>;
}

/** What the caller may do after a turn's sentences; any key breaks in on them. */
export interface Listen {
  /** How many digits at the most; `#` ends earlier. */
  readonly digitsMax: number;
  readonly timeoutSeconds: number;
}

/** What a call does next. `ended`: it hangs up after the sentences. */
export type Turn =
  | {
      readonly kind: 'listening';
      readonly say: readonly Sentence[];
      readonly listen: Listen;
      readonly language: Language;
      readonly isSlow: boolean;
    }
  | {
      readonly kind: 'ended';
      readonly say: readonly Sentence[];
      readonly language: Language;
      readonly isSlow: boolean;
    };

/** A child as the call knows it: only the first name is ever said, with the class where two share it. */
export interface CalledChild {
  readonly pupilId: string;
  readonly firstName: string;
  /** Null while the child changes school. */
  readonly className: string | null;
  /** Of a child that uses no service yet: from when it will. */
  readonly beginsOn?: Day;
}

/** What is possible now for one child, decided by the rules of bookings (RULES B1–B7). */
export type ChildOffers = PhoneOffers;
export type PhoneOperation = OfferedOperation;

/** A change that was confirmed by a key. `from` is the day that was read back; `to` null: open, or that day alone. */
export interface PhoneOrder {
  readonly operation: PhoneOperation;
  /** Each child with the day that was read back for it. */
  readonly entries: readonly {
    readonly pupilId: string;
    readonly from: Day;
    readonly to: Day | null;
  }[];
  /** Of one call, counted up: a repeat is the same change (RULES B8). */
  readonly number: number;
}

/** Single days ahead on which a child stays absent though its suspension is over; ascending, at least one. */
export interface StillAbsent {
  readonly pupilId: string;
  readonly days: readonly Day[];
}

/** What a dialogue asks of the house; it goes on with the answer. */
export type Question =
  | { readonly ask: 'recognise-number' }
  | { readonly ask: 'recognise-code'; readonly code: string; readonly pin: string | null }
  | { readonly ask: 'read-offers'; readonly pupilIds: readonly string[] }
  | { readonly ask: 'record'; readonly order: PhoneOrder };

export type Answer =
  /** The children of the caller's number, or the one of the code; empty: the number is not on file. */
  | {
      readonly kind: 'recognised';
      readonly children: readonly CalledChild[];
      readonly language: Language;
    }
  /** No such code, or not its PIN: one and the same. */
  | { readonly kind: 'unknown-code' }
  /** The line asks for a PIN since this call began. */
  | { readonly kind: 'pin-needed' }
  /** Of a child who left: it opens nothing any more, and names nobody. */
  | { readonly kind: 'code-not-in-use' }
  /** Too many tries from this number, of this code or on this line. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'offers'; readonly offers: readonly ChildOffers[] }
  | {
      readonly kind: 'recorded';
      readonly receiptCode: string;
      /** It had been recorded before: the same receipt again. */
      readonly isRepeated: boolean;
      /** What a resumption left as it was, child by child (RULES B1). */
      readonly stillAbsent?: readonly StillAbsent[];
    }
  /** A refusal of the rules as a sentence of theirs: nothing was recorded. */
  | { readonly kind: 'refused'; readonly sentence: Sentence }
  /** The house does not answer: nothing was recorded by this call. */
  | { readonly kind: 'failed' };

export type CallEvent =
  | { readonly kind: 'call'; readonly line: CalledLine }
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'time-out' }
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'answer'; readonly answer: Answer };

/** What is known of the line before anything is read. */
export interface CalledLine {
  /** "Comune di Valserena". */
  readonly authority: string;
  readonly language: Language;
  /** A setting of the authority: then a code alone opens nothing (decision 028). */
  readonly asksPin: boolean;
  readonly codeDigits: number;
}

/** What an adapter drives: one call, whatever it came through. Safe to call again with the same event number. */
export interface Conversation {
  begin(): Promise<Turn>;
  /** Throws nothing: a house that does not answer is a sentence. */
  hear(event: Extract<CallEvent, { kind: 'digits' | 'time-out' | 'hang-up' }>): Promise<Turn>;
}

/** A call as an adapter announces it. */
export interface IncomingCall {
  /** Of the telephone system: the same call has the same id. */
  readonly callId: string;
  readonly tenantId: number;
  /** E.164; null: hidden or not a number. */
  readonly callerNumber: string | null;
  readonly calledNumber: string;
}
