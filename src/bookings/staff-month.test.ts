// What staff read of a pupil: the month, who changed what and who was refused; and any receipt by its code (RULES B5, B6, B9, E2).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffMonthResponse, staffReceipt } from '#bookings/api.ts';
import { changeDays } from '#bookings/change-days.ts';
import { lookUpReceipt } from '#bookings/look-up-receipt.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { codeOf, ofFamily, sampleDesk } from '#bookings/sample.ts';
import { readStaffMonth } from '#bookings/staff-month.ts';
import type { StaffRole } from '#ground/actor.ts';
import { asDay, asMonth } from '#ground/day.ts';
import type { StaffAccount } from '#identity/model.ts';
import { accepted, sampleStaff } from '#identity/sample.ts';
import type { Database } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { openTestDatabase } from '#platform/test-database.ts';

const monday = '2026-11-23';
let database: Database;
let desk: SampleDesk;
let clerk: StaffAccount;
let absence: string;
beforeAll(async () => {
  database = await openTestDatabase();
  desk = await sampleDesk(database, 1, '2026-11-23T08:50:00+01:00');
  clerk = await staffWith('office');
  const mother = ofFamily(desk.town, 1);
  absence = codeOf(await desk.ask({ days: [monday], ...mother })) ?? '';
  desk.clock.set('2026-11-23T09:05:00+01:00');
  await onBehalf(clerk);
  desk.clock.set('2026-11-23T09:40:00+01:00');
  await desk.ask({ days: [monday], ...mother, operation: 'absence-undone' });
});
afterAll(() => database.close());

const pupilId = () => ofFamily(desk.town, 1).family.pupilIds[0] ?? '';
const staffWith = async (
  role: StaffRole,
  schoolId: string | null = null,
): Promise<StaffAccount> => {
  const login = `${role}.${schoolId ?? 'tutte'}`;
  const grants = [{ role, schoolId, kitchenId: null }];
  const accountId = await sampleStaff(database, desk.clock, desk.town.tenantId, login, grants);
  return {
    kind: 'staff',
    accountId,
    login,
    displayName: 'Carla Bianchi',
    mustChangePassword: false,
    grants,
  };
};
const onBehalf = (account: StaffAccount) => {
  const entries = [{ pupilId: pupilId(), days: [asDay('2026-11-25')] }];
  return database.inTenant(desk.town.tenantId, 'school', (tx) =>
    changeDays(
      tx,
      desk.means,
      { kind: 'staff', account: Promise.resolve(account) },
      {
        operation: 'absence',
        entries,
        arrivedAt: desk.clock.now(),
        key: idempotencyKeyOf('office-1', 'absence', entries),
      },
    ),
  );
};
const month = (account: StaffAccount, pupil = pupilId()) =>
  database.inTenant(desk.town.tenantId, 'office', (tx) =>
    readStaffMonth(
      tx,
      { ...desk.means, language: 'it' },
      Promise.resolve(account),
      pupil,
      asMonth('2026-11'),
    ),
  );
const lookUp = (account: StaffAccount, code: string) =>
  database.inTenant(desk.town.tenantId, 'office', (tx) =>
    lookUpReceipt(tx, { clock: desk.clock, language: 'it' }, account, code),
  );
const events = (action: string) =>
  database.asOwner(
    `select actor_id, subject_id, facts from audit.event where action = '${action}' order by at, event_id`,
  );

