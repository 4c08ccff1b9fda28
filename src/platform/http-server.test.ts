// The door of the house: who is let in, what every answer carries, and what none gives away.
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { asInstant } from '#ground/instant.ts';
import { DatabaseAway } from '#platform/database-away.ts';
import type { HttpApp, HttpServerOptions, ServedTenant } from '#platform/http-server.ts';
import { httpServer, tenantOf } from '#platform/http-server.ts';
import { logTo } from '#platform/log.ts';

const now = asInstant(Date.UTC(2026, 10, 23, 7, 12));
const town: ServedTenant = {
  tenantId: 4,
  slug: 'borgo',
  name: 'Comune di Borgo',
  province: 'BG',
  regionName: 'Lombardia',
};
let lines: string[] = [];

async function server(options: Partial<HttpServerOptions> = {}): Promise<HttpApp> {
  const app = await httpServer({
    clock: { now: () => now },
    log: logTo(
      (line) => lines.push(line),
      () => 'then',
    ),
    tenantAt: async (host) => (host === 'borgo.example' ? town : undefined),
    trustedProxies: [],
    https: false,
    version: '1.2.3',
    ...options,
  });
  const body = z.object({
    pupil: z.object({ name: z.string().min(2) }),
    days: z.array(z.iso.date()),
  });
  app.post('/echo/:id', { schema: { params: z.object({ id: z.uuid() }), body } }, async () => ({
    done: true,
  }));
  app.get('/who', (request, reply) =>
    reply.send({
      host: request.host,
      ip: request.ip,
      protocol: request.protocol,
      arrivedAt: request.arrivedAt,
      tenant: request.servedTenant?.slug ?? null,
    }),
  );
  app.get('/tenant', (request, reply) => reply.send(tenantOf(request)));
  app.get('/away', async () => {
    throw new DatabaseAway(Object.assign(new Error('Maria Rossi'), { code: '57P01' }));
  });
  app.get('/fault', async () => {
    throw new TypeError('insert of Maria Rossi RSSMRA80A01A794X failed');
  });
  app.get(
    '/lie',
    { schema: { response: { 200: z.object({ count: z.int() }) } } },
    async () =>
      // A database may give what its type does not say.
      JSON.parse('{"count": "Maria Rossi"}') as { count: number },
  );
  app.post('/slow', { config: { bodySeconds: 0.05 } }, async () => ({ done: true }));
  app.get('/pupils/:name', async () => ({ found: false }));
  return app;
}

/** Sent as it stands: a client would escape it. */
const unstorable = String.raw`{"pupil":{"name":"a\u0000b"},"days":["2026-11-23"]}`;
const id = '0193a5c4-7c00-7000-8000-000000000001';
const good = { pupil: { name: 'Ada' }, days: ['2026-11-23'] };
const host = 'borgo.example';

