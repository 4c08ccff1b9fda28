// What a family writes by SMS and what it is answered, on a real database: every command, its limits, repeats and strangers.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleDesk } from '#bookings/sample.ts';
import { nothingLeft, sampleDesk, sampleGuardian, sampleMasterKey } from '#bookings/sample.ts';
import { enrolledOnlySql } from '#enrolment/sample.ts';
import { callerNumberSetting, phonePinSetting } from '#enrolment/settings.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { movableClock } from '#identity/sample.ts';
import { smsSenderSetting } from '#notifications/settings.ts';
import { sampleSender } from '#notifications/sample.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import type { ServedLine } from '#tenancy/phone-lines.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { answerSms } from '#voice/answer-sms.ts';
import type { FamilySms } from '#voice/answer-sms.ts';
import { blankIncomingSms } from '#voice/blank-incoming-sms.ts';
import { smsFromKnownNumbersOnlySetting } from '#voice/sms-settings.ts';

const mother = '+393331234567';
const grandmother = '+393480000001';
/** Of the first family: the first child eats from Monday to Friday, the second on Mondays and Wednesdays. */
const ada = '9101';
const bruno = '9102';
const mondayMorning = '2026-11-23T08:50:00+01:00';
const mondayEvening = '2026-11-23T19:00:00+01:00';
const fridayEvening = '2026-11-27T19:00:00+01:00';

let database: Database;
let towns = 0;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

interface SmsDesk extends SampleDesk {
  readonly line: ServedLine;
  /** The SMS in line, oldest first. */
  sent(): Promise<readonly Record<string, unknown>[]>;
  readonly securityClock: ReturnType<typeof movableClock>;
  write(text: string, sms?: Partial<FamilySms>): Promise<string | null>;
  sql(text: string): Promise<readonly Record<string, unknown>[]>;
  /** What is kept of the messages, in the order of their arrival. */
  kept(): Promise<readonly Record<string, unknown>[]>;
  set<T>(definition: SettingDefinition<T>, value: T, from?: string): Promise<void>;
}

async function smsDesk(iso: string): Promise<SmsDesk> {
  const desk = await sampleDesk(database, (towns += 1), iso);
  const { tenantId } = desk.town;
  const line: ServedLine = {
    number: '+3903995550102',
    kind: 'sms',
    cost: null,
    tenant: { tenantId, slug: 'borgo', name: 'Comune di Borgo' },
  };
  const securityClock = movableClock();
  const sql = (text: string) => database.asOwner(text.replaceAll('$t', String(tenantId)));
  const set = <T>(definition: SettingDefinition<T>, value: T, from = '2026-11-01'): Promise<void> =>
    database.inTenant(tenantId, 'office', async (tx) => {
      const recorded = recordSetting(tx, desk.clock, systemActor('sample'), {
        definition,
        scope: { kind: 'tenant' },
        value,
        validFrom: asDay(from),
        firstDayNotYetOpen: asDay('2026-11-01'),
      });
      expect(recorded.ok).toBe(true);
    });
  await sampleSender(database, desk.clock, tenantId);
  await sql(
    `update identity.family_account set mobile = '${mother}'
      where tenant_id = $t and account_id = '${desk.town.families[0]?.accountId}'`,
  );
  return {
    ...desk,
    line,
    securityClock,
    sql,
    write: async (text, sms = {}) => {
      const answered = await answerSms(
        {
          ...desk.means,
          database,
          securityClock,
          masterKey: sampleMasterKey,
        },
        line,
        {
          arrivalId: randomUUID(),
          from: mother,
          text,
          arrivedAt: desk.clock.now(),
          ...sms,
        },
      );
      return answered.answer;
    },
    kept: () =>
      sql(`select sender_hash, receipt_codes, refusals, answer, unsent from voice.incoming_sms
            where tenant_id = $t order by arrived_at, arrival_id`),
    sent: () =>
      sql(`select address as recipient, body as text from notifications.message
            where tenant_id = $t and medium = 'sms' order by message_id`),
    set,
  };
}

