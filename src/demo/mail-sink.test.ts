// The mail server of the demo: what it has accepted it has kept, and it reads every message as a person would.
import { mkdtemp } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMailSink } from '#demo/mail-sink.ts';
import type { MailSink } from '#demo/mail-sink.ts';

let folder = '';
let sink: MailSink;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refettorio-mail-'));
  sink = await openMailSink(folder);
});
afterEach(() => sink.close());

/** Says each line when the server has answered the one before; the answers. */
async function speak(url: string, lines: readonly string[]): Promise<readonly string[]> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const answers: string[] = [];
  const waiting = [...lines];
  for await (const line of createInterface(socket)) {
    if (/^\d{3}-/.test(line)) continue;
    answers.push(line);
    const next = waiting.shift();
    if (next === undefined) socket.end();
    else socket.write(`${next}\r\n`);
  }
  return answers;
}

const message = (subject: string, body: string): string =>
  [
    'From: Mensa <mensa@comune.valserena.example>',
    'To: chiara.bonaldi@posta.example',
    `Subject: ${subject}`,
    'Date: Mon, 23 Nov 2026 08:20:00 +0100',
    'Message-ID: <1@valserena.example>',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    body,
    '.',
  ].join('\r\n');

const send = (text: string): Promise<readonly string[]> =>
  speak(sink.url, [
    'EHLO localhost',
    'MAIL FROM:<mensa@comune.valserena.example>',
    'RCPT TO:<chiara.bonaldi@posta.example>',
    'DATA',
    text,
    'QUIT',
  ]);

test('keeps a message before it says that it has it, and reads its accents', async () => {
  const answers = await send(
    message('=?UTF-8?Q?Oggi_non_mangia=3A_perch=C3=A9?=', 'Tommaso =C3=A8 a casa.'),
  );
  expect(answers.at(-2)).toMatch(/^250 /);
  const [mail] = await sink.list(10);
  expect(mail).toMatchObject({
    from: 'mensa@comune.valserena.example',
    to: ['chiara.bonaldi@posta.example'],
    subject: 'Oggi non mangia: perché',
    messageId: '<1@valserena.example>',
  });
  expect(mail?.text.trim()).toBe('Tommaso è a casa.');
});

test('shows the newest first, also those of before a restart', async () => {
  await send(message('prima', 'uno'));
  await send(message('seconda', 'due'));
  await sink.close();
  sink = await openMailSink(folder);
  await send(message('terza', 'tre'));
  expect((await sink.list(2)).map((mail) => mail.subject)).toEqual(['terza', 'seconda']);
  expect(await sink.count()).toBe(3);
});

test('refuses a message that is too large, and keeps nothing of it', async () => {
  const answers = await send(message('grande', 'x'.repeat(70).concat('\r\n').repeat(40_000)));
  expect(answers.at(-2)).toMatch(/^552 /);
  expect(await sink.count()).toBe(0);
});