describe('the server', () => {
  let app: HttpApp;
  beforeAll(async () => {
    app = await server();
  });
  beforeEach(() => {
    lines = [];
  });
  afterAll(() => app.close());

  const post = (headers: Record<string, string>, payload: unknown = good) =>
    app.inject({
      method: 'POST',
      url: `/echo/${id}`,
      headers: { host, 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });

  test('text that no database keeps is refused before anybody tries to keep it', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: `/echo/${id}`,
      headers: { host, 'content-type': 'application/json' },
      payload: unstorable,
    });
    expect([answer.statusCode, answer.json<object>()]).toMatchObject([
      422,
      { code: 'request.invalid' },
    ]);
    const half = await app.inject({ url: '/pupils/a%00b', headers: { host } });
    expect(half.statusCode).toBe(422);
  });

  test('stamps a request with the time of our clock when its headers were in', async () => {
    const answer = await app.inject({ url: '/who', headers: { host } });
    expect(answer.json()).toMatchObject({ arrivedAt: now, tenant: 'borgo' });
  });

  test.each([
    ['its address', 'borgo.example'],
    ['its address in capitals', 'BORGO.example'],
  ])('knows an authority by %s', async (_, host) => {
    const answer = await app.inject({ url: '/tenant', headers: { host } });
    expect(answer.json()).toEqual(town);
  });

  test('answers 404 at an address of nobody, without a word about who else is served', async () => {
    const answer = await app.inject({ url: '/tenant', headers: { host: 'other.example' } });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).not.toMatch(/borgo/i);
  });

  describe('refuses a write that another site started', () => {
    test.each([
      ['a foreign origin', { origin: 'https://evil.example' }],
      ['the same name at another port', { origin: 'http://borgo.example:81' }],
      ['an origin that is hidden', { origin: 'null' }],
      ['an origin that cannot be read', { origin: 'borgo.example' }],
      ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
      ['a neighbour of the same site', { 'sec-fetch-site': 'same-site' }],
      [
        'a right origin and a cross-site request',
        { origin: 'http://borgo.example', 'sec-fetch-site': 'cross-site' },
      ],
    ])('%s', async (_, headers) => {
      const answer = await post(headers);
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ code: 'request.foreign-origin' });
    });

    test.each([
      ['our own origin', { origin: 'http://borgo.example', 'sec-fetch-site': 'same-origin' }],
      ['an address that was typed', { 'sec-fetch-site': 'none' }],
      ['a program without a browser', {}],
    ])('and not %s', async (_, headers) => {
      expect((await post(headers)).statusCode).toBe(200);
    });

    test('nor anybody who only reads', async () => {
      const headers = { host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      expect((await app.inject({ url: '/who', headers })).statusCode).toBe(200);
    });

    test.each(['PUT', 'PATCH', 'DELETE'] as const)(
      '%s included, before the route is looked for',
      async (method) => {
        const answer = await app.inject({
          method,
          url: '/who',
          headers: { host, origin: 'https://evil.example' },
        });
        expect(answer.statusCode).toBe(403);
      },
    );
  });

  describe('answers what it cannot accept with problem+json', () => {
    test.each([
      ['a body that is no JSON', 400, 'request.unreadable', '{"pupil": '],
      ['an empty body', 400, 'request.unreadable', ''],
      [
        'a body that reaches for the prototype',
        400,
        'request.unreadable',
        '{"__proto__": {"a": 1}}',
      ],
      ['a body without what is needed', 422, 'request.invalid', {}],
      ['a value that is not valid', 422, 'request.invalid', { ...good, days: ['23/11/2026'] }],
      [
        'a body that is too large',
        413,
        'request.too-large',
        { ...good, filler: 'x'.repeat(256 * 1024) },
      ],
    ])('%s: %i', async (_, status, code, payload) => {
      const answer = await post({}, payload);
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.json()).toMatchObject({ status, code, type: `/api/errors#${code}` });
    });

    test('a path that does not exist, and a method that a path has not', async () => {
      for (const asked of [{ url: '/nothing' }, { method: 'DELETE', url: '/who' }] as const) {
        const answer = await app.inject({ ...asked, headers: { host } });
        expect(answer.statusCode).toBe(404);
        expect(answer.json()).toMatchObject({ code: 'request.not-found' });
      }
    });

    test('an address that cannot be decoded, without repeating it', async () => {
      const answer = await app.inject({ url: '/pupils/%c3%28Rossi', headers: { host } });
      expect(answer.statusCode).toBe(400);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.json()).toMatchObject({ code: 'request.unreadable' });
      expect(answer.body).not.toContain('Rossi');
      expect(answer.headers['content-security-policy']).toBe("default-src 'none'");
    });

    test('a part of an address that is too long, without repeating it', async () => {
      const answer = await app.inject({ url: `/pupils/${'Rossi'.repeat(50)}`, headers: { host } });
      expect(answer.statusCode).toBe(414);
      expect(answer.json()).toMatchObject({ code: 'request.unreadable' });
      expect(answer.body).not.toContain('Rossi');
      expect(lines.join('')).not.toContain('Rossi');
    });

    test('a body in a format that nobody reads', async () => {
      const answer = await post({ 'content-type': 'application/xml' }, '<a/>');
      expect(answer.statusCode).toBe(415);
      expect(answer.json()).toMatchObject({ code: 'request.unreadable' });
    });

    test('a body that comes drop by drop: past its deadline the line is cut', async () => {
      const listening = await server();
      await listening.listen({ port: 0, host: '127.0.0.1' });
      const { port } = listening.server.address() as AddressInfo;
      const sending = httpRequest({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/slow',
        headers: { host, 'content-type': 'application/json', 'content-length': '99' },
      });
      sending.write('{"drop":');
      const fault = await new Promise<Error>((resolve) => sending.once('error', resolve));
      expect(fault.message).toMatch(/hang up|ECONNRESET/);
      await listening.close();
    });

    test('an identifier that is none', async () => {
      const answer = await app.inject({
        method: 'POST',
        url: '/echo/17',
        headers: { host },
        payload: good,
      });
      expect(answer.statusCode).toBe(422);
      expect(answer.json()).toMatchObject({ code: 'request.invalid' });
    });

    test('and says which field was wrong, never what was in it', async () => {
      const answer = await post({}, { ...good, pupil: { name: 'X' } });
      expect(answer.json()).toMatchObject({ facts: { where: 'pupil.name' } });
      const secret = await post({}, { ...good, days: ['RSSMRA80A01A794X'] });
      expect(secret.body).not.toContain('RSSMRA80A01A794X');
    });

    test.each([
      [undefined, 'La richiesta non si legge'],
      ['it-IT,it;q=0.9,en;q=0.8', 'La richiesta non si legge'],
      ['en-GB,en;q=0.9', 'The request cannot be read'],
      ['de-DE,en;q=0.5', 'The request cannot be read'],
      ['fr', 'La richiesta non si legge'],
    ])('in the language of a browser that asks for %s', async (language, sentence) => {
      const answer = await post(language === undefined ? {} : { 'accept-language': language }, '{');
      expect(answer.json<{ detail: string }>().detail).toContain(sentence);
    });
  });

  describe('gives nothing away when it fails itself', () => {
    test('a database that is away is told as such, and when to come again', async () => {
      lines = [];
      const answer = await app.inject({ url: '/away', headers: { host, 'accept-language': 'en' } });
      expect(answer.headers['retry-after']).toBe('5');
      expect(answer.json()).toMatchObject({
        code: 'request.database-away',
        status: 503,
        detail: expect.stringMatching(/^The system cannot reach its data right now/),
      });
      expect(lines.find((line) => line.includes('"event":"database-away"'))).toContain('57P01');
      expect(lines.join()).not.toContain('Rossi');
    });

    test.each(['/fault', '/lie'])('%s', async (url) => {
      const answer = await app.inject({ url, headers: { host } });
      expect(answer.statusCode).toBe(500);
      expect(answer.json()).toMatchObject({ code: 'request.fault', status: 500 });
      expect(answer.body).not.toMatch(/Rossi|TypeError|at |\.ts|node_modules/);
      const alarms = lines.filter((line) => line.includes('"alarm"'));
      expect(alarms).toHaveLength(1);
      expect(alarms[0]).toMatch(/"fault":"\w+Error/);
      expect(lines.join('')).not.toMatch(/Rossi|RSSMRA/);
    });
  });

  test('logs the pattern of the route and ids, never the address or what was sent', async () => {
    await app.inject({
      url: '/pupils/Maria%20Rossi?code=RSSMRA80A01A794X',
      headers: {
        host,
        cookie: 'refettorio=secret-token',
        'user-agent': 'agent',
        referer: '/Rossi',
      },
    });
    await post({}, { ...good, pupil: { name: 'Maria Rossi' } });
    await app.inject({ url: '/unheard-of/Rossi', headers: { host: 'rossi.example' } });
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toMatch(/Rossi|RSSMRA|secret|agent|rossi|\?/);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at: 'then',
      level: 'info',
      event: 'request',
      method: 'GET',
      route: '/pupils/:name',
      status: 200,
      durationMs: expect.any(Number),
      requestId: expect.any(String),
      tenantId: 4,
    });
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ route: 'none', status: 404 });
  });

  test('every answer, good or bad, carries the security headers', async () => {
    const answers = [
      await app.inject({ url: '/who', headers: { host } }),
      await app.inject({ url: '/fault', headers: { host } }),
      await app.inject({ url: '/nothing', headers: { host } }),
      await post({ origin: 'https://evil.example' }),
      await post({}, '{'),
    ];
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toBe(
        "default-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none';img-src 'self' data:;object-src 'none'",
      );
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('strict-transport-security');
    }
  });
});

