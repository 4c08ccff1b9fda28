// All authorities of the installation, for jobs that visit each of them.
import type { Database } from '#platform/database.ts';
import type { Tenant } from '#tenancy/model.ts';
import { listTenantRows } from '#tenancy/store.ts';

/** By slug. */
export function listTenants(database: Database): Promise<readonly Tenant[]> {
  return database.acrossTenants(listTenantRows);
}

export async function findTenant(database: Database, slug: string): Promise<Tenant | undefined> {
  return (await listTenants(database)).find((tenant) => tenant.slug === slug);
}

/** Throws for an id that is nobody's: ids come from our own rows. */
export async function findTenantById(database: Database, tenantId: number): Promise<Tenant> {
  const tenant = (await listTenants(database)).find((one) => one.tenantId === tenantId);
  if (tenant === undefined) throw new Error(`no tenant ${tenantId}`);
  return tenant;
}
