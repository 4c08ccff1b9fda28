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
