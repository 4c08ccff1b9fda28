// Opens the database that the configuration names: a PostgreSQL, or the embedded one in its folder, held by one process.
import { join } from 'node:path';
import type { Config } from '#platform/config.ts';
import { holdDataFolder } from '#platform/data-folder.ts';
import { openPglite } from '#platform/database-pglite.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import type { Database } from '#platform/database.ts';
import { migrate, missingMigrations } from '#platform/migrate.ts';

export type OpenedDatabase =
  | {
      readonly ok: true;
      readonly database: Database;
      close(): Promise<void>;
      readonly isEmbedded: boolean;
    }
  | { readonly ok: false; readonly sentence: string };

/** The embedded database is brought up to date here; a PostgreSQL only by `refettorio migrate`. */
export async function openDatabase(config: Config, yearNow: number): Promise<OpenedDatabase> {
  if (config.databaseUrl !== undefined) {
    const database = openPostgres({
      url: config.databaseUrl,
      connectionsMax: config.databaseConnectionsMax,
    });
    return { ok: true, database, close: () => database.close(), isEmbedded: false };
  }
  const folder = await holdDataFolder(config.dataFolder);
  if (folder === undefined) {
    return {
      ok: false,
      sentence: `Another process uses the data in ${config.dataFolder}. Two would lose each other's changes: stop that one, or set REFETTORIO_DATA to another folder.`,
    };
  }
  const database = await openPglite({ folder: join(config.dataFolder, 'pglite') });
  await migrate(database, yearNow);
  return {
    ok: true,
    database,
    isEmbedded: true,
    close: async () => {
      await database.close();
      folder.release();
    },
  };
}

/** As the owner, who alone may change tables. */
export async function openAsOwner(config: Config, yearNow: number): Promise<OpenedDatabase> {
  const url = config.ownerDatabaseUrl ?? config.databaseUrl;
  return openDatabase({ ...config, databaseUrl: url }, yearNow);
}

/** A sentence when the tables are older than the program, which then must not serve. */
export async function staleTables(database: Database): Promise<string | undefined> {
  const missing = await missingMigrations(database);
  return missing.length === 0
    ? undefined
    : `The database lacks ${missing.length} migrations (the first is ${missing[0]}): run "refettorio migrate" first.`;
}
