// Which days of a school have changed: what a change and a closing wake, and what the kitchen's screens listen for.
import type { ChangeLine } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import { asDay } from '#ground/day.ts';
import type { Tx } from '#platform/database.ts';

export interface ChangedDays {
  /** Null: of any school. */
  readonly schoolId: string | null;
  readonly from: Day;
  /** Inclusive; null: without an end. */
  readonly to: Day | null;
}

export function wakeDays(tx: Tx, { schoolId, from, to }: ChangedDays): void {
  tx.wake([prefix, schoolId ?? '', from, to ?? ''].join(' '));
}

/** Of all schools of the pupils that a change is about. */
export function wakeDaysOfLines(
  tx: Tx,
  lines: readonly ChangeLine[],
  schoolIds: Iterable<string>,
): void {
  for (const schoolId of new Set(schoolIds))
    for (const { days, range } of lines) {
      const from = range?.from ?? days[0];
      const to = range === null ? days.at(-1) : range.to;
      if (from !== undefined) wakeDays(tx, { schoolId, from, to: to ?? null });
    }
}

/** Undefined for topics of others. */
export function changedDaysOf(topic: string): ChangedDays | undefined {
  const [kind, schoolId, from, to = ''] = topic.split(' ');
  if (kind !== prefix || schoolId === undefined || from === undefined) return undefined;
  return {
    schoolId: schoolId === '' ? null : schoolId,
    from: asDay(from),
    to: to === '' ? null : asDay(to),
  };
}

const prefix = 'bookings.days';
