// The demo's telephone on the wire: its page, and calls that stand in the same table as the provider's.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoCallers, unknownNumber } from '#demo/callers.ts';
import { telephoneRoutes } from '#demo/telephone-routes.ts';
import { municipality, phoneLines } from '#demo/valserena.ts';
import { writtenNumber } from '#ground/phone-number.ts';
import type { Database } from '#platform/database.ts';
import { httpServer } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';
import { sampleTenant } from '#tenancy/sample.ts';
import { scriptedHouse } from '#voice/scripted-conversation.ts';
import { storedCalls } from '#voice/stored-calls.ts';

const house = scriptedHouse();
let database: Database;
let app: HttpApp;
beforeAll(async () => {
  database = await openTestDatabase();
  const { clock, masterKey } = await sampleTenant(database, { ...municipality, phoneLines });
  const log = { info: () => undefined, alarm: () => undefined };
  const line = await lineDirectory(database).lineAt('+3903995550101');
  if (line === undefined) throw new Error('the demo has no line');
  const calls = storedCalls({
    database,
    securityClock: clock,
    masterKey,
    converse: house.converse,
  });
  app = await httpServer({
    clock,
    log,
    tenantAt: async () => undefined,
    trustedProxies: [],
    https: false,
    version: 'test',
  });
  telephoneRoutes(app, { clock, telephone: { calls, line } });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

const post = (url: string, payload: object) =>
  app.inject({ method: 'POST', url, payload, headers: { 'accept-language': 'it' } });
const begin = (from: string | null) => post('/demo/telefono/calls', { from });

describe('the demo’s telephone', () => {
  test('shows the line, who may call, the codes of their children, and the time', async () => {
    const page = await app.inject({ url: '/demo/telefono', headers: { 'accept-language': 'it' } });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    const [chiara] = demoCallers();
    for (const text of [
      '0399 555 0101',
      'Chiara Bonaldi, per Tommaso e Bianca: 300 ',
      `value="${chiara?.number ?? ''}"`,
      `<code>${chiara?.children[0]?.phoneCode ?? ''}</code>`,
      writtenNumber(unknownNumber),
      'Adesso a Valserena sono le 08:12 di lunedì 23 novembre',
      'href="/demo#clock"',
    ])
      expect(page.body).toContain(text);
    expect(page.body).not.toMatch(/<script(?! type="module" src="\/demo\/)/);
    const english = await app.inject({
      url: '/demo/telefono',
      headers: { 'accept-language': 'en' },
    });
    expect(english.body).toContain('Grandmother, from home');
  });

  test('has a number of its own for every family', () => {
    const numbers = demoCallers().map(({ number }) => number);
    expect(numbers.every((number) => /^\+39300\d{7}$/.test(number))).toBe(true);
    expect(new Set([...numbers, unknownNumber]).size).toBe(numbers.length + 1);
  });

  test('calls, presses a key, keeps silent, and hangs up', async () => {
    const first = await begin('+393001000137');
    expect(first.json()).toMatchObject({ eventCount: 0, language: 'it', digitsMax: 1 });
    expect(first.json().texts[0]).toContain('Il sistema adesso non risponde');
    expect(first.json().now).toContain('08:12');
    const events = `/demo/telefono/calls/${first.json().callId}/events`;
    const digits = { eventCount: 1, heard: { kind: 'digits', digits: '1' } };
    expect((await post(events, digits)).json()).toMatchObject({ eventCount: 1, digitsMax: 2 });
    expect((await post(events, digits)).json()).toMatchObject({ eventCount: 1, digitsMax: 2 });
    const silence = { eventCount: 2, heard: { kind: 'time-out' } };
    expect((await post(events, silence)).json()).toMatchObject({ isSlow: true });
    const gone = { eventCount: 3, heard: { kind: 'hang-up' } };
    expect((await post(events, gone)).json()).toMatchObject({ digitsMax: null });
    expect(house.heard).toEqual(['call', '1', 'time-out', 'hang-up']);
    expect(
      await database.asOwner('select event_count as "eventCount" from voice.call'),
    ).toContainEqual({ eventCount: 3 });
  });

  test.each([
    ['a number that is none', '/demo/telefono/calls', { from: 'nonna' }, 422],
    ['no number at all', '/demo/telefono/calls', {}, 422],
    [
      'keys that no telephone has',
      '/demo/telefono/calls/x/events',
      { eventCount: 1, heard: { kind: 'digits', digits: 'a' } },
      422,
    ],
    [
      'a call that never began',
      '/demo/telefono/calls/x/events',
      { eventCount: 1, heard: { kind: 'time-out' } },
      404,
    ],
  ])('refuses %s', async (_what, url, payload, status) => {
    expect((await post(url, payload)).statusCode).toBe(status);
  });

  test('is not used by another site', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/demo/telefono/calls',
      payload: { from: null },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.statusCode).toBe(403);
  });
});
