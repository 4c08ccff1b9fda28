// For the transactions that fill tables: they take their time, and the tables grow under them.
import type { Tx } from '#platform/database.ts';

/**
 * Until the transaction ends each statement is planned for its values and for the tables as they are then: a plan that is kept
 * was made when the table held nothing, and after a hundred thousand rows it still reads the whole of it for every question.
 * And the server does not end it for its silence (database-postgres.ts): reading a large file may take minutes.
 */
export async function bulkWork(tx: Tx): Promise<void> {
  await tx.rows(
    `select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('idle_in_transaction_session_timeout', '0', true)
      where $1::int is not null`,
  );
}
