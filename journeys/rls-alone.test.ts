// The use cases with the code's own tenant filter taken out of every statement: the database alone keeps two towns apart.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, DatabaseRole } from '#platform/database.ts';
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
    expect([...sent].filter((sql) => withoutFilter(sql) !== sql).length).toBeGreaterThan(60);
    const left = [...sent].filter((sql) => /=\s*\$1\b|\$1\s*=/.test(withoutFilter(sql)));
    expect(
      left.filter((sql) => !sql.includes('from tenancy.tenant_view where tenant_id = $1')),
    ).toEqual([]);
  });

  test('every table shows every role that may read it the rows of its town, and all of them', async () => {
    const readable = await database.asOwner(`
      select c.oid::regclass::text as table, r.rolname as role
        from pg_class c cross join pg_roles r
       where c.relkind in ('r', 'p') and not c.relispartition and c.relrowsecurity
         and r.rolname ~ '^refettorio_' and has_column_privilege(r.oid, c.oid, 'tenant_id', 'SELECT')`);
    expect(readable.length).toBeGreaterThan(100);
    const tenants = await database.asOwner('select tenant_id as id from tenancy.tenant');
    let rows = 0;
    for (const { table, role } of readable) {
      const face = String(role).replace('refettorio_', '') as DatabaseRole;
      for (const { id } of tenants) {
        const [all] = await database.asOwner(
          `select count(*) as rows from ${String(table)} where tenant_id = ${Number(id)}`,
        );
        // The two tables that the system sweeps open to it whole (catalogue.test.ts); there the filter is all there is.
        if (face === 'system' && ['platform.outbox', 'receipts.unsealed'].includes(String(table)))
          continue;
        const [seen] = await database.inTenant(Number(id), face, (tx) =>
          tx.rows<{ rows: number; towns: number }>(
            `select count(*) as rows, count(distinct tenant_id) as towns from ${String(table)} where $1::int is not null`,
          ),
        );
        expect({ table, face, rows: seen?.rows }).toEqual({ table, face, rows: all?.['rows'] });
        expect(seen?.towns).toBeLessThanOrEqual(1);
        rows += seen?.rows ?? 0;
      }
    }
    expect(rows).toBeGreaterThan(1000);
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

  test.each(['enrolment.pupil', 'schools.kitchen', 'tenancy.key'])(
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
