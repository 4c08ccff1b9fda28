// The database answers, and a process whose clock is wrong is found out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asInstant } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import { clockSkewMs, clockSkewMsMax, requireAnswer } from '#platform/health.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  test('the database answers', async () => {
    await expect(requireAnswer(database)).resolves.toBeUndefined();
  });

  test('a clock like the database\u2019s is not complained about', async () => {
    const skewMs = await clockSkewMs(database, { now: () => asInstant(Date.now()) });
    expect(skewMs).toBeLessThan(clockSkewMsMax);
  });

  test.each([-60_000, 60_000])('a clock that is %d ms off is found out', async (offMs) => {
    const skewMs = await clockSkewMs(database, { now: () => asInstant(Date.now() + offMs) });
    expect(skewMs).toBeGreaterThan(50_000);
  });
});
