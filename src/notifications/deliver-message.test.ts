// Delivery against a mail server that follows a script: later, never, hung up after the message, silent, gone.
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import { blankOldMessages } from '#notifications/blank-messages.ts';
import { messageDeliverer } from '#notifications/deliver-message.ts';
import { deliverKind, queueMessage } from '#notifications/send-message.ts';
import { smtpSender } from '#notifications/smtp-sender.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import { openTestDatabase } from '#platform/test-database.ts';

const morning = asInstant(Date.UTC(2026, 10, 23, 7, 12));
type Act =
  | 'take'
  | 'later'
  | 'no-such-mailbox'
  | 'content-refused'
  | 'sender-refused'
  | 'hang-up'
  | 'silence';

let database: Database;
let server: SMTPServer;
let url: string;
let script: Act[];
/** Whatever arrived whole, also where no answer went back. */
let arrived: string[];
const sockets = new Set<Socket>();
let time: Instant;
let lines: string[];
const clock: Clock = { now: () => time };

const answer = (status: number): Error =>
  Object.assign(new Error('No such person: rossi@example.org'), { responseCode: status });

beforeAll(async () => {
  database = await openTestDatabase();
  server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 0,
    onMailFrom: (_address, _session, reply) =>
      reply(script[0] === 'sender-refused' ? answer(550) : undefined),
    onRcptTo: (_address, _session, reply) => {
      const refusals: Partial<Record<Act, number>> = { later: 451, 'no-such-mailbox': 550 };
      const status = refusals[script[0] ?? 'take'];
      if (status !== undefined) script.shift();
      reply(status === undefined ? undefined : answer(status));
    },
    onData: (stream, _session, reply) => {
      const act = script.shift() ?? 'take';
      void text(stream).then((message) => {
        arrived.push(message);
        if (act === 'hang-up') for (const socket of sockets) socket.destroy();
        else if (act !== 'silence') reply(act === 'content-refused' ? answer(554) : undefined);
      });
    },
  });
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('error', () => undefined);
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await listening;
  const address = server.server.address();
  url = `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  server.close(resolve);
  await closed;
  await database.close();
});
beforeEach(async () => {
  await database.asOwner('delete from platform.outbox; delete from notifications.message');
  time = morning;
  [script, arrived, lines] = [[], [], []];
});

const sweep = (smtpUrl = url): Promise<number> =>
  sweepOutbox({
    database,
    clock,
    log: testLog,
    limit: 10,
    handlers: {
      [deliverKind]: messageDeliverer({
        database,
        clock,
        log: testLog,
        sms: undefined,
        mail: {
          sender: smtpSender({ url: smtpUrl, connectSecondsMax: 1, silenceSecondsMax: 0.2 }),
          mailFromOf: async () => 'Mensa di Valserena <mensa@Comune.Valserena.example>',
        },
      }),
    },
  });
const testLog = logTo(
  (line) => lines.push(line),
  () => 'then',
);
const queue = (): Promise<string> =>
  database.inTenant(7, 'system', async (tx) =>
    queueMessage(tx, morning, {
      address: 'rossi@example.org',
      subject: 'Assenza registrata: lunedì',
      body: 'Lunedì Sofia non mangia a scuola. È tutto a posto.\n\nRicevuta 4821 0937 5',
      expiresAt: plusSeconds(morning, 3600),
    }),
  );
const stored = async (): Promise<Record<string, unknown> | undefined> =>
  (await database.asOwner('select * from notifications.message'))[0];
const headerOf = (message: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(message)?.[1]?.trim();

describe('a message', () => {
  it('that the server takes is sent, once, with our sender, our identifier and our accents', async () => {
    const messageId = await queue();
    await sweep();
    expect(await sweep()).toBe(0);
    const [message = ''] = arrived;
    expect(arrived).toHaveLength(1);
    expect(headerOf(message, 'From')).toBe('Mensa di Valserena <mensa@comune.valserena.example>');
    expect(headerOf(message, 'To')).toBe('rossi@example.org');
    expect(headerOf(message, 'Message-ID')).toBe(`<${messageId}@comune.valserena.example>`);
    expect(headerOf(message, 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(message, 'Date')).toBe('Mon, 23 Nov 2026 07:12:00 +0000');
    expect(headerOf(message, 'Content-Type')).toMatch(/text\/plain; charset=utf-8/i);
    const encoded = message.slice(message.indexOf('\r\n\r\n')).replaceAll('=\r\n', '');
    expect(decodeURIComponent(encoded.replaceAll('=', '%'))).toContain(
      'Lunedì Sofia non mangia a scuola. È tutto a posto.',
    );
    expect(await stored()).toMatchObject({
      state: 'sent',
      attempts: 1,
      last_answer: '250',
      settled_at: morning,
    });
  });

  it('that the server wants later waits, and is sent the next time', async () => {
    script = ['later'];
    await queue();
    await sweep();
    expect(await stored()).toMatchObject({
      state: 'waiting',
      attempts: 1,
      last_answer: '451 recipient',
    });
    expect(await sweep()).toBe(0);
    time = plusSeconds(morning, 12);
    await sweep();
    expect(await stored()).toMatchObject({ state: 'sent', attempts: 2 });
    expect(arrived).toHaveLength(1);
  });

  it.each([
    ['no-such-mailbox', '550 recipient'],
    ['content-refused', '554 content'],
  ] as const)(
    'that is refused for good (%s) is not tried again, and the office sees why',
    async (act, said) => {
      script = [act];
      await queue();
      await sweep();
      expect(await stored()).toMatchObject({ state: 'refused', last_answer: said });
      time = plusSeconds(morning, 1000);
      expect(await sweep()).toBe(0);
    },
  );

  it("whose sender is refused waits, and somebody is alarmed: that is our trouble, not the family's", async () => {
    script = ['sender-refused'];
    await queue();
    await sweep();
    expect(await stored()).toMatchObject({ state: 'waiting', last_answer: '550 sender' });
    expect(lines.join('')).toContain('mail-not-accepted');
    expect(lines.join('')).not.toContain('rossi');
  });

  it.each(['hang-up', 'silence'] as const)(
    'that was handed over and never answered (%s) is sent again under the same identifier',
    async (act) => {
      script = [act];
      await queue();
      await sweep();
      expect(await stored()).toMatchObject({
        state: 'waiting',
        attempts: 1,
        last_answer: 'no answer',
      });
      time = plusSeconds(morning, 12);
      await sweep();
      expect(await stored()).toMatchObject({ state: 'sent', attempts: 2 });
      expect(arrived).toHaveLength(2);
      expect(headerOf(arrived[0] ?? '', 'Message-ID')).toBe(
        headerOf(arrived[1] ?? '', 'Message-ID'),
      );
    },
  );

  it('waits while no server listens', async () => {
    await queue();
    await sweep('smtp://127.0.0.1:1');
    expect(await stored()).toMatchObject({ state: 'waiting', last_answer: 'no answer' });
  });

  it('that nobody could deliver in its time is not sent any more, and its text is gone', async () => {
    script = ['later'];
    await queue();
    await sweep();
    time = plusSeconds(morning, 3600);
    await sweep();
    expect(await stored()).toMatchObject({ state: 'expired', body: '', settled_at: time });
    expect(arrived).toEqual([]);
  });

  it('loses its text and address thirty days after it expired, and keeps that it was sent', async () => {
    await queue();
    await sweep();
    const blank = (): Promise<number> =>
      database.inTenant(7, 'system', (tx) => blankOldMessages(tx, clock));
    time = plusSeconds(morning, 3600 + 30 * 86_400);
    expect(await blank()).toBe(0);
    time = plusSeconds(time, 1);
    expect(await blank()).toBe(1);
    expect(await blank()).toBe(0);
    expect(await stored()).toMatchObject({ address: '', subject: '', body: '', state: 'sent' });
  });

  it('can be listed by the office, its text cannot: it may hold a link that opens an account', async () => {
    await queue();
    const read = (columns: string): Promise<readonly unknown[]> =>
      database.inTenant(7, 'office', (tx) =>
        tx.rows(`select ${columns} from notifications.message where tenant_id = $1`),
      );
    expect(await read('subject, state')).toHaveLength(1);
    await expect(read('body')).rejects.toThrow('permission denied');
  });
});
