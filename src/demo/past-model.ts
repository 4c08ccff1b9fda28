// The words of the demo's past: households, the days on which their children eat, and what they asked when.
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';

export interface PastPupil {
  readonly pupilId: string;
  /** The canteen days of the pupil, ascending: past ones, and some weeks ahead. */
  readonly canteenDays: readonly Day[];
}

/** Children who share a guardian, and the accounts that may change each one's meals. */
export interface Household {
  readonly pupils: readonly PastPupil[];
  readonly accountsOf: ReadonlyMap<string, readonly string[]>;
  /** On the demo's morning nothing of theirs is changed yet: the visitor does it. */
  readonly isVisitors: boolean;
}

/** What a family asked; whether it was granted is decided by the use case. */
export interface PastRequest {
  readonly at: Instant;
  readonly accountId: string;
  readonly operation: 'absence' | 'absence-undone';
  readonly pupilIds: readonly string[];
  readonly days: readonly Day[];
}
