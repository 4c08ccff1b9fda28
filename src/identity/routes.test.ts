// Identity over HTTP: cookies as browsers must get them, answers as the contract says, refusals with sentences.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityRefusals } from '#identity/api.ts';
import { identityRoutes } from '#identity/routes.ts';
import {
  movableClock,
  sampleFamily,
  samplePassword,
  sampleStaff,
  sampleTenant,
} from '#identity/sample.ts';
import { say } from '#ground/sentence.ts';
import type { Database } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { httpServer } from '#platform/http-server.ts';
import { logTo } from '#platform/log.ts';
import { openTestDatabase } from '#platform/test-database.ts';

const clock = movableClock();
const sceneClock = movableClock();
const host = 'mensa.valserena.example';
const lines: string[] = [];
const log = logTo(
  (line) => lines.push(line),
  () => 'then',
);
let database: Database;
let app: HttpApp;
let secureApp: HttpApp;

const serve = async (tenantId: number, https: boolean): Promise<HttpApp> => {
  const server = await httpServer({
    clock: sceneClock,
    log,
    https,
    trustedProxies: [],
    version: '0',
    tenantAt: async (name) =>
      name === host
        ? {
            tenantId,
            slug: 'valserena',
            name: 'Comune di Valserena',
            province: 'BG',
            regionName: 'Lombardia',
          }
        : undefined,
  });
  identityRoutes(server, { database, clock, sceneClock, https, demo: true });
  await server.ready();
  return server;
};
beforeAll(async () => {
  database = await openTestDatabase();
  const tenantId = await sampleTenant(database);
  await sampleFamily(database, clock, tenantId, { login: 'rossi', mustChangePassword: true });
  await sampleStaff(database, clock, tenantId, 'ufficio');
  app = await serve(tenantId, false);
  secureApp = await serve(tenantId, true);
});
afterAll(async () => {
  await app.close();
  await secureApp.close();
  await database.close();
});

type Method = 'GET' | 'POST' | 'DELETE';
const call = async (method: Method, url: string, payload?: object, cookie = '', server = app) => {
  const answer = await server.inject({
    method,
    url,
    headers: { host, cookie },
    ...(payload === undefined ? {} : { payload }),
  });
  const body: unknown = answer.body === '' ? undefined : JSON.parse(answer.body);
  return { status: answer.statusCode, body, headers: answer.headers, cookies: answer.cookies };
};
const enter = (login: string, password: string, server = app) =>
  call('POST', '/api/v1/session', { login, password }, '', server);
const cookieOf = ({ cookies }: Awaited<ReturnType<typeof call>>): string =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

describe('over HTTP', () => {
  it('everybody may ask which authority this is', async () => {
    expect(await call('GET', '/api/v1/tenant')).toMatchObject({
      status: 200,
      body: { name: 'Comune di Valserena', province: 'BG', regionName: 'Lombardia', demo: true },
    });
  });

  it('a guardian signs in, chooses a password, goes on with the same session, and signs out', async () => {
    const signedIn = await enter('rossi', samplePassword);
    expect(signedIn).toMatchObject({
      status: 200,
      body: {
        account: {
          face: 'family',
          login: 'rossi',
          displayName: 'Anna Rossi',
          mustChangePassword: true,
          language: 'it',
          roles: [],
        },
        tenant: { name: 'Comune di Valserena', province: 'BG', regionName: 'Lombardia' },
        now: '2026-11-23T08:12:00.000+01:00',
      },
    });
    expect(signedIn.cookies).toMatchObject([
      { name: 'refettorio', path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 2_592_000 },
    ]);
    expect(signedIn.cookies[0]?.secure).toBeUndefined();
    const cookie = cookieOf(signedIn);
    const passwords = { currentPassword: samplePassword, newPassword: 'quattro parole nostre' };
    expect(await call('POST', '/api/v1/session/password', passwords, cookie)).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect(await call('GET', '/api/v1/session', undefined, cookie)).toMatchObject({
      status: 200,
      body: { account: { mustChangePassword: false } },
    });
    expect(await call('DELETE', '/api/v1/session', undefined, cookie)).toMatchObject({
      status: 204,
      cookies: [{ name: 'refettorio', value: '', path: '/' }],
    });
    expect(await call('GET', '/api/v1/session', undefined, cookie)).toMatchObject({
      status: 401,
      body: { code: 'identity.not-signed-in' },
    });
  });

  it('staff see their roles; over https the cookie is bound to this host', async () => {
    const signedIn = await enter('ufficio', samplePassword, secureApp);
    expect(signedIn).toMatchObject({
      body: {
        account: { face: 'staff', roles: [{ role: 'office', schoolId: null, kitchenId: null }] },
      },
      cookies: [
        { name: '__Host-refettorio', path: '/', secure: true, httpOnly: true, maxAge: 43_200 },
      ],
    });
    expect(signedIn.cookies[0]).not.toHaveProperty('domain');
    expect(
      await call('GET', '/api/v1/session', undefined, cookieOf(signedIn), secureApp),
    ).toMatchObject({ status: 200 });
  });

  it('a wrong password is a problem with a code and a kind sentence, and no cookie', async () => {
    const refused = await enter('ufficio', 'sbagliata');
    expect(refused).toMatchObject({
      status: 401,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      body: { code: 'identity.wrong-credentials', status: 401 },
      cookies: [],
    });
  });

  it('too many of them are told how long to wait, also in the header', async () => {
    for (let failure = 0; failure < 5; failure += 1) await enter('nessuno', 'sbagliata');
    expect(await enter('nessuno', 'sbagliata')).toMatchObject({
      status: 429,
      headers: { 'retry-after': '10' },
      body: { facts: { waitSeconds: 10 } },
    });
  });

  it('a forgotten password gets the same answer for everybody', async () => {
    const known = await call('POST', '/api/v1/recovery', { login: 'rossi' });
    const unknown = await call('POST', '/api/v1/recovery', { login: 'nessuno' });
    expect(known).toMatchObject({ status: 202, body: null });
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    const payload = { token: 'made-up', newPassword: 'quattro parole nostre' };
    expect(await call('POST', '/api/v1/recovery/complete', payload)).toMatchObject({
      status: 410,
      body: { code: 'identity.recovery-not-valid' },
    });
  });

  it('an address of nobody serves nobody', async () => {
    const answer = await app.inject({ url: '/api/v1/tenant', headers: { host: 'evil.example' } });
    expect(answer.statusCode).toBe(404);
  });

  it('logs hold neither logins nor passwords nor tokens', async () => {
    const cookie = cookieOf(await enter('ufficio', samplePassword));
    await call('GET', '/api/v1/session', undefined, cookie);
    const written = lines.join('');
    expect(written).toContain('/api/v1/session');
    for (const secret of [
      'rossi',
      'ufficio',
      samplePassword,
      'quattro',
      cookie.split('=')[1] ?? '?',
    ]) {
      expect(written).not.toContain(secret);
    }
  });
});

it('every refusal has a status and a sentence in every language', () => {
  const details = { waitMinutes: 2, lengthMin: 10, login: 'rossi', needed: 3, left: 0 };
  for (const refusal of Object.keys(identityRefusals.statuses)) {
    for (const language of ['it', 'en'] as const) {
      const sentence = say(
        identityRefusals.texts[language],
        `refusal.${refusal}`,
        details,
        language,
      );
      expect(sentence).toMatch(/^[A-Z].*[.]$/);
    }
  }
});
