// Authorities, their addresses and what is kept in memory of them, on every database that the product runs on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { findTenant, listTenants } from '#tenancy/list-tenants.ts';
import { sampleTenant } from '#tenancy/sample.ts';
import { tenantDirectory } from '#tenancy/serve-host.ts';
import { findVersion } from '#tenancy/store.ts';
import { bumpVersion, cachedByVersion } from '#tenancy/version.ts';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  test('an authority that is created twice is one, with its newest name and all its addresses', async () => {
    const first = await sampleTenant(database, { hosts: ['mensa.valserena.example'] });
    const { masterKey } = first;
    const second = await sampleTenant(database, {
      masterKey,
      name: 'Città di Valserena',
      hosts: ['Localhost:3000'],
    });
    expect(second.tenantId).toBe(first.tenantId);
    expect(await findTenant(database, 'valserena')).toMatchObject({ name: 'Città di Valserena' });
    const directory = tenantDirectory(database);
    expect((await directory.tenantAt('mensa.valserena.example'))?.slug).toBe('valserena');
    expect((await directory.tenantAt('localhost:3000'))?.slug).toBe('valserena');
    expect(await directory.tenantAt('localhost:3001')).toBeUndefined();
  });

  test('an address belongs to one authority only', async () => {
    await sampleTenant(database, { slug: 'valbruna', hosts: ['shared.example'] });
    const other = sampleTenant(database, { slug: 'valchiara', hosts: ['shared.example'] });
    await expect(other).rejects.toThrow('shared.example');
    expect((await listTenants(database)).map(({ slug }) => slug)).not.toContain('valchiara');
  });

  test('a short name that cannot stand in an address is refused', async () => {
    await expect(sampleTenant(database, { slug: 'Val Serena' })).rejects.toThrow('Val Serena');
  });

  test('an address without a port is served at every port', async () => {
    await sampleTenant(database, { slug: 'valmonda', hosts: ['valmonda.example'] });
    const { tenantAt } = tenantDirectory(database);
    expect((await tenantAt('valmonda.example:8443'))?.slug).toBe('valmonda');
  });

  test('a new address is served after a few seconds, and unknown ones cost one query in that time', async () => {
    let nowMs = 0;
    let queries = 0;
    const counted: Database = {
      ...database,
      acrossTenants: (work) => {
        queries += 1;
        return database.acrossTenants(work);
      },
    };
    const { tenantAt } = tenantDirectory(counted, { refreshSeconds: 5, realMs: () => nowMs });
    const asked = Array.from({ length: 100 }, (_, index) => tenantAt(`nobody-${index}.example`));
    expect(new Set(await Promise.all(asked))).toEqual(new Set([undefined]));
    await tenantAt('late.example');
    await sampleTenant(database, { slug: 'late', hosts: ['late.example'] });
    expect(await tenantAt('late.example')).toBeUndefined();
    expect(queries).toBe(1);
    nowMs = 5001;
    expect((await tenantAt('late.example'))?.slug).toBe('late');
    expect(queries).toBe(2);
  });

  test('what is kept in memory is read anew once the version has moved, and not before', async () => {
    const { tenantId } = await sampleTenant(database, { slug: 'cached' });
    let loads = 0;
    const cached = cachedByVersion(async () => (loads += 1));
    const ask = (): Promise<number> =>
      database.inTenant(tenantId, 'office', async (tx) => cached(tx, (await findVersion(tx)) ?? 0));
    expect([await ask(), await ask()]).toEqual([1, 1]);
    await database.inTenant(tenantId, 'office', async (tx) => bumpVersion(tx));
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });

  test('a version that was rolled back is never taken for a later one', async () => {
    const { tenantId } = await sampleTenant(database, { slug: 'rolled-back' });
    const bumped = async (fails: boolean): Promise<number | undefined> => {
      let version: number | undefined;
      await database
        .inTenant(tenantId, 'office', async (tx) => {
          bumpVersion(tx);
          version = await findVersion(tx);
          if (fails) throw new Error('undone');
        })
        .catch(() => undefined);
      return version;
    };
    const versions = [await bumped(true), await bumped(true), await bumped(false)];
    expect(new Set(versions).size).toBe(3);
  });
});
