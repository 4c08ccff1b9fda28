// The kitchen over HTTP: who is let in, the sheet on the wire, and the tag by which a screen polls cheaply.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stillClock } from '#bookings/sample.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { kitchenDaySchema, kitchensSchema } from '#kitchen/api.ts';
import { kitchenRoutes } from '#kitchen/routes.ts';
import { sampleKitchen, signedInStaff } from '#kitchen/sample.ts';
import type { SampleKitchen, SampleStaff } from '#kitchen/sample.ts';
import type { Database } from '#platform/database.ts';
import { httpServer } from '#platform/http-server.ts';
import type { HttpApp } from '#platform/http-server.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { tenantDirectory } from '#tenancy/serve-host.ts';
import { cachedByVersion } from '#tenancy/version.ts';

const clock = stillClock('2026-11-23T08:50:00+01:00');
let database: Database;
let app: HttpApp;
let town: SampleKitchen;
let elsewhere: SampleKitchen;
let cook: SampleStaff;
beforeAll(async () => {
  database = await openTestDatabase();
  town = await sampleKitchen(database, 1);
  elsewhere = await sampleKitchen(database, 2);
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
  });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

const get = (url: string, headers: Readonly<Record<string, string>> = { cookie: cook.cookie }) =>
  app.inject({ url, headers: { host: 'borgo1.example', ...headers } });
const dayUrl = (kitchenId = town.kitchenId, day = '2026-11-23'): string =>
  `/api/v1/kitchens/${kitchenId}/days/${day}`;

describe('the list of kitchens', () => {
  it('is what the account may read', async () => {
    const answer = await get('/api/v1/kitchens');
    expect(answer.statusCode).toBe(200);
    expect(kitchensSchema.parse(answer.json())).toEqual({
      kitchens: [{ kitchenId: town.kitchenId, name: 'Cucina centrale', cooks: true }],
    });
  });

  it('is refused to whoever has no role in a kitchen, with a sentence in Italian', async () => {
    const secretary = await signedInStaff(database, town.tenantId, 'school');
    const answer = await get('/api/v1/kitchens', { cookie: secretary.cookie });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'kitchen.not-allowed' });
    expect(answer.body).toContain("l'ufficio mensa");
  });
});

describe("the kitchen's day", () => {
  it('fits its contract, says times with their offset, and stays out of every cache', async () => {
    const answer = await get(dayUrl());
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const sheet = kitchenDaySchema.strict().parse(answer.json());
    expect(sheet).toMatchObject({
      now: '2026-11-23T08:50:00.000+01:00',
      day: '2026-11-23',
      kitchen: { kitchenId: town.kitchenId, name: 'Cucina centrale' },
      totals: { pupils: 3, adults: 1 },
    });
    expect(sheet.schools[0]?.cutOffAt).toBe('2026-11-23T09:30:00.000+01:00');
    expect(answer.body).not.toContain('Prova2');
  });

  it('answers an unchanged sheet without sending it, whatever time it is by now', async () => {
    clock.set('2026-11-23T08:50:00+01:00');
    const { etag = '' } = (await get(dayUrl())).headers;
    clock.set('2026-11-23T08:50:05+01:00');
    const again = await get(dayUrl(), { cookie: cook.cookie, 'if-none-match': `"other", ${etag}` });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    expect(again.headers['x-refettorio-now']).toBe('2026-11-23T08:50:05.000+01:00');
    await database.asOwner(
      `update enrolment.adult_diner set superseded_at = timestamptz '2026-11-23 07:50+00' where tenant_id = ${town.tenantId}`,
    );
    const changed = await get(dayUrl(), { cookie: cook.cookie, 'if-none-match': etag });
    expect(changed.statusCode).toBe(200);
    expect(changed.headers.etag).not.toBe(etag);
    expect(changed.json()).toMatchObject({ totals: { pupils: 3, adults: 0 } });
  });

  it('does not exist in a kitchen of others, here or in another authority', async () => {
    for (const kitchenId of [town.nurseryKitchenId, elsewhere.kitchenId]) {
      const answer = await get(dayUrl(kitchenId));
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'kitchen.kitchen-not-found' });
    }
  });

  it.each([
    [() => dayUrl(town.kitchenId, '2026-02-30'), 'a day that the calendar does not have'],
    [() => dayUrl('kitchen-1'), 'something that is no identifier'],
  ])('refuses %s, %s', async (url) => {
    expect((await get(url())).statusCode).toBe(422);
  });

  it('is closed to whoever is not signed in, and to the same cookie at another address', async () => {
    expect((await get(dayUrl(), {})).statusCode).toBe(401);
    const foreign = await get(dayUrl(elsewhere.kitchenId), {
      host: 'borgo2.example',
      cookie: cook.cookie,
    });
    expect(foreign.statusCode).toBe(401);
  });
});
