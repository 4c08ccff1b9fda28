// Corrections of a closed day as staff make them: what is written, who is told, and what stays as it was (RULES A6–A8, D2).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareGracePeriod } from '#bookings/declare-grace-period.ts';
import { bookingsHandlers } from '#bookings/jobs.ts';
import { readCorrectable, readCorrectionDay } from '#bookings/read-corrections.ts';
import type { CorrectionRequest } from '#bookings/record-correction.ts';
import { recordCorrection } from '#bookings/record-correction.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { codeOf, ofFamily, sampleDesk, sampleGuardian } from '#bookings/sample.ts';
import { standingsOf } from '#bookings/correction-rules.ts';
import type { MealRevision } from '#bookings/model.ts';
import type { Grant } from '#ground/actor.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { StaffAccount } from '#identity/model.ts';
import { sampleSender, smsInLine } from '#notifications/sample.ts';
import type { Database } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import { openTestDatabase } from '#platform/test-database.ts';

const monday = '2026-11-23';

describe('a correction of a closed day', () => {
  let database: Database;
  let towns = 0;
  const lines: string[] = [];
  const log = logTo(
    (line) => lines.push(line),
    () => 'now',
  );
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  interface Closed {
    readonly desk: SampleDesk;
    readonly secretary: StaffAccount;
    /** Anna of 1A and Bruno of 2B are siblings, Carla of 1A is of the second family. */
    readonly pupils: { readonly anna: string; readonly bruno: string; readonly carla: string };
  }

  /** Closed at 9:31:10 with everybody who was not taken off before; it is eleven o'clock. */
  async function closedMonday(absent: readonly string[] = []): Promise<Closed> {
    const desk = await sampleDesk(database, (towns += 1), '2026-11-23T09:00:00+01:00');
    const [anna = '', bruno = ''] = ofFamily(desk.town, 0).pupilIds;
    const [carla = ''] = ofFamily(desk.town, 1).pupilIds;
    const pupils = { anna, bruno, carla };
    if (absent.includes('anna')) await desk.ask({ days: [monday], pupilIds: [anna] });
    if (absent.includes('carla')) await desk.ask({ days: [monday], ...ofFamily(desk.town, 1) });
    desk.clock.set('2026-11-23T09:31:10+01:00');
    await desk.close(monday);
    await sweep(desk);
    await database.asOwner(
      `delete from notifications.message where tenant_id = ${desk.town.tenantId}`,
    );
    desk.clock.set('2026-11-23T11:00:00+01:00');
    return {
      desk,
      secretary: await staffOf(desk, { role: 'school', schoolId: desk.town.schoolId }),
      pupils,
    };
  }

  async function staffOf(desk: SampleDesk, grant: Partial<Grant>): Promise<StaffAccount> {
    const accountId = randomUUID();
    const whole = { role: 'office' as const, schoolId: null, kitchenId: null, ...grant };
    await database.asOwner(
      `insert into identity.staff_account (account_id, login, password_hash, must_change_password, display_name, created_at)
         values ('${accountId}', '${accountId}', 'none', false, 'Paola Segreti', timestamptz '2026-09-01 06:00:00+00');
       insert into identity.staff_grant (tenant_id, grant_id, account_id, role, school_id, granted_at, granted_by)
         values (${desk.town.tenantId}, '${randomUUID()}', '${accountId}', '${whole.role}', ${whole.schoolId === null ? 'null' : `'${whole.schoolId}'`}, timestamptz '2026-09-01 06:00:00+00', 'sample');`,
    );
    return {
      kind: 'staff',
      accountId,
      login: accountId,
      displayName: 'Paola Segreti',
      mustChangePassword: false,
      grants: [whole],
    };
  }

  const correct = (
    { desk, secretary }: Closed,
    kind: CorrectionRequest['kind'],
    whose: CorrectionRequest['whose'],
    { key = `tap-${randomUUID()}`, who = secretary, day = monday } = {},
  ): Promise<Outcome<unknown, string>> =>
    database.inTenant(desk.town.tenantId, 'office', (tx) =>
      recordCorrection(tx, desk.means, Promise.resolve(who), {
        kind,
        serviceId: desk.town.serviceId,
        day: asDay(day),
        whose,
        reason: 'Ha chiamato la nonna',
        key: idempotencyKeyOf(key, 'corrections', [kind, whose]),
      }),
    );

  const sweep = (desk: SampleDesk, hasSms = false): Promise<number> =>
    sweepOutbox({
      database,
      clock: desk.clock,
      log,
      handlers: {
        ...bookingsHandlers({ ...desk.means, log, hasSms }),
        'notifications.deliver': { outside: async () => 'done' },
      },
      limit: 100,
    });

  const mails = async ({ desk }: Closed): Promise<readonly string[]> => {
    await sweep(desk);
    const rows = await database.asOwner(
      `select address || ' | ' || subject || ' | ' || split_part(body, E'\\n', 3) as mail from notifications.message
        where tenant_id = ${desk.town.tenantId} order by created_at, address`,
    );
    return rows.map((row) => String(row['mail']));
  };

  const revisionsOf = ({ desk }: Closed, pupilId: string) =>
    database.asOwner(
      `select revision, outcome, correction, restored, variant, reason from bookings.meal
        where tenant_id = ${desk.town.tenantId} and pupil_id = '${pupilId}' order by revision`,
    );

  it('a child sent home at eleven: one meal less for the kitchen, charged, and the family reads why', async () => {
    const town = await closedMonday();
    const { desk, secretary, pupils } = town;
    const woken: string[] = [];
    const stop = database.onWake((wakeUp) => {
      if (wakeUp !== 'everything') woken.push(wakeUp.topic);
    });
    expect(await correct(town, 'sent-home', { pupilIds: [pupils.anna] })).toMatchObject({
      value: { corrected: 1, passedOver: 0, repeated: false },
    });
    stop();
    expect(woken).toEqual([`bookings.days ${desk.town.schoolId} ${monday} ${monday}`]);
    expect(await revisionsOf(town, pupils.anna)).toMatchObject([
      { revision: 0, outcome: 'booked', correction: null },
      { revision: 1, outcome: 'absent', correction: 'sent-home', reason: 'Ha chiamato la nonna' },
    ]);
    expect(await mails(town)).toEqual([
      `famiglia1@borgo${desk.town.tenantId}.example | Mensa di lunedì 23 novembre: Bimbo101 | Bimbo101 lascia la scuola prima del pranzo di lunedì 23 novembre. Il pasto era già prenotato e resta addebitato.`,
    ]);
    const day = await database.inTenant(desk.town.tenantId, 'school', (tx) =>
      readCorrectionDay(tx, desk.means, Promise.resolve(secretary), asDay(monday)),
    );
    expect(day).toMatchObject({
      value: {
        schools: [{ schoolName: 'Primaria', served: true }],
        corrections: [
          {
            by: 'Paola Segreti',
            kind: 'sent-home',
            pupilName: 'Prova1 Bimbo101',
            className: '1A',
            change: -1,
            charged: true,
            last: true,
          },
        ],
      },
    });
  });

  it('A7: a child at school without a booking is fed, with its diet, charged, and the family is told', async () => {
    const town = await closedMonday(['anna']);
    const { desk, pupils } = town;
    await database.asOwner(
      `insert into diets.special_diet (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, recorded_at, recorded_by)
       values (${desk.town.tenantId}, '${randomUUID()}', '${pupils.anna}', 'health', 'Senza glutine', 'Senza glutine', '2026-09-01', timestamptz '2026-09-01 06:00:00+00', 'sample')`,
    );
    expect(await correct(town, 'came-unbooked', { pupilIds: [pupils.anna] })).toMatchObject({
      ok: true,
    });
    expect(await revisionsOf(town, pupils.anna)).toMatchObject([
      { revision: 1, outcome: 'booked', correction: 'came-unbooked', variant: 'Senza glutine' },
    ]);
    expect(await mails(town)).toEqual([
      expect.stringContaining(
        'Bimbo101 era a scuola lunedì 23 novembre senza un pasto prenotato e ha mangiato a mensa. Il pasto è addebitato.',
      ),
    ]);
  });

  it('A7: who has no mailbox is told by SMS, in one segment that can wait; whom a court keeps away is not', async () => {
    const town = await closedMonday();
    const { desk, pupils } = town;
    const kept = await sampleGuardian(database, desk.town, [pupils.anna], true);
    await sampleSender(database, desk.clock, desk.town.tenantId);
    await database.asOwner(
      `update identity.family_account set email = null, mobile = '+393001000100' where tenant_id = ${desk.town.tenantId};
       update identity.family_account set mobile = '+393001000200' where account_id = '${kept.accountId}'`,
    );
    await correct(town, 'sent-home', { pupilIds: [pupils.anna] });
    await sweep(desk, true);
    expect(await smsInLine(database, desk.town.tenantId)).toEqual([
      {
        recipient: '+393001000100',
        text: `Bimbo101: ha lasciato la scuola prima di pranzo lun 23/11, il pasto si paga. Registrato da: segreteria della scuola. Comune di Borgo ${towns}`,
        segments: 1,
        canWait: true,
      },
    ]);
  });

  it('the same act sent twice is one, and the same key for another is refused', async () => {
    const town = await closedMonday();
    const { anna, carla } = town.pupils;
    const first = await correct(town, 'sent-home', { pupilIds: [anna] }, { key: 'tap-1234' });
    const again = await correct(town, 'sent-home', { pupilIds: [anna] }, { key: 'tap-1234' });
    expect(again).toEqual(
      first.ok ? { ok: true, value: { ...(first.value as object), repeated: true } } : first,
    );
    expect(
      await correct(town, 'sent-home', { pupilIds: [carla] }, { key: 'tap-1234' }),
    ).toMatchObject({ refusal: 'key-reused' });
    expect(await revisionsOf(town, anna)).toHaveLength(2);
    expect(await mails(town)).toHaveLength(1);
  });

  it('the van broke down: nobody of the school pays; the van came after all: everybody has the meal again', async () => {
    const town = await closedMonday(['carla']);
    const { desk, pupils } = town;
    const whose = { schoolId: desk.town.schoolId };
    expect(await correct(town, 'not-delivered', whose)).toMatchObject({ value: { corrected: 2 } });
    expect(await mails(town)).toEqual([
      expect.stringContaining('non è stato consegnato. Non lo paghi.'),
    ]);
    desk.clock.set('2026-11-23T11:20:00+01:00');
    expect(await correct(town, 'mistake', whose)).toMatchObject({ value: { corrected: 2 } });
    expect((await mails(town)).at(-1)).toContain(
      'era sbagliata. Il pasto risulta prenotato e addebitato.',
    );
    const revisions = (await revisionsOf(town, pupils.bruno)) as unknown as MealRevision[];
    expect(standingsOf(revisions)).toEqual([{ outcome: 'booked', correction: null }]);
    const [view] = await database.asOwner(
      `select outcome, correction from bookings.meal_view where tenant_id = ${desk.town.tenantId} and pupil_id = '${pupils.bruno}'`,
    );
    expect(view).toEqual({ outcome: 'booked', correction: null });
  });

  it('an outing told too late takes a class off, and passes over the children who had no meal', async () => {
    const town = await closedMonday(['carla']);
    const { desk, pupils } = town;
    await correct(town, 'came-unbooked', { pupilIds: [pupils.carla] });
    await correct(town, 'mistake', { pupilIds: [pupils.carla] });
    const whose = { classIds: [desk.town.classIds.everyDay] };
    expect(await correct(town, 'outing-late', whose)).toMatchObject({
      value: { corrected: 1, passedOver: 1 },
    });
    expect(await revisionsOf(town, pupils.bruno)).toHaveLength(1);
  });

  it('the secretary of another school corrects nothing here, and leaves no trace', async () => {
    const town = await closedMonday();
    const who = await staffOf(town.desk, { role: 'school', schoolId: null });
    const stranger = {
      ...who,
      grants: [{ role: 'school' as const, schoolId: randomUUID(), kitchenId: null }],
    };
    expect(
      await correct(town, 'sent-home', { pupilIds: [town.pupils.anna] }, { who: stranger }),
    ).toMatchObject({ refusal: 'pupil-not-found' });
    expect(
      await correct(
        town,
        'not-delivered',
        { schoolId: town.desk.town.schoolId },
        { who: stranger },
      ),
    ).toMatchObject({ refusal: 'pupil-not-found' });
    expect(await revisionsOf(town, town.pupils.anna)).toHaveLength(1);
    const { tenantId, schoolId, serviceId } = town.desk.town;
    expect(
      await database.inTenant(tenantId, 'school', (tx) =>
        readCorrectable(tx, Promise.resolve(stranger), { schoolId, serviceId, day: asDay(monday) }),
      ),
    ).toEqual({ ok: false, refusal: 'not-allowed' });
  });

  it('before the day is closed the answer says what to do instead', async () => {
    const town = await closedMonday();
    const tuesday = { day: '2026-11-24' };
    expect(
      await correct(town, 'sent-home', { pupilIds: [town.pupils.anna] }, tuesday),
    ).toMatchObject({
      refusal: 'not-yet-closed',
      details: { act: 'sent_home' },
    });
    expect(await correct(town, 'sent-home', { pupilIds: [randomUUID()] })).toMatchObject({
      refusal: 'not-enrolled',
    });
  });

  it('the list for whoever corrects says booked or not, class by class, and nothing of diets', async () => {
    const town = await closedMonday(['carla']);
    const { tenantId, schoolId, serviceId } = town.desk.town;
    const meals = await database.inTenant(tenantId, 'school', (tx) =>
      readCorrectable(tx, Promise.resolve(town.secretary), {
        schoolId,
        serviceId,
        day: asDay(monday),
      }),
    );
    expect(meals).toEqual({
      ok: true,
      value: {
        classes: [
          {
            classId: town.desk.town.classIds.everyDay,
            className: '1A',
            pupils: [
              {
                pupilId: town.pupils.anna,
                name: 'Prova1 Bimbo101',
                booked: true,
                correction: null,
              },
              {
                pupilId: town.pupils.carla,
                name: 'Prova2 Bimbo201',
                booked: false,
                correction: null,
              },
            ],
          },
          expect.objectContaining({ className: '2B' }),
        ],
      },
    });
  });

  describe('A8: in the grace period', () => {
    const declare = ({ desk }: Closed, from: string, to: string) =>
      database.inTenant(desk.town.tenantId, 'system', async (tx) =>
        declareGracePeriod(tx, desk.clock, systemActor('test'), {
          from: asDay(from),
          to: asDay(to),
        }),
      );

    it('a forgotten absence is taken days later, and the meal is not charged', async () => {
      const town = await closedMonday();
      const { desk, pupils } = town;
      desk.clock.set('2026-11-25T20:00:00+01:00');
      const late = { days: [monday], pupilIds: [pupils.anna] };
      expect(await desk.ask(late)).toMatchObject({ refusal: 'after-cut-off' });
      expect(await declare(town, '2026-11-16', '2026-11-27')).toMatchObject({ ok: true });
      const answer = await desk.ask(late);
      expect(answer).toMatchObject({ value: { kind: 'changed' } });
      await sweep(desk);
      expect(await revisionsOf(town, pupils.anna)).toMatchObject([
        { revision: 0 },
        { outcome: 'absent', correction: 'grace', reason: codeOf(answer) },
      ]);
      expect(await desk.ask({ ...late, days: ['2026-11-13'] })).toMatchObject({
        refusal: 'after-cut-off',
      });
      desk.clock.set('2026-11-28T00:00:00+01:00');
      expect(await desk.ask({ days: [monday], ...ofFamily(desk.town, 1) })).toMatchObject({
        refusal: 'after-cut-off',
      });
    });

    it('whom the school saw did not forget an absence: the meal stays charged, and the answer says why', async () => {
      const town = await closedMonday();
      const { desk, pupils } = town;
      const { tenantId, serviceId, classIds } = desk.town;
      await declare(town, '2026-11-16', '2026-11-27');
      await correct(town, 'sent-home', { pupilIds: [pupils.anna] });
      await database.asOwner(
        `insert into roll_call.roll_call (tenant_id, class_id, service_id, day, revision, taken_at, taken_by)
           values (${tenantId}, '${classIds.everyDay}', '${serviceId}', '${monday}', 0, timestamptz '2026-11-23 12:00:00+01', 'sample');
         insert into roll_call.presence (tenant_id, class_id, service_id, day, revision, pupil_id, present)
           values (${tenantId}, '${classIds.everyDay}', '${serviceId}', '${monday}', 0, '${pupils.carla}', true)`,
      );
      desk.clock.set('2026-11-24T08:00:00+01:00');
      const seen = { ok: false, refusal: 'was-present', details: { day: monday } };
      expect(await desk.ask({ days: [monday], pupilIds: [pupils.anna] })).toEqual(seen);
      expect(await desk.ask({ days: [monday], ...ofFamily(desk.town, 1) })).toEqual(seen);
      expect(await desk.ask({ days: [monday], pupilIds: [pupils.bruno] })).toMatchObject({
        ok: true,
      });
    });

    it('declared anew it is as it was declared last, and it lies in one school year', async () => {
      const town = await closedMonday();
      const late = { days: [monday], pupilIds: [town.pupils.anna] };
      await declare(town, '2026-11-16', '2026-11-27');
      await declare(town, '2026-09-14', '2026-11-20');
      expect(await town.desk.ask(late)).toMatchObject({ refusal: 'after-cut-off' });
      expect(await declare(town, '2026-09-14', '2027-09-14')).toEqual({
        ok: false,
        refusal: 'grace-across-years',
      });
      expect(await declare(town, '2026-09-14', '2026-09-13')).toEqual({
        ok: false,
        refusal: 'range-ends-before',
      });
    });
  });
});
