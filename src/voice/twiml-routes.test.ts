// Calls handed over by a provider of hosted telephony: only what it signed is heard, behind a proxy too, and each event once.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stoppedClock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import { httpServer } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';
import { tenantDirectory } from '#tenancy/serve-host.ts';
import { sampleTenant } from '#tenancy/sample.ts';
import type { SampleTenant } from '#tenancy/sample.ts';
import { scriptedHouse } from '#voice/scripted-conversation.ts';
import type { ScriptedHouse } from '#voice/scripted-conversation.ts';
import { storedCalls } from '#voice/stored-calls.ts';
import type { Converse } from '#voice/stored-calls.ts';
import { twimlRoutes } from '#voice/twiml-routes.ts';
import { giveWebhookSecret, webhookSecrets } from '#voice/webhook-secret.ts';
import { signatureOf } from '#voice/webhook-signature.ts';

const secret = 'chiave-del-gestore-1';
const line = '+3903995550101';
const host = 'mensa.valserena.example';
const foreignHost = 'di-nessuno.example';
const path = '/api/v1/voice/calls';
let database: Database;
let town: SampleTenant;
let house: ScriptedHouse;
let callId = '';
const apps: HttpApp[] = [];
const alarms: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  town = await sampleTenant(database, {
    phoneLines: [
      { number: line, kind: 'voice', cost: null },
      { number: '+3903995550102', kind: 'sms', cost: null },
    ],
  });
  await sampleTenant(database, {
    slug: 'altrove',
    masterKey: town.masterKey,
    phoneLines: [{ number: '+3903995550201', kind: 'voice', cost: null }],
  });
  await database.inTenant(town.tenantId, 'system', (tx) => giveWebhookSecret(tx, town, secret));
});
beforeEach(() => {
  house = scriptedHouse();
  callId = `CA${crypto.randomUUID()}`;
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await database.close();
});

async function server(
  options: { https?: boolean; trustedProxies?: readonly string[]; converse?: Converse } = {},
): Promise<HttpApp> {
  const { https = true, trustedProxies = [], converse = house.converse } = options;
  const log = { info: () => undefined, alarm: (event: string) => void alarms.push(event) };
  const { clock, masterKey } = town;
  const app = await httpServer({
    clock,
    log,
    tenantAt: (address) =>
      tenantDirectory(database).tenantAt(
        address === foreignHost ? foreignHost : 'valserena.example',
      ),
    trustedProxies,
    https,
    version: 'test',
  });
  twimlRoutes(app, {
    calls: storedCalls({ database, securityClock: clock, masterKey, converse }),
    secrets: webhookSecrets({ database, masterKey, clock }),
    lines: lineDirectory(database),
    https,
    log,
  });
  apps.push(app);
  return app;
}

type Fields = Readonly<Record<string, string>>;
const form = (fields: Fields = {}): Fields => ({
  CallSid: callId,
  From: '+393331234567',
  To: line,
  CallStatus: 'in-progress',
  ...fields,
});

interface Sent {
  readonly url?: string;
  readonly fields?: Fields;
  readonly signature?: string | undefined;
  readonly headers?: Fields;
}
function send(app: HttpApp, sent: Sent = {}) {
  const { url = path, fields = form(), headers = {} } = sent;
  const signature =
    'signature' in sent
      ? sent.signature
      : signatureOf(secret, `https://${host}${url}`, Object.entries(fields));
  return app.inject({
    method: 'POST',
    url,
    headers: {
      host,
      'content-type': 'application/x-www-form-urlencoded',
      ...(signature === undefined ? {} : { 'x-twilio-signature': signature }),
      ...headers,
    },
    payload: new URLSearchParams(fields).toString(),
  });
}
const press = (app: HttpApp, event: number, digits: string) =>
  send(app, { url: `${path}/digits?event=${event}`, fields: form({ Digits: digits }) });

