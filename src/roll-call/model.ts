// The words of the roll call: who of a class was seen at table on a day, and why a roll call is not taken.
import type { Day } from '#ground/day.ts';

export interface PupilPresence {
  readonly pupilId: string;
  readonly present: boolean;
}

/** A roll call as recorded; taken again it is the next revision, and the last one counts. */
export interface RollCall {
  readonly revision: number;
  readonly pupils: readonly PupilPresence[];
}

/** Everything that decides whether a class's roll call of a day can be taken. */
export interface RollCallFacts {
  readonly day: Day;
  readonly today: Day;
  /** For how many days a roll call may still be taken or mended. */
  readonly daysBackMax: number;
  readonly hasCanteen: boolean;
  /** Of the class on that day, enrolled in the service. */
  readonly pupilIds: readonly string[];
  /** The one that counts so far. */
  readonly last: RollCall | null;
}

export type RollCallDecision =
  | { readonly kind: 'take'; readonly revision: number }
  /** The same was said before: nothing new is recorded. */
  | { readonly kind: 'already-so'; readonly revision: number };

export type RollCallRefusal =
  | 'not-allowed'
  | 'class-not-found'
  | 'no-canteen'
  | 'day-not-begun'
  | 'day-too-old'
  | 'class-changed'
  | 'key-reused';
