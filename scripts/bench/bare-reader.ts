// The control of what is read: the very statements that our server sends for a request, sent again by nobody in one trip, with the
// same driver and as many connections. A process of its own, as the server is.
import { fork } from 'node:child_process';
import pg from 'pg';
import type { Database, DatabaseRole, SqlValue } from '#platform/database.ts';
import { identifySql, identityOf } from '#platform/database.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { parameterText } from '#platform/parameter-text.ts';
import { statementName } from '#platform/statement-name.ts';
import { composeSample } from '../serve-sample.ts';
import type { BareResult } from './bare.ts';
import type { HttpRequest } from './http-load.ts';
import { ownProcessorMs } from './processor.ts';

interface Order {
  readonly seconds: number;
  /** How many transactions are wanted at once. */
  readonly clients: number;
}

export interface BareReader {
  /** How many statements one request has. */
  readonly statements: number;
  run(order: Order): Promise<BareResult>;
  stop(): void;
}

/** Carries each request out once to learn its statements. */
export async function forkBareReader(
  url: string,
  connections: number,
  requests: readonly HttpRequest[],
): Promise<BareReader> {
  const worker = fork(import.meta.filename, [url, String(connections)]);
  const ended = new Promise<never>((_, reject) => {
    worker.once('exit', () => reject(new Error('the bare reader has ended')));
  });
  ended.catch(() => undefined);
  const ask = <Answer>(message: object): Promise<Answer> => {
    worker.send(message);
    return Promise.race([new Promise<Answer>((resolve) => worker.once('message', resolve)), ended]);
  };
  const statements = await ask<number>(requests);
  return { statements, run: (order) => ask<BareResult>(order), stop: () => void worker.kill() };
}

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | null)[];
}
type Transaction = readonly Statement[];

async function serve(url: string, connections: number): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: connections, pipeline: true });
  // The server goes before this process does.
  pool.on('error', () => undefined);
  let transactions: readonly Transaction[] = [];
  process.on('message', (message) => {
    const asked = toAsked(message);
    if ('seconds' in asked)
      void run(pool, transactions, asked).then((result) => process.send?.(result));
    else
      void record(url, asked).then((recorded) => {
        transactions = recorded;
        process.send?.(Math.max(...recorded.map((one) => one.length)));
      });
  });
  process.once('disconnect', () => process.exit(0));
}

function toAsked(message: unknown): Order | readonly HttpRequest[] {
  return message as Order | readonly HttpRequest[];
}

async function record(url: string, requests: readonly HttpRequest[]): Promise<Transaction[]> {
  const database = openPostgres({ url, connectionsMax: 1 });
  let statements: Statement[] = [];
  const { http } = await composeSample(
    recording(database, (statement) => void statements.push(statement)),
    url,
  );
  const transactions: Transaction[] = [];
  for (const request of [...requests.slice(0, 1), ...requests]) {
    statements = [];
    const { method, path, headers } = request;
    const answer = await http.inject({ method, url: path, headers });
    if (answer.statusCode !== 200)
      throw new Error(`not the answer that was wanted: ${answer.body}`);
    transactions.push(statements);
  }
  await http.close();
  await database.close();
  // The first one was for what is read once and then kept: the calendar, the address.
  return transactions.slice(1);
}

function recording(database: Database, note: (statement: Statement) => void): Database {
  return {
    ...database,
    inTenant: (tenantId, role, work) =>
      database.inTenant(tenantId, role, (tx) => {
        const noted = (sql: string, params: readonly SqlValue[]): void =>
          note(statementOf(role, sql, [tenantId, ...params]));
        note(statementOf(role, identifySql, identityOf(role, tenantId)));
        return work({
          ...tx,
          rows: <Row>(sql: string, ...params: readonly SqlValue[]) => {
            noted(sql, params);
            return tx.rows<Row>(sql, ...params);
          },
          row: <Row>(sql: string, ...params: readonly SqlValue[]) => {
            noted(sql, params);
            return tx.row<Row>(sql, ...params);
          },
        });
      }),
  };
}

function statementOf(role: DatabaseRole, text: string, values: readonly SqlValue[]): Statement {
  return { name: statementName(role, text), text, values: values.map(parameterText) };
}

async function run(
  pool: pg.Pool,
  transactions: readonly Transaction[],
  { seconds, clients }: Order,
): Promise<BareResult> {
  const processorBefore = ownProcessorMs();
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      for (let turn = index; performance.now() < endsAt; turn += clients) {
        await one(pool, transactions[turn % transactions.length] ?? []);
        done += 1;
      }
    }),
  );
  return {
    perSecond: (done * 1000) / (performance.now() - startedAt),
    done,
    processorMs: ownProcessorMs() - processorBefore,
  };
}

async function one(pool: pg.Pool, transaction: Transaction): Promise<void> {
  const client = await pool.connect();
  try {
    client.connection.stream.cork();
    process.nextTick(() => client.connection.stream.uncork());
    await Promise.all([
      client.query('begin'),
      ...transaction.map(({ name, text, values }) =>
        client.query({ name, text, values: [...values] }),
      ),
      client.query('commit'),
    ]);
  } finally {
    client.release();
  }
}

if (import.meta.main) await serve(String(process.argv[2]), Number(process.argv[3]));
