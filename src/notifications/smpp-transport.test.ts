// SMPP against a real message centre in this process: what arrives on the phone, and every way in which it does not.
import type { Pdu, Session, SmppServer, Socket } from 'smpp';
import { createServer } from 'smpp';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import type { DeliveryReport, IncomingSms, Sms } from '#notifications/sms-model.ts';
import { smsText } from '#notifications/sms-text.ts';
import type { SmppOptions } from '#notifications/smpp-session.ts';
import { smppTransport } from '#notifications/smpp-transport.ts';
import type { SmppTransport } from '#notifications/smpp-transport.ts';

const morning = asInstant(Date.UTC(2026, 10, 23, 7, 12));
const messageId = '019ab000-0000-7000-8000-0000000000a7';

let server: SmppServer;
let sockets: Set<Socket>;
let sessions: Session[];
let submitted: Pdu[];
/** Statuses of the next answers; 'silence': none, 'hang-up': the line is cut. */
let script: (number | 'silence' | 'hang-up')[];
let bindStatus: number;
let answersEnquiries: boolean;
let mostAtOnce: number;
let reports: DeliveryReport[];
let arrived: IncomingSms[];
let faults: unknown[];
/** A report that is being written down until it may be. */
let writing: Record<'begun' | 'may', PromiseWithResolvers<void>> | undefined;
let transport: SmppTransport;

beforeEach(async () => {
  [sockets, sessions, submitted, script, reports, arrived, faults] = [
    new Set(),
    [],
    [],
    [],
    [],
    [],
    [],
  ];
  [bindStatus, answersEnquiries, mostAtOnce, writing] = [0, true, 0, undefined];
  await listen(0);
});
afterEach(async () => {
  await transport.close();
  await shut();
});

async function listen(port: number): Promise<void> {
  server = createServer(serve);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(port, '127.0.0.1', resolve);
  await promise;
}

async function shut(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  for (const socket of sockets) socket.destroy();
  await promise;
}

let underWay = 0;
function serve(session: Session): void {
  sessions.push(session);
  session.on('error', () => undefined);
  session.on('bind_transceiver', (pdu: Pdu) => {
    const isKnown = pdu.system_id === 'mensa' && pdu.password === 'p@ss';
    session.send(pdu.response({ command_status: isKnown ? bindStatus : 0x0e }));
  });
  session.on('enquire_link', (pdu: Pdu) =>
    answersEnquiries ? session.send(pdu.response()) : undefined,
  );
  session.on('unbind', (pdu: Pdu) => session.send(pdu.response()));
  session.on('submit_sm', (pdu: Pdu) => {
    submitted.push(pdu);
    mostAtOnce = Math.max(mostAtOnce, (underWay += 1));
    const act = script.shift() ?? 0;
    setTimeout(() => {
      underWay -= 1;
      if (act === 'hang-up') for (const socket of sockets) socket.destroy();
      else if (act !== 'silence')
        session.send(
          pdu.response({ command_status: act, message_id: `id-${submitted.indexOf(pdu) + 1}` }),
        );
    }, 3);
  });
}

const portOf = (): number => (server.address() as { port: number }).port;
const open = (options: Partial<SmppOptions> = {}, hears = true): SmppTransport =>
  (transport = smppTransport(
    {
      url: `smpp://mensa:p%40ss@127.0.0.1:${portOf()}`,
      connectSecondsMax: 1,
      silenceSecondsMax: 0.2,
      ...options,
    },
    {
      reported: async (report) => {
        if (report.providerMessageId === 'unlucky') throw new Error('the database is away');
        writing?.begun.resolve();
        await writing?.may.promise;
        reports.push(report);
      },
      arrived: hears ? async (sms) => void arrived.push(sms) : undefined,
      faulted: (fault) => faults.push(fault),
    },
  ));
const sms = (text: string, changes: Partial<Sms> = {}): Sms => ({
  ...smsText(text),
  messageId,
  sender: 'Valserena',
  recipient: '+393001000100',
  expiresAt: plusSeconds(morning, 3600),
  partsTaken: [],
  ...changes,
});
const textIn = (pdu: Pdu | undefined): unknown => pdu?.short_message?.message;
/** Sends a pdu to us as the message centre does; our answer's status. */
const deliver = async (fields: Readonly<Record<string, unknown>>): Promise<number> => {
  const answer = Promise.withResolvers<Pdu>();
  sessions.at(-1)?.deliver_sm(fields, answer.resolve);
  return (await answer.promise).command_status;
};