describe('a call by web requests', () => {
  test('begins, hears keys and silence, and hangs up after the last word', async () => {
    const app = await server();
    const first = await send(app);
    expect(first.statusCode).toBe(200);
    expect(first.headers['content-type']).toBe('application/xml; charset=utf-8');
    expect(first.headers['cache-control']).toBe('no-store');
    expect(first.body).toContain(`action="${path}/digits?event=1" numDigits="1" timeout="8"`);
    expect(first.body).toContain('<Say language="it-IT">Il sistema adesso');
    expect((await press(app, 1, '12')).body).toContain('digits?event=2');
    expect((await press(app, 2, '')).body).toContain('numDigits="3"');
    expect((await press(app, 3, '9')).body).toContain('<Hangup/></Response>');
    expect(house.heard).toEqual(['call', '12', 'time-out', '9']);
  });

  test('sent again gets the same answer and advances nothing; older than the call it is refused', async () => {
    const app = await server();
    await send(app);
    const once = await press(app, 1, '1');
    const again = await press(app, 1, '1');
    expect(again.body).toBe(once.body);
    expect(house.heard).toEqual(['call', '1']);
    expect((await send(app)).json()).toMatchObject({ code: 'voice.event-out-of-turn' });
    const ahead = await press(app, 7, '1');
    expect(ahead.statusCode).toBe(409);
    expect(house.heard).toEqual(['call', '1']);
  });

  test('of which nothing is known is not found', async () => {
    const answer = await press(await server(), 1, '1');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'voice.call-unknown' });
  });

  test('is told when the caller hung up, and hears no key afterwards', async () => {
    const app = await server();
    await send(app);
    const status = { url: `${path}/status`, fields: form({ CallStatus: 'ringing' }) };
    expect((await send(app, status)).body).toContain('<Response></Response>');
    await send(app, { url: `${path}/status`, fields: form({ CallStatus: 'completed' }) });
    expect(house.heard).toEqual(['call', 'hang-up']);
    expect((await press(app, 2, '1')).statusCode).toBe(409);
  });

  test.each([
    ['+266696687', 5],
    ['anonymous', 5],
    ['', 5],
    ['sip:nonna@altrove.example', 5],
    ['+393331234567', 8],
    ['393331234567', 8],
  ])('from "%s" knows the number, or that it is hidden', async (From, timeout) => {
    const answer = await send(await server(), { fields: form({ From }) });
    expect(answer.body).toContain(`timeout="${timeout}"`);
  });

  test('whose database is away is told so in the caller’s language, and somebody is alarmed', async () => {
    alarms.length = 0;
    const converse: Converse = () => ({
      begin: () => Promise.reject(new Error('away')),
      hear: () => Promise.reject(new Error('away')),
      kept: () => null,
    });
    const answer = await send(await server({ converse }));
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Il sistema adesso non risponde');
    expect(answer.body).toContain('<Hangup/>');
    expect(alarms).toEqual(['call-request-failed']);
  });
});

