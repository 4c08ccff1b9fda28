// The embedded database: PostgreSQL in this process (PGlite), in a folder of its own or in memory.
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import type { Database, Lend, TestHooks } from '#platform/database.ts';
import { openerOn, refuseInsideTransaction } from '#platform/database.ts';
import { parseColumn, parsedTypes } from '#platform/column-types.ts';
import { pgliteSession } from '#platform/pglite-session.ts';
import { wakeUpsOver } from '#platform/wake-ups.ts';

export interface PgliteOptions extends TestHooks {
  /** The folder of the data; absent: in memory. */
  readonly folder?: string;
  /** A dump of a migrated database, for tests. */
  readonly dump?: Blob;
}

export interface EmbeddedDatabase extends Database {
  dump(): Promise<Blob>;
}

export async function openPglite(options: PgliteOptions): Promise<EmbeddedDatabase> {
  const db = await PGlite.create({
    ...(options.folder === undefined ? {} : { dataDir: options.folder }),
    ...(options.dump === undefined ? {} : { loadDataDir: options.dump }),
    extensions: { btree_gist },
    parsers: Object.fromEntries(
      parsedTypes.map((oid) => [oid, (text: string) => parseColumn(oid, text)]),
    ),
  });
  await db.exec("set timezone to 'UTC'");
  const oneAtATime = queue();
  const session = pgliteSession(db);
  const lend: Lend = (role, use) => oneAtATime(() => use(session(role)));
  return {
    ...openerOn(lend, wakeUpsOver(), options),
    asOwner: async (sql) => {
      refuseInsideTransaction();
      return oneAtATime(async () => {
        try {
          const results = await db.exec(sql);
          return results.at(-1)?.rows ?? [];
        } catch (fault) {
          // The script may have begun a transaction: nobody else may find it open.
          await db.exec('rollback');
          throw fault;
        }
      });
    },
    takeStatistics: async () => {
      refuseInsideTransaction();
      await oneAtATime(() => db.exec('vacuum analyze'));
    },
    dump: () => oneAtATime(() => db.dumpDataDir('none')),
    close: () => db.close(),
  };
}

/** PGlite has one session: transactions take turns. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