const receipt = (answer: string | null): string =>
  /(?:Ricevuta|Receipt) ([\d ]+)\./.exec(answer ?? '')?.[1]?.replaceAll(' ', '') ?? 'none';
const withoutCode = (answer: string | null): string =>
  (answer ?? 'no answer').replaceAll(/(Ricevuta|Receipt) [\d ]+\./g, '$1 #.');

describe('a family writes', () => {
  it('the code in the morning: the child does not eat today', async () => {
    const desk = await smsDesk(mondayMorning);
    const answer = await desk.write(ada);
    expect(withoutCode(answer)).toBe('Bimbo101 non mangia lunedì 23 novembre. Ricevuta #.');
    expect(receipt(answer)).toMatch(/^\d{9}$/);
    expect(await desk.absences()).toEqual(['2026-11-23 101 mensa']);
    expect(await desk.sent()).toEqual([{ recipient: mother, text: answer }]);
    expect(await desk.kept()).toMatchObject([
      { receipt_codes: [receipt(answer)], refusals: [], answer, unsent: null },
    ]);
  });

  it('the code again: it is said what is so already, with the receipt of then, and no second day goes', async () => {
    const desk = await smsDesk(mondayMorning);
    const first = await desk.write(`${ada} A`);
    const again = await desk.write(`MENSA ${ada} ASSENZA`);
    expect(withoutCode(again)).toBe(
      'Già registrato: Bimbo101 non mangia lunedì 23 novembre. Ricevuta #. Per annullare manda il codice e P.',
    );
    expect(receipt(again)).toBe(receipt(first));
    expect(await desk.absences()).toHaveLength(1);
  });

  it('on Friday evening it is Monday', async () => {
    const desk = await smsDesk(fridayEvening);
    expect(await desk.write(ada)).toContain('non mangia lunedì 30 novembre.');
  });

  it('with Tuesday and Wednesday closed, on Monday evening it is Thursday', async () => {
    const desk = await smsDesk(mondayEvening);
    await desk.sql(`insert into calendar.closure (tenant_id, closure_id, scope, from_on, to_on, reason, origin, recorded_at, recorded_by)
      values ($t, '${randomUUID()}', 'tenant', '2026-11-24', '2026-11-25', 'Neve', 'own', timestamptz '2026-09-01 06:00:00+00', 'sample');
      update tenancy.version set version = version + 1 where tenant_id = $t`);
    expect(await desk.write(ada)).toContain('non mangia giovedì 26 novembre.');
  });

  it('A 3 on a Thursday: days of the calendar, the week-end counted, and the last one is said', async () => {
    const desk = await smsDesk('2026-11-26T08:00:00+01:00');
    expect(withoutCode(await desk.write(`${ada} A 3`))).toBe(
      'Bimbo101 non mangia da giovedì 26 novembre a sabato 28 novembre. Ricevuta #.',
    );
    expect(await desk.absences()).toEqual(['2026-11-26 101 mensa', '2026-11-27 101 mensa']);
  });

  it('A 3 for a child with two canteen days a week takes those among the three days', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.write(`${bruno} A 3`);
    expect(await desk.absences()).toEqual(['2026-11-23 102 mensa', '2026-11-25 102 mensa']);
  });

  it('P: the child eats again, and asked twice it is the same receipt', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.write(ada);
    const back = await desk.write(`${ada} P`);
    expect(withoutCode(back)).toBe('Bimbo101 mangia lunedì 23 novembre. Ricevuta #.');
    expect(await desk.absences()).toEqual([]);
    const again = await desk.write(`${ada} P`);
    expect(withoutCode(again)).toBe(
      'Già registrato: Bimbo101 mangia lunedì 23 novembre. Ricevuta #.',
    );
    expect(receipt(again)).toBe(receipt(back));
  });

  it('P after two of five days: all the days that are left of it come back', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.write(`${ada} A 5`);
    desk.clock.set('2026-11-24T19:00:00+01:00');
    expect(withoutCode(await desk.write(`${ada} P`))).toBe(
      'Bimbo101 mangia da mercoledì 25 novembre a venerdì 27 novembre. Ricevuta #.',
    );
    expect(await desk.absences()).toEqual(['2026-11-23 101 mensa', '2026-11-24 101 mensa']);
  });

  it('P leaves the absences that were recorded apart', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.ask({ days: ['2026-11-24'], pupilIds: [desk.town.families[0]?.pupilIds[0] ?? ''] });
    await desk.write(ada);
    await desk.write(`${ada} P`);
    expect(await desk.absences()).toEqual(['2026-11-24 101 mensa']);
  });

  it('P where the meal is expected: nothing else is needed', async () => {
    const desk = await smsDesk(mondayMorning);
    expect(await desk.write(`${ada} P`)).toBe(
      'Il pasto di Bimbo101 per lunedì 23 novembre è già previsto: non serve altro.',
    );
  });

  it('P during a suspension resumes it, and an absence still ahead is named', async () => {
    const desk = await smsDesk(mondayMorning);
    const pupilIds = [desk.town.families[0]?.pupilIds[0] ?? ''];
    await desk.ask({ days: ['2026-11-25'], pupilIds });
    await desk.askRange({ pupilIds, from: '2026-11-23' });
    expect(withoutCode(await desk.write(`${ada} A`))).toBe(
      "Già registrato: Bimbo101 non mangia, c'è una disdetta prolungata. Ricevuta #. Per riattivare manda il codice e P.",
    );
    expect(withoutCode(await desk.write(`${ada} P`))).toBe(
      'Bimbo101 mangia da lunedì 23 novembre in poi. Ricevuta #. Resta assente mercoledì 25 novembre: per annullare manda il codice e P.',
    );
  });

  it('P during a suspension names three of many absences still ahead, and counts the others', async () => {
    const desk = await smsDesk(mondayMorning);
    const pupilIds = [desk.town.families[0]?.pupilIds[0] ?? ''];
    const days = ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01'];
    await desk.ask({ days, pupilIds });
    await desk.askRange({ pupilIds, from: '2026-11-23' });
    expect(withoutCode(await desk.write(`${ada} P`))).toBe(
      'Bimbo101 mangia da lunedì 23 novembre in poi. Ricevuta #. Restano assenze: mer 25/11, gio 26/11, ven 27/11 e altri 2 giorni.',
    );
  });

  it('B: a plain meal, for health only; the third one in a row is refused', async () => {
    const desk = await smsDesk(mondayMorning);
    expect(withoutCode(await desk.write(`${ada} B 2`))).toBe(
      'Bimbo101 mangia in bianco da lunedì 23 novembre a martedì 24 novembre. Vale solo per motivi di salute. Ricevuta #.',
    );
    expect(withoutCode(await desk.write(`${ada} B`))).toContain('Già registrato');
    desk.clock.set('2026-11-24T19:00:00+01:00');
    expect(await desk.write(`${ada} B`)).toBe(
      'Il pasto in bianco vale al massimo 2 giorni di seguito. Non è stato registrato nulla. Per di più serve il certificato.',
    );
    expect((await desk.kept()).at(-1)).toMatchObject({ refusals: ['plain-too-long'] });
  });

  it('B for a child who is absent: first the presence', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.write(ada);
    expect(await desk.write(`${ada} B`)).toBe(
      'Bimbo101 è assente lunedì 23 novembre: manda prima il codice e P. Non è stato registrato nulla.',
    );
  });

  it('for two children in one message: each has its receipt', async () => {
    const desk = await smsDesk(mondayMorning);
    const answer = await desk.write(`${ada} ${bruno}`);
    expect(withoutCode(answer)).toBe(
      'Bimbo101 non mangia lunedì 23 novembre. Ricevuta #. Bimbo102 non mangia lunedì 23 novembre. Ricevuta #.',
    );
    expect(await desk.absences()).toHaveLength(2);
    expect((await desk.kept())[0]?.['receipt_codes']).toHaveLength(2);
  });

  it('in English where that is the language of the family', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.sql(`update identity.family_account set language = 'en' where tenant_id = $t`);
    expect(withoutCode(await desk.write(`${ada} A`))).toBe(
      'Bimbo101 does not eat on Monday 23 November. Receipt #.',
    );
  });
});

