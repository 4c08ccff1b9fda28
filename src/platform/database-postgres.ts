// PostgreSQL over a small pool of pipelined connections with named prepared statements.
import pg from 'pg';
import type {
  Connection,
  Database,
  DatabaseRole,
  Lend,
  SqlValue,
  TestHooks,
} from '#platform/database.ts';
import { openerOn, refuseInsideTransaction } from '#platform/database.ts';
import { parseColumn } from '#platform/column-types.ts';
import { postgresNotifier } from '#platform/postgres-notifier.ts';
import { statementName } from '#platform/statement-name.ts';
import { wakeUpsOver } from '#platform/wake-ups.ts';

export interface PostgresOptions extends TestHooks {
  readonly url: string;
  /** Few and busy beat many and asleep: about two for each core of the server (decision 003). */
  readonly connectionsMax: number;
}

export function openPostgres(options: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax,
    pipeline: true,
    options: '-c timezone=UTC -c datestyle=ISO',
    types: { getTypeParser: (oid: number) => (text: string) => parseColumn(oid, text) },
  });
  // An idle connection that dies is replaced by the pool at its next use.
  pool.on('error', () => undefined);
  const lend: Lend = async (role, use) => {
    const client = await pool.connect();
    let broken = false;
    const breaks = (): void => {
      broken = true;
    };
    // The server may end a connection that is in use (a restart): its statements fail, this process goes on.
    client.on('error', breaks);
    try {
      return await use(connectionOn(client, role, breaks));
    } finally {
      client.off('error', breaks);
      client.release(broken);
    }
  };
  const wakeUps = wakeUpsOver((inbox) => postgresNotifier(options.url, inbox));
  return {
    ...openerOn(lend, wakeUps, options),
    asOwner: async (sql) => {
      refuseInsideTransaction();
      const results: unknown = await pool.query(sql);
      const last: unknown = Array.isArray(results) ? results.at(-1) : results;
      return (last as pg.QueryResult<Record<string, unknown>>).rows;
    },
    takeStatistics: async () => {
      refuseInsideTransaction();
      await pool.query('analyze');
    },
    close: async () => {
      await wakeUps.close();
      await pool.end();
    },
  };
}

/**
 * Sends the statements of one turn of the event loop in one write: pipelined statements would otherwise cost a
 * system call each, which was a third of a change's time.
 */
function gather({ connection: { stream } }: pg.PoolClient): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function connectionOn(client: pg.PoolClient, role: DatabaseRole, breaks: () => void): Connection {
  return {
    begin: () => {
      gather(client);
      return client.query('begin');
    },
    query: async (sql, params) => {
      gather(client);
      const values = params.map(toDriver);
      const name = statementName(role, sql);
      return (await client.query<Record<string, unknown>>({ name, text: sql, values })).rows;
    },
    commit: async () => {
      gather(client);
      const { command } = await client.query('commit');
      if (command !== 'COMMIT') throw new Error('the database rolled the transaction back');
    },
    rollback: async () => {
      try {
        await client.query('rollback');
      } catch {
        breaks();
      }
    },
  };
}

const toDriver = (value: SqlValue): unknown =>
  value instanceof Uint8Array ? Buffer.from(value) : value;
