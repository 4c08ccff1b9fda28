// Reminders of open suspensions on a real database with the clock in the test's hand (RULES B1), and the office's list.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleDesk } from '#bookings/sample.ts';
import { accountOfSample, sampleDesk, sampleGuardian } from '#bookings/sample.ts';
import { chooseMessages } from '#correspondence/choose-messages.ts';
import type { StaffRole } from '#ground/actor.ts';
import { accepted } from '#identity/sample.ts';
import { sampleSender, smsInLine } from '#notifications/sample.ts';
import { listOpen } from '#open-suspensions/list-open.ts';
import { remindFamilies } from '#open-suspensions/remind-families.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

describe.each(databaseKinds)('an open suspension on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  /** The child in 1A of the first family is suspended from 2 November on. */
  const newDesk = async (to?: string): Promise<SampleDesk> => {
    const desk = await sampleDesk(database, (towns += 1), '2026-11-02T08:00:00+01:00');
    const pupilIds = desk.town.families[0]?.pupilIds.slice(0, 1) ?? [];
    const range = to === undefined ? {} : { to };
    accepted(await desk.askRange({ from: '2026-11-02', pupilIds, ...range }));
    return desk;
  };
  const remind = (desk: SampleDesk, iso: string, hasSms = false): Promise<number> => {
    desk.clock.set(iso);
    return database.inTenant(desk.town.tenantId, 'system', (tx) =>
      remindFamilies(tx, { ...desk.means, hasSms }),
    );
  };
  const mails = async (desk: SampleDesk): Promise<readonly unknown[]> =>
    (
      await database.asOwner(
        `select address, subject from notifications.message where tenant_id = ${desk.town.tenantId} order by created_at, address`,
      )
    ).map((row) => row['subject']);
  const list = (desk: SampleDesk, role: StaffRole = 'office', daysMin = 30) =>
    database.inTenant(desk.town.tenantId, 'office', (tx) =>
      listOpen(
        tx,
        desk.means,
        Promise.resolve({
          kind: 'staff',
          accountId: randomUUID(),
          login: 'ufficio',
          displayName: 'Ufficio',
          mustChangePassword: false,
          grants: [{ role, schoolId: null, kitchenId: null }],
        }),
        { daysMin },
      ),
    );
  const stillOpen = 'Bimbo101: la disdetta prolungata è ancora aperta';

  it('reminds the family on the seventh day at five, once, and again on the fourteenth', async () => {
    const desk = await newDesk();
    expect(await remind(desk, '2026-11-09T16:50:00+01:00')).toBe(0);
    expect(await remind(desk, '2026-11-09T17:00:00+01:00')).toBe(1);
    expect(await remind(desk, '2026-11-09T17:10:00+01:00')).toBe(0);
    expect(await remind(desk, '2026-11-16T17:00:00+01:00')).toBe(1);
    expect(await mails(desk)).toEqual([stillOpen, stillOpen]);
    const rows = await database.asOwner(
      `select step, sms_due from open_suspensions.reminder where tenant_id = ${desk.town.tenantId} order by step`,
    );
    expect(rows).toEqual([
      { step: 1, sms_due: false },
      { step: 2, sms_due: true },
    ]);
  });

  it('reminds once after an outage, by two processes together once', async () => {
    const desk = await newDesk();
    const both = await Promise.all([
      remind(desk, '2026-11-25T09:00:00+01:00'),
      remind(desk, '2026-11-25T09:00:00+01:00'),
    ]);
    expect(both.toSorted()).toEqual([0, 1]);
    expect(await mails(desk)).toEqual([stillOpen]);
  });

  it('tells every guardian but one whom a court keeps away', async () => {
    const desk = await newDesk();
    const [child = ''] = desk.town.families[0]?.pupilIds ?? [];
    await sampleGuardian(database, desk.town, [child]);
    await sampleGuardian(database, desk.town, [child], true);
    await remind(desk, '2026-11-09T17:00:00+01:00');
    expect(await mails(desk)).toHaveLength(2);
  });

  it('who has no mailbox is reminded by SMS every fourteen days, and before the year ends; a restricted one never', async () => {
    const desk = await newDesk();
    const { tenantId, families } = desk.town;
    const [child = ''] = families[0]?.pupilIds ?? [];
    const kept = await sampleGuardian(database, desk.town, [child], true);
    await sampleSender(database, desk.clock, tenantId);
    await database.asOwner(
      `update identity.family_account set email = null, mobile = '+393001000100' where tenant_id = ${tenantId};
       update identity.family_account set mobile = '+393001000200' where account_id = '${kept.accountId}'`,
    );
    await remind(desk, '2026-11-09T17:00:00+01:00', true);
    expect(await smsInLine(database, tenantId)).toEqual([]);
    await remind(desk, '2026-11-16T17:00:00+01:00', true);
    await remind(desk, '2026-11-16T17:10:00+01:00', true);
    await remind(desk, '2027-05-26T17:00:00+02:00', true);
    const sms = await smsInLine(database, tenantId);
    expect(sms).toMatchObject([
      { recipient: '+393001000100', segments: 1, canWait: true },
      { recipient: '+393001000100' },
      { recipient: '+393001000100' },
    ]);
    expect(sms.map((one) => String(one['text']).slice(0, 32))).toEqual([
      'Bimbo101 non mangia da lun 2/11 ',
      'Bimbo101 non mangia da lun 2/11 ',
      'Bimbo101: la disdetta prolungata',
    ]);
  });

  it('who has a mailbox is reminded by mail also on the fourteenth day, unless they chose SMS', async () => {
    const desk = await newDesk();
    const { tenantId, families } = desk.town;
    const [child = ''] = families[0]?.pupilIds ?? [];
    const other = await sampleGuardian(database, desk.town, [child]);
    await sampleSender(database, desk.clock, tenantId);
    await database.asOwner(
      `update identity.family_account set mobile = '+393001000100' where tenant_id = ${tenantId};
       update identity.family_account set mobile = '+393001000200' where account_id = '${other.accountId}'`,
    );
    await database.inTenant(tenantId, 'family', (tx) =>
      chooseMessages(tx, { clock: desk.clock, hasSms: true }, accountOfSample(other), {
        ownChanges: 'sms',
      }),
    );
    await remind(desk, '2026-11-16T17:00:00+01:00', true);
    expect(await smsInLine(database, tenantId)).toMatchObject([{ recipient: '+393001000200' }]);
    expect(await mails(desk)).toEqual(expect.arrayContaining([stillOpen]));
  });

  it('with an end, or once resumed, reminds nobody', async () => {
    const dated = await newDesk('2026-12-18');
    expect(await remind(dated, '2026-11-16T17:00:00+01:00')).toBe(0);
    const resumed = await newDesk();
    resumed.clock.set('2026-11-05T08:00:00+01:00');
    accepted(await resumed.askRange({ operation: 'resumption' }));
    expect(await remind(resumed, '2026-11-16T17:00:00+01:00')).toBe(0);
    expect(accepted(await list(resumed, 'office', 0)).suspensions).toEqual([]);
  });

  it('says before the school year ends that it ends with it, once', async () => {
    const desk = await newDesk();
    await remind(desk, '2027-05-20T17:00:00+02:00');
    const year = "Bimbo101: la disdetta finisce con l'anno scolastico";
    expect(await mails(desk)).toEqual([stillOpen]);
    await remind(desk, '2027-06-01T17:00:00+02:00');
    await remind(desk, '2027-06-02T17:00:00+02:00');
    expect((await mails(desk)).filter((one) => one === year)).toHaveLength(1);
  });

  it('is recalled to nobody in the holidays of summer', async () => {
    const desk = await newDesk();
    expect(await remind(desk, '2027-07-05T17:00:00+02:00')).toBe(0);
    expect(accepted(await list(desk)).suspensions).toEqual([]);
  });

  it('is on the list of the office after thirty days, with the last reminder, and on no other list', async () => {
    const desk = await newDesk();
    await remind(desk, '2026-12-02T17:00:00+01:00');
    expect(accepted(await list(desk)).suspensions).toEqual([]);
    desk.clock.set('2026-12-03T09:00:00+01:00');
    const [only] = accepted(await list(desk)).suspensions;
    expect(only).toMatchObject({
      days: 31,
      from: '2026-11-02',
      smsDue: true,
      pupil: { name: 'Prova1 Bimbo101', className: '1A' },
    });
    expect(only?.remindedAt).not.toBe(null);
    expect(await list(desk, 'school')).toMatchObject({ refusal: 'not-allowed' });
  });
});
