// The words of SMS commands: what is asked for the child of a code.

export type SmsOperation = 'absence' | 'presence' | 'plain-meal';

export interface SmsCommand {
  /** The child's phone code, digits only. */
  readonly code: string;
  readonly operation: SmsOperation;
  /** How many days of the calendar, holidays included, from the first useful day on (decision 026); of a presence 1. */
  readonly days: number;
}

export type ReadSms =
  | {
      readonly kind: 'commands';
      /** One for each code, in the order in which they were written. */
      readonly commands: readonly SmsCommand[];
      /** "SI": the family confirms a day that is far away (RULES B4). */
      readonly isConfirmed: boolean;
    }
  | { readonly kind: 'not-understood' };
