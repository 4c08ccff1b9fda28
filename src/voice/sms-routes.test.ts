// A provider hands over SMS on the server: only with the secret or a right signature, each once, in the shape it was described in.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleDesk } from '#bookings/sample.ts';
import { sampleDesk, sampleMasterKey } from '#bookings/sample.ts';
import { movableClock } from '#identity/sample.ts';
import type { Database } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { httpServer } from '#platform/http-server.ts';
import type { IncomingSmsConfig } from '#platform/incoming-sms-config.ts';
import { readIncomingSmsConfig } from '#platform/incoming-sms-config.ts';
import { logTo } from '#platform/log.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';
import { numberIn } from '#voice/receive-sms.ts';
import { incomingSmsPath, incomingSmsRoutes } from '#voice/sms-routes.ts';

const secret = 'a-secret-of-the-provider';
const ourNumber = '+390355550102';
const grandmother = '+393480000001';

let database: Database;
let desk: SampleDesk;
let plain: HttpApp;
let signed: HttpApp;
const lines: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  desk = await sampleDesk(database, 1, '2026-11-23T08:50:00+01:00');
  await database.asOwner(
    `insert into tenancy.phone_line (number, tenant_id, kind) values ('${ourNumber}', ${desk.town.tenantId}, 'sms')`,
  );
  plain = await serverWith({ SMS_INCOMING_SECRET: secret });
  signed = await serverWith({
    SMS_INCOMING_SECRET: secret,
    SMS_INCOMING_CHECK: 'hmac-sha256',
    SMS_INCOMING_HEADER: 'X-Signature',
    SMS_INCOMING_ID: 'data.message_id',
    SMS_INCOMING_FROM: 'data.sender',
    SMS_INCOMING_TO: 'data.recipient',
    SMS_INCOMING_TEXT: 'data.body',
  });
});
afterAll(async () => {
  await plain.close();
  await signed.close();
  await database.close();
});

function configOf(environment: Readonly<Record<string, string>>): IncomingSmsConfig {
  const faults: string[] = [];
  const config = readIncomingSmsConfig((name) => environment[name], faults);
  if (config === undefined || faults.length > 0) throw new Error(faults.join(' '));
  return config;
}

async function serverWith(environment: Readonly<Record<string, string>>): Promise<HttpApp> {
  const log = logTo(
    (line) => lines.push(line),
    () => '',
  );
  const app = await httpServer({
    clock: desk.clock,
    log,
    tenantAt: async () => undefined,
    trustedProxies: [],
    https: false,
    version: 'test',
  });
  await incomingSmsRoutes(
    app,
    {
      ...desk.means,
      database,
      securityClock: movableClock(),
      masterKey: sampleMasterKey,
      lines: lineDirectory(database),
    },
    configOf(environment),
  );
  return app;
}

const sms = { id: 'sms-1', from: '393480000001', to: '390355550102', text: '9101 A' };

async function post(
  app: HttpApp,
  payload: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const reply = await app.inject({
    method: 'POST',
    url: incomingSmsPath,
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  });
  return reply.statusCode;
}

const kept = () =>
  database.asOwner(`select arrival_id, refusals, cardinality(receipt_codes) as receipts
                      from voice.incoming_sms order by arrival_id`);

