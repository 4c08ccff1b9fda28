// The message centre of the demo: what it has taken it has kept, whole, and the sender gets its report.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSmsSink } from '#demo/sms-sink.ts';
import type { SmsSink } from '#demo/sms-sink.ts';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import type { SmsAnswer } from '#notifications/sms-model.ts';
import { smppTransport } from '#notifications/smpp-transport.ts';
import type { SmppTransport } from '#notifications/smpp-transport.ts';
import { smsText } from '#notifications/sms-text.ts';

const morning = asInstant(Date.UTC(2026, 10, 23, 7, 15));
let folder = '';
let sink: SmsSink;
let transport: SmppTransport;
let reported: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refettorio-sms-'));
  await open();
});
afterEach(() => close());

async function open(): Promise<void> {
  sink = await openSmsSink(folder, { now: () => morning });
  reported = [];
  transport = smppTransport(
    { url: sink.url },
    {
      reported: async ({ providerMessageId, state }) =>
        void reported.push(`${providerMessageId} ${state}`),
      incoming: undefined,
      faulted: (fault) => {
        throw fault;
      },
    },
  );
}
async function close(): Promise<void> {
  await transport.close();
  await sink.close();
}
const send = (text: string): Promise<SmsAnswer> =>
  transport.send({
    ...smsText(text),
    messageId: '019ab000-0000-7000-8000-0000000000a7',
    sender: 'Valserena',
    recipient: '+393001000100',
    expiresAt: plusSeconds(morning, 60),
    partsTaken: [],
  });

test('keeps an SMS as a phone shows it, also over a restart, and reports it delivered', async () => {
  expect((await send('Awa: non mangia lun 23/11. È così')).outcome).toEqual({ kind: 'accepted' });
  await vi.waitFor(() => expect(reported).toEqual(['000000001 delivered']));
  await close();
  await open();
  expect(await sink.list(10)).toEqual([
    {
      id: '000000001',
      from: 'Valserena',
      to: '+393001000100',
      arrivedAt: '2026-11-23T07:15:00.000Z',
      text: "Awa: non mangia lun 23/11. E' così",
      segments: 1,
    },
  ]);
});

test('puts the parts of a long one together, the newest first', async () => {
  const long = `Оксана ${'не їсть '.repeat(20)}`;
  await send(long);
  await send('dopo');
  expect((await sink.list(10)).map(({ text, segments }) => [text, segments])).toEqual([
    ['dopo', 1],
    [long, smsText(long).segments.length],
  ]);
  expect(await sink.count()).toBe(2);
  expect(await sink.list(1)).toHaveLength(1);
});
