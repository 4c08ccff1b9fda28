// The kitchen's sheet on a real database, through a Monday: live, then closed, and what the kitchen's role cannot reach.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeDays } from '#bookings/change-days.ts';
import { closeDay } from '#bookings/close-day.ts';
import { instant, sampleMasterKey, stillClock } from '#bookings/sample.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { asDay } from '#ground/day.ts';
import type { FamilyAccount, StaffAccount } from '#identity/model.ts';
import type { KitchenSheet } from '#kitchen/model.ts';
import { readKitchens, readSheet } from '#kitchen/read-sheet.ts';
import { sampleKitchen, signedInStaff } from '#kitchen/sample.ts';
import type { SampleKitchen, SampleStaff } from '#kitchen/sample.ts';
import type { Database } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { openTestDatabase, postgresUrl } from '#platform/test-database.ts';
import { receiptIssuer } from '#receipts/issue-receipt.ts';
import { cachedByVersion } from '#tenancy/version.ts';

const monday = asDay('2026-11-23');
const tuesday = asDay('2026-11-24');
const clock = stillClock('2026-11-23T08:50:00+01:00');
const calendarAt = cachedByVersion(loadTenantCalendar);
const means = { clock, calendarAt };

let database: Database;
let town: SampleKitchen;
let cook: SampleStaff;
beforeAll(async () => {
  database = await openTestDatabase();
  town = await sampleKitchen(database);
  cook = await signedInStaff(database, town.tenantId, 'kitchen', town.kitchenId);
});
afterAll(() => database.close());

const read = (day = monday, account: StaffAccount = cook.account, kitchenId = town.kitchenId) =>
  database.inTenant(town.tenantId, 'kitchen', (tx) =>
    readSheet(tx, means, Promise.resolve(account), { kitchenId, day }),
  );

async function sheetOf(day = monday): Promise<KitchenSheet> {
  const outcome = await read(day);
  if (!outcome.ok) throw new Error(outcome.refusal);
  const { totals, schools } = outcome.value;
  return { totals, schools };
}

async function takeOff(pupilId: string | undefined, day = monday): Promise<void> {
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
        operation: 'absence',
        entries: [{ pupilId: pupilId ?? '', days: [day] }],
        arrivedAt: clock.now(),
        key: idempotencyKeyOf(`${pupilId} ${day}`, 'test', {}),
      },
    ),
  );
  if (!outcome.ok) throw new Error(outcome.refusal);
}

async function close(day = monday): Promise<void> {
  await database.inTenant(town.tenantId, 'system', async (tx) =>
    closeDay(tx, means, await suppliedSchools(tx, day), day),
  );
}

