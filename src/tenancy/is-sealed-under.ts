// Whether this installation's keys open with a master key: asked at every start, before anything is sealed under another.
import type { MasterKey } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { listKeys } from '#tenancy/key-store.ts';
import { listTenants } from '#tenancy/list-tenants.ts';

/** True without tenants. The first and the last authority are looked at: a change of key that broke off shows there. */
export async function isSealedUnder(database: Database, masterKey: MasterKey): Promise<boolean> {
  const tenants = await listTenants(database);
  for (const { tenantId } of new Set(
    [tenants[0], tenants.at(-1)].filter((one) => one !== undefined),
  )) {
    const keys = await database.inTenant(tenantId, 'system', listKeys);
    if (keys.some((key) => key.masterKeyId !== masterKey.keyId)) return false;
  }
  return true;
}
