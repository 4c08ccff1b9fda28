// For transactions that fill tables: plans that know how large the tables have become.
import type { Tx } from '#platform/database.ts';

/**
 * Until the transaction ends each statement is planned for its values and for the tables as they are then. A plan that is kept
 * was made when the table held nothing: after a hundred thousand rows it still reads the whole of it for every question.
 */
export async function planAnew(tx: Tx): Promise<void> {
  await tx.rows(
    `select set_config('plan_cache_mode', 'force_custom_plan', true) where $1::int is not null`,
  );
}
