// One connection of Asterisk: nothing is written to who does not read, and the first reason of an end counts.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { agiChannel } from '#voice/agi-channel.ts';
import type { AgiChannel } from '#voice/agi-channel.ts';

let server: Server;
let channel: AgiChannel;
let peer: Socket;
let socket: Socket;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port was given');
  peer = connect(address.port, '127.0.0.1');
  [socket] = (await once(server, 'connection')) as [Socket];
  channel = agiChannel(socket, { lineLengthMax: 100, headerLinesMax: 9, headerSecondsMax: 5 });
  peer.write('agi_uniqueid: 1\n\n');
  await channel.readHeader();
});
afterEach(() => {
  peer.destroy();
  server.close();
});

test('a peer that answers without reading gets nothing more until it has read', async () => {
  const written = 'x'.repeat(30_000_000);
  let answer: unknown = 'none';
  const asked = channel.ask(written, 5).then((given) => (answer = given));
  peer.pause();
  peer.write('200 result=0\n');
  await expect.poll(() => socket.bytesRead).toBe(peer.bytesWritten);
  // What the channel does with an answer it does as soon as it has it.
  await new Promise((resolve) => setImmediate(resolve));
  expect(answer).toBe('none');
  let read = 0;
  peer.on('data', (bytes) => (read += bytes.length));
  peer.resume();
  await asked;
  expect(answer).toMatchObject({ kind: 'result', result: '0' });
  await expect.poll(() => read).toBe(written.length);
});

test('a peer that never reads is too slow', async () => {
  peer.pause();
  const asked = channel.ask('x'.repeat(30_000_000), 0.1);
  peer.write('200 result=0\n');
  await asked;
  expect(channel.endOf()).toBe('too-slow');
  expect(await channel.ask('ANSWER\n', 5)).toBeUndefined();
});

test('what ends it first is the reason, whatever comes after', async () => {
  const asked = channel.ask('ANSWER\n', 5);
  peer.write('HANGUP\nnonsense\n');
  expect(await asked).toBeUndefined();
  channel.end('stopped');
  expect(channel.endOf()).toBe('hang-up');
});
