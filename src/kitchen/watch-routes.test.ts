// Open screens of a kitchen: they hear of a change by themselves, of nothing else, and go dark when they must.
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wakeDays } from '#bookings/changed-days.ts';
import { stillClock } from '#bookings/sample.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { asDay } from '#ground/day.ts';
import { kitchenDaySchema } from '#kitchen/api.ts';
import { openScreen } from '#platform/test-event-stream.ts';
import type { OpenScreen } from '#platform/test-event-stream.ts';
import { sampleKitchen, signedInStaff } from '#kitchen/sample.ts';
import type { SampleKitchen, SampleStaff } from '#kitchen/sample.ts';
import { kitchenRoutes } from '#kitchen/routes.ts';
import { screensPerAccountMax } from '#kitchen/watch-routes.ts';
import type { Database } from '#platform/database.ts';
import { httpServer } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { tenantDirectory } from '#tenancy/serve-host.ts';
import { cachedByVersion } from '#tenancy/version.ts';

const monday = asDay('2026-11-23');

describe.each(databaseKinds)('a screen of the kitchen on %s', (kind) => {
  const clock = stillClock('2026-11-23T08:50:00+01:00');
  let database: Database;
  let app: HttpApp;
  let town: SampleKitchen;
  let cook: SampleStaff;
  let open: OpenScreen[] = [];
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    town = await sampleKitchen(database, 1);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    cook = await signedInStaff(database, town.tenantId, 'kitchen', town.kitchenId);
    app = await httpServer({
      clock,
      log: { info: () => undefined, alarm: () => undefined },
      tenantAt: (host) => tenantDirectory(database).tenantAt(host),
      trustedProxies: [],
      https: false,
      version: 'test',
    });
    kitchenRoutes(app, {
      database,
      clock,
      securityClock: clock,
      log: { info: () => undefined, alarm: () => undefined },
      calendarAt: cachedByVersion(loadTenantCalendar),
      lookAgainMs: 50,
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(async () => {
    for (const screen of open) screen.close();
    open = [];
    await app.close();
  });

  async function hang(
    headers: Readonly<Record<string, string>> = {},
    kitchenId = town.kitchenId,
  ): Promise<OpenScreen> {
    const { port } = toAddress(app.server.address());
    const screen = await openScreen({
      port,
      path: `/api/v1/kitchens/${kitchenId}/days/${monday}/events`,
      headers: { host: 'borgo1.example', cookie: cook.cookie, ...headers },
    });
    open.push(screen);
    return screen;
  }
  const isSheet = (heard: { readonly event: string }): boolean => heard.event === 'sheet';
  /** One teacher more or fewer at table, as a change of the roster does it. */
  async function seatTeacher(seated: boolean, day = monday): Promise<void> {
    await database.asOwner(
      seated
        ? `insert into enrolment.adult_diner (tenant_id, adult_diner_id, adult_code, first_name, last_name, school_id, shift_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
             values (${town.tenantId}, gen_random_uuid(), 'D9', 'Dario', 'Docente', '${town.schoolId}', '${town.shiftId}', '${town.serviceId}', 31, '2026-09-01', timestamptz '2026-09-01 06:00:00+00', 'sample')`
        : `update enrolment.adult_diner set superseded_at = timestamptz '2026-11-23 07:50+00'
             where tenant_id = ${town.tenantId} and adult_code = 'D9' and superseded_at is null`,
    );
    await database.inTenant(town.tenantId, 'family', async (tx) => {
      wakeDays(tx, { schoolId: town.schoolId, from: day, to: day });
      await tx.rows('select $1::int');
    });
  }

  it('shows the sheet at once, in a stream that no proxy holds back', async () => {
    const screen = await hang();
    expect(screen.status).toBe(200);
    expect(screen.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
    });
    const { body, id } = await screen.until(isSheet);
    const sheet = kitchenDaySchema.strict().parse(JSON.parse(body));
    expect(sheet).toMatchObject({ day: monday, totals: { pupils: 3, adults: 1 } });
    const answer = await app.inject({
      url: `/api/v1/kitchens/${town.kitchenId}/days/${monday}`,
      headers: { host: 'borgo1.example', cookie: cook.cookie },
    });
    expect(answer.headers.etag).toBe(id);
    expect(answer.json()).toEqual(sheet);
  });

  it('hears of a change by itself; a change of another day tells it nothing', async () => {
    const screen = await hang();
    await screen.until(isSheet);
    await seatTeacher(true, asDay('2026-11-24'));
    await seatTeacher(false, asDay('2026-11-24'));
    await seatTeacher(true);
    const adultsOf = (body: string): number =>
      kitchenDaySchema.parse(JSON.parse(body)).totals.adults;
    await screen.until((heard) => isSheet(heard) && adultsOf(heard.body) === 2);
    await seatTeacher(false);
    await screen.until(
      (heard) => isSheet(heard) && heard !== screen.heard[0] && adultsOf(heard.body) === 1,
    );
    expect(screen.heard.filter(isSheet).map(({ body }) => adultsOf(body))).toEqual([1, 2, 1]);
  });

  it('that comes back with the sheet it knows is told that it still holds', async () => {
    const first = await hang();
    const { id = '' } = await first.until(isSheet);
    first.close();
    const again = await hang({ 'last-event-id': id });
    const { body } = await again.until(() => true);
    expect(again.heard[0]?.event).toBe('beat');
    expect(JSON.parse(body)).toEqual({ now: '2026-11-23T08:50:00.000+01:00' });
    const older = await hang({ 'last-event-id': 'W/"older"' });
    expect((await older.until(() => true)).event).toBe('sheet');
  });

  it('goes dark when its session ends or its role is taken back', async () => {
    for (const end of ['session set ended_at', 'staff_grant set revoked_at']) {
      cook = await signedInStaff(database, town.tenantId, 'kitchen', town.kitchenId);
      const screen = await hang();
      await screen.until(isSheet);
      await database.asOwner(
        `update identity.${end} = timestamptz '2026-11-23 07:00+00' where account_id = '${cook.account.accountId}'`,
      );
      await screen.ended;
      expect(screen.heard.at(-1)?.event).toBe('over');
    }
  });

  it('leaves one audit line for the names it shows, however long it hangs', async () => {
    const screen = await hang();
    await screen.until(isSheet);
    await hang();
    const lines = await database.asOwner(
      `select action, facts from audit.event where actor_id = '${cook.account.accountId}'`,
    );
    expect(lines).toEqual([
      { action: 'kitchen.special-plates-read', facts: { day: monday, plates: 2 } },
    ]);
  });

  it('ends with the server, which does not wait for it', async () => {
    const screen = await hang();
    await screen.until(isSheet);
    await app.close();
    await screen.ended;
    expect(screen.heard.map(({ event }) => event)).not.toContain('over');
  });

  it('is one of a dozen at most for an account', async () => {
    for (let count = 0; count < screensPerAccountMax; count += 1)
      expect((await hang()).status).toBe(200);
    expect((await hang()).status).toBe(429);
    open.shift()?.close();
    await expect.poll(async () => (await hang()).status, { timeout: 15_000 }).toBe(200);
  });

  it('of another kitchen, or of nobody who is signed in, is not opened', async () => {
    expect((await hang({}, town.nurseryKitchenId)).status).toBe(404);
    expect((await hang({ cookie: '' })).status).toBe(401);
    const secretary = await signedInStaff(database, town.tenantId, 'school');
    expect((await hang({ cookie: secretary.cookie })).status).toBe(403);
  });
});

function toAddress(address: AddressInfo | string | null): AddressInfo {
  return address as AddressInfo;
}
