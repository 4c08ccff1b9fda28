// What processes keep in memory of a tenant (settings, schools, calendar), dropped when the tenant's version moves.
import { randomDigits } from '#platform/crypto.ts';
import type { TenantId, Tx } from '#platform/database.ts';
import { raiseVersion } from '#tenancy/store.ts';

/** So many authorities at work in one process; the calendar of one takes some 30 to 300 kB. */
const tenantsKeptMax = 5000;

/**
 * Call it in the transaction that changes settings, schools or calendar. The step is random, so that a version
 * which a rolled back transaction or a restored database once had never comes again with other contents.
 */
export function bumpVersion(tx: Tx): void {
  raiseVersion(tx, Number(randomDigits(6)) + 1);
}

/** Versions start anywhere, so that two databases in one process (tests, a restore) are not taken for one another. */
export function firstVersion(): number {
  return Number(randomDigits(12));
}

/**
 * Keeps what `load` returns, per tenant. The caller reads `version` from `tenancy.version_view` in its own first
 * query: when it is the version of what is kept, nothing is asked of the database.
 */
export function cachedByVersion<T>(
  load: (tx: Tx) => Promise<T>,
): (tx: Tx, version: number) => Promise<T> {
  const kept = new Map<TenantId, { readonly version: number; readonly value: T }>();
  return async (tx, version) => {
    const known = kept.get(tx.tenantId);
    const value = known?.version === version ? known.value : await load(tx);
    // The one asked for longest ago stands first, and goes first.
    kept.delete(tx.tenantId);
    kept.set(tx.tenantId, { version, value });
    for (const tenantId of kept.keys()) {
      if (kept.size <= tenantsKeptMax) break;
      kept.delete(tenantId);
    }
    return value;
  };
}
