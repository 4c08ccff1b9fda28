// Migrations from nothing: once, twice, by two processes at once; and the partitions that they lay ahead.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#platform/database.ts';
import { openPglite } from '#platform/database-pglite.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate, migrationNames } from '#platform/migrate.ts';
import { databaseKinds, openTestDatabase, postgresUrl } from '#platform/test-database.ts';

const migrations = new URL('../../db/migrations/', import.meta.url);

test('every migration stands in the order once, and nothing else does', async () => {
  const files = (await readdir(migrations)).filter((name) => name.endsWith('.sql'));
  expect(await migrationNames()).toEqual(files.map((name) => name.replace('.sql', '')).toSorted());
});

test('no migration knows a municipality or a town', async () => {
  const texts = (await migrationNames()).map((name) =>
    readFile(new URL(`${name}.sql`, migrations), 'utf8'),
  );
  expect((await Promise.all(texts)).join('\n')).not.toMatch(/valserena|bergamo|comune di/i);
});

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  test('migrating again finds nothing missing and changes nothing', async () => {
    const tables = `select count(*)::int as n, sum(c.oid::bigint) as oids from pg_class c
                     join pg_namespace n on n.oid = c.relnamespace where n.nspname !~ '^pg_'`;
    const before = await database.asOwner(tables);
    expect(await migrate(database, 2026)).toEqual([]);
    expect(await database.asOwner(tables)).toEqual(before);
  });

  test('a new year brings its partitions, and a later run none twice', async () => {
    const names = async (): Promise<number> =>
      Number((await database.asOwner('select count(*) as n from pg_inherits'))[0]?.['n']);
    await migrate(database, 2026);
    const before = await names();
    await migrate(database, 2027);
    expect(await names()).toBeGreaterThan(before + 12);
    const after = await names();
    await migrate(database, 2027);
    expect(await names()).toBe(after);
  });

  test.each([
    ['audit.event', "timestamptz '2025-01-01 00:00+00'", 'event_2025_01'],
    ['audit.event', "timestamptz '2026-10-31 23:59:59.999+00'", 'event_2026_10'],
    ['audit.event', "timestamptz '2026-12-31 23:59+00'", 'event_2026_12'],
    ['audit.event', "timestamptz '2028-12-31 23:59+00'", 'event_2028_12'],
  ])('a line of %s at %s lies in %s', async (table, at, partition) => {
    const id = randomUUID();
    await database.asOwner(
      `insert into ${table} (tenant_id, at, event_id, actor_kind, actor_id, channel, action, subject_kind, subject_id)
       values (1, ${at}, '${id}', 'system', 'test', 'system', 'test', 'test', 'test')`,
    );
    const rows = await database.asOwner(
      `select tableoid::regclass::text as name from ${table} where event_id = '${id}'`,
    );
    expect(rows).toEqual([{ name: `audit.${partition}` }]);
  });

  test.each([
    ['2026-07-31', 'meal_2025_2026'],
    ['2026-08-01', 'meal_2026_2027'],
    ['2027-07-31', 'meal_2026_2027'],
    ['2027-08-01', 'meal_2027_2028'],
  ])('a meal of %s lies in the school year of %s', async (day, partition) => {
    const id = randomUUID();
    await database.asOwner(
      `insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id,
         serving_site_id, kitchen_id, special_diet_ids, recorded_at, recorded_by)
       values (1, '${id}', '${day}', '${id}', 0, 'booked', '${id}', '${id}', '${id}', '${id}', '${id}', '{}',
         timestamptz '2026-09-01 06:00+00', 'test')`,
    );
    const rows = await database.asOwner(
      `select tableoid::regclass::text as name from bookings.meal where pupil_id = '${id}'`,
    );
    expect(rows).toEqual([{ name: `bookings.${partition}` }]);
  });

  test('a partition of a span is isolated like the table itself', async () => {
    const open = await database.asOwner(
      `select c.oid::regclass::text as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
  });
});

test('an empty embedded database gets every migration, in order', async () => {
  const database = await openPglite({});
  expect(await migrate(database, 2026)).toEqual(await migrationNames());
  await database.close();
});

describe.skipIf(postgresUrl === undefined)('two processes at once', () => {
  let url: string;
  let admin: Database;
  beforeAll(async () => {
    admin = openPostgres({ url: postgresUrl ?? '', connectionsMax: 1 });
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await admin.asOwner(`create database ${name}`);
    const address = new URL(postgresUrl ?? '');
    address.pathname = `/${name}`;
    url = address.href;
  });
  afterAll(() => admin.close());

  const migrateInAnotherProcess = async (): Promise<unknown> => {
    const script = `
      import { openPostgres } from '#platform/database-postgres.ts';
      import { migrate } from '#platform/migrate.ts';
      const database = openPostgres({ url: process.env.DATABASE_URL, connectionsMax: 2 });
      console.log(JSON.stringify(await migrate(database, 2026)));
      await database.close();`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: new URL('../../', import.meta.url),
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(await text(child.stdout));
  };

  test('migrate an empty database once between them, and neither fails', async () => {
    const applied = await Promise.all([
      migrateInAnotherProcess(),
      migrateInAnotherProcess(),
      migrateInAnotherProcess(),
    ]);
    expect(applied.flat()).toHaveLength((await migrationNames()).length);
    expect(new Set(applied.flat())).toEqual(new Set(await migrationNames()));
  });
});
