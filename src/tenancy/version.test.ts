// What processes keep of a tenant: loaded once for each version, and of very many tenants only those asked for lately.
import { expect, test } from 'vitest';
import type { Tx } from '#platform/database.ts';
import { cachedByVersion } from '#tenancy/version.ts';

const ofTenant = (tenantId: number) => ({ tenantId }) as Tx;

test('what is kept is loaded again when the version of the tenant moves, and not before', async () => {
  const loaded: number[] = [];
  const kept = cachedByVersion(async ({ tenantId }) => loaded.push(tenantId));
  expect(await kept(ofTenant(1), 7)).toBe(1);
  expect(await kept(ofTenant(1), 7)).toBe(1);
  expect(await kept(ofTenant(1), 8)).toBe(2);
});

test('of too many tenants the one asked for longest ago is forgotten, never one that is asked again and again', async () => {
  const loaded: number[] = [];
  const kept = cachedByVersion(async ({ tenantId }) => void loaded.push(tenantId));
  for (let tenantId = 1; tenantId <= 6000; tenantId += 1) {
    await kept(ofTenant(tenantId), 1);
    await kept(ofTenant(1), 1);
  }
  await kept(ofTenant(6000), 1);
  await kept(ofTenant(2), 1);
  expect(loaded.filter((tenantId) => tenantId === 1)).toHaveLength(1);
  expect(loaded.filter((tenantId) => tenantId === 6000)).toHaveLength(1);
  expect(loaded.filter((tenantId) => tenantId === 2)).toHaveLength(2);
});
