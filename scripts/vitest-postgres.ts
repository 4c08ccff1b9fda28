// Gives every vitest run a PostgreSQL, unless the one who started it already has (scripts/test.ts does).
import { findPostgres, startPostgres } from './postgres.ts';

/** The tests read the address from `REFETTORIO_TEST_POSTGRES` and leave PostgreSQL out where it is empty. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['REFETTORIO_TEST_POSTGRES'] !== undefined) return undefined;
  if (findPostgres() === undefined) {
    if (process.env['CI'] === 'true')
      throw new Error('CI needs PostgreSQL server binaries: see .ci/run');
    console.log(
      'PostgreSQL: no server binaries here, so the tests on a real PostgreSQL are left out',
    );
    return undefined;
  }
  const server = await startPostgres();
  process.env['REFETTORIO_TEST_POSTGRES'] = server.url;
  return async () => server.stop();
}
