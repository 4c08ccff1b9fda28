// A family's SMS through a message centre, from end to end: taken in, recorded, answered; and delivered again after every cut.
import type { Pdu, Session, SmppServer, Socket } from 'smpp';
import { createServer } from 'smpp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { SampleDesk } from '#bookings/sample.ts';
import { sampleDesk, sampleMasterKey } from '#bookings/sample.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { movableClock } from '#identity/sample.ts';
import { messageDeliverer } from '#notifications/deliver-message.ts';
import { deliverKind } from '#notifications/send-message.ts';
import { smsSenderSetting } from '#notifications/settings.ts';
import { smppTransport } from '#notifications/smpp-transport.ts';
import type { SmppTransport } from '#notifications/smpp-transport.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { notUnderstoodText } from '#voice/say-sms.ts';
import { smsReceiver } from '#voice/receive-sms.ts';

const mother = '+393331234567';
const code = '9101';

let database: Database;
let towns = 0;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

let desk: SampleDesk;
let line: string;
let centre: SmppServer;
let session: Session;
let sockets: Set<Socket>;
let submitted: Pdu[];
let answersEnquiries: boolean;
let transport: SmppTransport;
let sweep: () => Promise<unknown>;
let nowMs: number;

beforeEach(async () => {
  desk = await sampleDesk(database, (towns += 1), '2026-11-23T19:00:00+01:00');
  [sockets, submitted, answersEnquiries, nowMs] = [new Set(), [], true, 0];
  line = `+39039955500${towns}`;
  const { tenantId, families } = desk.town;
  await database.asOwner(`
    insert into tenancy.phone_line (number, tenant_id, kind) values ('${line}', ${tenantId}, 'sms');
    update enrolment.pupil set phone_code = '${code}' where tenant_id = ${tenantId} and pupil_id = '${families[0]?.pupilIds[0]}'`);
  await database.inTenant(tenantId, 'office', async (tx) =>
    recordSetting(tx, desk.clock, systemActor('sample'), {
      definition: smsSenderSetting,
      scope: { kind: 'tenant' },
      value: { sender: senderOf(), state: 'approved' },
      validFrom: asDay('2026-11-01'),
      firstDayNotYetOpen: asDay('2026-11-01'),
    }),
  );
  await openCentre();
  const log = logTo(
    () => undefined,
    () => 'then',
  );
  const means = {
    ...desk.means,
    database,
    log,
    securityClock: movableClock(),
    masterKey: sampleMasterKey,
    lines: lineDirectory(database),
  };
  const address = centre.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  transport = smppTransport(
    { url: `smpp://mensa:secret@127.0.0.1:${port}`, nowMs: () => nowMs },
    {
      reported: async () => undefined,
      incoming: smsReceiver(means),
      faulted: (fault) => {
        throw fault;
      },
    },
  );
  const handlers = {
    [deliverKind]: messageDeliverer({
      ...means,
      mail: undefined,
      sms: { transport, masterKey: sampleMasterKey, holidaysUnder: () => () => false },
    }),
  };
  sweep = () => sweepOutbox({ ...means, handlers, limit: 100 });
  await transport.keepOpen();
});
afterEach(async () => {
  await transport.close();
  for (const socket of sockets) socket.destroy();
  await new Promise<void>((resolve) => centre.close(() => resolve()));
});

async function openCentre(): Promise<void> {
  centre = createServer((opened) => {
    session = opened;
    opened.on('bind_transceiver', (pdu) => opened.send(pdu.response()));
    opened.on('unbind', (pdu) => opened.send(pdu.response()));
    opened.on('enquire_link', (pdu) => answersEnquiries && opened.send(pdu.response()));
    opened.on('error', () => undefined);
    opened.on('submit_sm', (pdu) => {
      submitted.push(pdu);
      opened.send(pdu.response({ message_id: `out-${submitted.length}` }));
    });
  });
  centre.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => centre.listen(0, '127.0.0.1', resolve));
}

