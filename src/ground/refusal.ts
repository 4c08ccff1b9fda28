// The answer of every decision: accepted with a value, or refused with a stable code. Faults are thrown instead.

/** What a sentence about the refusal needs to say: days, times, counts. Never a name or another personal datum. */
export type RefusalDetails = Readonly<Record<string, string | number>>;

export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refused<R extends string> {
  readonly ok: false;
  /** Stable and kebab-case; the sentence is under `refusal.<code>` in the room's texts. */
  readonly refusal: R;
  readonly details?: RefusalDetails;
}

export type Outcome<T, R extends string> = Accepted<T> | Refused<R>;

export function accept<T>(value: T): Accepted<T> {
  return { ok: true, value };
}

export function refuse<R extends string>(refusal: R, details?: RefusalDetails): Refused<R> {
  return details === undefined ? { ok: false, refusal } : { ok: false, refusal, details };
}
