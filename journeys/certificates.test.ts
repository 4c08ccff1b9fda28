// A certificate over HTTP: what comes in, what hostile senders meet, and how the file goes out to the office alone.
import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { ClientRequest } from 'node:http';
import type { Response } from 'light-my-request';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { cookieOf, twoTowns } from './two-towns.ts';
import type { JourneyTown, TwoTowns } from './two-towns.ts';

const pdf = Buffer.from('%PDF-1.7 certificato');
const path = '/api/v1/certificates';
const staffPath = '/api/v1/staff/certificates';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let two: TwoTowns;
  let town: JourneyTown;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    two = await twoTowns(database);
    [town] = two.towns;
  });
  afterAll(async () => {
    await two.application.http.close();
    await database.close();
  });

  const family = (index: number) => town.families[index] ?? expect.fail('no such family');
  const send = (
    payload: Buffer,
    headers: Record<string, string> = {},
    url = path,
    host = town.host,
  ): Promise<Response> =>
    two.application.http.inject({
      method: 'POST',
      url,
      payload,
      headers: { ...headersOf(), host, ...headers },
    });
  const headersOf = () => ({
    host: town.host,
    cookie: cookieOf(family(0)),
    'content-type': 'application/pdf',
    'idempotency-key': randomUUID(),
    'certificate-pupil': family(0).pupilIds[0] ?? '',
    'certificate-from': '2026-11-25',
    'certificate-to': '2026-12-09',
  });
  const ask = (url: string, cookie: string, payload?: object): Promise<Response> =>
    two.application.http.inject({
      method: payload === undefined ? 'GET' : 'POST',
      url,
      headers: { host: town.host, cookie, 'idempotency-key': randomUUID() },
      ...(payload === undefined ? {} : { payload }),
    });
  const count = async (): Promise<number> => {
    const [row] = await database.asOwner('select count(*)::int as n from certificates.certificate');
    return Number(row?.['n']);
  };
  const statusOf = (request: ClientRequest): Promise<number> =>
    new Promise((resolve, reject) => {
      request.once('response', (answer) => resolve(answer.statusCode ?? 0));
      request.once('error', reject);
    });
  const settle = async (answer: Response): Promise<void> => {
    const { certificateId } = answer.json<{ certificateId: string }>();
    await ask(`${path}/${certificateId}/withdrawal`, cookieOf(family(0)), {});
  };

  test('from upload to plain days and their early end', async () => {
    const { certificateId } = (await send(pdf)).json<{ certificateId: string }>();
    const file = await ask(`${staffPath}/${certificateId}/file`, town.staff.office);
    expect(file.rawPayload).toEqual(pdf);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="certificato-[0-9a-f]{6}\.pdf"$/,
      ) as string,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    const range = { from: '2026-11-25', to: '2026-12-09' };
    const approved = await ask(`${staffPath}/${certificateId}/approval`, town.staff.office, range);
    expect(approved.json()).toMatchObject({ repeated: false, lines: [range] });
    const month = async (): Promise<string[]> => {
      const pupilId = family(0).pupilIds[0] ?? '';
      const read = await ask(`/api/v1/pupils/${pupilId}/months/2026-12`, cookieOf(family(0)));
      const { services } = read.json<{
        services: { days: { day: string; state: string }[] }[];
      }>();
      return (services[0]?.days ?? []).flatMap(({ day, state }) => (state === 'plain' ? day : []));
    };
    expect(await month()).toEqual([
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
      '2026-12-07',
      '2026-12-09',
    ]);
    const ended = await ask('/api/v1/plain-ranges/end', cookieOf(family(0)), {
      entries: [{ pupilId: family(0).pupilIds[0], from: '2026-12-03' }],
    });
    expect(ended.statusCode).toBe(200);
    expect(await month()).toEqual(['2026-12-01', '2026-12-02']);
  });

  test('what the sender calls the file counts for nothing', async () => {
    const lying = await send(Buffer.from('<script>alert(1)</script>'));
    expect([lying.statusCode, lying.json<{ code: string }>().code]).toEqual([
      415,
      'certificates.file-kind',
    ]);
    const shy = await send(pdf, { 'content-type': 'application/octet-stream' });
    expect(shy.statusCode).toBe(200);
    await settle(shy);
  });

  test('eight megabytes come in, a byte more is refused with a sentence', async () => {
    const big = (size: number): Buffer => Buffer.concat([pdf, Buffer.alloc(size - pdf.length)]);
    const before = await count();
    const tooBig = await send(big(8 * 1024 * 1024 + 1));
    expect(tooBig.statusCode).toBe(413);
    expect(tooBig.json()).toMatchObject({
      code: 'certificates.file-too-large',
      detail: expect.stringContaining('8 MB') as string,
    });
    expect(await count()).toBe(before);
    const whole = await send(big(8 * 1024 * 1024));
    expect(whole.statusCode).toBe(200);
    await settle(whole);
  });

  test('whoever is not signed in, or not of the office, is refused before the file is looked at', async () => {
    const before = await count();
    const bad = Buffer.from('not a certificate');
    expect((await send(bad, { cookie: '' })).statusCode).toBe(401);
    expect((await send(bad, { cookie: town.staff.office })).statusCode).toBe(403);
    const byMail = {
      'certificate-arrived-by': 'mail',
      'certificate-arrived-on': '2026-11-20',
    };
    for (const role of ['school', 'kitchen', 'caterer', 'serving-site'] as const) {
      const answer = await send(bad, { cookie: town.staff[role], ...byMail }, staffPath);
      expect([role, answer.statusCode]).toEqual([role, 403]);
    }
    expect(await count()).toBe(before);
    const recorded = await send(pdf, { cookie: town.staff.office, ...byMail }, staffPath);
    expect(recorded.statusCode).toBe(200);
    await settle(recorded);
  });

  test('while one upload of an account is on its way another waits its turn, and can come afterwards', async () => {
    const address = await two.application.http.listen({ port: 0, host: '127.0.0.1' });
    const begin = (): { request: ClientRequest; answered: Promise<number>; isOver: boolean } => {
      const request = httpRequest(`${address}${path}`, {
        method: 'POST',
        headers: { ...headersOf(), 'content-length': String(pdf.length) },
      });
      const upload = { request, answered: statusOf(request), isOver: false };
      const over = (): void => void (upload.isOver = true);
      upload.answered.then(over, over);
      request.write(pdf.subarray(0, 5));
      return upload;
    };
    let slow = begin();
    await expect
      .poll(async () => {
        const other = await send(pdf);
        if (other.statusCode === 200) await settle(other);
        // It came while the other was on its way, and had to wait its turn itself.
        if (slow.isOver) slow = begin();
        return other.statusCode;
      })
      .toBe(503);
    slow.request.end(pdf.subarray(5));
    expect(await slow.answered).toBe(200);
    await expect.poll(async () => (await send(pdf)).statusCode).toBe(200);
    const waiting = (await ask(path, cookieOf(family(0)))).json<{
      certificates: { certificateId: string; state: string }[];
    }>();
    for (const one of waiting.certificates.filter(({ state }) => state === 'waiting'))
      await ask(`${path}/${one.certificateId}/withdrawal`, cookieOf(family(0)), {});
  });

  test('another family, and another town, find nothing of it', async () => {
    const { certificateId } = (await send(pdf)).json<{ certificateId: string }>();
    const [, theirs] = two.towns;
    const foreign = { cookie: cookieOf(theirs.families[0] ?? family(0)) };
    expect((await send(pdf, foreign)).statusCode).toBe(401);
    const elsewhere = await two.application.http.inject({
      url: `${staffPath}/${certificateId}/file`,
      headers: { host: theirs.host, cookie: theirs.staff.office },
    });
    expect(elsewhere.json()).toMatchObject({ code: 'certificates.certificate-not-found' });
    const neighbour = cookieOf(family(1));
    const taken = await ask(`${path}/${certificateId}/withdrawal`, neighbour, {});
    expect(taken.statusCode).toBe(404);
    expect((await ask(path, neighbour)).body).not.toContain(certificateId);
  });

  test('the log says neither whose certificate nor which days', () => {
    const log = two.lines.join('\n');
    expect(log).toContain(path);
    for (const mark of [family(0).pupilIds[0] ?? '-', '2026-12-09', '%PDF'])
      expect(log).not.toContain(mark);
  });
});