describe('a Monday in the kitchen', () => {
  it('before the cut-off it counts every class, adults apart, and names the health diets only', async () => {
    const { totals, schools } = await sheetOf();
    expect(totals).toEqual({
      pupils: 3,
      adults: 1,
      variants: [
        { variant: 'senza-glutine', count: 1 },
        { variant: 'senza-latte', count: 1 },
        { variant: 'vegetariano', count: 1 },
      ],
    });
    expect(schools).toMatchObject([
      {
        name: 'Primaria',
        serviceName: 'Mensa',
        cutOffAt: instant('2026-11-23T09:30:00+01:00'),
        closedAt: null,
        served: true,
        reason: null,
        shifts: [
          {
            name: 'Primo',
            startsAt: '12:10',
            adults: 1,
            classes: [
              { name: '1A', pupils: 2 },
              { name: '2B', pupils: 1, variants: [{ variant: 'senza-latte', count: 1 }] },
            ],
          },
        ],
        specialPlates: [
          { name: 'Prova1 Bimbo101', className: '1A', plateLabel: 'Senza glutine', expired: true },
          { name: 'Prova1 Bimbo102', className: '2B', plateLabel: 'Senza latte', expired: false },
        ],
      },
    ]);
    expect(JSON.stringify(schools)).not.toContain('Prova2');
  });

  it('an absence is one meal and one special plate less at the next look', async () => {
    clock.set('2026-11-23T09:12:00+01:00');
    await takeOff(town.families[0]?.pupilIds[0]);
    const { totals, schools } = await sheetOf();
    expect(totals).toMatchObject({ pupils: 2, adults: 1 });
    expect(schools[0]?.specialPlates.map((plate) => plate.name)).toEqual(['Prova1 Bimbo102']);
  });

  it('closing the day changes nothing but that it is final', async () => {
    const live = await sheetOf();
    clock.set('2026-11-23T09:31:10+01:00');
    await close();
    const frozen = await sheetOf();
    expect(frozen.schools[0]?.closedAt).toBe(clock.now());
    const reopened = frozen.schools.map((school) => ({ ...school, closedAt: null }));
    expect({ ...frozen, schools: reopened }).toEqual(live);
  });

  it('a diet corrected, a class changed and a child gone after the closing leave the frozen sheet as it was', async () => {
    const before = await sheetOf();
    const { tenantId, families, classIds, dietIds } = town;
    await database.asOwner(`
      update diets.special_diet set superseded_at = timestamptz '2026-11-23 10:00+00' where special_diet_id = '${dietIds.milkFree}';
      update enrolment.class_membership set superseded_at = timestamptz '2026-11-23 10:00+00'
       where tenant_id = ${tenantId} and pupil_id = '${families[0]?.pupilIds[1]}';
      update calendar.canteen_weekdays set superseded_at = timestamptz '2026-11-23 10:00+00' where class_id = '${classIds.twoDays}';`);
    expect(await sheetOf()).toEqual(before);
    expect(before.schools[0]?.specialPlates).toMatchObject([{ plateLabel: 'Senza latte' }]);
  });

  it('the next day is still open, and a class without canteen is not on it', async () => {
    const { totals, schools } = await sheetOf(tuesday);
    expect(totals.pupils).toBe(2);
    expect(schools).toMatchObject([
      { closedAt: null, shifts: [{ classes: [{ name: '1A', pupils: 2 }] }] },
    ]);
  });
});

describe('days without meals', () => {
  it.each([
    ['2026-12-25', 'Vacanze di Natale', 'as families read'],
    ['2026-11-28', null, 'a Saturday, without a closure to name'],
  ])('on %s the school is not served, and the reason is %s: %s', async (day, reason, _why) => {
    const { totals, schools } = await sheetOf(asDay(day));
    expect(totals).toEqual({ pupils: 0, adults: 0, variants: [] });
    expect(schools).toMatchObject([{ served: false, reason, shifts: [], specialPlates: [] }]);
  });
});

describe('who may read', () => {
  it('a cook of the nursery reads the nursery and finds no other kitchen', async () => {
    const other = await signedInStaff(database, town.tenantId, 'kitchen', town.nurseryKitchenId);
    const kitchens = await database.inTenant(town.tenantId, 'kitchen', (tx) =>
      readKitchens(tx, Promise.resolve(other.account)),
    );
    expect(kitchens).toEqual({
      ok: true,
      value: [{ kitchenId: town.nurseryKitchenId, name: 'Cucina infanzia', cooks: true }],
    });
    expect(await read(monday, other.account, town.nurseryKitchenId)).toMatchObject({
      ok: true,
      value: { totals: { pupils: 1 }, schools: [{ name: 'Infanzia' }] },
    });
    expect(await read(monday, other.account)).toEqual({ ok: false, refusal: 'kitchen-not-found' });
  });

  it("another authority's kitchen does not exist, even for an administrator", async () => {
    const elsewhere = await sampleKitchen(database, 2);
    const admin = await signedInStaff(database, town.tenantId, 'administrator');
    expect(await read(monday, admin.account, elsewhere.kitchenId)).toEqual({
      ok: false,
      refusal: 'kitchen-not-found',
    });
  });

  it('a school secretary is told that kitchens are not hers', async () => {
    const secretary = await signedInStaff(database, town.tenantId, 'school');
    expect(await read(monday, secretary.account)).toEqual({ ok: false, refusal: 'not-allowed' });
  });
});

