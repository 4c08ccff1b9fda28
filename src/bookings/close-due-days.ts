// Closes every day that is over, of every tenant, oldest first: run by the scheduler, by `refettorio close-day` and by the demo.
import type { Tally } from '#bookings/close-together.ts';
import { closeTogether, groupsTogether, seatOf } from '#bookings/close-together.ts';
import { dueClosings } from '#bookings/due-closings.ts';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import type { Clock } from '#ground/clock.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import { dayAt } from '#platform/rome.ts';
import type { Turnstile } from '#platform/turnstile.ts';
import { turnstileFor } from '#platform/turnstile.ts';
import { listTenants } from '#tenancy/list-tenants.ts';
import type { Tenant } from '#tenancy/model.ts';

export interface ClosingMeans {
  readonly database: Database;
  readonly clock: Clock;
  readonly calendarAt: CalendarAt;
  readonly log: Log;
}

/** Looks again at a tenant's calendar at least so often: a cut-off may have been moved meanwhile. */
const lookAgainSeconds = 300;
/** Authorities and transactions at once: one that the database works at, one that we do. The rest is for the families. */
const atOnceMax = 2;

/** A function that closes what is due; between cut-offs it does not ask the database tenant by tenant. */
export function dueDayCloser(means: ClosingMeans): () => Promise<number> {
  const nextLook = new Map<number, Instant>();
  const [tenants, transactions] = [turnstileFor(atOnceMax), turnstileFor(atOnceMax)];
  return async () => {
    let count = 0;
    const faults: unknown[] = [];
    const closeOf = async ({ tenantId, createdAt }: Tenant): Promise<void> => {
      const now = means.clock.now();
      if (now < (nextLook.get(tenantId) ?? now)) return;
      try {
        const startsOn = dayAt(createdAt);
        const { closed, nextAt } = await closeDueDays(means, tenantId, startsOn, transactions);
        count += closed;
        const lookAgainAt = plusSeconds(now, lookAgainSeconds);
        nextLook.set(tenantId, nextAt !== null && nextAt < lookAgainAt ? nextAt : lookAgainAt);
      } catch (fault) {
        faults.push(fault);
      }
    };
    const all = await listTenants(means.database);
    await Promise.all(all.map((tenant) => tenants.pass(() => closeOf(tenant))));
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
  transactions: Turnstile = turnstileFor(atOnceMax),
): Promise<{ readonly closed: number; readonly nextAt: Instant | null }> {
  const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    transactions.pass(() => means.database.inTenant(tenantId, 'system', work));
  const { due, nextAt } = await inTenant((tx) =>
    dueClosings(tx, means.calendarAt, means.clock.now(), startsOn),
  );
  const tally: Tally = { closed: 0, faults: [], stopped: new Set() };
  for (const ofDay of groupBy(due, ({ day }) => day).values()) {
    const schools = ofDay.map(({ school }) => school);
    const groups = groupsTogether(schools.filter((school) => !tally.stopped.has(seatOf(school))));
    await Promise.all(
      groups.map((group) =>
        closeTogether({ ...means, tenantId, inTenant }, group, ofDay[0].day, tally),
      ),
    );
  }
  throwAfterwards(tally.faults);
  return { closed: tally.closed, nextAt };
}

function throwAfterwards(faults: readonly unknown[]): void {
  if (faults.length > 0) throw new AggregateError(faults, 'some days could not be closed');
}