describe('an SMS', () => {
  test('arrives as it was written: € and è, our alias, an international number, until it expires', async () => {
    expect(await open().send(sms('Perché? Costa 4,50 €: è tutto a posto'))).toEqual({
      taken: [{ part: 1, parts: 1, providerMessageId: 'id-1' }],
      outcome: { kind: 'accepted' },
    });
    expect(submitted).toHaveLength(1);
    expect(submitted[0]).toMatchObject({
      source_addr: 'Valserena',
      source_addr_ton: 5,
      destination_addr: '393001000100',
      dest_addr_ton: 1,
      data_coding: 0,
      registered_delivery: 1,
      validity_period: new Date(morning + 3_600_000),
    });
    expect(textIn(submitted[0])).toBe('Perché? Costa 4,50 €: è tutto a posto');
  });

  test('in another alphabet arrives in its letters', async () => {
    await open().send(sms('Оксана не їсть'));
    expect(submitted[0]).toMatchObject({ data_coding: 8, esm_class: 0 });
    expect(textIn(submitted[0])).toBe('Оксана не їсть');
  });

  test('that is long goes in parts that a phone puts together', async () => {
    const text = `${'à'.repeat(153)}€${'b'.repeat(20)}`;
    const answer = await open().send(sms(text));
    expect(answer.taken.map((one) => [one.part, one.parts, one.providerMessageId])).toEqual([
      [1, 2, 'id-1'],
      [2, 2, 'id-2'],
    ]);
    expect(submitted.map(textIn).join('')).toBe(text);
    const headers = submitted.map((pdu) => [
      ...((pdu.short_message as { udh: Uint8Array[] }).udh[0] ?? []),
    ]);
    expect(headers.map((header) => header.slice(-3))).toEqual([
      [0xa7, 2, 1],
      [0xa7, 2, 2],
    ]);
  });

  test('from a number says that the number is international', async () => {
    await open().send(sms('Ciao', { sender: '+393990555102' }));
    expect(submitted[0]).toMatchObject({ source_addr: '393990555102', source_addr_ton: 1 });
  });

  test.each([
    ['the centre is throttled', 0x58, { kind: 'later', code: 'smpp 58' }],
    ["the centre's queue is full", 0x14, { kind: 'later', code: 'smpp 14' }],
    ['there is no such number', 0x0b, { kind: 'refused', code: 'smpp 0b' }],
    ['our alias is not registered', 0x0a, { kind: 'our-trouble', code: 'smpp 0a' }],
    ['a status that only this provider knows', 0x401, { kind: 'our-trouble', code: 'smpp 401' }],
    ['it says nothing', 'silence', { kind: 'silent' }],
    ['it hangs up before it answers', 'hang-up', { kind: 'silent' }],
  ] as const)('is not taken when %s', async (_name, act, outcome) => {
    script = [act];
    expect(await open().send(sms('Ciao'))).toEqual({ taken: [], outcome });
  });

  test('of which one part was not taken goes on with that part', async () => {
    const text = 'a'.repeat(400);
    script = [0, 0x58];
    const first = await open().send(sms(text));
    expect(first).toMatchObject({ taken: [{ part: 1 }], outcome: { kind: 'later' } });
    const second = await transport.send(sms(text, { partsTaken: [1] }));
    expect(second.taken.map(({ part }) => part)).toEqual([2, 3]);
    expect(submitted).toHaveLength(4);
  });
});