describe('the hours', () => {
  it.each([
    ['in the whole minute of the cut-off it is in time', '2026-11-23T09:30:59+01:00', 1],
    ['a minute later nothing is recorded', '2026-11-23T09:31:00+01:00', 0],
    ['nor in the afternoon', '2026-11-23T15:00:00+01:00', 0],
  ])('%s', async (_what, iso, absences) => {
    const desk = await smsDesk(iso);
    const answer = await desk.write(ada);
    expect(await desk.absences()).toHaveLength(absences);
    if (absences > 0) return;
    expect(answer).toBe(
      "Non è stato registrato nulla: adesso il servizio è chiuso. Riscrivi da lunedì 23 novembre alle 18:00, fino all'orario limite del mattino.",
    );
    expect(await desk.kept()).toMatchObject([{ receipt_codes: [], refusals: ['closed'] }]);
  });

  it('a day far ahead is said and asked again before anything is recorded', async () => {
    const desk = await smsDesk('2026-12-22T19:00:00+01:00');
    const asked = await desk.write(`${ada} A 2`);
    expect(asked).toBe(
      `Il primo giorno utile per Bimbo101 è giovedì 7 gennaio. Non è stato registrato nulla. Per confermare scrivi: ${ada} A 2 SI`,
    );
    expect(await desk.absences()).toEqual([]);
    expect(withoutCode(await desk.write(`${ada} A 2 SI`))).toBe(
      'Bimbo101 non mangia da giovedì 7 gennaio a venerdì 8 gennaio. Ricevuta #.',
    );
  });

  it('what waited with us longer than the deadline is not recorded, because a closing did not wait for it', async () => {
    const desk = await smsDesk('2026-11-23T09:30:30+01:00');
    const arrivedAt = desk.clock.now();
    desk.clock.set('2026-11-23T09:30:40+01:00');
    expect(await desk.write(ada, { arrivedAt })).toContain('troppo tempo');
    expect(await desk.absences()).toEqual([]);
  });
});

