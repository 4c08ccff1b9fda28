// The one opener of transactions: every transaction has a tenant, a role and, in SQL, the tenant as $1.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Instant } from '#ground/instant.ts';
import { isoInstant } from '#ground/instant.ts';
import type { WakeListener, WakeUps } from '#platform/wake-ups.ts';
import { writeBatch } from '#platform/write-batch.ts';

/** One database role per face; what each may read and write is granted in the migrations. */
export type DatabaseRole = 'family' | 'office' | 'school' | 'kitchen' | 'system';
export type TenantId = number;
export type SqlValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly (string | number | boolean | null | Uint8Array)[];

/**
 * A transaction of one tenant. In every statement $1 is the tenant id, put there by the opener, and the
 * caller's parameters start at $2: PostgreSQL refuses a statement that does not mention $1, so the
 * tenant filter cannot be forgotten. Statements started without awaiting travel together (one trip).
 */
export interface Tx {
  readonly tenantId: TenantId;
  rows<Row>(sql: string, ...params: readonly SqlValue[]): Promise<readonly Row[]>;
  row<Row>(sql: string, ...params: readonly SqlValue[]): Promise<Row | undefined>;
  /**
   * A write whose success is checked at commit, with which it travels. Plain inserts that follow one another
   * become one statement: they do not see each other's rows, except through foreign keys. A later `rows` sees all.
   */
  write(sql: string, ...params: readonly SqlValue[]): void;
  /** Told after the commit to whoever listens, in any process; ids and days only. The same topic twice is one. */
  wake(topic: string): void;
}

/** A transaction over all tenants, for the few tables whose policies let the system sweep them; parameters start at $1. */
export type SweepTx = Omit<Tx, 'tenantId' | 'wake'>;

