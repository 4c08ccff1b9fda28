// What every step of comparing has at hand: the day, identifiers, where changes and faults are noted.
import type { FrozenUntil } from '#calendar/registry.ts';
import { addDays, asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import type { ChangeLog } from '#registry-import/change-log.ts';
import type { FaultLog } from '#registry-import/fault.ts';
import type { Horizon } from '#registry-import/timeline.ts';

export interface ImportStep {
  readonly today: Day;
  readonly schoolYear: number;
  readonly frozen: readonly FrozenUntil[];
  /** A new identifier at each call. */
  readonly makeId: () => string;
  readonly changes: ChangeLog;
  readonly faults: FaultLog;
}

/**
 * Where facts of these schools begin and may still change. `serviceId` null: of any service.
 * `year`: the school year of the fact, where it has one.
 */
export function horizonOf(
  step: ImportStep,
  schoolIds: Iterable<string>,
  serviceId: string | null,
  year: number = step.schoolYear,
): Horizon {
  const schools = new Set(schoolIds);
  let last: Day | undefined;
  for (const frozen of step.frozen) {
    const counts = schools.has(frozen.schoolId) && [frozen.serviceId, null].includes(serviceId);
    if (counts && (last === undefined || frozen.day > last)) last = frozen.day;
  }
  return {
    today: step.today,
    yearBegins: yearBeginning(year),
    openFrom: last === undefined ? null : addDays(last, 1),
  };
}

/** 1 September, by law the first day of the school year (D.Lgs. 297/1994 art. 74). */
export function yearBeginning(schoolYear: number): Day {
  return asDay(`${schoolYear}-09-01`);
}
