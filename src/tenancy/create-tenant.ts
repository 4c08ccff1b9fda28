// Makes an authority with its addresses, its version row and its keys; run again it brings name and addresses up to date.
import type { Clock } from '#ground/clock.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, TenantId } from '#platform/database.ts';
import { isPhoneNumber, isSlug } from '#tenancy/model.ts';
import type { PhoneLine, Tenant } from '#tenancy/model.ts';
import { insertHosts, lockVersion, upsertPhoneLines, upsertTenant } from '#tenancy/store.ts';
import { createMissingKeys } from '#tenancy/tenant-keys.ts';
import { firstVersion } from '#tenancy/version.ts';

export interface NewTenant extends Omit<Tenant, 'tenantId' | 'createdAt'> {
  /** Addresses as browsers send them, 'mensa.comune.it' or 'localhost:3000'; without a port: at every port. */
  readonly hosts: readonly string[];
  /** The numbers that are answered for it. */
  readonly phoneLines?: readonly PhoneLine[];
}

/**
 * Idempotent by slug. Throws for a slug that cannot stand in an address, for what is no phone number, and for an
 * address or a number that is already another authority's: all are faults of whoever installs, not refusals to a family.
 */
export async function createTenant(
  database: Database,
  clock: Clock,
  masterKey: MasterKey,
  newTenant: NewTenant,
): Promise<TenantId> {
  if (!isSlug(newTenant.slug))
    throw new Error(`not a short name for an authority: ${newTenant.slug}`);
  const phoneLines = newTenant.phoneLines ?? [];
  const unreadable = phoneLines.find(({ number }) => !isPhoneNumber(number));
  if (unreadable !== undefined)
    throw new Error(`not a phone number in E.164: ${unreadable.number}`);
  const tenantId = await database.acrossTenants(async (tx) => {
    const id = await upsertTenant(tx, newTenant, clock.now());
    const hosts = newTenant.hosts.map((host) => host.toLowerCase());
    const foreign = await insertHosts(tx, id, hosts);
    if (foreign.length > 0)
      throw new Error(`addresses of another authority: ${foreign.join(', ')}`);
    const taken = await upsertPhoneLines(tx, id, phoneLines);
    if (taken.length > 0) throw new Error(`numbers of another authority: ${taken.join(', ')}`);
    return id;
  });
  // A run that stopped here is completed by the next one.
  await database.inTenant(tenantId, 'system', async (tx) => {
    await lockVersion(tx, firstVersion());
    await createMissingKeys(tx, masterKey, clock.now());
  });
  return tenantId;
}