export interface Database {
  /** Commits when `work` returns (a refusal is a value, and is recorded), rolls back when it throws. */
  inTenant<T>(tenantId: TenantId, role: DatabaseRole, work: (tx: Tx) => Promise<T>): Promise<T>;
  acrossTenants<T>(work: (tx: SweepTx) => Promise<T>): Promise<T>;
  /** Calls `listener` after every commit that woke a topic, here or in another process. Returns how to stop. */
  onWake(listener: WakeListener): () => void;
  /** Counts the rows for the planner: after many came at once, and where nobody else does (the embedded database). */
  takeStatistics(): Promise<void>;
  /** Statements of the owner: migrations and tests, nothing else. */
  asOwner(sql: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** What a driver must offer: statements of one transaction, in order. */
export interface Connection {
  begin(): Promise<unknown>;
  query(sql: string, params: readonly SqlValue[]): Promise<readonly Record<string, unknown>[]>;
  /** Throws when the database answered ROLLBACK. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/**
 * Lends a connection that is outside of any transaction; it goes back when `use` ends. The role goes into the names
 * of prepared statements: a plan under row-level security is made anew whenever the role changes.
 */
export type Lend = <T>(
  role: DatabaseRole,
  use: (connection: Connection) => Promise<T>,
) => Promise<T>;

/** Instants go to SQL as text in UTC, the same for both drivers. */
export const sqlInstant = (instant: Instant): string => isoInstant(instant);

const openTransaction = new AsyncLocalStorage<true>();

/** What tests may do to every statement of a tenant before it is sent: nothing else rewrites SQL. */
export interface TestHooks {
  readonly rewriteSql?: (sql: string) => string;
}

export function openerOn(
  lend: Lend,
  wakeUps: WakeUps,
  { rewriteSql = (sql) => sql }: TestHooks = {},
): Pick<Database, 'inTenant' | 'acrossTenants' | 'onWake'> {
  const inTransaction = async <T>(
    begin: Begin,
    work: (statements: SweepTx) => Promise<T>,
  ): Promise<T> => {
    refuseInsideTransaction();
    return lend(begin.role, (connection) =>
      openTransaction.run(true, () => runIn(connection, begin, work)),
    );
  };
  return {
    inTenant: async (tenantId, role, work) => {
      if (!Number.isSafeInteger(tenantId)) throw new Error('a tenant id is an integer');
      const woken = new Set<string>();
      const wake = (topic: string): void => void woken.add(topic);
      const result = await inTransaction({ role, tenantId, rewriteSql }, (statements) =>
        work({ tenantId, ...statements, wake }),
      );
      wakeUps.publish(tenantId, woken);
      return result;
    },
    acrossTenants: (work) =>
      inTransaction({ role: 'system', tenantId: null, rewriteSql: (sql) => sql }, work),
    onWake: (listener) => wakeUps.listen(listener),
  };
}

interface Begin extends Required<TestHooks> {
  readonly role: DatabaseRole;
  readonly tenantId: TenantId | null;
}

/** A second way to the database inside a transaction would wait for the first for ever on PGlite. */
export function refuseInsideTransaction(): void {
  if (openTransaction.getStore())
    throw new Error('a transaction is already open here: pass its tx');
}

async function runIn<T>(
  connection: Connection,
  { role, tenantId, rewriteSql }: Begin,
  work: (statements: SweepTx) => Promise<T>,
): Promise<T> {
  const checkedAtCommit: Promise<unknown>[] = [];
  const send = (answer: Promise<unknown>): void => {
    // Awaited at commit; until then a fault must not count as unhandled.
    answer.catch(() => undefined);
    checkedAtCommit.push(answer);
  };
  // A branch that goes on after another has failed would speak outside of any transaction, as the owner.
  let hasEnded = false;
  const refuseAfterEnd = (): void => {
    if (hasEnded) throw new Error('this transaction has ended');
  };
  const leading = tenantId === null ? [] : [tenantId];
  const ask = (sql: string, params: readonly SqlValue[]) =>
    connection.query(rewriteSql(sql), [...leading, ...params]);
  const writes = writeBatch((sql, params) => send(ask(sql, params)), leading.length);
  const query = (sql: string, params: readonly SqlValue[]) => {
    refuseAfterEnd();
    writes.flush();
    return ask(sql, params);
  };
  send(connection.begin());
  // The same as SET LOCAL ROLE, in a statement that is prepared once.
  send(connection.query(identifySql, identityOf(role, tenantId)));
  const statements: SweepTx = {
    rows: async <Row>(sql: string, ...params: readonly SqlValue[]) =>
      asRows<Row>(await query(sql, params)),
    row: async <Row>(sql: string, ...params: readonly SqlValue[]) =>
      asRows<Row>(await query(sql, params))[0],
    write: (sql, ...params) => {
      refuseAfterEnd();
      writes.add(sql, params);
    },
  };
  try {
    const result = await work(statements);
    writes.flush();
    hasEnded = true;
    const committed = connection.commit();
    committed.catch(() => undefined);
    await Promise.all(checkedAtCommit);
    await committed;
    return result;
  } catch (fault) {
    hasEnded = true;
    await connection.rollback();
    throw fault;
  }
}

/**
 * A family asks for what is its own, by key: one plan for all is right and made once on each connection. Left to choose, the
 * server plans the same question anew every time, which took longer than the answers (decision 038).
 */
export const identifySql = `select set_config('role', $1, true), set_config('app.tenant', $2, true), set_config('plan_cache_mode', $3, true)`;

/** The parameters of `identifySql`. */
export function identityOf(role: DatabaseRole, tenantId: TenantId | null): readonly string[] {
  const plans = role === 'family' ? 'force_generic_plan' : 'auto';
  return [`refettorio_${role}`, tenantId === null ? '' : String(tenantId), plans];
}

/** The shape of a row is what its SQL says; the stores' tests on a real database hold the two together. */
function asRows<Row>(rows: readonly Record<string, unknown>[]): readonly Row[] {
  return rows as readonly Row[];
}
