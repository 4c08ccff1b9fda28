// The roll call on a real database: recorded whole, taken again, repeated once, and nobody's but the own school's.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Grant } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { asInstant, msBetween } from '#ground/instant.ts';
import type { StaffAccount } from '#identity/model.ts';
import type { Database } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { movableClock } from '#identity/sample.ts';
import type { PupilPresence } from '#roll-call/model.ts';
import { sampleClass } from '#roll-call/sample.ts';
import type { SampleClass } from '#roll-call/sample.ts';
import { takeRollCall } from '#roll-call/take-roll-call.ts';
import { cachedByVersion } from '#tenancy/version.ts';

const monday = '2026-11-23';
/** 23 November, 12:20 in Italy. */
const noon = asInstant(Date.UTC(2026, 10, 23, 11, 20));
const clock = movableClock(noon);
const means = { clock, calendarAt: cachedByVersion(loadTenantCalendar) };

describe.each(databaseKinds)('the roll call on %s', (kind) => {
  let database: Database;
  let town: SampleClass;
  let elsewhere: SampleClass;
  let secretary: StaffAccount;
  let index = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    clock.forward(msBetween(clock.now(), noon) / 1000);
    town = await sampleClass(database, clock, (index += 1));
    elsewhere = await sampleClass(database, clock, (index += 1));
    secretary = secretaryOf(town.schoolId);
  });

  const staff = (...grants: readonly Grant[]): StaffAccount => ({
    kind: 'staff',
    accountId: randomUUID(),
    login: 'segreteria',
    displayName: 'Segreteria',
    mustChangePassword: false,
    grants,
  });
  const secretaryOf = (schoolId: string): StaffAccount =>
    staff({ role: 'school', schoolId, kitchenId: null });

  const seen = (present: readonly boolean[], of = town): PupilPresence[] =>
    of.pupilIds.map((pupilId, at) => ({ pupilId, present: present[at] ?? false }));
  const take = async (
    pupils: readonly PupilPresence[],
    changes: { who?: StaffAccount; classId?: string; day?: string; key?: string } = {},
  ): Promise<unknown> => {
    const { who = secretary, classId = town.classId } = changes;
    const { day = monday, key = randomUUID() } = changes;
    const request = { classId, serviceId: town.serviceId, day: asDay(day), pupils };
    const outcome = await database.inTenant(town.tenantId, 'school', (tx) =>
      takeRollCall(tx, means, Promise.resolve(who), {
        ...request,
        key: idempotencyKeyOf(key, 'roll-call', request),
      }),
    );
    if (!outcome.ok) return outcome.refusal;
    return `${outcome.value.repeated ? 'repeated' : 'taken'} ${outcome.value.revision}`;
  };
  /** What upper rooms read, by the face of a family. */
  const presences = (tenantId = town.tenantId): Promise<readonly boolean[]> =>
    database.inTenant(tenantId, 'family', async (tx) => {
      const rows = await tx.rows<{ present: boolean }>(
        `select v.present from roll_call.presence_view v
           join enrolment.pupil_name_view p on p.tenant_id = v.tenant_id and p.pupil_id = v.pupil_id
          where v.tenant_id = $1 order by p.sort_key`,
      );
      return rows.map((row) => row.present);
    });
  const revisions = async (): Promise<number> => {
    const [row] = await database.asOwner(
      `select count(*)::int as revisions from roll_call.roll_call where tenant_id = ${town.tenantId}`,
    );
    return Number(row?.['revisions']);
  };

  it('A3: nobody is present where nobody looked, and whoever was seen is', async () => {
    expect(await presences()).toEqual([]);
    expect(await take(seen([true, false]))).toBe('taken 0');
    expect(await presences()).toEqual([true, false]);
  });

  it('A3: taken again the last one counts, and the first stays', async () => {
    await take(seen([true, false]));
    expect(await take(seen([true, true]))).toBe('taken 1');
    expect(await presences()).toEqual([true, true]);
    expect(await revisions()).toBe(2);
  });

  it('B8: the same request twice is one roll call, also when another came between', async () => {
    const key = randomUUID();
    await take(seen([true, false]), { key });
    await take(seen([true, true]));
    expect(await take(seen([true, false]), { key })).toBe('repeated 0');
    expect(await presences()).toEqual([true, true]);
    expect(await take(seen([false, false]), { key })).toBe('key-reused');
  });

  it('two people at once are two revisions of which one counts', async () => {
    const both = await Promise.all([take(seen([true, false])), take(seen([false, true]))]);
    expect(both.toSorted()).toEqual(['taken 0', 'taken 1']);
    expect((await presences()).filter(Boolean)).toHaveLength(1);
  });

  it('E2: the secretary of one school does not call another, nor one town another town', async () => {
    expect(await take(seen([true, true]), { who: secretaryOf(randomUUID()) })).toBe(
      'class-not-found',
    );
    const office = staff({ role: 'office', schoolId: null, kitchenId: null });
    expect(await take([], { who: office, classId: elsewhere.classId })).toBe('class-not-found');
    const cook = staff({ role: 'kitchen', schoolId: null, kitchenId: null });
    expect(await take(seen([true, true]), { who: cook })).toBe('not-allowed');
    expect(await revisions()).toBe(0);
  });

  it('a child of another town is not of the class', async () => {
    expect(await take([...seen([true]), ...seen([true], elsewhere)])).toBe('class-changed');
  });

  it('leaves an audit line that names no child', async () => {
    await take(seen([true, false]));
    const lines = await database.asOwner(
      `select action, facts from audit.event where tenant_id = ${town.tenantId} and action = 'roll-call.taken'`,
    );
    expect(lines).toEqual([
      {
        action: 'roll-call.taken',
        facts: { day: monday, revision: 0, present: 1, absent: 1 },
      },
    ]);
  });

  it('nobody edits or takes away a roll call', async () => {
    await take(seen([true, false]));
    await expect(database.asOwner('update roll_call.presence set present = true')).rejects.toThrow(
      'append-only',
    );
    await expect(database.asOwner('delete from roll_call.roll_call')).rejects.toThrow(
      'append-only',
    );
  });

  it('is of the day of Italy: before midnight of the eve it is refused', async () => {
    clock.forward(msBetween(clock.now(), asInstant(Date.UTC(2026, 10, 22, 22, 59))) / 1000);
    expect(await take(seen([true, true]))).toBe('day-not-begun');
  });
});