describe('once and at once', () => {
  it('the same message delivered twice is one change, one answer and one SMS', async () => {
    const desk = await smsDesk(mondayMorning);
    const first = await desk.write(ada, { arrivalId: 'provider-1' });
    // Between the two the cut-off passed: the second is still the first.
    desk.clock.set('2026-11-23T09:40:00+01:00');
    expect(await desk.write(ada, { arrivalId: 'provider-1' })).toBe(first);
    expect(await desk.sent()).toHaveLength(1);
    expect(await desk.kept()).toHaveLength(1);
  });

  it('the same message delivered ten times at once is one change', async () => {
    const desk = await smsDesk(mondayMorning);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => desk.write(ada, { arrivalId: 'provider-2' })),
    );
    expect(new Set(answers).size).toBe(1);
    expect(await desk.absences()).toHaveLength(1);
    expect(await desk.rowsLeft()).toMatchObject({ 'receipts.receipt': 1 });
  });

  it('two messages at once for one child get the same receipt', async () => {
    const desk = await smsDesk(mondayMorning);
    const answers = await Promise.all([desk.write(ada), desk.write(ada, { from: grandmother })]);
    expect(new Set(answers.map(receipt)).size).toBe(1);
    expect(await desk.rowsLeft()).toMatchObject({ 'bookings.change': 1 });
  });
});

