// SMPP against a real message centre in this process: what arrives on the phone, and every way in which it does not.
import type { Pdu, Session, SmppServer, Socket } from 'smpp';
import { createServer } from 'smpp';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import type { DeliveryReport, IncomingSms, Sms } from '#notifications/sms-model.ts';
import { smsText } from '#notifications/sms-text.ts';
import { partGatherer } from '#notifications/smpp-parts.ts';
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
let acknowledged: IncomingSms[];
/** Milliseconds of the transport's clock. */
let nowMs: number;
/** How long our house takes for an SMS that comes in. */
let secondsToArrive: number;
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
  [acknowledged, nowMs, secondsToArrive] = [[], 0, 0];
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
      nowMs: () => nowMs,
      ...options,
    },
    {
      reported: async (report) => {
        if (report.providerMessageId === 'unlucky') throw new Error('the database is away');
        writing?.begun.resolve();
        await writing?.may.promise;
        reports.push(report);
      },
      incoming: hears
        ? {
            arrived: async (sms) => {
              if (sms.text === 'unlucky') throw new Error('the database is away');
              nowMs += secondsToArrive * 1000;
              arrived.push(sms);
            },
            acknowledged: async (sms) => void acknowledged.push(sms),
          }
        : undefined,
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
    expect(await transport.send(sms(text, { partsTaken: [1] }))).toEqual({
      taken: [],
      outcome: { kind: 'later', code: 'throttled' },
    });
    nowMs += 1000;
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
    nowMs += 30_000;
    expect(await transport.send(sms('tre'))).toMatchObject({ outcome: { kind: 'accepted' } });
    expect(submitted.map(textIn)).toEqual(['uno', 'tre']);
  });

  test('that could not be opened is let rest, twice as long each time, however many messages want it', async () => {
    bindStatus = 0x0e;
    open();
    const binds: number[] = [];
    for (const wait of [0, 999, 1, 1999, 1, 3999, 1]) {
      nowMs += wait;
      expect(await transport.send(sms('Ciao'))).toEqual({
        taken: [],
        outcome: { kind: 'our-trouble', code: 'bind 0e' },
      });
      binds.push(sessions.length);
    }
    expect(binds).toEqual([1, 1, 2, 2, 3, 3, 4]);
    bindStatus = 0;
    nowMs += 30_000;
    expect(await transport.keepOpen()).toBe(true);
  });

  test('that the centre takes leave of is answered, and opened again by the next message', async () => {
    await open().keepOpen();
    const left = Promise.withResolvers<Pdu>();
    sessions[0]?.unbind({}, left.resolve);
    expect((await left.promise).command_status).toBe(0);
    await vi.waitFor(() => expect(sockets.size).toBe(0));
    expect(await transport.send(sms('Ciao'))).toMatchObject({ outcome: { kind: 'accepted' } });
    expect(sessions).toHaveLength(2);
  });

  test('is taken leave of by us', async () => {
    let leaves = 0;
    await open().keepOpen();
    sessions[0]?.on('unbind', () => void (leaves += 1));
    await transport.close();
    expect(leaves).toBe(1);
  });

  test.each([
    ['a length of four gigabytes', 'ffffffff00000005000000000000000100'],
    ['a length that is none', '0000000800000005'],
    ['a head that is cut', '0000000c0000000500000000'],
    ['a web page', Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n').toString('hex')],
    ['zeros', '00'.repeat(5000)],
  ])('on which comes %s takes nothing in, and is opened again', async (_name, hex) => {
    open({ enquireEverySeconds: 0.05, silenceSecondsMax: 0.05 });
    await transport.keepOpen();
    answersEnquiries = false;
    for (const socket of sockets) socket.write(Buffer.from(hex, 'hex'));
    await vi.waitFor(() => expect(sockets.size).toBe(0));
    answersEnquiries = true;
    expect(await transport.send(sms('Ciao'))).toMatchObject({ outcome: { kind: 'accepted' } });
    expect(arrived).toEqual([]);
  });

  test('answers a command that there is not with the status for it', async () => {
    await open().keepOpen();
    const answered = Promise.withResolvers<Pdu>();
    sessions[0]?.on('generic_nack', answered.resolve);
    for (const socket of sockets)
      socket.write(Buffer.from('00000010000099990000000000000007', 'hex'));
    expect(await answered.promise).toMatchObject({ command_status: 3, sequence_number: 7 });
    expect(await transport.send(sms('Ciao'))).toMatchObject({ outcome: { kind: 'accepted' } });
    expect(sessions).toHaveLength(1);
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

  const family = (
    fields: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> => ({
    esm_class: 0,
    source_addr: '393001000100',
    source_addr_ton: 1,
    destination_addr: '393990555102',
    dest_addr_ton: 1,
    ...fields,
  });
  const textsArrived = (): readonly string[] => arrived.map(({ text }) => text);

  test('in another alphabet is read in its letters', async () => {
    await deliver(family({ data_coding: 8, short_message: { message: '123456 А 2 così' } }));
    expect(textsArrived()).toEqual(['123456 А 2 così']);
  });

  test('that is no text is an SMS without words', async () => {
    const short_message = Buffer.from([0, 1, 2]);
    expect(await deliver(family({ data_coding: 4, short_message }))).toBe(0);
    expect(textsArrived()).toEqual(['']);
  });

  test('and has an id of its own is known by it; without one it is acknowledged once the centre has our answer', async () => {
    await deliver(family({ short_message: '123456 A', receipted_message_id: 'in-7' }));
    await deliver(family({ short_message: '123456 P' }));
    await vi.waitFor(() => expect(acknowledged).toHaveLength(1));
    expect(arrived).toMatchObject([{ arrivalId: 'in-7' }, { arrivalId: null }]);
    expect(acknowledged).toEqual([arrived[1]]);
  });

  test('is not acknowledged when the line is cut before the centre can have our answer', async () => {
    answersEnquiries = false;
    await deliver(family({ short_message: '123456 A' }));
    await shut();
    await transport.close();
    expect(arrived).toHaveLength(1);
    expect(acknowledged).toEqual([]);
    await listen(0);
  });

  test('that was answered after more than five seconds is not acknowledged: the centre may have given us up, and delivers it again', async () => {
    const again = family({ short_message: '123456 A' });
    secondsToArrive = 5.001;
    for (let count = 0; count < 2; count += 1) expect(await deliver(again)).toBe(0);
    secondsToArrive = 5;
    expect(await deliver(family({ short_message: '123456 P' }))).toBe(0);
    await vi.waitFor(() => expect(acknowledged).not.toEqual([]));
    expect(textsArrived()).toEqual(['123456 A', '123456 A', '123456 P']);
    expect(acknowledged.map(({ text }) => text)).toEqual(['123456 P']);
  });

  test('that could not be taken in is asked for again, and is not acknowledged', async () => {
    expect(await deliver(family({ short_message: 'unlucky' }))).toBe(0x64);
    await transport.close();
    expect([arrived, acknowledged]).toEqual([[], []]);
    expect(faults).toHaveLength(1);
  });

  describe('in parts', () => {
    const udh = (part: number, message: string, parts = 3) =>
      family({
        esm_class: 0x40,
        short_message: { udh: Buffer.from([5, 0, 3, 0x2a, parts, part]), message },
      });
    const wideUdh = (part: number, message: string) =>
      family({
        esm_class: 0x40,
        short_message: { udh: Buffer.from([6, 8, 4, 0x2a, 0x01, 2, part]), message },
      });
    const sar = (part: number, message: string) =>
      family({
        sar_msg_ref_num: 300,
        sar_total_segments: 2,
        sar_segment_seqnum: part,
        short_message: message,
      });

    test('is put together, in whatever order they come', async () => {
      for (const pdu of [udh(3, 'tre'), udh(1, 'uno '), sar(2, 'B'), udh(2, 'due '), sar(1, 'A ')])
        expect(await deliver(pdu)).toBe(0);
      for (const pdu of [wideUdh(2, 'y'), wideUdh(1, 'x')]) await deliver(pdu);
      expect(textsArrived()).toEqual(['uno due tre', 'A B', 'xy']);
    });

    test('is put together over two connections, and a part that comes again adds nothing', async () => {
      await deliver(udh(1, '123456 ', 2));
      await deliver(udh(1, '123456 ', 2));
      sessions[0]?.destroy();
      await vi.waitFor(() => expect(sockets.size).toBe(0));
      await transport.keepOpen();
      await deliver(udh(2, 'A', 2));
      await deliver(udh(2, 'A', 2));
      nowMs += 6 * 60_000;
      await transport.keepOpen();
      expect(textsArrived()).toEqual(['123456 A']);
    });

    test('of which one never comes is handed on after five minutes with a gap that nothing understands', async () => {
      await deliver(udh(3, ' A 2'));
      await deliver(udh(1, '123456'));
      nowMs += 5 * 60_000;
      await transport.keepOpen();
      expect(textsArrived()).toEqual([]);
      nowMs += 1;
      await transport.keepOpen();
      await transport.keepOpen();
      expect(textsArrived()).toEqual(['123456… A 2']);
    });

    test('that could not be taken in whole is whole again with the part that is delivered again', async () => {
      await deliver(udh(1, 'un', 2));
      expect(await deliver(udh(2, 'lucky', 2))).toBe(0x64);
      expect(await deliver(udh(2, 'fortunato', 2))).toBe(0);
      expect(textsArrived()).toEqual(['unfortunato']);
    });

    test.each([
      [0, 1],
      [2, 0],
      [2, 3],
    ])('of which there are %i and this is number %i is one SMS', async (parts, part) => {
      await deliver(udh(part, '123456 A', parts));
      expect(textsArrived()).toEqual(['123456 A']);
    });

    test('a hundred thousand first parts do not fill our memory', () => {
      const gatherer = partGatherer(() => 0);
      for (let number = 0; number < 100_000; number += 1)
        gatherer.take({ from: `+${number}`, to: '', reference: '1', parts: 2, part: 1, text: 'x' });
      expect(
        gatherer.take({ from: '+1', to: '', reference: '1', parts: 2, part: 2, text: 'y' }),
      ).toBe(undefined);
    });
  });

  test('is refused for good where nobody reads SMS', async () => {
    await transport.close();
    await open({}, false).keepOpen();
    expect(await deliver({ esm_class: 0, source_addr: '39300', short_message: 'Ciao' })).toBe(0x66);
  });
});
