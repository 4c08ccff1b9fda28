// Writes very many rows with one statement per few thousand: one row at a time would be one round trip each.
import type { SqlValue, Tx } from '#platform/database.ts';

const rowsPerStatement = 5000;

/**
 * The statement reads its rows with `json_to_recordset($2::json)`; further parameters start at $3. Awaited piece by
 * piece, so that neither memory nor the connection holds more than one piece.
 */
export async function writeRows(
  tx: Tx,
  sql: string,
  rows: readonly object[],
  ...params: readonly SqlValue[]
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const piece = JSON.stringify(rows.slice(start, start + rowsPerStatement));
    await tx.rows(sql, piece, ...params);
  }
}

/** The same for a statement whose $2 is a list of ids. */
export async function writeIds(
  tx: Tx,
  sql: string,
  ids: readonly string[],
  ...params: readonly SqlValue[]
): Promise<void> {
  for (let start = 0; start < ids.length; start += rowsPerStatement) {
    await tx.rows(sql, ids.slice(start, start + rowsPerStatement), ...params);
  }
}
