// Makes an authority with its addresses, its version row and its keys; run again it brings name and addresses up to date.
import type { Clock } from '#ground/clock.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, TenantId } from '#platform/database.ts';
import { isSlug } from '#tenancy/model.ts';
import type { Tenant } from '#tenancy/model.ts';
import { insertHosts, lockVersion, upsertTenant } from '#tenancy/store.ts';
import { createMissingKeys } from '#tenancy/tenant-keys.ts';
import { firstVersion } from '#tenancy/version.ts';

export interface NewTenant extends Omit<Tenant, 'tenantId' | 'createdAt'> {
  /** Addresses as browsers send them, 'mensa.comune.it' or 'localhost:3000'; without a port: at every port. */
  readonly hosts: readonly string[];
}

/**
 * Idempotent by slug. Throws for a slug that cannot stand in an address, and for an address that is already
 * another authority's: both are faults of whoever installs, not refusals to a family.
 */
export async function createTenant(
  database: Database,
  clock: Clock,
  masterKey: MasterKey,
  newTenant: NewTenant,
): Promise<TenantId> {
  if (!isSlug(newTenant.slug))
    throw new Error(`not a short name for an authority: ${newTenant.slug}`);
  const tenantId = await database.acrossTenants(async (tx) => {
    const id = await upsertTenant(tx, newTenant, clock.now());
    const hosts = newTenant.hosts.map((host) => host.toLowerCase());
    const foreign = await insertHosts(tx, id, hosts);
    if (foreign.length > 0)
      throw new Error(`addresses of another authority: ${foreign.join(', ')}`);
    return id;
  });
  // A run that stopped here is completed by the next one.
  await database.inTenant(tenantId, 'system', async (tx) => {
    await lockVersion(tx, firstVersion());
    await createMissingKeys(tx, masterKey, clock.now());
  });
  return tenantId;
}
