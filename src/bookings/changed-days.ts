// Which days of a school have changed: what a change and a closing wake, and what the kitchen's screens listen for.
import type { Day } from '#ground/day.ts';
import { asDay } from '#ground/day.ts';
import type { Tx } from '#platform/database.ts';

export interface ChangedDays {
  readonly schoolId: string;
  readonly from: Day;
  /** Inclusive; null: without an end. */
  readonly to: Day | null;
}

export function wakeDays(tx: Tx, { schoolId, from, to }: ChangedDays): void {
  tx.wake([prefix, schoolId, from, to ?? ''].join(' '));
}

/** Undefined for topics of others. */
export function changedDaysOf(topic: string): ChangedDays | undefined {
  const [kind, schoolId, from, to = ''] = topic.split(' ');
  if (kind !== prefix || schoolId === undefined || from === undefined) return undefined;
  return { schoolId, from: asDay(from), to: to === '' ? null : asDay(to) };
}

const prefix = 'bookings.days';
