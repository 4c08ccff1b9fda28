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
    for (const { tenantId, createdAt } of await listTenants(means.database)) {
      const now = means.clock.now();
      if (now < (nextLook.get(tenantId) ?? now)) continue;
      const { closed, nextAt } = await closeDueDays(means, tenantId, dayAt(createdAt));
      count += closed;
      const lookAgainAt = plusSeconds(now, lookAgainSeconds);
      nextLook.set(tenantId, nextAt !== null && nextAt < lookAgainAt ? nextAt : lookAgainAt);
    }
    return count;
  };
}

/** Closes every day of the tenant that is over, oldest first; `startsOn` is the first day that it is served by us. */
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
  for (const { school, day } of due) {
    const outcome = await retryingConflicts(() =>
      database.inTenant(tenantId, 'system', (tx) => closeDay(tx, means, school, day)),
    );
    if (!outcome.ok) continue;
    closed += 1;
    const { schoolId, serviceId } = school;
    log.info('day-closed', { tenantId, schoolId, serviceId, day, count: outcome.value.pupilMeals });
  }
  return { closed, nextAt };
}
