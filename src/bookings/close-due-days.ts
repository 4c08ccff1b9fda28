// Closes every day that is over, of every tenant, oldest first: run by the scheduler, by `refettorio close-day` and by the demo.
import { closeDay } from '#bookings/close-day.ts';
import { dueClosings } from '#bookings/due-closings.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import { faultName } from '#platform/log.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { dayAt } from '#platform/rome.ts';
import { listTenants } from '#tenancy/list-tenants.ts';

export interface ClosingMeans {
  readonly database: Database;
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
  readonly log: Log;
}

/** Looks again at a tenant's calendar at least so often: a cut-off may have been moved meanwhile. */
const lookAgainSeconds = 300;

/** A function that closes what is due; between cut-offs it does not ask the database tenant by tenant. */
export function dueDayCloser(means: ClosingMeans): () => Promise<number> {
  const nextLook = new Map<number, Instant>();
  return async () => {
    let count = 0;
    const faults: unknown[] = [];
    for (const { tenantId, createdAt } of await listTenants(means.database)) {
      const now = means.clock.now();
      if (now < (nextLook.get(tenantId) ?? now)) continue;
      try {
        const { closed, nextAt } = await closeDueDays(means, tenantId, dayAt(createdAt));
        count += closed;
        const lookAgainAt = plusSeconds(now, lookAgainSeconds);
        nextLook.set(tenantId, nextAt !== null && nextAt < lookAgainAt ? nextAt : lookAgainAt);
      } catch (fault) {
        faults.push(fault);
      }
    }
    throwAfterwards(faults);
    return count;
  };
}

/**
 * Closes every day of the tenant that is over, oldest first; `startsOn` is the first day that it is served by us.
 * A fault at one school keeps only that school's later days waiting; it is thrown when all others are closed.
 */
export async function closeDueDays(
  means: ClosingMeans,
  tenantId: number,
  startsOn: Day,
): Promise<{ readonly closed: number; readonly nextAt: Instant | null }> {
  const { database, clock, calendarAt, log } = means;
  const { due, nextAt } = await database.inTenant(tenantId, 'system', (tx) =>
    dueClosings(tx, calendarAt, clock.now(), startsOn),
  );
  let closed = 0;
  const faults: unknown[] = [];
  // A day is never closed before an earlier one of its school: catching up goes on from the last closed day.
  const stopped = new Set<string>();
  for (const { school, day } of due) {
    const { schoolId, serviceId } = school;
    if (stopped.has(`${schoolId} ${serviceId}`)) continue;
    try {
      const outcome = await retryingConflicts(() =>
        database.inTenant(tenantId, 'system', (tx) => closeDay(tx, means, school, day)),
      );
      if (outcome.ok) {
        closed += 1;
        const count = outcome.value.pupilMeals;
        log.info('day-closed', { tenantId, schoolId, serviceId, day, count });
      } else if (outcome.refusal === 'not-yet-over') stopped.add(`${schoolId} ${serviceId}`);
    } catch (fault) {
      stopped.add(`${schoolId} ${serviceId}`);
      faults.push(fault);
      log.alarm('closing-fault', { tenantId, schoolId, serviceId, day, fault: faultName(fault) });
    }
  }
  throwAfterwards(faults);
  return { closed, nextAt };
}

function throwAfterwards(faults: readonly unknown[]): void {
  if (faults.length > 0) throw new AggregateError(faults, 'some days could not be closed');
}
