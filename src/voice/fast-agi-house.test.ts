// Asterisk's calls with the real dialogue on a real database: dialled, keyed, recorded, broken off, twenty at once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { conversationOf } from '#voice/conversation.ts';
import { fastAgiServer } from '#voice/fast-agi.ts';
import type { FastAgiServer } from '#voice/fast-agi.ts';
import { phoneTown } from '#voice/sample.ts';
import type { PhoneTown } from '#voice/sample.ts';
import { telephone } from '#voice/test-agi-peer.ts';
import type { CallerScript } from '#voice/test-agi-peer.ts';
import { turnSounds } from '#voice/turn-sounds.ts';

let database: Database;
let town: PhoneTown;
let server: FastAgiServer;
let port = 0;
let called = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  town = await phoneTown(database, 1, '2026-11-25T08:12:00+01:00');
  server = fastAgiServer({
    conversationFor: (call) => conversationOf(town.means, call),
    lineAt: town.means.lines.lineAt,
    // The file of a piece is named by its words: what is played can be read.
    soundsOf: async (turn) => turnSounds({ soundFileOf: ({ text }) => `${text}.wav` }, turn),
    silenceOf: () => 'silence',
    log: town.means.log,
  });
  port = await server.listen({ port: 0, bind: '127.0.0.1' });
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

/** What the last turn said. */
async function ring(script: CallerScript, from = town.mother): Promise<string> {
  const dialled = { callId: `house-${(called += 1)}`, from, to: town.calledNumber };
  const { turns } = await telephone(port, dialled, script);
  return turns.at(-1)?.join(' ') ?? '';
}

test('a grandmother keys the code in, confirms, and hears a receipt; the day is absent', async () => {
  const said = await ring([`${town.code}#`, '1', '1', 'hang-up'], 'anonymous');
  expect(said).toContain('Fatto');
  expect(await town.absences()).toEqual([expect.stringContaining('2026-11-25')]);
});

test('who hangs up before the confirming key has changed nothing', async () => {
  const before = await town.absences();
  await ring([`${town.code}#`, '3', 'hang-up'], 'anonymous');
  await ring([`${town.code}#`, '!3', '!hang-up'], 'anonymous');
  expect(await town.absences()).toEqual(before);
});

test('a key pressed while the voice speaks confirms as well as one pressed after it', async () => {
  const said = await ring([`!${town.code}#`, '!3', '!1', 'hang-up'], 'anonymous');
  expect(said).toContain('Fatto');
  expect(await town.absences()).toEqual([]);
});

test('who says nothing hears it again, then goodbye, and nothing is changed', async () => {
  const said = await ring([]);
  expect(said).not.toBe('');
  expect(await town.absences()).toEqual([]);
});

test('twenty calls about the same child at once are one absence', async () => {
  const said = await Promise.all(
    Array.from({ length: 20 }, () => ring(['1', '1', '1', 'hang-up'])),
  );
  expect(said.filter((words) => words !== '')).toHaveLength(20);
  expect(await town.absences()).toHaveLength(1);
  expect(server.calls()).toBe(0);
});

test('of all these calls the log names neither a number nor a code', () => {
  const text = town.logged.join('');
  expect(text).toContain('"event":"call"');
  for (const secret of [town.mother, town.mother.slice(3), town.code, town.calledNumber])
    expect(text).not.toContain(secret);
});
