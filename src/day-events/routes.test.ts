// Day events over HTTP: who may do what, the contract, the refusals in a sentence (RULES A5, A8, E2).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleDesk } from '#bookings/sample.ts';
import { choicesResponse, listResponse, previewResponse } from '#day-events/api.ts';
import { dayEventsRoutes } from '#day-events/routes.ts';
import type { SampleStaff } from '#day-events/sample.ts';
import { sampleEventsDesk, signedInClerk } from '#day-events/sample.ts';
import type { StaffRole } from '#ground/actor.ts';
import type { Database } from '#platform/database.ts';
import { httpServer } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { tenantDirectory } from '#tenancy/serve-host.ts';

let database: Database;
let app: HttpApp;
let desk: SampleDesk;
let clerk: SampleStaff;
let secretary: SampleStaff;
const staffOf: Partial<Record<StaffRole, SampleStaff>> = {};
beforeAll(async () => {
  database = await openTestDatabase();
  desk = await sampleEventsDesk(database, 1, '2026-11-27T10:00:00+01:00');
  const { tenantId, schoolId } = desk.town;
  clerk = await signedInClerk(database, tenantId, 'office');
  secretary = await signedInClerk(database, tenantId, 'school', schoolId);
  for (const role of ['caterer', 'kitchen', 'serving-site', 'administrator'] as const)
    staffOf[role] = await signedInClerk(database, tenantId, role);
  app = await httpServer({
    clock: desk.clock,
    log: { info: () => undefined, alarm: () => undefined },
    tenantAt: (host) => tenantDirectory(database).tenantAt(host),
    trustedProxies: [],
    https: false,
    version: 'test',
  });
  dayEventsRoutes(app, { database, securityClock: desk.clock, ...desk.means });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

const base = '/api/v1/staff/day-events';
const headers = (who: SampleStaff | undefined) => ({
  host: 'borgo1.example',
  ...(who === undefined ? {} : { cookie: who.cookie }),
});
const get = (url: string, who: SampleStaff | undefined) =>
  app.inject({ url, headers: headers(who) });
const post = (
  url: string,
  body: object,
  who: SampleStaff | undefined,
  key: string = randomUUID(),
) =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...headers(who), 'idempotency-key': key, origin: 'http://borgo1.example' },
    payload: body,
  });
const strike = (days: readonly string[] = ['2026-11-30'], classIds?: readonly string[]) => ({
  kind: 'strike',
  serviceId: null,
  reason: 'Sciopero',
  classIds: classIds ?? Object.values(desk.town.classIds),
  days,
});
const closure = () => ({
  kind: 'closure',
  reason: 'Neve',
  scope: { kind: 'tenant' },
  from: '2026-12-11',
  to: '2026-12-11',
});
const idIn = (answer: { json(): unknown }): string => {
  const body: unknown = answer.json();
  return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
};

describe('who may', () => {
  it('record: a secretary an outing or a strike of her school, the office everything, nobody else anything', async () => {
    expect((await post(base, strike(['2026-12-01']), secretary)).statusCode).toBe(200);
    expect((await post(base, closure(), secretary)).statusCode).toBe(403);
    expect((await post(base, closure(), clerk)).statusCode).toBe(200);
    for (const role of ['caterer', 'kitchen', 'serving-site'] as const) {
      const answer = await post(base, strike(['2026-12-02']), staffOf[role]);
      expect([answer.statusCode, answer.json()]).toMatchObject([
        403,
        { code: 'calendar.not-allowed' },
      ]);
    }
    expect((await post(base, strike(['2026-12-02']), staffOf.administrator)).statusCode).toBe(200);
  });

  it('read the list: the office, the caterer and the schools; not the kitchen, and nobody who is not signed in', async () => {
    expect((await get(base, clerk)).statusCode).toBe(200);
    expect((await get(base, staffOf.caterer)).statusCode).toBe(200);
    expect((await get(base, secretary)).statusCode).toBe(200);
    expect((await get(base, staffOf.kitchen)).statusCode).toBe(403);
    expect((await get(base, undefined)).statusCode).toBe(401);
    expect((await post(base, strike(), undefined)).statusCode).toBe(401);
  });

  it('a secretary of another school reads nothing of this one', async () => {
    const { tenantId } = desk.town;
    const other = randomUUID();
    await database.asOwner(
      `insert into schools.school (tenant_id, school_id, code, name, grade, institute_name) values (${tenantId}, '${other}', 'S9', 'Media', 'middle', 'Istituto')`,
    );
    const stranger = await signedInClerk(database, tenantId, 'school', other);
    expect((await get(base, stranger)).statusCode).toBe(403);
    expect((await post(`${base}/preview`, strike(), stranger)).statusCode).toBe(403);
  });
});

