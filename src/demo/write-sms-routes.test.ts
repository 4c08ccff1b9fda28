// The demo's SMS on the wire: the page, and messages that are answered by the real use case.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleDesk, sampleMasterKey } from '#bookings/sample.ts';
import { demoCallers, unknownNumber } from '#demo/callers.ts';
import { writeSmsRoutes } from '#demo/write-sms-routes.ts';
import { movableClock } from '#identity/sample.ts';
import type { Database } from '#platform/database.ts';
import { httpServer } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';

let database: Database;
let app: HttpApp;
beforeAll(async () => {
  database = await openTestDatabase();
  const desk = await sampleDesk(database, 1, '2026-11-23T08:50:00+01:00');
  await database.asOwner(
    `insert into tenancy.phone_line (number, tenant_id, kind) values ('+3903995550102', ${desk.town.tenantId}, 'sms')`,
  );
  const lines = lineDirectory(database);
  const line = await lines.lineAt('+3903995550102');
  if (line === undefined) throw new Error('the demo has no line');
  app = await httpServer({
    clock: desk.clock,
    log: { info: () => undefined, alarm: () => undefined },
    tenantAt: async () => undefined,
    trustedProxies: [],
    https: false,
    version: 'test',
  });
  const means = {
    ...desk.means,
    database,
    securityClock: movableClock(),
    masterKey: sampleMasterKey,
    lines,
  };
  await writeSmsRoutes(app, { means, line });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

const write = async (from: string, text: string): Promise<string> => {
  const headers = { 'accept-language': 'it' };
  const reply = await app.inject({
    method: 'POST',
    url: '/demo/sms/scrivi',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ from, text }).toString(),
  });
  expect(reply.statusCode).toBe(200);
  return reply.body;
};

describe('the demo’s SMS', () => {
  test('show the number, who may write, the commands and the codes, and bring no script', async () => {
    const { body } = await app.inject({
      url: '/demo/sms/scrivi',
      headers: { 'accept-language': 'it' },
    });
    const [chiara] = demoCallers();
    for (const text of [
      '0399 555 0102',
      chiara?.name ?? '–',
      `<code>${chiara?.children[0]?.phoneCode ?? '–'}</code>`,
      'lunedì 23 novembre',
    ])
      expect(body).toContain(text);
    expect(body).not.toContain('<script');
    const english = await app.inject({
      url: '/demo/sms/scrivi',
      headers: { 'accept-language': 'en' },
    });
    expect(english.body).toContain('lang="en"');
  });

  test('are answered on the page, by the very use case of a real line', async () => {
    expect(await write(unknownNumber, '9101 A')).toContain(
      'Bimbo101 non mangia lunedì 23 novembre',
    );
    expect(await write(unknownNumber, '9101 P')).toContain('Bimbo101 mangia lunedì 23 novembre');
  });

  test('without a number are not answered, and the page says so', async () => {
    expect(await write('', '9101 A')).toContain('Nessuna risposta');
  });

  test('bring no markup of their own into the page', async () => {
    const body = await write(unknownNumber, '<img src=x onerror=alert(1)>');
    expect(body).not.toContain('<img');
    expect(body).toContain('&lt;img');
  });

  test('of a kilobyte are refused', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: '/demo/sms/scrivi',
      payload: { from: unknownNumber, text: 'x'.repeat(1000) },
    });
    expect(reply.statusCode).toBe(422);
  });
});