describe('the month of a pupil', () => {
  test('tells the office who changed what, by which channel and when, colleagues and refusals with their names', async () => {
    const read = accepted(await month(clerk));
    expect(staffMonthResponse.parse(read)).toEqual(read);
    expect(read.services[0]?.days.find((one) => one.day === monday)?.state).toBe('absent');
    expect(read.entries).toMatchObject([
      {
        kind: 'refused',
        operation: 'absence-undone',
        refusal: 'after-cut-off',
        at: '2026-11-23T09:40:00.000+01:00',
        channel: 'portal',
      },
      {
        kind: 'change',
        operation: 'absence',
        days: ['2026-11-25'],
        channel: 'office',
        by: 'Carla Bianchi',
      },
      {
        kind: 'change',
        operation: 'absence',
        days: [monday],
        channel: 'portal',
        receiptCode: absence,
      },
    ]);
    const names = read.entries.map((one) => ('by' in one ? one.by : ''));
    expect(names[0]).toBe(names[2]);
    expect(names[0]).not.toMatch(/ufficio|famiglia/);
  });

  test('tells a secretary of the school the same without the names of guardians, and another school’s nothing', async () => {
    const own = await staffWith('school', desk.town.schoolId);
    const read = accepted(await month(own));
    expect(read.entries.map((one) => ('by' in one ? one.by : ''))).toEqual([
      'famiglia',
      'ufficio mensa',
      'famiglia',
    ]);
    expect(read.services.flatMap((one) => one.days).every((one) => one.changedBy === null)).toBe(
      true,
    );
    const other: StaffAccount = {
      ...own,
      grants: [
        { role: 'school', schoolId: '01900000-0000-7000-8000-0000000000ff', kitchenId: null },
      ],
    };
    expect(await month(other)).toMatchObject({ ok: false, refusal: 'pupil-not-found' });
    expect(await month(await staffWith('caterer'))).toMatchObject({ refusal: 'not-allowed' });
  });

  test('shows no diet to anybody on this page', async () => {
    await database.asOwner(
      `insert into diets.special_diet (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, recorded_at, recorded_by)
       values (${desk.town.tenantId}, '01900000-0000-7000-8000-0000000000d1', '${pupilId()}', 'health', 'senza-latte', 'Senza latte', '2026-10-01', '2026-09-01T00:00:00Z', 'x')`,
    );
    const days = accepted(await month(clerk)).services.flatMap((one) => one.days);
    expect(days.every((one) => one.dietLabel === null)).toBe(true);
  });

  test('that it was read is written down, with the pupil and the month', async () => {
    desk.clock.set('2026-11-23T10:00:00+01:00');
    const before = (await events('bookings.month-read')).length;
    await month(clerk);
    const [line, ...others] = (await events('bookings.month-read')).slice(before);
    expect(others).toEqual([]);
    expect(line).toEqual({
      actor_id: clerk.accountId,
      subject_id: pupilId(),
      facts: { month: '2026-11' },
    });
  });
});

describe('a receipt by its code', () => {
  test('opens whole for the office: which child, which days, who asked, through what, and its place in the chain', async () => {
    const found = accepted(await lookUp(clerk, absence));
    expect(staffReceipt.parse(found)).toEqual(found);
    expect(found).toMatchObject({
      code: absence,
      channel: 'portal',
      position: null,
      isErased: false,
    });
    expect(found.lines).toMatchObject([{ operation: 'absence', days: [monday] }]);
    expect(found.lines[0]?.pupilLastName).not.toBe('');
    const ofClerk = accepted(await month(clerk)).entries.find(
      (one) => one.kind === 'change' && one.channel === 'office',
    );
    const code = ofClerk?.kind === 'change' ? ofClerk.receiptCode : '';
    expect(accepted(await lookUp(clerk, code)).by).toBe('Carla Bianchi');
  });

  test('says so where retention has erased what was signed', async () => {
    await database.asOwner(`delete from receipts.payload where receipt_code = '${absence}'`);
    const found = accepted(await lookUp(clerk, absence));
    expect(found).toMatchObject({ isErased: true, proof: { canonicalText: null } });
    expect(found.lines).toHaveLength(1);
  });

  test('is for the office only, and another municipality’s does not exist; each look leaves a line', async () => {
    const next = await sampleDesk(database, 2, '2026-11-23T08:50:00+01:00');
    const theirs = codeOf(await next.ask({ days: [monday], ...ofFamily(next.town, 0) })) ?? '';
    desk.clock.set('2026-11-23T10:05:00+01:00');
    const before = (await events('bookings.receipt-read')).length;
    expect(await lookUp(clerk, theirs)).toMatchObject({ ok: false, refusal: 'receipt-not-found' });
    for (const role of ['school', 'caterer', 'kitchen'] as const)
      expect(
        await lookUp({ ...clerk, grants: [{ role, schoolId: null, kitchenId: null }] }, absence),
      ).toMatchObject({
        refusal: 'not-allowed',
      });
    expect((await events('bookings.receipt-read')).slice(before)).toMatchObject([
      { subject_id: theirs, facts: { found: false } },
    ]);
  });
});
