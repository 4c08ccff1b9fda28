// The use cases with the code's own tenant filter taken out of every statement: the database alone keeps two towns apart.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { liveMorning } from './morning.ts';
import type { Story } from './morning.ts';
import { twoTowns } from './two-towns.ts';

// The directory of towns is exempt from the policies by name: there the filter is all there is.
const filter = /(?<!from tenancy\.tenant_view where )(?:\b\w+\.)?\btenant_id\s*=\s*\$1\b(?!\d)/g;
/** The tenant is still named, as PostgreSQL asks, but filters nothing. */
const withoutFilter = (sql: string): string => sql.replaceAll(filter, '($1::int is not null)');
const timeout = 120_000;

async function storiesOn(database: Database): Promise<readonly Story[]> {
  const two = await twoTowns(database);
  try {
    return await liveMorning(two);
  } finally {
    await two.application.http.close();
  }
}

describe.each(databaseKinds)('on %s', (kind) => {
  const sent = new Set<string>();
  let told: readonly Story[];
  let database: Database;
  beforeAll(async () => {
    const ordinary = await openTestDatabase(kind);
    told = await storiesOn(ordinary);
    await ordinary.close();
    database = await openTestDatabase(kind, {
      rewriteSql: (sql) => {
        sent.add(sql);
        return withoutFilter(sql);
      },
    });
  }, timeout);
  afterAll(() => database.close());

  test('two towns that live the same morning see the same, and each of them something', () => {
    expect(told[0]).toEqual(told[1]);
    expect(told[0]?.length).toBeGreaterThan(25);
    const failed = told.flat().filter(([, seen]) => JSON.stringify(seen).includes('request.fault'));
    expect(failed).toEqual([]);
  });

  test(
    'they see the same when no statement filters by its tenant',
    async () => {
      expect(await storiesOn(database)).toEqual(told);
    },
    timeout,
  );

  test('because the filter really was gone: there were many, and none is left', () => {
    const filtering = [...sent].filter((sql) => filter.test(sql) || sql.match(filter) !== null);
    expect(filtering.length).toBeGreaterThan(60);
    const left = [...sent]
      .map(withoutFilter)
      .filter((sql) => /=\s*\$1\b(?!\d)|\$1(?!\d)\s*=|\(\s*\$1\s*\)\s*=/.test(sql));
    expect(left).toEqual([]);
  });

  test('rows of the towns were under the policies all the time: nothing lies in a span of no time', async () => {
    for (const table of ['audit.event_default', 'bookings.meal_default'])
      expect(await database.asOwner(`select from ${table} limit 1`)).toEqual([]);
  });
});

describe('without isolation of', () => {
  let told: readonly Story[];
  beforeAll(async () => {
    const ordinary = await openTestDatabase('pglite');
    told = await storiesOn(ordinary);
    await ordinary.close();
  }, timeout);

  test.each((process.env['CASES'] ?? '').split(','))(
    '%s the towns would see each other',
    async (table) => {
      const database = await openTestDatabase('pglite', { rewriteSql: withoutFilter });
      await database.asOwner(`alter table ${table} disable row level security`);
      const stories = storiesOn(database).catch(() => 'failed');
      expect(await stories).not.toEqual(told);
      await database.close();
    },
    timeout,
  );
});
