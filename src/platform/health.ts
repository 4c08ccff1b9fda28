// Whether the database answers and tells the same time, for whoever watches this process from outside.
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';

/** Throws when it does not answer. */
export async function requireAnswer(database: Database): Promise<void> {
  await database.acrossTenants((tx) => tx.rows('select 1'));
}

/** More than this and a request could be judged by two different minutes (FOUNDATIONS 6). */
export const clockSkewMsMax = 2000;

/**
 * How far this process's clock is from the database's, in milliseconds, the trip taken off; processes of one
 * database are compared through it.
 */
export async function clockSkewMs(database: Database, clock: Clock): Promise<number> {
  const askedAt = clock.now();
  const row = await database.acrossTenants((tx) =>
    tx.row<{ at: Instant }>('select clock_timestamp() as at'),
  );
  const answeredAt = clock.now();
  if (row === undefined) throw new Error('a select without a from always has a row');
  if (row.at < askedAt) return askedAt - row.at;
  return row.at > answeredAt ? row.at - answeredAt : 0;
}