describe('with a secret in a header', () => {
  it('without it, or with another, there is nothing at this address', async () => {
    const payload = JSON.stringify(sms);
    expect(await post(plain, payload, {})).toBe(404);
    expect(await post(plain, payload, { 'x-sms-secret': `${secret}x` })).toBe(404);
    expect(await post(plain, payload, { 'x-sms-secret': '' })).toBe(404);
    expect(await kept()).toEqual([]);
  });

  it('an SMS is taken, and delivered again it is the same one', async () => {
    const headers = { 'x-sms-secret': secret };
    expect(await post(plain, JSON.stringify(sms), headers)).toBe(204);
    expect(await post(plain, JSON.stringify(sms), headers)).toBe(204);
    expect(await kept()).toEqual([{ arrival_id: 'sms-1', refusals: [], receipts: 1 }]);
    expect(await desk.absences()).toEqual(['2026-11-23 101 mensa']);
  });

  it('as a form, as some providers send it, and with the secret as a bearer', async () => {
    const payload = new URLSearchParams({ ...sms, id: 'sms-2', text: '9102' }).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-sms-secret': `Bearer ${secret}`,
    };
    expect(await post(plain, payload, headers)).toBe(204);
    expect(await desk.absences()).toContain('2026-11-23 102 mensa');
  });

  it('several in one request, each for itself', async () => {
    const payload = JSON.stringify([
      { ...sms, id: 'sms-3', text: '9101 P' },
      { ...sms, id: 'sms-4', text: 'Ciao' },
    ]);
    expect(await post(plain, payload, { 'x-sms-secret': secret })).toBe(204);
    expect((await kept()).slice(2)).toMatchObject([
      { arrival_id: 'sms-3', receipts: 1 },
      { arrival_id: 'sms-4', refusals: ['not-understood'] },
    ]);
  });

  it.each([
    ['what is no JSON', '{"id": ', 400],
    ['an SMS without an id', JSON.stringify({ from: '39', to: ourNumber, text: '9101' }), 422],
    ['an SMS without a text', JSON.stringify({ id: '9', from: '39', to: ourNumber }), 422],
    ['an SMS to a number that is nobody’s', JSON.stringify({ ...sms, to: '+390355559999' }), 404],
    ['a name of every object for a field', JSON.stringify({ ...sms, id: { a: 1 } }), 422],
    ['more than a handful', JSON.stringify(Array.from({ length: 51 }, () => sms)), 413],
    ['a giant', `{"id":"${'x'.repeat(70_000)}"}`, 413],
  ])('%s is refused', async (_what, payload, status) => {
    expect(await post(plain, payload, { 'x-sms-secret': secret })).toBe(status);
  });

  it('a giant text is only not understood', async () => {
    const payload = JSON.stringify({ ...sms, id: 'sms-5', text: `9101 A ${'🙂'.repeat(5000)}\0` });
    expect(await post(plain, payload, { 'x-sms-secret': secret })).toBe(204);
    expect((await kept()).at(-1)).toMatchObject({ refusals: ['not-understood'] });
  });

  it('the log names no sender and no text', () => {
    expect(lines.join('\n')).not.toMatch(/3480000001|9101|Ciao/);
  });
});

describe('with a signature over the body', () => {
  const payload = JSON.stringify({
    data: { message_id: 7, sender: grandmother, recipient: ourNumber, body: '9201 B' },
  });
  const mac = (encoding: 'hex' | 'base64'): string =>
    createHmac('sha256', secret).update(payload).digest(encoding);

  it.each([
    ['the secret itself', secret],
    ['the signature of another body', createHmac('sha256', secret).update('{}').digest('hex')],
    ['a signature under another secret', createHmac('sha256', 'x').update(payload).digest('hex')],
  ])('%s opens nothing', async (_what, signature) => {
    expect(await post(signed, payload, { 'x-signature': signature })).toBe(404);
  });

  it.each([
    ['in hex', () => mac('hex')],
    ['in hex with its name', () => `sha256=${mac('hex')}`],
    ['in base64', () => mac('base64')],
  ])('%s it is taken, from the fields that were described', async (_what, signature) => {
    expect(await post(signed, payload, { 'x-signature': signature() })).toBe(204);
    expect(await kept()).toContainEqual({ arrival_id: '7', refusals: [], receipts: 1 });
  });
});

describe('the configuration', () => {
  it('without a secret there is no door', () => {
    expect(readIncomingSmsConfig(() => undefined, [])).toBeUndefined();
  });

  it('says what is wrong, and repeats no secret', () => {
    const faults: string[] = [];
    const environment: Readonly<Record<string, string>> = {
      SMS_INCOMING_SECRET: 'short',
      SMS_INCOMING_CHECK: 'md5',
      SMS_INCOMING_HEADER: 'two words',
    };
    readIncomingSmsConfig((name) => environment[name], faults);
    expect(faults).toHaveLength(3);
    expect(faults.join(' ')).not.toContain('short"');
  });
});

it.each([
  ['+39 348 000 0001', '+393480000001'],
  ['393480000001', '+393480000001'],
  ['0039.348.0000001', '+393480000001'],
  ['Comune', null],
  ['4850', null],
  ['', null],
  ['anonymous', null],
  ['+0000000000', null],
])('the sender %j is %s', (text, number) => {
  expect(numberIn(text)).toBe(number);
});
