// The demo's pages and its clock on the wire: forward only, closings before the answer, mails that can be read.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoMorning, openDemoClock } from '#demo/demo-clock.ts';
import type { DemoClock } from '#demo/demo-clock.ts';
import type { DemoLogin } from '#demo/logins.ts';
import { keepFile } from '#demo/kept-file.ts';
import { openMailSink } from '#demo/mail-sink.ts';
import type { MailSink } from '#demo/mail-sink.ts';
import { demoRoutes } from '#demo/routes.ts';
import { openSmsSink } from '#demo/sms-sink.ts';
import type { SmsSink } from '#demo/sms-sink.ts';
import { refuse } from '#ground/refusal.ts';
import { httpServer } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { logTo } from '#platform/log.ts';
import type { ServedLine } from '#tenancy/phone-lines.ts';
import type { StoredCalls } from '#voice/stored-calls.ts';

let app: HttpApp;
let mailFolder = '';
let mail: MailSink;
let sms: SmsSink;
let clock: DemoClock;
let caughtUpAt: number[] = [];
let resets = 0;

const login: DemoLogin = {
  role: 'twoSchools',
  face: 'family',
  login: 'F0001',
  password: 'girasole-giallo-7',
};
const italian = { 'accept-language': 'it' };
/** Nobody telephones here: telephone-routes.test.ts does. */
const silentCalls: StoredCalls = {
  begin: async () => refuse('call-unknown'),
  hear: async () => refuse('call-unknown'),
  hangUp: async () => undefined,
};
const sampleLine: ServedLine = {
  number: '+3903995550101',
  kind: 'voice',
  cost: null,
  tenant: { tenantId: 1, slug: 'valserena', name: 'Comune di Valserena' },
};

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'refettorio-demo-'));
  clock = await openDemoClock(join(folder, 'clock.json'), () => 1_700_000_000_000);
  mailFolder = join(folder, 'mail');
  mail = await openMailSink(mailFolder);
  sms = await openSmsSink(join(folder, 'sms'), clock);
  caughtUpAt = [];
  resets = 0;
  app = await httpServer({
    clock,
    log: logTo(
      () => undefined,
      () => '',
    ),
    tenantAt: async () => undefined,
    trustedProxies: [],
    https: false,
    version: '0',
  });
  await demoRoutes(app, {
    clock,
    mail,
    sms,
    logins: [login],
    catchUp: async () => void caughtUpAt.push(clock.now()),
    reset: () => (resets += 1),
    telephone: { calls: silentCalls, line: sampleLine },
  });
});
afterEach(async () => {
  await app.close();
  await mail.close();
  await sms.close();
});

const move = (now: string) =>
  app.inject({ method: 'POST', url: '/demo/clock', payload: { now }, headers: italian });

describe('the clock on the wire', () => {
  test('moves forward, and what was due is done before it answers', async () => {
    const answer = await move('2026-11-23T09:31:15+01:00');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ now: '2026-11-23T09:31:15.000+01:00' });
    expect(caughtUpAt).toEqual([clock.now()]);
  });

  test('says no to going back, with the time and the way out', async () => {
    const answer = await move('2026-11-23T08:00:00+01:00');
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'demo.clock-backwards' });
    expect(answer.json().detail).toContain('Adesso sono le 8:15 di lunedì 23 novembre');
    expect(clock.now()).toBe(demoMorning);
    expect(caughtUpAt).toEqual([]);
  });

  test.each(['soon', '2026-11-23', '2026-02-30T09:00', ''])(
    'says how to write a time that it cannot read: "%s"',
    async (text) => {
      const answer = await move(text);
      expect(answer.statusCode).toBe(422);
      expect(answer.json()).toMatchObject({ code: 'demo.clock-unreadable' });
    },
  );

  test('takes the civil time of the page’s form and goes back to the page', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/demo/clock',
      payload: 'now=2026-11-23T09%3A29%3A30',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/demo');
    expect(clock.now()).toBe(Date.parse('2026-11-23T09:29:30+01:00'));
  });

  test('is not moved by another site', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/demo/clock',
      payload: { now: '2026-11-23T09:29:30+01:00' },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.statusCode).toBe(403);
    expect(clock.now()).toBe(demoMorning);
  });

  test('goes back to the beginning only whole', async () => {
    const answer = await app.inject({ method: 'POST', url: '/demo/reset' });
    expect(answer.statusCode).toBe(202);
    await expect.poll(() => resets).toBe(1);
  });
});

describe('the pages', () => {
  test('show places, clock and logins, in the language of the browser', async () => {
    const page = await app.inject({ url: '/demo', headers: italian });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    for (const text of [
      'href="/demo/mail"',
      'href="/demo/telefono"',
      'href="/ufficio/"',
      'F0001',
      'girasole-giallo-7',
      'sono le 08:15',
    ])
      expect(page.body).toContain(text);
    const english = await app.inject({ url: '/demo', headers: { 'accept-language': 'en-GB' } });
    expect(english.body).toContain('<html lang="en">');
  });

  test('show a mail with a link that can be pressed and no markup of the sender’s', async () => {
    const message = [
      'From: mensa@comune.valserena.example',
      'To: chiara.bonaldi@posta.example',
      'Subject: Recupero <b>password</b>',
      '',
      'Apri https://localhost:3000/recupero?t=abc&v=1. <script>alert(1)</script>',
    ];
    await keepFile(join(mailFolder, '000000001-0.eml'), message.join('\r\n'));
    const page = await app.inject({ url: '/demo/mail', headers: italian });
    expect(page.body).toContain('Recupero &lt;b&gt;password&lt;/b&gt;');
    expect(page.body).toContain(
      '<a href="https://localhost:3000/recupero?t=abc&amp;v=1">https://localhost:3000/recupero?t=abc&amp;v=1</a>.',
    );
    expect(page.body).not.toContain('<script');
    const listed = await app.inject({ url: '/demo/mail', headers: { accept: 'application/json' } });
    expect(listed.json()).toMatchObject([{ to: ['chiara.bonaldi@posta.example'] }]);
  });

  test('bring their styles from a file of their own', async () => {
    const styles = await app.inject({ url: '/demo/demo.css' });
    expect(styles.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(styles.body).toContain('color-scheme: light dark');
  });
});
