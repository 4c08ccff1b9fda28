// A provider's HTTP interface against a real server in this process: what it is asked, and what its answers mean.
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asInstant } from '#ground/instant.ts';
import { readHttpReport, valueAt } from '#notifications/http-sms-rules.ts';
import { httpSmsTransport } from '#notifications/http-sms-transport.ts';
import type { Sms, SmsAnswer } from '#notifications/sms-model.ts';
import { smsText } from '#notifications/sms-text.ts';
import type { HttpSmsConfig } from '#platform/sms-config.ts';

let server: Server;
let url: string;
let answer: { status: number; body: string } | 'silence' | 'hang-up';
let asked: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      asked.push({ method, path, headers, body });
      if (answer === 'hang-up') request.socket.destroy();
      else if (answer !== 'silence')
        response.writeHead(answer.status, { location: '/elsewhere' }).end(answer.body);
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  await promise;
});
beforeEach(() => {
  asked = [];
  answer = { status: 200, body: '{"result":{"messages":[{"id":4711}]}}' };
});

const json: HttpSmsConfig = {
  kind: 'http',
  url: '',
  method: 'POST',
  headers: { authorization: 'Bearer secret' },
  body: {
    kind: 'json',
    template: { sender: '{from}', recipient: ['{to}'], message: '{text}', ref: '{id}', n: 1 },
  },
  idPath: 'result.messages.0.id',
};
const sms: Sms = {
  ...smsText('Sofia "Fì" {to} non mangia: 4,50 €\nÈ così & basta'),
  messageId: '019ab000-0000-7000-8000-000000000001',
  sender: 'Valserena',
  recipient: '+393001000100',
  expiresAt: asInstant(0),
  partsTaken: [],
};
const send = (changes: Partial<HttpSmsConfig> = {}): Promise<SmsAnswer> =>
  httpSmsTransport({ ...json, url: `${url}/sms`, ...changes }, 0.3).send(sms);

describe('a provider is asked as the configuration says', () => {
  test('in JSON, out of which no text can break', async () => {
    expect(await send()).toEqual({
      taken: [{ part: 1, parts: 1, providerMessageId: '4711' }],
      outcome: { kind: 'accepted' },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/sms' });
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      sender: 'Valserena',
      recipient: ['+393001000100'],
      message: 'Sofia "Fì" {to} non mangia: 4,50 €\nE\' così & basta',
      ref: sms.messageId,
      n: 1,
    });
  });

  test('in the fields of a form', async () => {
    await send({ body: { kind: 'form', template: 'to={to_digits}&text={text}&from={from}' } });
    expect(asked[0]?.headers['content-type']).toContain('x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
      to: '393001000100',
      text: sms.segments.join(''),
      from: 'Valserena',
    });
  });

  test('in the address alone', async () => {
    await send({ method: 'GET', body: undefined, url: `${url}/send?n={to}&t={text}` });
    const query = new URL(asked[0]?.path ?? '', url).searchParams;
    expect([query.get('n'), query.get('t')]).toEqual(['+393001000100', sms.segments.join('')]);
  });
});

describe('its answer', () => {
  test.each([
    [200, { kind: 'accepted' }],
    [202, { kind: 'accepted' }],
    [429, { kind: 'later', code: 'http 429' }],
    [503, { kind: 'later', code: 'http 503' }],
    [500, { kind: 'silent' }],
    [502, { kind: 'silent' }],
    [400, { kind: 'refused', code: 'http 400' }],
    [422, { kind: 'refused', code: 'http 422' }],
    [401, { kind: 'our-trouble', code: 'http 401' }],
    [402, { kind: 'our-trouble', code: 'http 402' }],
    [302, { kind: 'our-trouble', code: 'http 302' }],
  ] as const)('%s means %o', async (status, outcome) => {
    answer = { status, body: '{}' };
    expect((await send()).outcome).toEqual(outcome);
    expect(asked).toHaveLength(1);
  });

  test.each(['silence', 'hang-up'] as const)(
    'that does not come (%s) leaves it uncertain',
    async (act) => {
      answer = act;
      expect(await send()).toEqual({ taken: [], outcome: { kind: 'silent' } });
    },
  );

  test('of nobody who listens is certain: nothing was sent', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    expect((await send({ url: `http://127.0.0.1:${port}/` })).outcome).toEqual({
      kind: 'later',
      code: 'not connected',
    });
  });

  test('without an id leaves the SMS under our own', async () => {
    answer = { status: 200, body: 'OK' };
    expect((await send()).taken[0]?.providerMessageId).toBe(sms.messageId);
    expect((await send({ idPath: undefined })).taken[0]?.providerMessageId).toBe(sms.messageId);
  });
});

describe('a report', () => {
  const mapping = {
    id: 'message.id',
    state: 'message.status',
    delivered: ['DELIVERED'],
    failed: ['FAILED', 'EXPIRED'],
  };
  test.each([
    ['Delivered', 'delivered'],
    ['expired', 'failed'],
    ['SENT', undefined],
  ])('"%s" means %s', (status, state) => {
    expect(readHttpReport({ message: { id: 7, status } }, mapping)?.state).toBe(state);
  });

  test.each([[{}], [null], ['text'], [{ message: { id: { $gt: '' }, status: 'DELIVERED' } }]])(
    'that is none is left: %o',
    (document) => {
      expect(readHttpReport(document, mapping)).toBeUndefined();
    },
  );

  test('a path leads to what the document holds, and to nothing of the language', () => {
    expect(valueAt({ a: [{ b: 'x' }] }, 'a.0.b')).toBe('x');
    expect(valueAt({}, 'constructor.name')).toBeUndefined();
  });
});
