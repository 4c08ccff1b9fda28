// A server that ends a connection in the very moment in which it is lent costs one request, never the process.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { saysAway } from '#platform/database-away.ts';
import { openPostgres } from '#platform/database-postgres.ts';

const message = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};
const field = (type: string, text: string): Buffer => Buffer.from(`${type}${text}\0`);

/** Greeted, ready, and ended by an administrator: PostgreSQL's protocol 3.0, all of it in one packet. */
const readyAndEnded = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('Z', Buffer.from('I')),
  message(
    'E',
    Buffer.concat([
      field('S', 'FATAL'),
      field('V', 'FATAL'),
      field('C', '57P01'),
      field('M', 'terminating connection due to administrator command'),
      Buffer.from('\0'),
    ]),
  ),
]);

test('a connection that is ended between being ready and being used fails its transaction, and no more', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    socket.once('data', () => {
      connections += 1;
      socket.end(readyAndEnded);
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const database = openPostgres({ url: `postgres://one@127.0.0.1:${port}/one`, connectionsMax: 1 });
  for (const time of [1, 2]) {
    await expect(database.inTenant(1, 'family', (tx) => tx.rows('select $1'))).rejects.toThrow(
      'connection',
    );
    expect(connections).toBe(time);
  }
  await database.close();
  server.close();
});

test('a server that nobody can reach is away, by the name that the system gives it', async () => {
  const database = openPostgres({ url: 'postgres://one@127.0.0.1:1/one', connectionsMax: 1 });
  await expect(database.inTenant(1, 'family', (tx) => tx.rows('select $1'))).rejects.toMatchObject({
    name: 'DatabaseAway',
    code: 'ECONNREFUSED',
  });
  await database.close();
});

test.each([
  ['53100', 'a full disk', true],
  ['57P03', 'a server that is starting', true],
  ['08006', 'a connection that failed', true],
  ['23505', 'a row that is there already', false],
  ['42P01', 'a table that is not there', false],
])('%s, %s: away is %s', (code, _, isAway) => {
  expect(saysAway(Object.assign(new Error(), { code }))).toBe(isAway);
});
