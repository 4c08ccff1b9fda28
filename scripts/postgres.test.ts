// The PostgreSQL of the tests starts as an ordinary user and never outlives its parent.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { findPostgres, startPostgres } from './postgres.ts';

describe.skipIf(findPostgres() === undefined)('the PostgreSQL of the tests', () => {
  test('answers in UTF-8 with a byte order collation, and is gone after stop', async () => {
    const server = await startPostgres();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query("select 'Zoe' < 'adele' as sorted, length('è') as letters");
    expect(rows).toEqual([{ sorted: true, letters: 1 }]);
    await client.end();
    await server.stop();
    await expect(new pg.Client({ connectionString: server.url }).connect()).rejects.toThrow(
      'ECONNREFUSED',
    );
  });

  test('after a crash it is there again, with what was committed, and it can still be stopped', async () => {
    const server = await startPostgres(findPostgres(), { synchronous_commit: 'on' });
    const said = async (sql: string): Promise<unknown> => {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      try {
        return (await client.query(sql)).rows;
      } finally {
        await client.end();
      }
    };
    await said('create table kept as select 1 as one');
    for (const _twice of [1, 2]) await server.crash();
    expect(await said('select one from kept')).toEqual([{ one: 1 }]);
    await server.stop();
    await expect(said('select 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('ends with its parent, even when that is killed without a word', async () => {
    const script = `import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))};
      console.log((await startPostgres()).url); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = await once(parent.stdout, 'data');
    const socket = connect(Number(new URL(String(url).trim()).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.resume().on('error', () => undefined);
    parent.kill('SIGKILL');
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });
});

test('PG_BIN is preferred over what the machine has', () => {
  expect(findPostgres({ PG_BIN: '/opt/pg/bin' })).toBe('/opt/pg/bin');
});

test('a machine without binaries is told as such', async () => {
  await expect(startPostgres('/nowhere')).rejects.toThrow('/nowhere/initdb');
});
