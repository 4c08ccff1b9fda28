// How an installation's SMS are configured: what is taken, what is refused and in which words.
import { describe, expect, test } from 'vitest';
import type { Environment } from '#platform/config.ts';
import type { SmsConfig } from '#platform/sms-config.ts';
import { readSmsConfig } from '#platform/sms-config.ts';

const read = (environment: Environment): { config: SmsConfig | undefined; faults: string[] } => {
  const faults: string[] = [];
  return { config: readSmsConfig((name) => environment[name], faults), faults };
};
const http = { SMS_URL: 'https://sms.example/send', SMS_HTTP_BODY: 'n={to_digits}&t={text}' };

test('without SMS_URL there is no SMS', () => {
  expect(read({ SMS_WEBHOOK_SECRET: 'x' })).toEqual({ config: undefined, faults: [] });
});

test('a message centre is given by its address alone', () => {
  const { config, faults } = read({ SMS_URL: 'smpp://mensa:secret@sms.example:2775' });
  expect(faults).toEqual([]);
  expect(config?.transport).toEqual({
    kind: 'smpp',
    url: 'smpp://mensa:secret@sms.example:2775',
    windowMax: 10,
  });
});

test('a provider by HTTP is described whole', () => {
  const { config, faults } = read({
    SMS_URL: 'https://sms.example/send',
    SMS_HTTP_METHOD: 'PUT',
    SMS_HTTP_HEADERS: '{"user_key":"12","Session_key":"abc"}',
    SMS_HTTP_BODY: '{"message":"{text}","recipient":["{to}"]}',
    SMS_HTTP_ID: 'order_id',
    SMS_WEBHOOK_SECRET: '0123456789abcdef',
    SMS_REPORT_ID: 'order_id',
    SMS_REPORT_DELIVERED: 'DLVRD, OK',
  });
  expect(faults).toEqual([]);
  expect(config).toEqual({
    transport: {
      kind: 'http',
      url: 'https://sms.example/send',
      method: 'PUT',
      headers: { user_key: '12', Session_key: 'abc' },
      body: { kind: 'json', template: { message: '{text}', recipient: ['{to}'] } },
      idPath: 'order_id',
    },
    webhookSecret: '0123456789abcdef',
    report: {
      id: 'order_id',
      state: 'status',
      delivered: ['DLVRD', 'OK'],
      failed: ['FAILED', 'UNDELIVERED', 'UNDELIV', 'EXPIRED', 'REJECTED', 'REJECTD'],
    },
  });
});

test('a form is told from JSON, also where it begins with a value in braces', () => {
  expect(read(http).config?.transport).toMatchObject({ body: { kind: 'form' } });
  const braces = read({ ...http, SMS_HTTP_BODY: '{to}={text}' });
  expect(braces.config?.transport).toMatchObject({ body: { kind: 'form' } });
});

describe('each fault has one sentence that names the variable and repeats no secret', () => {
  test.each([
    ['SMS_URL', { SMS_URL: 'http://u:hunter2@sms.example' }],
    ['SMS_URL', { SMS_URL: 'hunter2' }],
    ['SMS_URL', { SMS_URL: 'smpp://sms.example' }],
    ['SMS_WINDOW', { SMS_URL: 'smpp://u:hunter2@sms.example', SMS_WINDOW: '0' }],
    ['SMS_HTTP_METHOD', { ...http, SMS_HTTP_METHOD: 'DELETE' }],
    ['SMS_HTTP_BODY', { ...http, SMS_HTTP_BODY: 'to={to}&pw=hunter2' }],
    ['SMS_HTTP_BODY', { ...http, SMS_HTTP_BODY: 'text={text}&pw=hunter2' }],
    ['SMS_HTTP_BODY', { ...http, SMS_HTTP_BODY: '{"hunter2":"{to}{text}"' }],
    ['SMS_HTTP_HEADERS', { ...http, SMS_HTTP_HEADERS: 'authorization: hunter2' }],
    ['SMS_HTTP_HEADERS', { ...http, SMS_HTTP_HEADERS: '{"no header":"hunter2"}' }],
    ['SMS_WEBHOOK_SECRET', { ...http, SMS_WEBHOOK_SECRET: 'hunter2' }],
  ] satisfies [string, Environment][])('%s: %o', (name, environment) => {
    const { faults } = read(environment);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} [^\\n]+\\.$`));
    expect(faults[0]).not.toContain('hunter2');
  });
});
