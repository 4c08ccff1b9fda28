// Every change tells all guardians of the child who may know, and says who made it (RULES B5).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingsHandlers } from '#bookings/jobs.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { accountOfSample, sampleDesk, sampleGuardian } from '#bookings/sample.ts';
import { chooseMessages } from '#correspondence/choose-messages.ts';
import { sampleSender } from '#notifications/sample.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import { openTestDatabase } from '#platform/test-database.ts';

const monday = '2026-11-23';

describe('a change that was recorded', () => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const newDesk = (): Promise<SampleDesk> =>
    sampleDesk(database, (towns += 1), '2026-11-23T09:12:00+01:00');
  const faults: string[] = [];
  /** Runs the outbox as the server does, without the post office. */
  const log = logTo(
    (line) => faults.push(line),
    () => 'now',
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
  const mails = ({ town }: SampleDesk) =>
    database.asOwner(
      `select address, subject, body from notifications.message where tenant_id = ${town.tenantId} order by created_at, address`,
    );

  it('tells both parents the same: for whom, which days, who asked, when, and the code', async () => {
    const desk = await newDesk();
    const [anna = ''] = desk.town.families[0]?.pupilIds ?? [];
    await sampleGuardian(database, desk.town, [anna]);
    const answer = await desk.ask({ days: [monday, '2026-11-24'], pupilIds: [anna] });
    const code = answer.ok && answer.value.kind === 'changed' ? answer.value.receipt.code : '';
    await sweep(desk);
    const told = await mails(desk);
    expect(told).toHaveLength(2);
    expect(told.map((mail) => mail['address'])).toContain(
      `famiglia1@borgo${desk.town.tenantId}.example`,
    );
    expect(new Set(told.map((mail) => mail['subject']))).toEqual(
      new Set(['Assenza registrata: Bimbo101']),
    );
    expect(new Set(told.map((mail) => mail['body']))).toEqual(
      new Set([
        [
          'Buongiorno,',
          '',
          'Bimbo101: non mangia a mensa lunedì 23 novembre e martedì 24 novembre.',
          '',
          'Richiesta di Genitore 1, ricevuta lunedì 23 novembre, 09:12.',
          `Codice della ricevuta: ${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}`,
          '',
          "Se non sei d'accordo, puoi cambiare fino all'orario limite del giorno dal portale.",
          '',
          `Comune di Borgo ${towns}`,
          'Servizio mensa',
        ].join('\n'),
      ]),
    );
    expect(faults).toEqual([]);
  });

  it('B5: is not told to who chose to do without their own, and always to the other parent', async () => {
    const desk = await newDesk();
    const [family] = desk.town.families;
    const [anna = ''] = family?.pupilIds ?? [];
    const other = await sampleGuardian(database, desk.town, [anna]);
    await database.inTenant(desk.town.tenantId, 'family', (tx) =>
      chooseMessages(tx, { clock: desk.clock }, accountOfSample(family ?? other), {
        ownChanges: 'none',
      }),
    );
    await desk.ask({ days: [monday], pupilIds: [anna] });
    await sweep(desk);
    const own = `famiglia1@borgo${desk.town.tenantId}.example`;
    expect((await mails(desk)).map((mail) => mail['address'] === own)).toEqual([false]);
    await desk.ask({
      days: [monday],
      pupilIds: [anna],
      family: other,
      operation: 'absence-undone',
    });
    await sweep(desk);
    expect((await mails(desk)).filter((mail) => mail['address'] === own)).toHaveLength(1);
  });

  it('tells that a child eats again', async () => {
    const desk = await newDesk();
    await desk.ask({ days: [monday] });
    await sweep(desk);
    await desk.ask({ days: [monday], operation: 'absence-undone' });
    await sweep(desk);
    const undone = (await mails(desk)).find(({ subject }) =>
      /^Assenza annullata: Bimbo10\d, Bimbo10\d$/.test(String(subject)),
    );
    expect(undone?.['body']).toContain('torna a mangiare a mensa lunedì 23 novembre');
  });

  it('tells a guardian of one sibling nothing of the other, and a restricted one nothing at all', async () => {
    const desk = await newDesk();
    const [anna = '', bruno = ''] = desk.town.families[0]?.pupilIds ?? [];
    await sampleGuardian(database, desk.town, [bruno]);
    await sampleGuardian(database, desk.town, [anna], true);
    await desk.ask({ days: [monday] });
    await sweep(desk);
    const told = await mails(desk);
    expect(told).toHaveLength(2);
    const other = told.find(
      (mail) => mail['address'] !== `famiglia1@borgo${desk.town.tenantId}.example`,
    );
    expect(other?.['body']).toContain('Bimbo102');
    expect(`${String(other?.['subject'])} ${String(other?.['body'])}`).not.toContain('Bimbo101');
  });

  it('speaks the language of the guardian', async () => {
    const desk = await newDesk();
    await database.asOwner(
      `update identity.family_account set language = 'en' where tenant_id = ${desk.town.tenantId}`,
    );
    await desk.ask({ days: [monday], pupilIds: desk.town.families[0]?.pupilIds.slice(0, 1) ?? [] });
    await sweep(desk);
    const [mail] = await mails(desk);
    expect(mail?.['subject']).toBe('Absence recorded: Bimbo101');
    expect(mail?.['body']).toContain(
      'Bimbo101: does not eat at the canteen on Monday 23 November.',
    );
  });

  it('is told once: not when the outbox is swept again, not for a repeated or refused request', async () => {
    const desk = await newDesk();
    await desk.ask({ days: [monday] });
    await desk.ask({ days: [monday] });
    await desk.ask({ days: ['2026-11-20'] });
    await sweep(desk);
    await sweep(desk);
    expect(await mails(desk)).toHaveLength(1);
  });

  describe('by SMS', () => {
    /** Anna's parents: the one who asks has a mobile and no mailbox, the other has both. */
    let other: Awaited<ReturnType<typeof sampleGuardian>>;
    const withMobiles = async (state: 'pending' | 'approved' = 'approved'): Promise<SampleDesk> => {
      const desk = await newDesk();
      const { tenantId, families } = desk.town;
      other = await sampleGuardian(database, desk.town, families[0]?.pupilIds ?? []);
      await database.asOwner(
        `update identity.family_account set mobile = '+393001000100', email = null
          where tenant_id = ${tenantId} and email = 'famiglia1@borgo${tenantId}.example';
         update identity.family_account set mobile = '+393001000200' where tenant_id = ${tenantId} and mobile is null`,
      );
      await sampleSender(database, desk.clock, tenantId, state);
      return desk;
    };
    const told = async ({ town }: SampleDesk): Promise<unknown[]> =>
      (
        await database.asOwner(
          `select medium, address, body, segments, can_wait from notifications.message where tenant_id = ${town.tenantId} and state <> 'refused' order by medium desc, address`,
        )
      ).map((row) => [
        row['medium'],
        row['address'],
        row['segments'],
        row['can_wait'],
        row['body'],
      ]);
    const askedBySms = async (desk: SampleDesk, days: string[], hasSms = true): Promise<string> => {
      const answer = await desk.ask({ days });
      await sweep(desk, hasSms);
      const code = answer.ok && answer.value.kind === 'changed' ? answer.value.receipt.code : '';
      return `${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}`;
    };

    it('is told to who has a mobile and no mailbox, in one segment; the other parent gets mail', async () => {
      const desk = await withMobiles();
      const code = await askedBySms(desk, [monday]);
      const [sms, ...others] = await told(desk);
      expect(sms).toEqual([
        'sms',
        '+393001000100',
        1,
        false,
        `Bimbo101, Bimbo102: non mangia lun 23/11. Ricevuta ${code}. Comune di Borgo ${towns}`,
      ]);
      expect(others).toMatchObject([
        ['mail', expect.stringContaining('@'), null, false, expect.anything()],
      ]);
    });

    it('is told to the other parent too, once chosen; what is not about today waits for allowed hours', async () => {
      const desk = await withMobiles();
      const account = { ...accountOfSample(other), email: 'other@example.org' };
      const choose = (hasSms: boolean): Promise<unknown> =>
        database.inTenant(desk.town.tenantId, 'family', (tx) =>
          chooseMessages(tx, { clock: desk.clock, hasSms }, account, { ownChanges: 'sms' }),
        );
      expect(await choose(false)).toMatchObject({ ok: false, refusal: 'no-sms' });
      expect(await choose(true)).toMatchObject({
        ok: true,
        value: { ownChanges: 'sms', mobile: '+393001000200' },
      });
      const code = await askedBySms(desk, ['2026-11-24']);
      expect((await told(desk))[1]).toEqual([
        'sms',
        '+393001000200',
        1,
        true,
        `Bimbo101: non mangia mar 24/11. Richiesta di Genitore 1. Ricevuta ${code}. Comune di Borgo ${towns}`,
      ]);
    });

    it.each([
      ['the alias is not approved yet', 'pending', true],
      ['the installation has no transport', 'approved', false],
    ] as const)('is not told where %s', async (_name, state, hasSms) => {
      const desk = await withMobiles(state);
      await askedBySms(desk, [monday], hasSms);
      expect((await told(desk)).map((one) => (one as unknown[])[0])).toEqual(['mail']);
    });
  });
});
