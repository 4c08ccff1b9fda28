// Every change tells all guardians of the child who may know, and says who made it (RULES B5).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingsHandlers } from '#bookings/jobs.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { accountOfSample, sampleDesk, sampleGuardian } from '#bookings/sample.ts';
import { chooseMessages } from '#correspondence/choose-messages.ts';
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
  const sweep = (desk: SampleDesk): Promise<number> =>
    sweepOutbox({
      database,
      clock: desk.clock,
      log,
      handlers: {
        ...bookingsHandlers({ ...desk.means, log }),
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
      chooseMessages(tx, desk.clock, accountOfSample(family ?? other), { ownChanges: 'none' }),
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
    const [, undone] = await mails(desk);
    expect(undone?.['subject']).toMatch(/^Assenza annullata: Bimbo10\d, Bimbo10\d$/);
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
});
