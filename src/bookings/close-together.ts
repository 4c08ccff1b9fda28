// Closes the day of several schools in one transaction, and of each alone where one of them spoils it (decision 034).
import { closeDay } from '#bookings/close-day.ts';
import type { SuppliedSchool } from '#bookings/closing-store.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { TenantId, Tx } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import { faultName } from '#platform/log.ts';
import { retryingConflicts } from '#platform/retry.ts';

export interface TogetherMeans {
  readonly tenantId: TenantId;
  readonly inTenant: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
  readonly log: Log;
}

export interface Tally {
  closed: number;
  readonly faults: unknown[];
  /** Schools and services whose later days must wait: a day is never closed before an earlier one of its school. */
  readonly stopped: Set<string>;
}

/** Classes of schools that are closed together: some thousand children, whose changes wait for the end. */
const classesTogetherMax = 40;

/** Schools in their order, in groups that are closed together; a large one is a group by itself. */
export function groupsTogether(
  schools: readonly SuppliedSchool[],
): readonly (readonly SuppliedSchool[])[] {
  const groups: SuppliedSchool[][] = [];
  let classes = classesTogetherMax;
  for (const school of schools) {
    classes += school.classIds.length;
    if (classes > classesTogetherMax) {
      groups.push([]);
      classes = school.classIds.length;
    }
    groups.at(-1)?.push(school);
  }
  return groups;
}

export async function closeTogether(
  means: TogetherMeans,
  schools: readonly SuppliedSchool[],
  day: Day,
  tally: Tally,
): Promise<void> {
  const { tenantId, inTenant, log } = means;
  try {
    const outcomes = await retryingConflicts(() =>
      inTenant((tx) => closeDay(tx, means, schools, day)),
    );
    for (const [index, school] of schools.entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok === true) {
        tally.closed += 1;
        const { schoolId, serviceId } = school;
        const count = outcome.value.pupilMeals;
        log.info('day-closed', { tenantId, schoolId, serviceId, day, count });
      } else if (outcome?.refusal === 'not-yet-over') tally.stopped.add(seatOf(school));
    }
  } catch (fault) {
    if (schools.length > 1) {
      for (const school of schools) await closeTogether(means, [school], day, tally);
      return;
    }
    tally.faults.push(fault);
    for (const school of schools) {
      tally.stopped.add(seatOf(school));
      const { schoolId, serviceId } = school;
      log.alarm('closing-fault', { tenantId, schoolId, serviceId, day, fault: faultName(fault) });
    }
  }
}

export const seatOf = (one: { readonly schoolId: string; readonly serviceId: string }): string =>
  `${one.schoolId} ${one.serviceId}`;
