// PostgreSQL over a small pool of connections; what is started together travels together, prepared once (decision 033).
import pg from 'pg';
import type { Connection, Database, DatabaseRole, Lend, TestHooks } from '#platform/database.ts';
import { openerOn, refuseInsideTransaction } from '#platform/database.ts';
import { DatabaseAway, saysAway } from '#platform/database-away.ts';
import { parseColumn } from '#platform/column-types.ts';
import { parameterText } from '#platform/parameter-text.ts';
import { postgresNotifier } from '#platform/postgres-notifier.ts';
import { sessionOn } from '#platform/postgres-session.ts';
import { statementName } from '#platform/statement-name.ts';
import { wakeUpsOver } from '#platform/wake-ups.ts';

export interface PostgresOptions extends TestHooks {
  readonly url: string;
  /** Few and busy beat many and asleep: about two for each core of the server (decision 003). */
  readonly connectionsMax: number;
  /** How long a transaction may be silent before the server ends it; absent: a minute. */
  readonly silenceSecondsMax?: number;
}

/**
 * A process that is frozen, or cut off, would hold its locks for ever, and with them the closing of a school. A transaction
 * talks to nobody but the database, so a minute is plenty.
 */
const silenceSecondsMax = 60;

export function openPostgres(options: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax,
    options: `-c timezone=UTC -c datestyle=ISO -c idle_in_transaction_session_timeout=${1000 * (options.silenceSecondsMax ?? silenceSecondsMax)}`,
    types: { getTypeParser: (oid: number) => (text: string) => parseColumn(oid, text) },
  });
  // An idle connection that dies is replaced by the pool at its next use.
  pool.on('error', () => undefined);
  // Between the pool's ear and ours nobody hears a connection that ends just then, and the process would end with it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const lend: Lend = async (role, use) => {
    const client = await pool.connect().catch((fault: unknown) => {
      throw new DatabaseAway(fault);
    });
    let broken = false;
    const breaks = (): void => {
      broken = true;
    };
    // The server may end a connection that is in use (a restart): its statements fail, this process goes on.
    client.on('error', breaks);
    try {
      return await use(connectionOn(client, role, breaks));
    } catch (fault) {
      throw broken || saysAway(fault) ? new DatabaseAway(fault) : fault;
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

function connectionOn(client: pg.PoolClient, role: DatabaseRole, breaks: () => void): Connection {
  const session = sessionOn(client);
  return {
    begin: () => session(begin),
    query: async (text, params) => {
      const values = params.map(parameterText);
      return (await session({ name: statementName(role, text), text, values })).rows;
    },
    commit: async () => {
      const { command } = await session(commit);
      if (command !== 'COMMIT') throw new Error('the database rolled the transaction back');
    },
    rollback: async () => {
      try {
        await session(rollback);
      } catch {
        breaks();
      }
    },
  };
}

const begin = { name: 'begin', text: 'begin', values: [] };
const commit = { name: 'commit', text: 'commit', values: [] };
const rollback = { name: 'rollback', text: 'rollback', values: [] };