describe('the list and the form', () => {
  it('say what was recorded, by whom, for which classes, and what can be undone by the reader', async () => {
    const recorded = await post(base, strike(['2026-11-30']), clerk);
    const id = idIn(recorded);
    const list = listResponse.strict().parse((await get(base, secretary)).json());
    expect(list.events.find((one) => one.id === id)).toMatchObject({
      kind: 'strike',
      days: ['2026-11-30'],
      recordedBy: 'Clara Ufficio',
      state: 'in-force',
      canUndo: true,
      schools: [{ name: 'Primaria', classes: ['1A', '2B'] }],
    });
    const caterers = listResponse.parse((await get(base, staffOf.caterer)).json());
    expect(caterers.events.every((one) => !one.canUndo)).toBe(true);
    expect((await post(`${base}/${id}/undo`, {}, secretary)).statusCode).toBe(200);
    const after = listResponse.parse((await get(base, clerk)).json());
    expect(after.events.find((one) => one.id === id)).toMatchObject({
      state: 'undone',
      undoneBy: 'Clara Ufficio',
      canUndo: false,
    });
    const again = await post(`${base}/${id}/undo`, {}, secretary);
    expect([again.statusCode, again.json()]).toMatchObject([
      409,
      { code: 'calendar.already-undone', detail: 'È già stato annullato. Non devi fare altro.' },
    ]);
  });

  it('offer the classes of this school year and say whether outings are recorded', async () => {
    const choices = choicesResponse
      .strict()
      .parse((await get(`${base}/choices`, secretary)).json());
    expect(choices).toMatchObject({
      today: '2026-11-27',
      canRecord: true,
      isOffice: false,
      openingNoticeDays: 3,
      schools: [{ name: 'Primaria', isRecorded: true, classes: [{ name: '1A' }, { name: '2B' }] }],
    });
    const caterers = choicesResponse.parse((await get(`${base}/choices`, staffOf.caterer)).json());
    expect(caterers.canRecord).toBe(false);
  });

  it('a preview fits its contract and leaves nothing behind', async () => {
    const answer = await post(`${base}/preview`, strike(['2026-12-09']), clerk);
    expect(answer.statusCode).toBe(200);
    expect(previewResponse.strict().parse(answer.json())).toMatchObject({
      pupils: 3,
      days: [
        {
          day: '2026-12-09',
          kitchens: [{ kitchenName: 'Cucina centrale', schoolName: 'Primaria' }],
        },
      ],
    });
    expect((await get(base, clerk)).body).not.toContain('2026-12-09');
    const ofClosure = await post(`${base}/preview`, { ...closure(), from: '2026-12-09' }, clerk);
    expect(previewResponse.strict().parse(ofClosure.json())).toMatchObject({ passedOver: 0 });
  });

  it.each([
    [() => strike(['2026-02-30']), 422, 'request.invalid'],
    [() => strike([]), 422, 'calendar.nothing-asked'],
    [() => strike(['2026-11-26']), 409, 'calendar.day-past'],
    [() => strike(['2026-11-27']), 409, 'calendar.after-cut-off'],
    [() => strike(['2026-12-12']), 409, 'calendar.no-canteen-there'],
    [() => strike(['2026-12-10'], [randomUUID()]), 404, 'calendar.class-not-found'],
    [() => ({ ...strike(), reason: ' ' }), 422, 'request.invalid'],
  ])('a request that makes no sense is refused: %o', async (body, status, code) => {
    const answer = await post(base, body(), clerk);
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
  });
});

describe('cut-offs and canteen weekdays', () => {
  it('A8: the office extends the cut-off in one act, once for each key; a secretary does not', async () => {
    desk.clock.set('2026-11-27T09:20:00+01:00');
    const body = { schoolId: null, day: '2026-11-27', until: '10:15' };
    const url = '/api/v1/staff/cut-off-extensions';
    expect((await post(url, body, secretary)).statusCode).toBe(403);
    const key = randomUUID();
    const granted = await post(url, body, clerk, key);
    expect(granted.json()).toMatchObject({
      extended: [{ kind: 'cut-off', schoolId: desk.town.schoolId }],
      untilAt: '2026-11-27T10:15:00.000+01:00',
      repeated: false,
    });
    expect((await post(url, body, clerk, key)).json()).toMatchObject({ repeated: true });
    expect((await post(url, body, clerk)).json()).toMatchObject({ code: 'calendar.not-later' });
    desk.clock.set('2026-11-27T10:00:00+01:00');
    expect(await desk.ask({ days: ['2026-11-27'] })).toMatchObject({ ok: true });
  });

  it('B2: a new cut-off applies from the next day not yet open; A2: weekdays change from a day on', async () => {
    const setting = { daysBefore: 0, time: '08:30', counted: 'calendar' };
    const body = { scope: { kind: 'tenant' }, setting };
    const key = randomUUID();
    for (const answer of [
      await post('/api/v1/staff/cut-offs', body, clerk, key),
      await post('/api/v1/staff/cut-offs', body, clerk, key),
    ])
      expect(answer.json()).toEqual({ validFrom: '2026-11-28' });
    const settings = await database.asOwner(
      `select count(*)::int as settings from tenancy.setting where tenant_id = ${desk.town.tenantId} and key = 'calendar.cut-off'`,
    );
    expect(settings).toEqual([{ settings: 1 }]);
    const weekdays = await post(
      '/api/v1/staff/canteen-weekdays',
      {
        classIds: [desk.town.classIds.twoDays],
        serviceId: desk.town.serviceId,
        weekdays: [2, 4],
        from: '2027-02-01',
      },
      clerk,
    );
    expect(weekdays.json()).toEqual({ from: '2027-02-01' });
  });
});
