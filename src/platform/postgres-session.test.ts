// Batches of statements on a real PostgreSQL: what fails, what is prepared once, what is read.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sessionOn } from '#platform/postgres-session.ts';
import { postgresUrl } from '#platform/test-database.ts';

describe.skipIf(postgresUrl === undefined)('statements that travel together', () => {
  let client: pg.PoolClient;
  let pool: pg.Pool;
  beforeAll(async () => {
    pool = new pg.Pool({ connectionString: postgresUrl, max: 1 });
    client = await pool.connect();
    await client.query('create temporary table note (code text primary key)');
  });
  afterAll(async () => {
    client.release();
    await pool.end();
  });
  const ask = (name: string, text: string, ...values: readonly (string | null)[]) =>
    sessionOn(client)({ name, text, values });
  const insert = (session: ReturnType<typeof sessionOn>, code: string) =>
    session({ name: 'insert', text: 'insert into note values ($1)', values: [code] });

  test('each gets its own answer, in the order in which they were started', async () => {
    const session = sessionOn(client);
    const [one, none, two] = await Promise.all([
      session({ name: 'one', text: 'select $1::int as n, null as nothing', values: ['1'] }),
      session({ name: 'none', text: 'delete from note', values: [] }),
      session({ name: 'one', text: 'select $1::int as n, null as nothing', values: ['2'] }),
    ]);
    expect(one).toEqual({ rows: [{ n: 1, nothing: null }], command: 'SELECT 1' });
    expect(none).toEqual({ rows: [], command: 'DELETE 0' });
    expect(two?.rows).toEqual([{ n: 2, nothing: null }]);
  });

  test('what stands behind a failing statement is not carried out and fails with it', async () => {
    const session = sessionOn(client);
    await insert(session, 'a');
    const answers = await Promise.allSettled([insert(session, 'a'), insert(session, 'b')]);
    expect(answers).toMatchObject([
      { status: 'rejected', reason: { code: '23505' } },
      { status: 'rejected', reason: { code: '23505' } },
    ]);
    expect((await ask('all', 'select code from note')).rows).toEqual([{ code: 'a' }]);
  });

  test('a statement that failed when it was first asked can be asked again', async () => {
    const divide = (by: string) => ask('divide', 'select 10 / $1::int as result', by);
    await expect(divide('0')).rejects.toMatchObject({ code: '22012' });
    await expect(divide('x')).rejects.toMatchObject({ code: '22P02' });
    expect((await divide('5')).rows).toEqual([{ result: 2 }]);
  });

  test('one that the server cannot parse leaves the connection as it was', async () => {
    await expect(ask('broken', 'selct 1')).rejects.toMatchObject({ code: '42601' });
    expect((await ask('broken', 'select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('a value beyond what we read is a fault of its statement alone', async () => {
    const session = sessionOn(client);
    const answers = await Promise.allSettled([
      session({ name: 'big', text: 'select 9007199254740993::int8 as n', values: [] }),
      session({ name: 'small', text: 'select 9::int8 as n', values: [] }),
    ]);
    expect(answers).toMatchObject([
      { status: 'rejected', reason: { message: 'a bigint beyond the safe integers' } },
      { status: 'fulfilled', value: { rows: [{ n: 9 }] } },
    ]);
  });
});
