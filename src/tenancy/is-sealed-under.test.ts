// A start with the wrong master key is found out before anything is sealed under it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { masterKeyOf } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { isSealedUnder } from '#tenancy/is-sealed-under.ts';
import { sampleTenant } from '#tenancy/sample.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('the right key is recognised, another is not, and an empty installation takes any', async () => {
  const other = masterKeyOf(new Uint8Array(32).fill(9));
  expect(await isSealedUnder(database, other)).toBe(true);
  const { masterKey } = await sampleTenant(database);
  expect(await isSealedUnder(database, masterKey)).toBe(true);
  expect(await isSealedUnder(database, other)).toBe(false);
});
