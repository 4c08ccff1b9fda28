// The calendar facts that a municipality's files bring, as a whole: read, and brought up to date in one go.
import type { Grade } from '#calendar/model.ts';
import { findRegistryRows, writeRegistryRows } from '#calendar/registry-store.ts';
import type { Actor } from '#ground/actor.ts';
import { actorIdOf } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import type { Tx } from '#platform/database.ts';
import { bumpVersion } from '#tenancy/version.ts';

export interface CanteenWeekdaysFact {
  readonly canteenWeekdaysId: string;
  readonly classId: string;
  readonly serviceId: string;
  readonly weekdays: Weekdays;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

export interface ClosureRow {
  readonly closureId: string;
  readonly scope: 'tenant' | 'grade' | 'school' | 'class';
  readonly grade: Grade | null;
  readonly schoolId: string | null;
  readonly classId: string | null;
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly reason: string;
  readonly origin: 'national' | 'regional' | 'own';
}

/** The last closed day of a school and service: no fact may change on it or before (FOUNDATIONS 12). */
export interface FrozenUntil {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly day: Day;
}

export interface CalendarRegistry {
  readonly canteenWeekdays: readonly CanteenWeekdaysFact[];
  readonly closures: readonly ClosureRow[];
  readonly frozen: readonly FrozenUntil[];
}

export interface CalendarChanges {
  readonly canteenWeekdays: readonly CanteenWeekdaysFact[];
  readonly supersededCanteenWeekdaysIds: readonly string[];
  readonly closures: readonly ClosureRow[];
  readonly supersededClosureIds: readonly string[];
}

/** Facts in force; what was superseded is history. */
export function findCalendarRegistry(tx: Tx): Promise<CalendarRegistry> {
  return findRegistryRows(tx);
}

/** Roles office or system. The caller keeps clear of frozen days and writes the audit line of the whole. */
export async function recordCalendarRegistry(
  tx: Tx,
  clock: Clock,
  actor: Actor,
  changes: CalendarChanges,
): Promise<void> {
  if (Object.values(changes).every((rows: readonly unknown[]) => rows.length === 0)) return;
  await writeRegistryRows(tx, changes, clock.now(), actorIdOf(actor));
  bumpVersion(tx);
}