describe('who may speak for the telephone', () => {
  const forgeries: readonly (readonly [string, () => Sent])[] = [
    ['without a signature', () => ({ signature: undefined })],
    ['with an empty signature', () => ({ signature: '' })],
    ['with an invented signature', () => ({ signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' })],
    [
      'signed with another secret',
      () => ({
        signature: signatureOf(
          'altra-chiave-1234',
          `https://${host}${path}`,
          Object.entries(form()),
        ),
      }),
    ],
    [
      'signed for another caller',
      () => ({
        signature: signatureOf(
          secret,
          `https://${host}${path}`,
          Object.entries(form({ From: '+393330000000' })),
        ),
      }),
    ],
    ['to a number of nobody', () => ({ fields: form({ To: '+3903990000000' }) })],
    ['to a line for SMS', () => ({ fields: form({ To: '+3903995550102' }) })],
    ['to a town that has no secret', () => ({ fields: form({ To: '+3903995550201' }) })],
    [
      'with a thousand fields',
      () => ({
        fields: form(
          Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`f${index}`, ''])),
        ),
      }),
    ],
  ];
  test.each(forgeries)('nobody %s', async (_who, sent) => {
    const answer = await send(await server(), sent());
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'voice.signature-not-valid' });
    expect(house.heard).toEqual([]);
  });

  test('at an address that is nobody’s nothing is found, however it is signed', async () => {
    const signature = signatureOf(secret, `https://${foreignHost}${path}`, Object.entries(form()));
    const answer = await send(await server(), { signature, headers: { host: foreignHost } });
    expect(answer.statusCode).toBe(404);
  });

  test('an event that was signed as another one of the call is forged', async () => {
    const app = await server();
    await send(app);
    const fields = form({ Digits: '1' });
    const signature = signatureOf(
      secret,
      `https://${host}${path}/digits?event=1`,
      Object.entries(fields),
    );
    const answer = await send(app, { url: `${path}/digits?event=2`, fields, signature });
    expect(answer.statusCode).toBe(403);
  });

  test.each<[string, Fields, number]>([
    ['an identifier that is none', { CallSid: '../../etc' }, 422],
    ['a giant identifier', { CallSid: 'C'.repeat(65) }, 422],
    ['keys that no telephone has', { Digits: '1; drop table' }, 422],
    ['a storm of keys', { Digits: '1'.repeat(65) }, 422],
    ['a giant form', { Note: 'x'.repeat(20_000) }, 413],
  ])('even signed, %s is refused before anything is heard', async (_what, fields, status) => {
    const answer = await send(await server(), { fields: form(fields) });
    expect(answer.statusCode).toBe(status);
    expect(house.heard).toEqual([]);
  });

  test.each(['application/json', 'text/xml', 'multipart/form-data; boundary=x'])(
    'only a form is read, not %s',
    async (type) => {
      const answer = await send(await server(), { headers: { 'content-type': type } });
      expect(answer.statusCode).toBe(415);
    },
  );

  test.each(['0', '-1', 'x', '1.5', '10000'])('event "%s" is none', async (event) => {
    const url = `${path}/digits?event=${event}`;
    expect((await send(await server(), { url })).statusCode).toBe(422);
  });
});

describe('behind a proxy', () => {
  const signedFor = (address: string) =>
    signatureOf(secret, `${address}${path}`, Object.entries(form()));

  test('the address is the one that the provider called, as a trusted proxy hands it on', async () => {
    const app = await server({ https: false, trustedProxies: ['127.0.0.1'] });
    const answer = await send(app, {
      signature: signedFor('https://telefono.example'),
      headers: {
        host: '127.0.0.1:3000',
        'x-forwarded-host': 'telefono.example',
        'x-forwarded-proto': 'https',
      },
    });
    expect(answer.statusCode).toBe(200);
  });

  test('what a stranger says of the address is not believed', async () => {
    const app = await server({ https: false });
    const answer = await send(app, {
      signature: signedFor('https://telefono.example'),
      headers: { 'x-forwarded-host': 'telefono.example', 'x-forwarded-proto': 'https' },
    });
    expect(answer.statusCode).toBe(403);
  });

  test('an installation that is reached by https says so itself where the proxy does not', async () => {
    const signed = await send(await server({ https: true }), {
      signature: signedFor(`https://${host}`),
    });
    expect(signed.statusCode).toBe(200);
    callId = `${callId}-2`;
    const plain = await send(await server({ https: true }), {
      signature: signedFor(`http://${host}`),
    });
    expect(plain.statusCode).toBe(403);
  });
});

describe('the secret', () => {
  test('lies sealed in the settings, and a newer one replaces it', async () => {
    const means = { database, masterKey: town.masterKey, clock: town.clock };
    const rows = await database.asOwner(
      `select value::text from tenancy.setting where key = 'voice.webhook-secret'`,
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    let nowMs = 0;
    const secrets = webhookSecrets(means, { realMs: () => nowMs });
    expect(await secrets.secretOf(town.tenantId)).toBe(secret);
    const giveAt = (seconds: number, newer: string): Promise<void> =>
      database.inTenant(town.tenantId, 'system', (tx) => {
        const clock = stoppedClock(plusSeconds(town.clock.now(), seconds));
        return giveWebhookSecret(tx, { ...town, clock }, newer);
      });
    await giveAt(1, 'chiave-del-gestore-2');
    expect(await secrets.secretOf(town.tenantId)).toBe(secret);
    nowMs = 5001;
    expect(await secrets.secretOf(town.tenantId)).toBe('chiave-del-gestore-2');
    await giveAt(2, secret);
  });
});