describe('who writes', () => {
  it('a guardian whose number is on file is the maker of the change', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.write(ada);
    expect(
      await desk.sql(`select actor_kind, channel from bookings.change where tenant_id = $t`),
    ).toEqual([{ actor_kind: 'guardian', channel: 'sms' }]);
  });

  it('from any other telephone the phone code is', async () => {
    const desk = await smsDesk(mondayMorning);
    expect(await desk.write(ada, { from: grandmother })).toContain('Bimbo101 non mangia');
    expect(
      await desk.sql(`select actor_kind, channel from bookings.change where tenant_id = $t`),
    ).toEqual([{ actor_kind: 'phone-code', channel: 'sms' }]);
  });

  it('where only known numbers may write, another one changes nothing, nor learns whether the code is right', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.set(smsFromKnownNumbersOnlySetting, true);
    const refused =
      "Questo numero non è tra quelli della famiglia. Non è stato registrato nulla. Chiedi all'ufficio mensa di aggiungerlo.";
    expect(await desk.write(ada, { from: grandmother })).toBe(refused);
    expect(await desk.write('777777', { from: grandmother })).toBe(refused);
    expect(await desk.write('9201')).toBe(refused);
    expect(await desk.absences()).toEqual([]);
    expect(await desk.write(ada)).toContain('non mangia');
  });

  it('where the telephone asks for a PIN, only the numbers on file for the child may write; no other learns which codes exist', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.set(phonePinSetting, true);
    const refused = (code: string): string =>
      `Il codice ${code} da questo numero non vale per SMS. Non è stato registrato nulla. Telefona con codice e PIN, o scrivi dal numero che ha l'ufficio.`;
    for (const from of [grandmother, mother])
      for (const code of from === mother ? ['9201', '777777'] : [ada, '777777'])
        expect(await desk.write(code, { from })).toBe(refused(code));
    expect(await desk.absences()).toEqual([]);
    expect(await desk.write(`${ada} 48213`, { from: grandmother })).not.toContain('non mangia');
    expect(await desk.sql(`select * from identity.sign_in_attempt where tenant_id = $t`)).toEqual(
      [],
    );
    expect(await desk.write(ada)).toContain('non mangia');
    expect(await desk.absences()).toHaveLength(1);
  });

  it('a number alone, on file or not, reveals nothing: without a code nobody is named', async () => {
    const desk = await smsDesk(mondayMorning);
    for (const text of ['A', 'ASSENZA', 'MENSA ASSENZA', 'Chi mangia oggi?']) {
      expect(await desk.write(text)).not.toMatch(/Bimbo|Comune/);
      expect(await desk.write(text, { from: grandmother })).not.toMatch(/Bimbo|Comune/);
    }
    expect(await desk.absences()).toEqual([]);
  });

  it('where numbers are not believed the change is the code’s, also from the only numbers that may write', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.set(callerNumberSetting, false);
    await desk.set(smsFromKnownNumbersOnlySetting, true);
    expect(await desk.write(ada, { from: grandmother })).toContain('non è tra quelli');
    expect(await desk.write(ada)).toContain('Bimbo101 non mangia');
    expect(await desk.sql(`select actor_kind from bookings.change where tenant_id = $t`)).toEqual([
      { actor_kind: 'phone-code' },
    ]);
  });

  it('who hides the number, or writes under a name, cannot be answered and changes nothing', async () => {
    const desk = await smsDesk(mondayMorning);
    expect(await desk.write(ada, { from: null })).toBeNull();
    expect(await desk.absences()).toEqual([]);
    expect(await desk.sent()).toEqual([]);
    expect(await desk.kept()).toMatchObject([
      { sender_hash: null, refusals: ['hidden-number'], answer: null },
    ]);
  });

  it("a restricted guardian's number changes nothing, whatever the code", async () => {
    const desk = await smsDesk(mondayMorning);
    const [pupilId = ''] = desk.town.families[0]?.pupilIds ?? [];
    const father = await sampleGuardian(database, desk.town, [pupilId], true);
    await desk.sql(
      `update identity.family_account set mobile = '+393471111111' where tenant_id = $t and account_id = '${father.accountId}'`,
    );
    const answer = await desk.write(ada, { from: '+393471111111' });
    expect(answer).toContain('Non è stato registrato nulla');
    expect(answer).not.toContain('Bimbo');
    expect(await desk.absences()).toEqual([]);
  });

  it('the code of another authority is nobody’s here', async () => {
    const there = await smsDesk(mondayMorning);
    await there.sql(
      `update enrolment.pupil set phone_code = '555555' where tenant_id = $t and phone_code = '${ada}'`,
    );
    const here = await smsDesk(mondayMorning);
    expect(await here.write('555555')).toContain('Il codice 555555 non è giusto');
    expect(await there.absences()).toEqual([]);
    expect(await there.kept()).toEqual([]);
  });

  it('the code of a child who left is not in use any more, and nobody is named', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.sql(enrolledOnlySql(desk.town.families[0]?.pupilIds ?? [], { to: '2026-11-20' }));
    for (const from of [mother, grandmother])
      expect(await desk.write(ada, { from })).toBe(
        "Il codice 9101 non è più in uso: chiedi all'ufficio mensa. Non è stato registrato nulla.",
      );
    expect(await desk.kept()).toMatchObject([
      { refusals: ['code-not-in-use'] },
      { refusals: ['code-not-in-use'] },
    ]);
    expect(await desk.absences()).toEqual([]);
  });

  it('a child enrolled from next September only: the answer says when', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.sql(enrolledOnlySql(desk.town.families[0]?.pupilIds ?? [], { from: '2027-09-01' }));
    expect(await desk.write(`${ada} A 3`)).toBe(
      "Per Bimbo101 l'iscrizione alla mensa comincia mercoledì 1º settembre 2027. Non è stato registrato nulla.",
    );
    expect(await desk.kept()).toMatchObject([{ refusals: ['begins'] }]);
    expect(await desk.absences()).toEqual([]);
  });

  it('whoever tries codes is slowed down, then not answered any more, and learns nothing', async () => {
    const desk = await smsDesk(mondayMorning);
    const answers: (string | null)[] = [];
    for (let code = 700_000; code < 700_030; code += 1)
      answers.push(await desk.write(String(code), { from: grandmother }));
    expect(answers.slice(0, 5).every((one) => one?.includes('non è giusto'))).toBe(true);
    expect(answers.slice(5)).toEqual(answers.slice(5).map(() => null));
    // The right one waits as well, and its family does not wait for a stranger.
    expect(await desk.write(ada, { from: grandmother })).toBeNull();
    expect(await desk.absences()).toEqual([]);
    expect(await desk.write(ada)).toContain('non mangia');
  });

  it('an automatic reply to our answers stops them after the fifth', async () => {
    const desk = await smsDesk(mondayMorning);
    for (let count = 0; count < 20; count += 1) await desk.write('Sono in ferie fino a lunedì');
    expect(await desk.sent()).toHaveLength(5);
    expect(await desk.write(ada)).toContain('non mangia');
  });
});

