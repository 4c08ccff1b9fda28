// db/schema.sql is the database as it is, whichever of the two it is.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { printSchema, schemaFile } from './schema.ts';

const mend = 'stale: run `npm run papers`';

describe.each(databaseKinds)('the schema of %s', (kind) => {
  let database: Database;
  let printed: string;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    printed = await printSchema(database);
  });
  afterAll(() => database.close());

  test('is the one in the repository', () => {
    expect({ mend, file: printed }).toEqual({ mend, file: readFileSync(schemaFile, 'utf8') });
  });

  test('leaves out the spans of time, and nothing else', async () => {
    const tables = await database.asOwner(`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`);
    const missing = tables
      .map(({ name }) => String(name))
      .filter((name) => !new RegExp(`create (table|view) ${name}\\b`).test(printed));
    expect(
      missing.filter(
        (name) => !/^(audit\.event|bookings\.meal|roll_call\.presence)_\d{4}_\d{2,4}$/.test(name),
      ),
    ).toEqual([]);
    expect(missing).not.toEqual([]);
  });
});

describe('the script', () => {
  let database: Database;
  let printed: string;
  beforeAll(async () => {
    database = await openTestDatabase('pglite');
    printed = await printSchema(database);
  });
  afterAll(() => database.close());

  test.each([
    ['a column', 'alter table schools.kitchen add note text'],
    ['a default', "alter table schools.kitchen alter name set default 'x'"],
    ['a constraint', "alter table schools.kitchen add check (name <> '')"],
    ['an index', 'create index by_name on schools.kitchen (tenant_id, name)'],
    ['a policy', 'create policy other on schools.kitchen using (true)'],
    ['isolation that is not forced', 'alter table schools.kitchen no force row level security'],
    [
      'a trigger',
      'create trigger t before update on schools.kitchen for each row execute function platform.refuse_change()',
    ],
    ['a right', 'grant delete on schools.kitchen to refettorio_family'],
    ['a right on a column', 'grant update (name) on schools.kitchen to refettorio_kitchen'],
    ['a right on a schema', 'grant create on schema schools to refettorio_office'],
    ['a comment', "comment on table schools.kitchen is 'other'"],
    ['a view', 'create view schools.other_view as select 1 as one'],
    ['the options of a view', 'alter view schools.shift_view reset (security_invoker)'],
    [
      'a function',
      "create or replace function platform.current_tenant() returns integer language sql as 'select 1'",
    ],
    ['a schema', 'create schema other'],
  ])('would show %s that nobody told it', async (_, change) => {
    const changed = database.asOwner(`begin; ${change}`).then(async () => {
      const after = await printSchema(database);
      await database.asOwner('rollback');
      return after;
    });
    expect(await changed).not.toBe(printed);
  });
});
