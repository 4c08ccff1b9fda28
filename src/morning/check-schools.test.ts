// The morning check on a real database, with the clock in the test's hand: who raises a hand, when, once, and who is told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleDesk } from '#bookings/sample.ts';
import { sampleDesk } from '#bookings/sample.ts';
import { checkSchools } from '#morning/check-schools.ts';
import { morningChecker } from '#morning/jobs.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const mondays = ['2026-11-02', '2026-11-09', '2026-11-16'];
const silent = { info: () => undefined, alarm: () => undefined };

describe.each(databaseKinds)('the morning check on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  /** Three children eat on Mondays; enough have passed for that to be usual. */
  const newDesk = async (): Promise<SampleDesk> => {
    const desk = await sampleDesk(database, (towns += 1), '2026-11-02T08:00:00+01:00');
    for (const day of mondays) {
      desk.clock.set(`${day}T09:31:20+01:00`);
      await desk.close(day);
    }
    desk.clock.set('2026-11-23T07:29:59+01:00');
    return desk;
  };
  const check = (desk: SampleDesk) =>
    database.inTenant(desk.town.tenantId, 'system', (tx) => checkSchools(tx, desk.means));
  const everybodyAbsent = async (desk: SampleDesk): Promise<void> => {
    for (const family of desk.town.families)
      await desk.ask({ days: ['2026-11-23'], family, pupilIds: family.pupilIds });
  };
  const recorded = (desk: SampleDesk) =>
    database.asOwner(
      `select hand, expected_meals as expected, usual_meals as usual from morning.school_check where tenant_id = ${desk.town.tenantId}`,
    );
  const mails = async (desk: SampleDesk): Promise<readonly unknown[]> =>
    database.asOwner(
      `select address, subject, body from notifications.message where tenant_id = ${desk.town.tenantId} and subject like '%insolit%'`,
    );
  const event = (desk: SampleDesk, kindOf: string): Promise<unknown> =>
    database.asOwner(`
      with e as (insert into calendar.day_event (tenant_id, day_event_id, kind, lunch, reason, recorded_at, recorded_by)
        values (${desk.town.tenantId}, gen_random_uuid(), '${kindOf}', ${kindOf === 'outing' ? `'none'` : 'null'}, 'Gita al parco', '2026-11-20T09:00:00Z', 'sample') returning day_event_id)
      insert into calendar.day_event_class (tenant_id, day_event_id, class_id, day)
        select ${desk.town.tenantId}, day_event_id, '${desk.town.classIds.everyDay}', '2026-11-23' from e;
      update tenancy.version set version = version + 1 where tenant_id = ${desk.town.tenantId};`);

  it('is made at half past seven and not before, and once', async () => {
    const desk = await newDesk();
    expect(await check(desk)).toMatchObject({ checked: 0 });
    desk.clock.set('2026-11-23T07:30:00+01:00');
    expect(await check(desk)).toMatchObject({ checked: 1, hands: 0 });
    await everybodyAbsent(desk);
    desk.clock.set('2026-11-23T08:30:00+01:00');
    expect(await check(desk)).toMatchObject({ checked: 0 });
    expect(await recorded(desk)).toEqual([{ hand: null, expected: 3, usual: 3 }]);
    expect(await mails(desk)).toEqual([]);
  });

  it('a school at zero raises its hand, and the office is told once', async () => {
    const desk = await newDesk();
    await everybodyAbsent(desk);
    desk.clock.set('2026-11-23T07:30:05+01:00');
    await Promise.all([check(desk), check(desk)].map((one) => one.catch(() => undefined)));
    await check(desk);
    expect(await recorded(desk)).toEqual([{ hand: 'zero', expected: 0, usual: 3 }]);
    const told = await mails(desk);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      address: `mensa@borgo${towns}.example`,
      subject: 'Una scuola ha un numero insolito: lunedì 23 novembre',
    });
    expect(JSON.stringify(told[0])).toContain(
      'Primaria, Mensa: nessun pasto previsto, di solito 3. Si può cambiare fino alle 09:30.',
    );
  });

  it('an outage is caught up with while families can still mend it, and not afterwards', async () => {
    const desk = await newDesk();
    await everybodyAbsent(desk);
    desk.clock.set('2026-11-23T09:30:59+01:00');
    expect(await check(desk)).toMatchObject({ hands: 1 });
    const late = await newDesk();
    await everybodyAbsent(late);
    late.clock.set('2026-11-23T09:31:00+01:00');
    expect(await check(late)).toMatchObject({ checked: 0, hands: 0 });
  });

  it('a recorded outing of a class explains the number', async () => {
    const desk = await newDesk();
    await everybodyAbsent(desk);
    await event(desk, 'outing');
    desk.clock.set('2026-11-23T07:30:00+01:00');
    expect(await check(desk)).toMatchObject({ checked: 1, hands: 0 });
  });

  it('a holiday raises no hand', async () => {
    const desk = await newDesk();
    desk.clock.set('2026-12-08T07:30:00+01:00');
    expect(await check(desk)).toMatchObject({ hands: 0 });
  });

  it('weekdays that somebody took away by mistake raise a hand', async () => {
    const desk = await newDesk();
    await database.asOwner(`
      update calendar.canteen_weekdays set superseded_at = '2026-11-20T09:00:00Z', superseded_by = 'sample' where tenant_id = ${desk.town.tenantId};
      update tenancy.version set version = version + 1 where tenant_id = ${desk.town.tenantId};`);
    desk.clock.set('2026-11-23T07:30:00+01:00');
    expect(await check(desk)).toMatchObject({ hands: 1 });
    expect(await recorded(desk)).toEqual([{ hand: 'zero', expected: 0, usual: 3 }]);
  });

  it('the job looks at every town, and at one again only when something is due', async () => {
    const desk = await newDesk();
    await everybodyAbsent(desk);
    const run = morningChecker({ ...desk.means, database, log: silent });
    await run();
    expect(await recorded(desk)).toEqual([]);
    desk.clock.set('2026-11-23T07:30:00+01:00');
    await run();
    expect(await recorded(desk)).toHaveLength(1);
  });

  it('one town raises no hand for another', async () => {
    const [desk, other] = [await newDesk(), await newDesk()];
    await everybodyAbsent(desk);
    desk.clock.set('2026-11-23T07:30:00+01:00');
    await check(desk);
    expect(await recorded(other)).toEqual([]);
    expect(await mails(other)).toEqual([]);
  });
});