describe('what is kept', () => {
  it('neither the text nor the number, and after thirty days nothing but the receipt', async () => {
    const desk = await smsDesk(mondayMorning);
    const answer = await desk.write(`${ada} A`);
    await desk.write('Ada ha la febbre a 39');
    const stored = JSON.stringify(
      await desk.sql(`select * from voice.incoming_sms where tenant_id = $t`),
    );
    expect(stored).not.toContain('febbre');
    expect(stored).not.toContain('3331234567');
    const blank = (): Promise<number> =>
      database.inTenant(desk.town.tenantId, 'system', (tx) => blankIncomingSms(tx, desk.clock));
    desk.clock.set('2026-12-23T08:50:00+01:00');
    expect(await blank()).toBe(0);
    desk.clock.set('2026-12-23T08:50:01+01:00');
    expect(await blank()).toBe(2);
    expect(await blank()).toBe(0);
    const kept = await desk.kept();
    expect(kept.map((one) => [one['sender_hash'], one['answer']])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(kept.flatMap((one) => one['receipt_codes'])).toEqual([receipt(answer)]);
  });

  it('that the answer could not go out, where the authority has no sender; the change stands', async () => {
    const desk = await smsDesk(mondayMorning);
    await desk.set(smsSenderSetting, { sender: 'Borgo', state: 'pending' }, '2026-11-02');
    await desk.write(ada);
    expect(await desk.absences()).toHaveLength(1);
    expect(await desk.kept()).toMatchObject([{ unsent: 'no-approved-sender' }]);
  });

  it('of what was not understood only that it was not', async () => {
    const desk = await smsDesk(mondayMorning);
    const help = await desk.write('Oggi Ada non viene');
    expect(help).toContain('Messaggio non capito: non è stato registrato nulla.');
    // The outbox holds the answer.
    expect(await desk.rowsLeft()).toMatchObject({ ...nothingLeft, 'platform.outbox': 1 });
    expect(await desk.kept()).toMatchObject([{ refusals: ['not-understood'] }]);
  });
});
