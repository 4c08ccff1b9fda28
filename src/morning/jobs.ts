// Runs the morning check of every tenant when it is due, and not tenant by tenant in between.
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import { checkSchools } from '#morning/check-schools.ts';
import type { MorningMeans } from '#morning/read-today.ts';
import type { Database } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import { faultName } from '#platform/log.ts';
import { listTenants } from '#tenancy/list-tenants.ts';

/** Looks again at least so often: the setting, the supplies or the calendar may have changed meanwhile. */
const lookAgainSeconds = 600;

/** A fault of one tenant does not keep the others unchecked; it is thrown afterwards. */
export function morningChecker(
  means: MorningMeans & { readonly database: Database; readonly log: Log },
): () => Promise<void> {
  const { database, clock, log } = means;
  const nextLook = new Map<number, Instant>();
  return async () => {
    const faults: unknown[] = [];
    for (const { tenantId } of await listTenants(database)) {
      const now = clock.now();
      if (now < (nextLook.get(tenantId) ?? now)) continue;
      try {
        const done = await database.inTenant(tenantId, 'system', (tx) => checkSchools(tx, means));
        const { checked, hands, nextAt } = done;
        if (checked > 0) log.info('morning-checked', { tenantId, count: hands });
        const lookAgainAt = plusSeconds(now, lookAgainSeconds);
        nextLook.set(tenantId, nextAt < lookAgainAt ? nextAt : lookAgainAt);
      } catch (fault) {
        faults.push(fault);
        log.alarm('morning-check-fault', { tenantId, fault: faultName(fault) });
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, 'some schools could not be checked');
  };
}