describe('headers of a proxy', () => {
  const forged = {
    host: 'other.example',
    'x-forwarded-host': 'borgo.example',
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-proto': 'https',
  };
  const who = async (
    trustedProxies: readonly string[],
    remoteAddress: string,
  ): Promise<unknown> => {
    const app = await server({ trustedProxies });
    const answer = await app.inject({ url: '/who', headers: forged, remoteAddress });
    await app.close();
    return answer.json();
  };

  test('are not believed where no proxy is named', async () => {
    expect(await who([], '127.0.0.1')).toMatchObject({
      host: 'other.example',
      ip: '127.0.0.1',
      protocol: 'http',
      tenant: null,
    });
  });

  test('are not believed from anybody but the proxy that is named', async () => {
    expect(await who(['10.0.0.1'], '10.0.0.2')).toMatchObject({
      host: 'other.example',
      ip: '10.0.0.2',
      protocol: 'http',
      tenant: null,
    });
  });

  test('are believed from the proxy that is named', async () => {
    expect(await who(['10.0.0.1'], '10.0.0.1')).toMatchObject({
      host: 'borgo.example',
      ip: '203.0.113.9',
      protocol: 'https',
      tenant: 'borgo',
    });
  });
});

test('behind https browsers are told to stay there', async () => {
  const app = await server({ https: true });
  const answer = await app.inject({ url: '/who', headers: { host } });
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  await app.close();
});

describe('on a real socket', () => {
  let app: HttpApp;
  let port: number;
  beforeAll(async () => {
    app = await server();
    await app.listen({ port: 0, host: '127.0.0.1' });
    ({ port } = app.server.address() as AddressInfo);
  });
  afterAll(() => app.close());

  const raw = async (request: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.end(request);
    return text(socket);
  };

  test('what is no HTTP is answered 400 without a word about us', async () => {
    const answer = await raw('GET / HTTP/9.9 Rossi\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toMatch(/Rossi|node|fastify|\.ts/i);
  });

  test('a request without a host is refused', async () => {
    expect(await raw('GET /who HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('a body that says it is small and is not, is cut at what it said', async () => {
    const answer = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        { port, host: '127.0.0.1', path: `/echo/${id}`, method: 'POST' },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.on('error', reject);
      request.setHeader('content-type', 'application/json');
      request.setHeader('host', host);
      request.end(JSON.stringify({ ...good, filler: 'x'.repeat(300 * 1024) }));
    });
    expect(answer).toBe(413);
  });
});
