// Whether the database answers, for whoever watches this process from outside.
import type { Database } from '#platform/database.ts';

/** Throws when it does not. */
export async function requireAnswer(database: Database): Promise<void> {
  await database.acrossTenants((tx) => tx.rows('select 1'));
}
