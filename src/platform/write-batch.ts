// Joins the inserts of a transaction into one statement: the trip is the same, the database's work per statement is not.
import type { SqlValue } from '#platform/database.ts';

type Send = (sql: string, params: readonly SqlValue[]) => void;

interface PendingInsert {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** More would make statements that are never the same twice, and each is prepared. */
const joinedMax = 12;

/** `leading` parameters ($1, the tenant) are the same for every statement and are put there by the caller of `send`. */
export function writeBatch(send: Send, leading: number) {
  let pending: PendingInsert[] = [];
  const flush = (): void => {
    const inserts = pending;
    pending = [];
    const [first] = inserts;
    if (first === undefined) return;
    if (inserts.length === 1) send(first.sql, first.params);
    else
      send(
        joined(inserts, leading),
        inserts.flatMap((insert) => insert.params),
      );
  };
  return {
    flush,
    add: (sql: string, params: readonly SqlValue[]): void => {
      // What updates, deletes or resolves conflicts may depend on what was written before: it goes alone, in order.
      if (!isPlainInsert(sql)) {
        flush();
        send(sql, params);
        return;
      }
      pending.push({ sql, params });
      if (pending.length === joinedMax) flush();
    },
  };
}

const plainness = new Map<string, boolean>();

function isPlainInsert(sql: string): boolean {
  let isPlain = plainness.get(sql);
  if (isPlain === undefined) {
    // One that forgets the tenant goes alone too: joined to another that does not, the database would not refuse it.
    isPlain =
      /^\s*insert\s/i.test(sql) &&
      /\$1\b/.test(sql) &&
      !/\bon\s+conflict\b|\breturning\b/i.test(sql);
    plainness.set(sql, isPlain);
  }
  return isPlain;
}

const joinedSql = new Map<string, string>();

/** Foreign keys are checked at the end of the statement, so a row and what it refers to may be joined. */
function joined(inserts: readonly PendingInsert[], leading: number): string {
  const key = inserts.map((insert) => insert.sql).join(';');
  const known = joinedSql.get(key);
  if (known !== undefined) return known;
  let shift = 0;
  const parts = inserts.map((insert, index) => {
    const by = shift;
    shift += insert.params.length;
    const sql = insert.sql.replaceAll(/\$(\d+)/g, (_, digits: string) =>
      Number(digits) > leading ? `$${Number(digits) + by}` : `$${digits}`,
    );
    return `w${index} as (${sql})`;
  });
  const sql = `with ${parts.join(', ')} select 1`;
  joinedSql.set(key, sql);
  return sql;
}
