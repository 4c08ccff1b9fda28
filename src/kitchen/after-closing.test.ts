// A Monday with a plain meal and a diet: what the kitchen and the serving site read, and the corrections after the closing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeDays } from '#bookings/change-days.ts';
import { closeDay } from '#bookings/close-day.ts';
import { correctMeals } from '#bookings/correct-meal.ts';
import type { MealCorrection } from '#bookings/correct-meal.ts';
import { instant, sampleMasterKey, stillClock } from '#bookings/sample.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { systemActor } from '#ground/actor.ts';
import type { Grant } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import type { FamilyAccount, StaffAccount } from '#identity/model.ts';
import { markSeen } from '#kitchen/mark-seen.ts';
import { readServingDay } from '#kitchen/read-serving-day.ts';
import { readSheet } from '#kitchen/read-sheet.ts';
import { sampleKitchen, signedInStaff } from '#kitchen/sample.ts';
import type { SampleKitchen } from '#kitchen/sample.ts';
import type { Database } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { receiptIssuer } from '#receipts/issue-receipt.ts';
import { cachedByVersion } from '#tenancy/version.ts';

const monday = asDay('2026-11-23');

describe.each(databaseKinds)('on %s', (kind) => {
  const clock = stillClock('2026-11-23T08:50:00+01:00');
  const means = { clock, calendarAt: cachedByVersion(loadTenantCalendar) };
  let database: Database;
  let town: SampleKitchen;
  let cook: StaffAccount;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    town = await sampleKitchen(database);
    cook = (await signedInStaff(database, town.tenantId, 'kitchen', town.kitchenId)).account;
    await plainToday();
  });
  afterAll(() => database.close());

  /** Prova1 in 1A, who must not eat gluten, has a plain meal today. */
  async function plainToday(): Promise<void> {
    const account: FamilyAccount = {
      kind: 'family',
      accountId: town.families[0]?.accountId ?? '',
      login: 'F1',
      displayName: 'Genitore',
      mustChangePassword: false,
      language: 'it',
      email: null,
    };
    const outcome = await database.inTenant(town.tenantId, 'family', (tx) =>
      changeDays(
        tx,
        { ...means, issueReceipt: receiptIssuer(sampleMasterKey) },
        { kind: 'family', account: Promise.resolve(account), channel: 'portal' },
        {
          operation: 'plain-meal',
          entries: [{ pupilId: town.families[0]?.pupilIds[0] ?? '', days: [monday] }],
          arrivedAt: clock.now(),
          key: idempotencyKeyOf('plain', 'test', {}),
        },
      ),
    );
    expect(outcome).toMatchObject({ ok: true });
  }
  async function close(): Promise<void> {
    clock.set('2026-11-23T09:31:10+01:00');
    await database.inTenant(town.tenantId, 'system', async (tx) =>
      closeDay(tx, means, await suppliedSchools(tx, monday), monday),
    );
  }
  async function sheet(account = cook) {
    const outcome = await database.inTenant(town.tenantId, 'kitchen', (tx) =>
      readSheet(tx, means, Promise.resolve(account), { kitchenId: town.kitchenId, day: monday }),
    );
    if (!outcome.ok) throw new Error(outcome.refusal);
    return outcome.value;
  }
  const serve = (grants: readonly Grant[]) =>
    database.inTenant(town.tenantId, 'kitchen', (tx) =>
      readServingDay(tx, means, Promise.resolve({ ...cook, grants }), monday),
    );
  const grantFor = (role: Grant['role'], schoolId: string | null = null): Grant => ({
    role,
    schoolId,
    kitchenId: null,
  });
  const correct = (
    pupilId: string | undefined,
    outcome: 'booked' | 'absent',
    correction: MealCorrection['correction'],
  ) =>
    database.inTenant(town.tenantId, 'system', (tx) =>
      correctMeals(
        tx,
        clock.now(),
        systemActor('test'),
        { serviceId: town.serviceId, day: monday, correction, reason: 'la madre ha telefonato' },
        [{ pupilId: pupilId ?? '', outcome, restored: null }],
      ),
    );
  const see = (mealRevisions: readonly string[], account = cook, kitchenId = town.kitchenId) =>
    database.inTenant(town.tenantId, 'kitchen', (tx) =>
      markSeen(tx, clock, Promise.resolve(account), { kitchenId, day: monday, mealRevisions }),
    );

  const openAndClosed = [
    ['before the closing', async () => undefined],
    ['after the closing', close],
  ] as const;
  it.each(openAndClosed)(
    'C4: %s a plain meal keeps the diet, is a line of its own, and its label says both',
    async (_when, until) => {
      await until();
      const { totals, schools } = await sheet();
      expect(totals).toMatchObject({
        pupils: 3,
        variants: [
          { variant: 'in-bianco + senza-glutine', count: 1 },
          { variant: 'senza-latte', count: 1 },
          { variant: 'vegetariano', count: 1 },
        ],
      });
      expect(schools[0]?.specialPlates).toMatchObject([
        { name: 'Prova1 Bimbo101', plateLabel: 'In bianco · Senza glutine' },
        { plateLabel: 'Senza latte' },
      ]);
    },
  );

  it('C5: the serving site reads every special plate by name, health and ethical alike', async () => {
    const outcome = await serve([grantFor('serving-site', town.schoolId)]);
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        sites: [
          {
            shifts: [
              {
                schoolName: 'Primaria',
                name: 'Primo',
                startsAt: '12:10',
                adults: 1,
                specialPlates: [
                  {
                    name: 'Prova1 Bimbo101',
                    className: '1A',
                    plateLabel: 'In bianco · Senza glutine',
                  },
                  { name: 'Prova2 Bimbo201', className: '1A', plateLabel: 'Vegetariano' },
                  { name: 'Prova1 Bimbo102', className: '2B', plateLabel: 'Senza latte' },
                ],
              },
            ],
          },
        ],
      },
    });
    const lines = await database.asOwner(
      `select subject_id, facts from audit.event where actor_id = '${cook.accountId}' and subject_kind = 'school'`,
    );
    expect(lines).toEqual([{ subject_id: town.schoolId, facts: { day: monday, plates: 3 } }]);
  });

  it('C5: it is read by those who serve at those schools and by the office, and by nobody else', async () => {
    for (const role of ['kitchen', 'caterer', 'school'] as const)
      expect(await serve([grantFor(role)])).toEqual({ ok: false, refusal: 'not-allowed' });
    expect(await serve([grantFor('serving-site', cook.accountId)])).toMatchObject({
      value: { sites: [] },
    });
    const all = await serve([grantFor('office')]);
    expect(all.ok && all.value.sites.map((site) => site.name)).toEqual(['Refettorio', 'Saletta']);
  });

  it('A6: a child sent home is "−1" on the wall, one who came unbooked "+1", and the numbers follow', async () => {
    clock.set('2026-11-23T10:20:00+01:00');
    const [vegetarian] = town.families[1]?.pupilIds ?? [];
    await correct(vegetarian, 'absent', 'sent-home');
    expect((await sheet()).totals).toMatchObject({ pupils: 2 });
    clock.set('2026-11-23T10:40:00+01:00');
    await correct(vegetarian, 'booked', 'mistake');
    const { totals, corrections } = await sheet();
    expect(totals).toMatchObject({ pupils: 3 });
    expect(corrections).toMatchObject([
      {
        change: 1,
        schoolName: 'Primaria',
        className: '1A',
        variant: 'vegetariano',
        kind: 'mistake',
        recordedAt: instant('2026-11-23T10:40:00+01:00'),
        seenAt: null,
      },
      { change: -1, kind: 'sent-home', seenAt: null },
    ]);
    // Neither the child nor what was written about it: the kitchen needs the plate (RULES C5).
    expect(JSON.stringify(corrections)).not.toMatch(/Prova2|telefonato/);
  });

  it('A6: it stays until a cook has seen it, and stays seen', async () => {
    const ids = (await sheet()).corrections.map((one) => one.mealRevision);
    clock.set('2026-11-23T10:45:00+01:00');
    expect(await see(ids.slice(0, 1))).toMatchObject({ ok: true });
    clock.set('2026-11-23T10:50:00+01:00');
    expect(await see(ids)).toMatchObject({ ok: true });
    expect(await see(ids)).toMatchObject({ ok: true });
    expect((await sheet()).corrections.map((one) => one.seenAt)).toEqual([
      instant('2026-11-23T10:45:00+01:00'),
      instant('2026-11-23T10:50:00+01:00'),
    ]);
    const lines = await database.asOwner(
      `select facts from audit.event where action = 'kitchen.corrections-seen' order by at`,
    );
    expect(lines.map((line) => line['facts'])).toEqual([
      { day: monday, corrections: 1 },
      { day: monday, corrections: 1 },
    ]);
  });

  it('A6: the office looks on and takes nothing off the wall; of another kitchen there is nothing to take', async () => {
    const [id = ''] = (await sheet()).corrections.map((one) => one.mealRevision);
    const office = { ...cook, grants: [grantFor('office')] };
    expect(await see([id], office)).toEqual({ ok: false, refusal: 'not-allowed' });
    expect(await see([id], cook, town.nurseryKitchenId)).toMatchObject({
      refusal: 'kitchen-not-found',
    });
    const { account } = await signedInStaff(
      database,
      town.tenantId,
      'kitchen',
      town.nurseryKitchenId,
    );
    expect(await see([id], account, town.nurseryKitchenId)).toMatchObject({
      refusal: 'correction-not-found',
    });
  });
});
