// Where a provider reports: only who says the secret is heard, in JSON, in a form or in the address.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asInstant } from '#ground/instant.ts';
import type { ReportMapping } from '#notifications/http-sms-rules.ts';
import { smsReportRoutes, smsReportsPath } from '#notifications/routes.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { httpServer } from '#platform/http-server.ts';
import { logTo } from '#platform/log.ts';

const secret = '0123456789abcdef';
let app: HttpApp;
let reported: string[];
let lines: string[];
let isAway: boolean;

beforeEach(async () => {
  [reported, lines, isAway] = [[], [], false];
  await serve({ id: 'message.id', state: 'message.status', delivered: ['OK'], failed: ['KO'] });
});
afterEach(() => app.close());

const report = (id: string, status: string): object => ({ message: { id, status } });
const post = async (payload: object, headers: Record<string, string>): Promise<number> =>
  (await app.inject({ method: 'POST', url: smsReportsPath, payload, headers })).statusCode;

describe('a report', () => {
  test('of who says the secret is taken, one or many', async () => {
    const said = { 'x-sms-secret': secret };
    expect(await post(report('7', 'OK'), said)).toBe(204);
    expect(await post([report('8', 'KO'), report('9', 'ok'), { other: 1 }], said)).toBe(204);
    expect(reported).toEqual(['7 delivered', '8 failed', '9 delivered']);
  });

  test.each([
    ['no secret', {}],
    ['another one', { 'x-sms-secret': 'fedcba9876543210' }],
    ['a longer one', { 'x-sms-secret': `${secret}0` }],
  ])('with %s finds nobody here', async (_name, headers: Record<string, string>) => {
    expect(await post(report('7', 'OK'), headers)).toBe(404);
    expect(reported).toEqual([]);
  });

  test('may come as a form, or in the address, which no log repeats', async () => {
    await app.close();
    await serve({ id: 'id', state: 'status', delivered: ['OK'], failed: [] });
    const form = await app.inject({
      method: 'POST',
      url: `${smsReportsPath}?secret=${secret}`,
      payload: 'id=7&status=OK',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const address = await app.inject(`${smsReportsPath}?secret=${secret}&id=8&status=OK`);
    expect([form.statusCode, address.statusCode]).toEqual([204, 204]);
    expect(reported).toEqual(['7 delivered', '8 delivered']);
    expect(lines.join('')).not.toContain(secret);
  });

  test('that we could not write down is not acknowledged: the provider tells it again', async () => {
    isAway = true;
    expect(await post(report('7', 'OK'), { 'x-sms-secret': secret })).toBe(500);
  });
});

async function serve(mapping: ReportMapping): Promise<void> {
  app = await httpServer({
    clock: { now: () => asInstant(0) },
    log: logTo(
      (line) => lines.push(line),
      () => '',
    ),
    tenantAt: async () => undefined,
    trustedProxies: [],
    https: false,
    version: '0',
  });
  await smsReportRoutes(app, {
    secret,
    mapping,
    reported: async ({ providerMessageId, state }) => {
      if (isAway) throw new Error('the database is away');
      reported.push(`${providerMessageId} ${state}`);
    },
  });
}
