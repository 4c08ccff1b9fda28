// Calls to a house with a real database: who is known, what is recorded, and what is never recorded (RULES B4, B5, B8).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ofFamily, sampleGuardian } from '#bookings/sample.ts';
import { phonePinSetting } from '#enrolment/settings.ts';
import { recordPhonePin } from '#enrolment/phone-pin.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { changedDaysOf } from '#bookings/changed-days.ts';
import { enrolledOnlySql } from '#enrolment/sample.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { conversationOf } from '#voice/conversation.ts';
import { codeIn, phoneCall, phoneTown, saidIn } from '#voice/sample.ts';
import type { PhoneTown } from '#voice/sample.ts';

const monday = '2026-11-23T08:12:00+01:00';
const mondayEvening = '2026-11-23T19:00:00+01:00';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 10;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  const townAt = (iso: string): Promise<PhoneTown> => phoneTown(database, (towns += 1), iso);
  const changes = (town: PhoneTown) =>
    town.sql(
      `select c.channel, c.actor_kind, c.receipt_code, l.operation, to_json(l.days) as days, l.from_on::text as from_on, l.to_on::text as to_on
         from bookings.change c join bookings.change_line l using (tenant_id, change_id)
        where c.tenant_id = $t order by c.recorded_at, l.line`,
    );
  const refusals = (town: PhoneTown) =>
    town.sql(`select refusal, channel from bookings.refused_request where tenant_id = $t`);

  describe('from a number on file', () => {
    it('two keys after the child take it off the meal: change, receipt, outbox and the kitchen is woken', async () => {
      const town = await townAt(monday);
      const woken: unknown[] = [];
      const stop = database.onWake((wakeUp) => {
        if (wakeUp !== 'everything') woken.push(changedDaysOf(wakeUp.topic));
      });
      const said = await town.call().press('1', '1', '1');
      stop();
      expect(said).toContain(
        'Fatto, è registrato. Bimbo101 non mangia a mensa lunedì 23 novembre.',
      );
      const code = codeIn(said);
      expect(code).toMatch(/^\d{9}$/);
      expect(await town.absences()).toEqual(['2026-11-23 101 mensa']);
      expect(await changes(town)).toEqual([
        {
          channel: 'voice',
          actor_kind: 'guardian',
          receipt_code: code,
          operation: 'absence',
          days: ['2026-11-23'],
          from_on: null,
          to_on: null,
        },
      ]);
      expect(await town.rowsLeft()).toMatchObject({
        'bookings.change': 1,
        'receipts.receipt': 1,
        'audit.event': 1,
      });
      const outbox = await town.sql(`select kind from platform.outbox where tenant_id = $t`);
      expect(outbox.map((row) => row['kind'])).toContain('bookings.change-recorded');
      expect(woken).toContainEqual({
        schoolId: town.town.schoolId,
        from: '2026-11-23',
        to: '2026-11-23',
      });
    });

    it('all children together are one change with one receipt, each on its own day', async () => {
      const town = await townAt('2026-11-23T19:00:00+01:00');
      const said = await town.call().press('6', '1', '1');
      expect(said).toContain('Bimbo101 non mangia a mensa martedì 24 novembre.');
      expect(said).toContain('Bimbo102 non mangia a mensa mercoledì 25 novembre.');
      const recorded = await changes(town);
      expect(new Set(recorded.map((row) => row['receipt_code']))).toEqual(new Set([codeIn(said)]));
      expect(await town.absences()).toEqual(['2026-11-24 101 mensa', '2026-11-25 102 mensa']);
    });

    it('hung up before the confirming key nothing is recorded', async () => {
      const town = await townAt(monday);
      const call = town.call();
      await call.press('1', '1');
      await call.hear({ kind: 'hang-up' });
      expect(await town.rowsLeft()).toMatchObject({ 'bookings.change': 0, 'receipts.receipt': 0 });
    });

    it('hung up after the commit: the next call finds the child absent and gives the same code', async () => {
      const town = await townAt(monday);
      const code = codeIn(await town.call().press('1', '1', '1'));
      const again = town.call();
      expect(await again.press('1')).toContain('Bimbo101 è già assente lunedì 23 novembre');
      for (const digits of ['1']) await again.hear({ kind: 'digits', digits });
      const said = saidIn(await again.hear({ kind: 'digits', digits: '1' }));
      expect(said).toContain('Era già registrato');
      expect(codeIn(said)).toBe(code);
      expect(await town.absences()).toEqual(['2026-11-23 101 mensa']);
    });

    it('the absence is undone with its own receipt', async () => {
      const town = await townAt(monday);
      await town.call().press('1', '1', '1');
      expect(await town.call().press('1', '3', '1')).toContain(
        'Bimbo101 torna a mangiare a mensa lunedì 23 novembre.',
      );
      expect(await town.absences()).toEqual([]);
    });

    it('several days are canteen days only, until the day that is keyed', async () => {
      const town = await townAt('2026-11-27T19:00:00+01:00');
      await town.call().press('1', '2', '0912', '1');
      expect(await changes(town)).toMatchObject([
        {
          operation: 'absence',
          days: [
            '2026-11-30',
            '2026-12-01',
            '2026-12-02',
            '2026-12-03',
            '2026-12-04',
            '2026-12-07',
            '2026-12-09',
          ],
        },
      ]);
    });

    it('a suspension without an end, then resumed from the first useful day', async () => {
      const town = await townAt(mondayEvening);
      await town.call().press('1', '5', '1', '1');
      expect(await changes(town)).toMatchObject([
        { operation: 'suspension', from_on: '2026-11-24', to_on: null },
      ]);
      town.clock.set('2026-11-25T19:00:00+01:00');
      const said = await town.call().press('1', '6', '1', '1');
      expect(said).toContain('Bimbo101 torna a mangiare a mensa da giovedì 26 novembre.');
      expect((await changes(town)).at(-1)).toMatchObject({ operation: 'resumption' });
    });

    it('a resumption says on which days ahead the child stays absent, before the receipt', async () => {
      const town = await townAt(mondayEvening);
      const days = ['2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01', '2026-12-02'];
      await town.ask({ days, pupilIds: town.pupilIds.slice(0, 1) });
      await town.call().press('1', '5', '1', '1');
      const said = await town.call().press('1', '6', '1', '1');
      expect(said).toMatch(
        /Bimbo101 torna a mangiare a mensa da martedì 24 novembre\. Restano assenze per Bimbo101: giovedì 26 novembre, venerdì 27 novembre, lunedì 30 novembre e altri 2 giorni\. Il codice della ricevuta è/,
      );
    });

    it('a suspension until a day', async () => {
      const town = await townAt(mondayEvening);
      await town.call().press('1', '5', '2', '0412', '1');
      expect(await changes(town)).toMatchObject([
        { operation: 'suspension', from_on: '2026-11-24', to_on: '2026-12-04' },
      ]);
    });

    it('a plain meal is offered twice, and on the third day no more', async () => {
      const town = await townAt(mondayEvening);
      await town.call().press('1', '4', '1');
      town.clock.set('2026-11-24T19:00:00+01:00');
      await town.call().press('1', '4', '1');
      town.clock.set('2026-11-25T19:00:00+01:00');
      expect(await town.call().press('1')).not.toContain('in bianco, premi 4');
      expect((await changes(town)).map((row) => row['days'])).toEqual([
        ['2026-11-24'],
        ['2026-11-25'],
      ]);
    });
  });

  describe('where the line asks for a PIN', () => {
    const stranger = { callerNumber: '+393489999999' };
    const pinTown = async (): Promise<PhoneTown> => {
      const town = await townAt(monday);
      const { clock } = town;
      await database.inTenant(town.town.tenantId, 'system', async (tx) => {
        recordSetting(tx, clock, systemActor('sample'), {
          definition: phonePinSetting,
          scope: { kind: 'tenant' },
          value: true,
          validFrom: asDay('2026-11-23'),
          firstDayNotYetOpen: asDay('2026-11-23'),
        });
        const [pupilId = ''] = town.pupilIds;
        await recordPhonePin(tx, town.means, systemActor('sample'), { pupilId, pin: '48213' });
      });
      return town;
    };

    it('a grandmother gives code and PIN, confirms, and hears the receipt', async () => {
      const town = await pinTown();
      const call = town.call(stranger);
      expect(await call.press(town.code)).toMatch(/^Componi il PIN di cinque cifre/);
      expect(saidIn(await call.hear({ kind: 'digits', digits: '48213' }))).toContain(
        'Bimbo101 mangia a mensa lunedì 23 novembre.',
      );
      await call.hear({ kind: 'digits', digits: '1' });
      const said = saidIn(await call.hear({ kind: 'digits', digits: '1' }));
      expect(said).toContain('Fatto, è registrato.');
      expect(await changes(town)).toMatchObject([
        { actor_kind: 'phone-code', receipt_code: codeIn(said), operation: 'absence' },
      ]);
      expect(town.logged.join()).not.toContain('48213');
    });

    it('from a number on file none is asked for; for another child it is', async () => {
      const town = await pinTown();
      expect(await town.call().press('1')).toContain('Bimbo101 mangia a mensa');
      expect(await town.call().press('9', town.code)).toMatch(/^Componi il PIN/);
    });

    it.each([
      ['a wrong PIN', (town: PhoneTown) => [town.code, '48214']],
      ['a code that nobody has', () => ['999999', '48213']],
      ['a child without a PIN', () => ['305557', '48213']],
    ])(
      '%s is heard alike: how to get a PIN, three tries, and nothing is recorded',
      async (_what, keysOf) => {
        const town = await pinTown();
        await town.sql(
          `update enrolment.pupil set phone_code = '305557' where tenant_id = $t and pupil_id = '${town.pupilIds[1]}'`,
        );
        const keys = keysOf(town);
        const howTo =
          "Chi non ha un PIN lo sceglie sul portale della mensa, alla pagina Telefono, oppure lo chiede all'ufficio mensa.";
        const call = town.call(stranger);
        const wrong = `Il codice o il PIN non è giusto. Controllali e riprova. ${howTo} Componi il codice telefono`;
        expect((await call.press(...keys)).startsWith(wrong)).toBe(true);
        for (const digits of keys) await call.hear({ kind: 'digits', digits });
        await call.hear({ kind: 'digits', digits: keys[0] ?? '' });
        expect(saidIn(await call.hear({ kind: 'digits', digits: keys[1] ?? '' }))).toBe(
          `Il codice o il PIN non era giusto per tre volte. ${howTo} In questa chiamata non è stato registrato nulla. Arrivederci.`,
        );
        expect(await town.call(stranger).press(...keys, ...keys, ...keys)).toContain('tre volte');
        expect(await town.call(stranger).press(town.code, '48213')).toContain('troppi tentativi');
        expect(await changes(town)).toEqual([]);
      },
    );

    it('a call that began before midnight is asked for the PIN that counts since midnight', async () => {
      const town = await townAt('2026-11-22T23:59:00+01:00');
      await database.inTenant(town.town.tenantId, 'system', async (tx) => {
        recordSetting(tx, town.clock, systemActor('sample'), {
          definition: phonePinSetting,
          scope: { kind: 'tenant' },
          value: true,
          validFrom: asDay('2026-11-23'),
          firstDayNotYetOpen: asDay('2026-11-22'),
        });
      });
      const call = town.call(stranger);
      await call.begin();
      town.clock.set('2026-11-23T00:00:10+01:00');
      expect(saidIn(await call.hear({ kind: 'digits', digits: town.code }))).toMatch(
        /^Componi il PIN/,
      );
    });
  });

  describe('the time', () => {
    it.each([
      ['2026-11-23T09:30:59+01:00', true],
      ['2026-11-23T09:31:00+01:00', false],
    ])('the confirming key at %s: in time is %s', async (confirmedAt, isInTime) => {
      const town = await townAt('2026-11-23T09:30:20+01:00');
      const call = town.call();
      await call.press('1', '1');
      town.clock.set(confirmedAt);
      const said = saidIn(await call.hear({ kind: 'digits', digits: '1' }));
      expect(said.includes('Fatto, è registrato')).toBe(isInTime);
      expect(said.includes('Puoi richiamare da lunedì 23 novembre, dalle 18 in poi')).toBe(
        !isInTime,
      );
      expect(await town.absences()).toHaveLength(isInTime ? 1 : 0);
      expect(await refusals(town)).toEqual(
        isInTime ? [] : [{ refusal: 'after-cut-off', channel: 'voice' }],
      );
    });

    it('outside the hours the reason and the hours are said, and nothing is recorded', async () => {
      const town = await townAt('2026-11-23T11:00:00+01:00');
      const said = await town.call().press('1');
      expect(said).toContain('Per Bimbo101 è tardi per lunedì 23 novembre');
      expect(said).toContain('Puoi richiamare da lunedì 23 novembre');
      expect(await changes(town)).toEqual([]);
    });

    it('an order for a later day that is confirmed after the line has closed is not recorded', async () => {
      const town = await townAt('2026-11-24T09:30:30+01:00');
      const call = town.call();
      // The second child eats on Wednesday: its day is open, the line no more.
      expect(await call.press('2', '1')).toContain('Bimbo102 non mangia a mensa mercoledì 25');
      town.clock.set('2026-11-24T09:31:10+01:00');
      expect(saidIn(await call.hear({ kind: 'digits', digits: '1' }))).toContain(
        'la linea è chiusa',
      );
      expect(await town.absences()).toEqual([]);
    });

    it.each([
      ['Friday evening: Monday', '2026-11-27T20:00:00+01:00', [], 'lunedì 30 novembre'],
      [
        'Monday evening with Tuesday and Wednesday closed: Thursday',
        mondayEvening,
        ['2026-11-24', '2026-11-25'],
        'giovedì 26 novembre',
      ],
      ['the night the clocks go back', '2026-10-24T23:30:00+02:00', [], 'lunedì 26 ottobre'],
      ['the night they go forward', '2027-03-27T23:30:00+01:00', [], 'mercoledì 31 marzo'],
    ])('%s', async (_what, iso, closedOn, day) => {
      const town = await townAt(iso);
      for (const one of closedOn)
        await town.sql(
          `insert into calendar.closure (tenant_id, closure_id, scope, from_on, to_on, reason, origin, recorded_at, recorded_by)
           values ($t, gen_random_uuid(), 'tenant', '${one}', '${one}', 'Guasto', 'own', '2026-11-01T00:00:00Z', 'sample')`,
        );
      expect(await town.call().press('1', '1')).toContain(`non mangia a mensa ${day}`);
    });

    it('a day that is far away is confirmed twice', async () => {
      const town = await townAt('2026-12-22T19:00:00+01:00');
      const call = town.call();
      expect(await call.press('1', '1', '1')).toContain('Attenzione alla data');
      expect(await changes(town)).toEqual([]);
      await call.hear({ kind: 'digits', digits: '1' });
      expect(await town.absences()).toEqual(['2027-01-07 101 mensa']);
    });
  });

  describe('by phone code', () => {
    const stranger = { callerNumber: '+393489999999' };

    it('the change is the family’s, and nobody’s by name', async () => {
      const town = await townAt(monday);
      const said = await town.call(stranger).press(town.code, '1', '1');
      expect(said).toContain('Fatto, è registrato. Bimbo101');
      expect(await changes(town)).toMatchObject([{ channel: 'voice', actor_kind: 'phone-code' }]);
    });

    it('from a number on file another family’s child is the code’s, and one’s own stays the mother’s', async () => {
      const town = await townAt(monday);
      const [carla = ''] = ofFamily(town.town, 1).pupilIds;
      await town.sql(
        `update enrolment.pupil set phone_code = '123450' where tenant_id = $t and pupil_id = '${carla}'`,
      );
      expect(await town.call().press('9', '123450', '1', '1')).toContain('Fatto, è registrato.');
      expect(await town.call().press('9', town.code, '1', '1')).toContain('Fatto, è registrato.');
      expect((await changes(town)).map((row) => row['actor_kind'])).toEqual([
        'phone-code',
        'guardian',
      ]);
    });

    it('where numbers are not believed the mother is asked for it, and nobody is named before', async () => {
      const town = await townAt(monday);
      await town.sql(`
        insert into tenancy.setting (tenant_id, setting_id, scope, key, value, valid_from, recorded_at, recorded_by)
          values ($t, gen_random_uuid(), 'tenant', 'enrolment.caller-number-recognised', 'false', '2026-09-01', timestamptz '2026-09-01 06:00:00+00', 'test')`);
      const call = town.call();
      const said = await call.press();
      expect(said).toContain('Componi il codice telefono');
      expect(said + JSON.stringify(call.kept())).not.toContain('Bimbo');
      expect(await town.call().press(town.code)).toContain('Bimbo101 mangia a mensa');
    });

    it('a number that is on file reveals first names and nothing else', async () => {
      const town = await townAt(monday);
      const said = [await town.call().press(), await town.call().press('6')].join(' ');
      expect(said).toMatch(/Bimbo101.*Bimbo102/);
      const rows = await town.sql(`
        select unnest(array[last_name, pupil_code, fiscal_code, phone_code]) as secret
          from enrolment.pupil where tenant_id = $t
        union select g.display_name from enrolment.guardian_name_view g where g.tenant_id = $t`);
      const secrets = rows.flatMap(({ secret }) => (typeof secret === 'string' ? [secret] : []));
      expect(secrets.length).toBeGreaterThan(3);
      for (const secret of secrets) expect(said).not.toMatch(new RegExp(`\\b${secret}\\b`));
    });

    it('opens its own pupil only: the sister on file elsewhere is not offered', async () => {
      const town = await townAt(monday);
      const call = town.call(stranger);
      expect(await call.press(town.code)).not.toContain('Bimbo102');
      expect(JSON.stringify(call.kept())).not.toContain(town.pupilIds[1]);
    });

    it('the code of another authority finds nothing', async () => {
      const town = await townAt(monday);
      const other = await townAt(monday);
      await other.sql(
        `update enrolment.pupil set phone_code = '777777' where tenant_id = $t and phone_code = '004711'`,
      );
      expect(await town.call(stranger).press('777777')).toContain('Non trovo questo codice');
    });

    it('of a child who left is not in use any more: no name is said, and nothing is missing', async () => {
      const town = await townAt(monday);
      await town.sql(enrolledOnlySql(town.pupilIds, { to: '2026-11-20' }));
      for (const from of [town.mother, stranger.callerNumber, null]) {
        const call = town.call({ callerNumber: from });
        const said = await call.press(town.code);
        expect(said).toContain("Questo codice non è più in uso. Per ogni domanda chiama l'ufficio");
        expect(said).toContain('Componi il codice telefono');
        expect(said + JSON.stringify(call.kept())).not.toMatch(/Bimbo/);
      }
      expect(town.logged.join()).not.toContain('alarm');
    });

    it('three codes that are not in use any more end the call, and are slowed down as wrong ones', async () => {
      const town = await townAt(monday);
      await town.sql(enrolledOnlySql(town.pupilIds, { to: '2026-11-20' }));
      const thrice = [town.code, town.code, town.code];
      expect(await town.call(stranger).press(...thrice)).toMatch(
        /non è più in uso.*non è stato registrato nulla/,
      );
      expect(await town.call(stranger).press(...thrice)).toContain('non è più in uso');
      expect(await town.call(stranger).press(town.code)).toContain('troppi tentativi');
    });

    it('of a child enrolled from next September only says when, with the year', async () => {
      const town = await townAt(monday);
      await town.sql(enrolledOnlySql(town.pupilIds.slice(0, 1), { from: '2027-09-01' }));
      const begins =
        "Per Bimbo101 l'iscrizione alla mensa comincia mercoledì 1º settembre 2027. Prima non c'è nulla da cambiare.";
      expect(await town.call(stranger).press(town.code)).toContain(begins);
      expect(await town.call().press('1')).toContain(begins);
      expect(await town.absences()).toEqual([]);
    });

    it('three wrong codes end the call, six from one number make it wait, and it opens again by itself', async () => {
      const town = await townAt(monday);
      const wrong = ['111111', '222222', '333333'];
      expect(await town.call(stranger).press(...wrong)).toContain('per tre volte');
      expect(await town.call(stranger).press(...wrong)).toContain('per tre volte');
      expect(await town.call(stranger).press(town.code)).toContain('troppi tentativi');
      expect(await town.call().press('1')).toContain('Bimbo101 mangia a mensa');
      town.securityClock.forward(10);
      expect(await town.call(stranger).press(town.code)).toContain('Bimbo101 mangia a mensa');
    });
  });

  describe('what must not happen', () => {
    it('a restricted guardian’s number opens no child', async () => {
      const town = await townAt(monday);
      const father = await sampleGuardian(database, town.town, town.pupilIds, true);
      await town.sql(
        `update identity.family_account set mobile = '+393470000001' where tenant_id = $t and account_id = '${father.accountId}'`,
      );
      expect(await town.call({ callerNumber: '+393470000001' }).press()).toContain(
        'Componi il codice',
      );
    });

    it('who stops being a guardian in the middle of a call records nothing', async () => {
      const town = await townAt(monday);
      const call = town.call();
      await call.press('1', '1');
      await town.sql(
        `update enrolment.guardianship set superseded_at = now() where tenant_id = $t and pupil_id = '${town.pupilIds[0]}'`,
      );
      expect(saidIn(await call.hear({ kind: 'digits', digits: '1' }))).toContain(
        'non è stata registrata',
      );
      expect(await town.absences()).toEqual([]);
    });

    it('a dialogue that asks for a child it was never told of gets nothing', async () => {
      const town = await townAt(monday);
      const call = town.call();
      await call.press('1', '1');
      const other = ofFamily(town.town, 1).pupilIds[0] ?? '';
      const forged: unknown = JSON.parse(
        JSON.stringify(call.kept()).replaceAll(town.pupilIds[0] ?? '', other),
      );
      const known = { ...Object(call.kept()), state: Object(forged).state };
      const taken = town.call({ callId: call.callId }, known);
      expect(saidIn(await taken.hear({ kind: 'digits', digits: '1' }))).toContain(
        'non è stata registrata',
      );
      expect(await town.absences()).toEqual([]);
    });

    it('the same order of the same call twice is one change with one receipt', async () => {
      const town = await townAt(monday);
      const call = town.call();
      await call.press('1', '1');
      const kept = JSON.parse(JSON.stringify(call.kept()));
      const first = saidIn(await call.hear({ kind: 'digits', digits: '1' }));
      // A process that died before it wrote down where the call stands: another one hears the key again.
      town.clock.set('2026-11-23T10:00:00+01:00');
      const again = town.call({ callId: call.callId }, kept);
      const second = saidIn(await again.hear({ kind: 'digits', digits: '1' }));
      expect(codeIn(second)).toBe(codeIn(first));
      expect(await town.rowsLeft()).toMatchObject({ 'bookings.change': 1, 'receipts.receipt': 1 });
    });

    it('two parents who call at once for the same child make one change', async () => {
      const town = await townAt(monday);
      const [one, other] = [town.call(), town.call()];
      await Promise.all([one.press('1', '1'), other.press('1', '1')]);
      const said = await Promise.all(
        [one, other].map(async (call) => saidIn(await call.hear({ kind: 'digits', digits: '1' }))),
      );
      expect(new Set(said.map(codeIn)).size).toBe(1);
      expect(codeIn(said[0] ?? '')).toMatch(/^\d{9}$/);
      expect(await town.rowsLeft()).toMatchObject({ 'bookings.change': 1 });
    });

    it('twenty calls at once are answered, each with its own words', async () => {
      const town = await townAt(monday);
      const said = await Promise.all(
        Array.from({ length: 20 }, (_, index) => town.call().press(index % 2 === 0 ? '1' : '2')),
      );
      expect(said.filter((one) => one.includes('Bimbo101 mangia a mensa'))).toHaveLength(10);
      expect(said.filter((one) => one.includes('Bimbo102 mangia a mensa'))).toHaveLength(10);
    });

    it('a database that is away is a sentence, and nothing is recorded', async () => {
      const town = await townAt(monday);
      let isAway = false;
      const away = (): Promise<never> =>
        Promise.reject(new Error('connection refused to Bimbo101'));
      const means = {
        ...town.means,
        database: {
          ...database,
          inTenant: ((...args: Parameters<Database['inTenant']>) =>
            isAway ? away() : database.inTenant(...args)) as Database['inTenant'],
        },
      };
      const incoming = {
        callId: randomUUID(),
        tenantId: town.town.tenantId,
        callerNumber: town.mother,
        calledNumber: town.calledNumber,
      };
      const call = phoneCall(conversationOf(means, incoming), incoming.callId);
      await call.press('1', '1');
      isAway = true;
      const said = saidIn(await call.hear({ kind: 'digits', digits: '1' }));
      expect(said).toContain('Questa richiesta non è stata registrata.');
      isAway = false;
      expect(await town.absences()).toEqual([]);
      expect(town.logged.join()).toContain('call-question-failed');
      expect(town.logged.join()).not.toContain('Bimbo101');
    });

    it('a number of ours that nobody knows, with the database away, is a sentence too', async () => {
      const town = await townAt(monday);
      const away = (): Promise<never> => Promise.reject(new Error('away'));
      const means = {
        ...town.means,
        database: { ...database, acrossTenants: away },
        lines: { lineAt: away },
      };
      const call = conversationOf(means, {
        callId: 'x',
        tenantId: town.town.tenantId,
        callerNumber: null,
        calledNumber: '+390000000',
      });
      expect(await call.begin()).toMatchObject({ kind: 'ended', say: [{ key: 'call.failed' }] });
    });

    it('the log names no child, no number and no code', async () => {
      const town = await townAt(monday);
      await town.call().press('1', '1', '1');
      await town.call({ callerNumber: '+393489999999' }).press('111111', town.code, '1', '1');
      const logged = town.logged.join('\n');
      expect(logged).toContain('"event":"call-began"');
      expect(logged).toContain('"kind":"record"');
      for (const secret of ['Bimbo', town.mother.slice(1), '393489999999', '111111', town.code])
        expect(logged).not.toContain(secret);
    });
  });
});
