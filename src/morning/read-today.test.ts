// Today's schools and a class's list on a real database: the count, the roll call beside it, and nobody's but the own school's.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleDesk } from '#bookings/sample.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import type { Grant } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { accepted } from '#identity/sample.ts';
import type { StaffAccount } from '#identity/model.ts';
import { readClass } from '#morning/read-class.ts';
import { readToday } from '#morning/read-today.ts';
import { differenceOf } from '#morning/rules.ts';
import type { Database } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { takeRollCall } from '#roll-call/take-roll-call.ts';

const monday = '2026-11-23';

describe.each(databaseKinds)('the morning of a school on %s', (kind) => {
  let database: Database;
  let desk: SampleDesk;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    desk = await sampleDesk(database, (towns += 1), '2026-11-23T08:12:00+01:00');
  });

  const staff = (role: Grant['role'], schoolId: string | null): StaffAccount => ({
    kind: 'staff',
    accountId: randomUUID(),
    login: 'segreteria',
    displayName: 'Segreteria',
    mustChangePassword: false,
    grants: [{ role, schoolId, kitchenId: null }],
  });
  const secretary = (): StaffAccount => staff('school', desk.town.schoolId);
  const today = async (who = secretary()) =>
    database.inTenant(desk.town.tenantId, 'school', (tx) =>
      readToday(tx, desk.means, Promise.resolve(who)),
    );
  const ofClass = (who = secretary(), classId = desk.town.classIds.everyDay) =>
    database.inTenant(desk.town.tenantId, 'school', (tx) =>
      readClass(tx, desk.means, Promise.resolve(who), {
        classId,
        serviceId: desk.town.serviceId,
        day: asDay(monday),
      }),
    );
  const list = async (): Promise<unknown> =>
    accepted(await ofClass()).pupils.map(({ name, booked, present }) => [name, booked, present]);
  const takeCall = async (present: readonly boolean[]): Promise<unknown> => {
    const pupils = desk.town.families.map(({ pupilIds }, index) => ({
      pupilId: pupilIds[0] ?? '',
      present: present[index] ?? false,
    }));
    const { serviceId, classIds } = desk.town;
    return database.inTenant(desk.town.tenantId, 'school', (tx) =>
      takeRollCall(tx, desk.means, Promise.resolve(secretary()), {
        classId: classIds.everyDay,
        serviceId,
        day: asDay(monday),
        pupils,
        key: idempotencyKeyOf(randomUUID(), 'roll-call', pupils),
      }),
    );
  };

  it('E2: a secretary sees her school, another none, the office all, and the cook is sent elsewhere', async () => {
    expect(accepted(await today()).schools.map((one) => one.name)).toEqual(['Primaria']);
    expect(accepted(await today(staff('school', randomUUID()))).schools).toEqual([]);
    expect(accepted(await today(staff('office', null))).schools).toHaveLength(1);
    expect(await today(staff('kitchen', null))).toMatchObject({ refusal: 'not-allowed' });
    expect(await ofClass(staff('school', randomUUID()))).toMatchObject({
      refusal: 'class-not-found',
    });
    expect(await ofClass(secretary(), randomUUID())).toMatchObject({ refusal: 'class-not-found' });
  });

  it('A6: counts live until the closing, and the frozen number from then on', async () => {
    const [school] = accepted(await today()).schools;
    expect(school).toMatchObject({ isServed: true, booked: 3, closing: null });
    expect(school?.classes.map(({ name, booked, pupils }) => [name, booked, pupils])).toEqual([
      ['1A', 2, 2],
      ['2B', 1, 1],
    ]);
    await desk.ask({ days: [monday] });
    expect(accepted(await today()).schools[0]).toMatchObject({ booked: 1 });
    desk.clock.set('2026-11-23T09:31:20+01:00');
    await desk.close(monday);
    expect(accepted(await today()).schools[0]).toMatchObject({
      booked: 1,
      closing: { pupilMeals: 1, served: true },
    });
  });

  it('C5, D6: the list says booked or not, also of a child on hold, and never why', async () => {
    const [first, second] = desk.town.families;
    await database.asOwner(`
      insert into enrolment.hold (tenant_id, hold_id, pupil_id, valid_from, reason, recorded_at, recorded_by)
      values (${desk.town.tenantId}, '${randomUUID()}', '${second?.pupilIds[0]}', '2026-11-01', 'arrears', '2026-11-01T08:00:00Z', 'sample')`);
    await desk.ask({ days: [monday], pupilIds: first?.pupilIds.slice(0, 1) ?? [] });
    const { pupils } = accepted(await ofClass());
    expect(pupils.map((one) => Object.keys(one).toSorted())).toEqual([
      ['booked', 'name', 'present', 'pupilId'],
      ['booked', 'name', 'present', 'pupilId'],
    ]);
    expect(pupils.map((one) => one.booked)).toEqual([false, false]);
  });

  it('A7: the roll call stands beside the count, and neither changes the other', async () => {
    const [first] = desk.town.families;
    await desk.ask({ days: [monday], pupilIds: first?.pupilIds.slice(0, 1) ?? [] });
    expect(await list()).toEqual([
      ['Prova1 Bimbo101', false, null],
      ['Prova2 Bimbo201', true, null],
    ]);
    await takeCall([true, false]);
    expect(await list()).toEqual([
      ['Prova1 Bimbo101', false, true],
      ['Prova2 Bimbo201', true, false],
    ]);
    const { schools } = accepted(await today());
    expect(schools[0]?.booked).toBe(2);
    expect(schools[0]?.classes.map(({ rollCall }) => rollCall?.present ?? null)).toEqual([1, null]);
    const differences = accepted(await ofClass()).pupils.map(differenceOf);
    expect(differences).toEqual(['came-unbooked', 'missing']);
  });
});
