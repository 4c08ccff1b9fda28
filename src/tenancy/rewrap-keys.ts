// Changes the installation's master key: every key of every tenant is wrapped anew; no sealed value and no signature changes.
import { seal } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database, Tx } from '#platform/database.ts';
import { listKeys, updateWrapping } from '#tenancy/key-store.ts';
import { listTenants } from '#tenancy/list-tenants.ts';
import { unwrapKey, wrappingPlace } from '#tenancy/tenant-keys.ts';

/**
 * Returns how many keys were wrapped anew. Safe to run again after an interruption: keys that are already under
 * the new master key are left alone. Processes that run go on with what they hold; start them with the new one.
 */
export async function rewrapKeys(
  database: Database,
  oldMasterKey: MasterKey,
  newMasterKey: MasterKey,
): Promise<number> {
  let count = 0;
  for (const { tenantId } of await listTenants(database)) {
    count += await database.inTenant(tenantId, 'system', (tx) =>
      rewrapTenant(tx, oldMasterKey, newMasterKey),
    );
  }
  return count;
}

async function rewrapTenant(
  tx: Tx,
  oldMasterKey: MasterKey,
  newMasterKey: MasterKey,
): Promise<number> {
  const keys = (await listKeys(tx)).filter((key) => key.masterKeyId !== newMasterKey.keyId);
  for (const key of keys) {
    const secret = unwrapKey(tx.tenantId, oldMasterKey, key);
    const place = wrappingPlace(tx.tenantId, key.purpose, key.keyId);
    updateWrapping(tx, {
      ...key,
      masterKeyId: newMasterKey.keyId,
      wrappedKey: seal(newMasterKey, place, secret),
    });
  }
  return keys.length;
}
