// The one opener of transactions: every transaction has a tenant, a role and, in SQL, the tenant as $1.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Instant } from '#ground/instant.ts';
import { isoInstant } from '#ground/instant.ts';

/** One database role per face; what each may read and write is granted in the migrations. */
export type DatabaseRole = 'family' | 'office' | 'school' | 'kitchen' | 'system';
export type TenantId = number;
export type SqlValue = string | number | boolean | null | Uint8Array | readonly (string | number | boolean | null | Uint8Array)[];

/**
 * A transaction of one tenant. In every statement $1 is the tenant id, put there by the opener, and the
 * caller's parameters start at $2: PostgreSQL refuses a statement that does not mention $1, so the
 * tenant filter cannot be forgotten. Statements started without awaiting travel together (one trip).
 */
export interface Tx {
  readonly tenantId: TenantId;
  rows<Row>(sql: string, ...params: readonly SqlValue[]): Promise<readonly Row[]>;
  row<Row>(sql: string, ...params: readonly SqlValue[]): Promise<Row | undefined>;
  /** A write whose success is checked at commit, with which it travels. */
  write(sql: string, ...params: readonly SqlValue[]): void;
}

/** A transaction over all tenants, for the few tables whose policies let the system sweep them; parameters start at $1. */
export type SweepTx = Omit<Tx, 'tenantId'>;

export interface Database {
  /** Commits when `work` returns (a refusal is a value, and is recorded), rolls back when it throws. */
  inTenant<T>(tenantId: TenantId, role: DatabaseRole, work: (tx: Tx) => Promise<T>): Promise<T>;
  acrossTenants<T>(work: (tx: SweepTx) => Promise<T>): Promise<T>;
  /** Statements of the owner: migrations and tests, nothing else. */
  asOwner(sql: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** What a driver must offer: statements of one transaction, in order. */
export interface Connection {
  script(sql: string): Promise<void>;
  query(sql: string, params: readonly SqlValue[]): Promise<readonly Record<string, unknown>[]>;
  /** Throws when the database answered ROLLBACK. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Lends a connection that is outside of any transaction; it goes back when `use` ends. */
export type Lend = <T>(use: (connection: Connection) => Promise<T>) => Promise<T>;

/** Instants go to SQL as text in UTC, the same for both drivers. */
export const sqlInstant = (instant: Instant): string => isoInstant(instant);

const openTransaction = new AsyncLocalStorage<true>();

/** What tests may do to every statement of a tenant before it is sent: nothing else rewrites SQL. */
export interface TestHooks {
  readonly rewriteSql?: (sql: string) => string;
}

export function openerOn(
  lend: Lend,
  { rewriteSql = (sql) => sql }: TestHooks = {},
): Pick<Database, 'inTenant' | 'acrossTenants'> {
  return {
    inTenant: async (tenantId, role, work) =>
      inTransaction(lend, beginAs(role, tenantId), [tenantId], rewriteSql, (statements) =>
        work({ tenantId, ...statements }),
      ),
    acrossTenants: async (work) =>
      inTransaction(lend, beginAs('system', null), [], (sql) => sql, work),
  };
}

function beginAs(role: DatabaseRole, tenantId: TenantId | null): string {
  if (tenantId !== null && !Number.isSafeInteger(tenantId)) throw new Error('a tenant id is an integer');
  return `begin; set local role refettorio_${role}; select set_config('app.tenant', '${tenantId ?? ''}', true)`;
}

async function inTransaction<T>(
  lend: Lend,
  begin: string,
  leading: readonly SqlValue[],
  rewriteSql: (sql: string) => string,
  work: (statements: SweepTx) => Promise<T>,
): Promise<T> {
  refuseInsideTransaction();
  return lend((connection) =>
    openTransaction.run(true, () => runIn(connection, begin, leading, rewriteSql, work)),
  );
}

/** A second way to the database inside a transaction would wait for the first for ever on PGlite. */
export function refuseInsideTransaction(): void {
  if (openTransaction.getStore()) throw new Error('a transaction is already open here: pass its tx');
}

async function runIn<T>(
  connection: Connection,
  begin: string,
  leading: readonly SqlValue[],
  rewriteSql: (sql: string) => string,
  work: (statements: SweepTx) => Promise<T>,
): Promise<T> {
  const began = connection.script(begin);
  began.catch(() => undefined);
  const writes: Promise<unknown>[] = [];
  // A branch that goes on after the others failed would speak outside of any transaction, as the owner.
  let hasEnded = false;
  const query = (sql: string, params: readonly SqlValue[]) => {
    if (hasEnded) throw new Error('this transaction has ended');
    return connection.query(rewriteSql(sql), [...leading, ...params]);
  };
  const statements: SweepTx = {
    // The shape of a row is what its SQL says; store tests on a real database hold the two together.
    rows: async <Row>(sql: string, ...params: readonly SqlValue[]) => (await query(sql, params)) as readonly Row[],
    row: async <Row>(sql: string, ...params: readonly SqlValue[]) => (await query(sql, params))[0] as Row | undefined,
    write: (sql, ...params) => {
      const written = query(sql, params);
      written.catch(() => undefined);
      writes.push(written);
    },
  };
  try {
    const result = await work(statements);
    hasEnded = true;
    const committed = connection.commit();
    committed.catch(() => undefined);
    await Promise.all([began, ...writes]);
    await committed;
    return result;
  } catch (fault) {
    hasEnded = true;
    await connection.rollback();
    throw fault;
  }
}