const written = (text: string): Readonly<Record<string, unknown>> => ({
  source_addr: mother.slice(1),
  source_addr_ton: 1,
  destination_addr: line.slice(1),
  dest_addr_ton: 1,
  short_message: text,
});
/** The centre delivers it, and has our answer. */
async function deliver(text: string, fields = {}): Promise<number> {
  const answer = Promise.withResolvers<Pdu>();
  session.deliver_sm({ ...written(text), ...fields }, answer.resolve);
  return (await answer.promise).command_status;
}
/** The centre delivers it, and the line is cut before our answer proves to have come. */
async function deliverAndCut(text: string): Promise<void> {
  answersEnquiries = false;
  await deliver(text);
  session.destroy();
  await vi.waitFor(() => expect(sockets.size).toBe(0));
  answersEnquiries = true;
  await vi.waitFor(async () => expect(await transport.keepOpen()).toBe(true));
}
/** One sweep carries out what is in line of all towns. */
const senderOf = (): string => `Borgo ${towns}`;
const answers = (): readonly unknown[] =>
  submitted
    .filter((pdu) => pdu.source_addr === senderOf() && pdu.destination_addr === mother.slice(1))
    .map((pdu) => pdu.short_message?.message);
const rows = (sql: string): Promise<readonly Record<string, unknown>[]> =>
  database.asOwner(sql.replaceAll('$t', String(desk.town.tenantId)));
const count = async (sql: string): Promise<number> => (await rows(sql)).length;
/** No SMS is left that could be taken for one delivered again. */
const acknowledged = (): Promise<void> =>
  vi.waitFor(async () =>
    expect(
      await count(
        'select 1 from voice.incoming_sms where tenant_id = $t and repeat_hash is not null',
      ),
    ).toBe(0),
  );
const changes = (): Promise<number> => count('select 1 from bookings.change where tenant_id = $t');
const arrivals = (): Promise<number> =>
  count('select 1 from voice.incoming_sms where tenant_id = $t');

test('a command comes in, the day is absent, and the receipt goes back by the same line', async () => {
  expect(await deliver(`Mensa ${code} assenza`)).toBe(0);
  expect(await desk.absences()).toEqual([expect.stringContaining('2026-11-24')]);
  await sweep();
  expect(answers()).toEqual([
    expect.stringMatching(/non mangia martedì 24 novembre\. Ricevuta \d{3} \d{3} \d{3}\.$/),
  ]);
});

test('delivered again after a cut it is the same SMS: one change, one answer, though another day is the next by now', async () => {
  desk.clock.set('2026-11-23T08:50:00+01:00');
  await deliverAndCut(`${code} A`);
  await sweep();
  desk.clock.set('2026-11-23T18:30:00+01:00');
  await deliverAndCut(`${code} A`);
  await acknowledgedAfter(`${code} A`);
  await sweep();
  expect(await desk.absences()).toEqual([expect.stringContaining('2026-11-23')]);
  expect([await changes(), await arrivals(), answers().length]).toEqual([1, 1, 1]);
});

/** Delivered once more, and this time the centre has our answer. */
async function acknowledgedAfter(text: string): Promise<void> {
  await deliver(text);
  await acknowledged();
}

test('the same words written again the next evening are another SMS', async () => {
  await deliver(`${code} A`);
  await acknowledged();
  desk.clock.set('2026-11-24T19:00:00+01:00');
  await deliver(`${code} A`);
  expect(await desk.absences()).toEqual([
    expect.stringContaining('2026-11-24'),
    expect.stringContaining('2026-11-25'),
  ]);
});

test('an absence, taken back, and asked for again within minutes are three', async () => {
  for (const text of [`${code} A`, `${code} P`, `${code} A`]) {
    await deliver(text);
    await acknowledged();
  }
  expect(await changes()).toBe(3);
  expect(await desk.absences()).toEqual([expect.stringContaining('2026-11-24')]);
});

test('whose answer was lost for good does not stand in the way of the next evening', async () => {
  await deliverAndCut(`${code} A`);
  desk.clock.set('2026-11-24T19:00:00+01:00');
  await deliver(`${code} A`);
  expect([await changes(), await arrivals()]).toEqual([2, 2]);
});

test('of which one part is missing is answered as not understood, and changes nothing', async () => {
  const message = `${code} A`;
  const inParts = {
    esm_class: 0x40,
    short_message: { udh: Buffer.from([5, 0, 3, 7, 2, 1]), message },
  };
  expect(await deliver('', inParts)).toBe(0);
  nowMs += 6 * 60_000;
  await transport.keepOpen();
  await sweep();
  expect(answers()).toEqual([expect.stringContaining(notUnderstoodText('it'))]);
  expect(await changes()).toBe(0);
});