describe('reading names beside diets', () => {
  const lines = (accountId: string) =>
    database.asOwner(
      `select at, subject_id, facts from audit.event where action = 'kitchen.special-plates-read' and actor_id = '${accountId}' order by at`,
    );

  it('leaves one audit line for each hour and day, however often and on however many screens', async () => {
    const caterer = await signedInStaff(database, town.tenantId, 'caterer');
    clock.set('2026-11-24T08:05:00+01:00');
    await Promise.all([1, 2, 3, 4].map(() => read(tuesday, caterer.account)));
    clock.set('2026-11-24T08:59:59+01:00');
    await read(tuesday, caterer.account);
    expect(await lines(caterer.account.accountId)).toMatchObject([
      {
        at: instant('2026-11-24T08:05:00+01:00'),
        subject_id: town.kitchenId,
        facts: { day: '2026-11-24', plates: 1 },
      },
    ]);
    await read(monday, caterer.account);
    clock.set('2026-11-24T09:00:00+01:00');
    await read(tuesday, caterer.account);
    expect(await lines(caterer.account.accountId)).toHaveLength(3);
  });

  it.skipIf(postgresUrl === undefined)(
    'two screens that ask in the same moment both get the sheet, and leave one line',
    async () => {
      const caterer = await signedInStaff(database, town.tenantId, 'caterer');
      const asked = Promise.withResolvers<void>();
      const answered = Promise.withResolvers<void>();
      const first = database.inTenant(town.tenantId, 'kitchen', async (tx) => {
        const account = Promise.resolve(caterer.account);
        const outcome = await readSheet(tx, means, account, {
          kitchenId: town.kitchenId,
          day: tuesday,
        });
        asked.resolve();
        await answered.promise;
        return outcome;
      });
      await asked.promise;
      const second = read(tuesday, caterer.account);
      await untilSomebodyWaits();
      answered.resolve();
      expect((await first).ok).toBe(true);
      expect((await second).ok).toBe(true);
      expect(await lines(caterer.account.accountId)).toHaveLength(1);
    },
  );

  async function untilSomebodyWaits(): Promise<void> {
    const waiting = `select 1 from pg_locks where not granted and pid in
      (select pid from pg_stat_activity where datname = current_database())`;
    while ((await database.asOwner(waiting)).length === 0);
  }

  it('a sheet without a health diet leaves none', async () => {
    const caterer = await signedInStaff(database, town.tenantId, 'caterer');
    await read(monday, caterer.account, town.nurseryKitchenId);
    expect(await lines(caterer.account.accountId)).toEqual([]);
  });
});

describe("the kitchen's role in the database", () => {
  it.each([
    ['guardians', 'select 1 from enrolment.guardian where tenant_id = $1'],
    ['whose child it is', 'select 1 from enrolment.own_pupil_view where tenant_id = $1'],
    ['contacts', 'select email, mobile from identity.family_account where tenant_id = $1'],
    ['contacts by the view', 'select 1 from identity.contact_view where tenant_id = $1'],
    ['fiscal codes', 'select fiscal_code from enrolment.pupil where tenant_id = $1'],
    ['phone codes', 'select phone_code from enrolment.pupil where tenant_id = $1'],
    ['dates of birth', 'select born_on from enrolment.pupil where tenant_id = $1'],
    ['receipts', 'select 1 from receipts.receipt where tenant_id = $1'],
    ['what receipts say', 'select 1 from receipts.payload where tenant_id = $1'],
    ['who asked for an absence', 'select actor_id from bookings.change where tenant_id = $1'],
    ['what families asked', 'select 1 from bookings.change_line where tenant_id = $1'],
    ['notes of diets', 'select note_sealed from diets.special_diet where tenant_id = $1'],
    ['mails', 'select 1 from notifications.message where tenant_id = $1'],
    ['the audit', 'select 1 from audit.event where tenant_id = $1'],
  ])('cannot read %s', async (_what, sql) => {
    const reading = database.inTenant(town.tenantId, 'kitchen', (tx) => tx.rows(sql));
    await expect(reading).rejects.toThrow(/permission denied/);
  });

  it('writes no absence and no meal', async () => {
    for (const table of ['bookings.absent_day', 'bookings.meal', 'bookings.change']) {
      const writing = database.inTenant(town.tenantId, 'kitchen', (tx) =>
        tx.rows(`insert into ${table} (tenant_id) values ($1)`),
      );
      await expect(writing).rejects.toThrow(/permission denied/);
    }
  });
});
