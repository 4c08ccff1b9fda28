// Databases for tests: PGlite from a dump of the migrated template, or a database of the PostgreSQL that the test run started.
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, rename, writeFile, readdir, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database, TestHooks } from '#platform/database.ts';
import { openPglite } from '#platform/database-pglite.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';

export const testYear = 2026;

/** The two databases that the product runs on; `postgres` only where the test run has started one. */
export type DatabaseKind = 'pglite' | 'postgres';
/** Empty where the machine has no server binaries (scripts/test.ts). */
export const postgresUrl: string | undefined =
  process.env['REFETTORIO_TEST_POSTGRES'] === ''
    ? undefined
    : process.env['REFETTORIO_TEST_POSTGRES'];
export const databaseKinds: readonly DatabaseKind[] =
  postgresUrl === undefined ? ['pglite'] : ['pglite', 'postgres'];
/** Use cases run on the real server where there is one. */
export const preferredKind: DatabaseKind = postgresUrl === undefined ? 'pglite' : 'postgres';

/** A fresh, migrated, empty database; close it after the tests. */
export async function openTestDatabase(
  kind: DatabaseKind = preferredKind,
  hooks: TestHooks = {},
): Promise<Database> {
  if (kind === 'pglite') return openPglite({ ...hooks, dump: await migratedDump() });
  return openPostgres({ ...hooks, url: await freshPostgresDatabase(), connectionsMax: 6 });
}

/** The address of a fresh, migrated, empty PostgreSQL database, for tests that start processes of their own. */
export async function freshPostgresDatabase(): Promise<string> {
  if (postgresUrl === undefined) throw new Error('this test needs the PostgreSQL of the test run');
  const template = `template_${await migrationsHash()}`;
  const admin = openPostgres({ url: postgresUrl, connectionsMax: 1 });
  try {
    await prepareTemplate(admin, postgresUrl, template);
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await admin.asOwner(`create database ${name} template ${template}`);
    return withDatabase(postgresUrl, name);
  } finally {
    await admin.close();
  }
}

async function prepareTemplate(admin: Database, url: string, template: string): Promise<void> {
  // Test files run in parallel processes: the first makes the template, the others wait for the lock.
  await admin.asOwner('select pg_advisory_lock(7262)');
  const found = await admin.asOwner(`select 1 from pg_database where datname = '${template}'`);
  if (found.length === 0) {
    await admin.asOwner(`create database ${template}_draft`);
    const draft = openPostgres({ url: withDatabase(url, `${template}_draft`), connectionsMax: 1 });
    await migrate(draft, testYear);
    await draft.close();
    await admin.asOwner(`alter database ${template}_draft rename to ${template}`);
  }
  await admin.asOwner('select pg_advisory_unlock(7262)');
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function migratedDump(): Promise<Blob> {
  const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
  const file = `${cache}pglite-${await migrationsHash()}.tar`;
  if (!existsSync(file)) {
    const database = await openPglite({});
    await migrate(database, testYear);
    const dump = await database.dump();
    await database.close();
    await mkdir(cache, { recursive: true });
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, new Uint8Array(await dump.arrayBuffer()));
    await rename(draft, file);
  }
  return openAsBlob(file);
}

async function migrationsHash(): Promise<string> {
  const folder = new URL('../../db/migrations/', import.meta.url);
  const hash = createHash('sha256').update(await readFile(new URL('migrate.ts', import.meta.url)));
  for (const name of (await readdir(folder)).toSorted())
    hash.update(await readFile(new URL(name, folder)));
  return hash.digest('hex').slice(0, 16);
}