describe('the line', () => {
  test('that nobody answers, or where our password is wrong, takes nothing', async () => {
    open({ url: 'smpp://mensa:p%40ss@127.0.0.1:1' });
    expect(await transport.send(sms('Ciao'))).toEqual({
      taken: [],
      outcome: { kind: 'later', code: 'not connected' },
    });
    expect(await transport.keepOpen()).toBe(false);
    open({ url: `smpp://mensa:wrong@127.0.0.1:${portOf()}` });
    expect(await transport.send(sms('Ciao'))).toEqual({
      taken: [],
      outcome: { kind: 'our-trouble', code: 'bind 0e' },
    });
    expect(submitted).toEqual([]);
  });

  test('that was cut is opened again by the next message', async () => {
    await open().send(sms('uno'));
    const port = portOf();
    await shut();
    await vi.waitFor(async () => expect(await transport.keepOpen()).toBe(false));
    expect(await transport.send(sms('due'))).toMatchObject({ outcome: { kind: 'later' } });
    await listen(port);
    expect(await transport.send(sms('tre'))).toMatchObject({ outcome: { kind: 'accepted' } });
    expect(submitted.map(textIn)).toEqual(['uno', 'tre']);
  });

  test('is one, however many messages open it, with so many unanswered at the same time and no more', async () => {
    open({ windowMax: 3 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => transport.send(sms(`n. ${index}`))),
    );
    expect(answers.every(({ outcome }) => outcome.kind === 'accepted')).toBe(true);
    expect(sessions).toHaveLength(1);
    expect(mostAtOnce).toBe(3);
  });

  test('that looks open and answers no enquiry is closed, and opened again', async () => {
    answersEnquiries = false;
    open({ enquireEverySeconds: 0.05, silenceSecondsMax: 0.05 });
    await transport.keepOpen();
    await vi.waitFor(() => expect(sockets.size).toBe(0));
    expect(await transport.keepOpen()).toBe(true);
    expect(sessions).toHaveLength(2);
  });
});

describe('what comes in', () => {
  beforeEach(() => open().keepOpen());
  const receipt = (stat: string, id = 'id-1'): Readonly<Record<string, unknown>> => ({
    esm_class: 0x04,
    source_addr: '393001000100',
    destination_addr: 'Valserena',
    short_message: `id:${id} sub:001 dlvrd:001 submit date:2611230812 done date:2611230813 stat:${stat} err:011 text:Sofia`,
  });

  test('says that an SMS is delivered, or that it never will be, or nothing yet', async () => {
    expect(await deliver(receipt('DELIVRD'))).toBe(0);
    expect(await deliver(receipt('UNDELIV'))).toBe(0);
    expect(await deliver(receipt('ENROUTE'))).toBe(0);
    expect(reports).toEqual([
      { providerMessageId: 'id-1', state: 'delivered', reason: 'DELIVRD 011' },
      { providerMessageId: 'id-1', state: 'failed', reason: 'UNDELIV 011' },
    ]);
  });

  test('says it in fields, which count more than the text', async () => {
    await deliver({
      ...receipt('ENROUTE', 'other'),
      receipted_message_id: 'id-7',
      message_state: 2,
    });
    expect(reports).toEqual([
      { providerMessageId: 'id-7', state: 'delivered', reason: 'DELIVRD 011' },
    ]);
  });

  test('is asked for again when we could not write it down', async () => {
    expect(await deliver(receipt('DELIVRD', 'unlucky'))).toBe(0x64);
    expect(faults).toHaveLength(1);
  });

  test('is written down and answered before the line is closed', async () => {
    const [begun, may] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    writing = { begun, may };
    const status = deliver(receipt('DELIVRD'));
    await begun.promise;
    let isClosed = false;
    const closing = transport.close().then(() => (isClosed = true));
    await Promise.race([closing, new Promise((resolve) => setImmediate(resolve))]);
    expect(isClosed).toBe(false);
    may.resolve();
    expect(await status).toBe(0);
    await closing;
    expect(reports).toHaveLength(1);
  });

  test('may be an SMS of a family', async () => {
    const status = await deliver({
      esm_class: 0,
      source_addr: '393001000100',
      source_addr_ton: 1,
      destination_addr: '393990555102',
      dest_addr_ton: 1,
      short_message: '123456 A 2 è',
    });
    expect(status).toBe(0);
    expect(arrived).toEqual([
      { from: '+393001000100', to: '+393990555102', text: '123456 A 2 è', arrivalId: null },
    ]);
  });

  test('is refused for good where nobody reads SMS', async () => {
    await transport.close();
    await open({}, false).keepOpen();
    expect(await deliver({ esm_class: 0, source_addr: '39300', short_message: 'Ciao' })).toBe(0x66);
  });
});
