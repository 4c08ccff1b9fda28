// Who a caller is: by number, by code, and how often a stranger may guess; on every database that the product runs on.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recogniseCode, recogniseNumber } from '#enrolment/recognise-caller.ts';
import { recordPhonePin } from '#enrolment/phone-pin.ts';
import { enrolledOnlySql, samplePeople } from '#enrolment/sample.ts';
import { callerNumberSetting, phonePinSetting } from '#enrolment/settings.ts';
import { systemActor } from '#ground/actor.ts';
import { stoppedClock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import { movableClock } from '#identity/sample.ts';
import { masterKeyOf } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { createMissingKeys } from '#tenancy/tenant-keys.ts';

const mother = '+393331234567';
const calledNumber = '+3903995550101';
const masterKey = masterKeyOf(new Uint8Array(32).fill(7));

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  /** Anna and Bruno are the children of the first mother, Carla of the second; only the first has a number on file. */
  const newTown = async (iso = '2026-11-23T08:12:00+01:00') => {
    const securityClock = movableClock();
    const clock = stoppedClock(asInstant(Date.parse(iso)));
    const town = await samplePeople(database, clock, `borgo-${(towns += 1)}`, [
      {
        name: ['Anna', 'Rossi'],
        school: 'manzoni',
        mother: ['Giulia', 'Bianchi'],
        phoneCode: '004711',
      },
      { name: ['Bruno', 'Rossi'], school: 'rodari' },
      { name: ['Carla', 'Verdi'], school: 'manzoni', mother: ['Elena', 'Neri'] },
    ]);
    const { tenantId } = town;
    const [anna = '', bruno = ''] = town.pupils.map((one) => one.pupilId);
    const [giulia = '', elena = ''] = town.guardianIds;
    const means = { database, clock, securityClock, masterKey };
    await database.inTenant(tenantId, 'system', (tx) =>
      createMissingKeys(tx, masterKey, clock.now()),
    );
    const sql = (text: string) => database.asOwner(text.replaceAll('$t', String(tenantId)));
    const addGuardian = (pupilId: string, guardianId: string, restricted = false) =>
      town.record({
        guardianships: [
          { guardianshipId: randomUUID(), pupilId, guardianId, relation: 'father', restricted },
        ],
      });
    const giveNumber = (guardianId: string, number: string) =>
      sql(
        `update identity.family_account a set mobile = '${number}' from enrolment.guardian g
          where a.tenant_id = $t and g.tenant_id = $t and g.account_id = a.account_id and g.guardian_id = '${guardianId}'`,
      );
    await addGuardian(bruno, giulia);
    await giveNumber(giulia, mother);
    return {
      tenantId,
      clock,
      securityClock,
      sql,
      addGuardian,
      giveNumber,
      anna,
      bruno,
      elena,
      byNumber: (callerNumber: string | null) => recogniseNumber(means, { tenantId, callerNumber }),
      byCode: (
        code: string,
        callerNumber: string | null = '+393480000001',
        pin: string | null = null,
      ) => recogniseCode(means, { tenantId, callerNumber, calledNumber }, code, pin),
      givePin: (pupilId: string, pin: string) =>
        database.inTenant(tenantId, 'office', (tx) =>
          recordPhonePin(tx, means, systemActor('sample'), { pupilId, pin }),
        ),
      set: (definition: SettingDefinition<boolean>, value: boolean, from = '2026-11-23') =>
        database.inTenant(tenantId, 'office', async (tx) => {
          const recorded = recordSetting(tx, clock, systemActor('sample'), {
            definition,
            scope: { kind: 'tenant' },
            value,
            validFrom: asDay(from),
            firstDayNotYetOpen: asDay('2026-11-23'),
          });
          expect(recorded.ok).toBe(true);
        }),
    };
  };

  describe('by the calling number', () => {
    it('the mother is offered her two children, by first name and class', async () => {
      const { byNumber, anna, bruno } = await newTown();
      expect(await byNumber(mother)).toMatchObject({
        language: 'it',
        pupils: [
          { pupilId: anna, firstName: 'Anna', className: '1A manzoni' },
          { pupilId: bruno, firstName: 'Bruno', className: '1A rodari' },
        ],
      });
    });

    it('a number that is not on file, or hidden, is nobody’s', async () => {
      const { byNumber } = await newTown();
      expect(await byNumber('+393339999999')).toBeUndefined();
      expect(await byNumber(null)).toBeUndefined();
    });

    it('the number of another authority’s family is nobody’s here', async () => {
      const here = await newTown();
      const there = await newTown();
      await here.giveNumber(here.elena, '+393337654321');
      expect(await there.byNumber('+393337654321')).toBeUndefined();
    });

    it('a restricted guardian is offered no child', async () => {
      const { addGuardian, giveNumber, byNumber, anna, elena } = await newTown();
      await addGuardian(anna, elena, true);
      await giveNumber(elena, '+393471111111');
      expect((await byNumber('+393471111111'))?.pupils.map((one) => one.firstName)).toEqual([
        'Carla',
      ]);
    });

    it('a number that a restricted guardian shares opens that child to nobody', async () => {
      const { addGuardian, giveNumber, byNumber, anna, bruno, elena } = await newTown();
      await addGuardian(anna, elena, true);
      await addGuardian(bruno, elena);
      await giveNumber(elena, mother);
      const names = (await byNumber(mother))?.pupils.map((one) => one.firstName);
      expect(names).toEqual(['Bruno', 'Carla']);
    });

    it('of two accounts with one number that of more children counts', async () => {
      const { giveNumber, byNumber, elena } = await newTown();
      await giveNumber(elena, mother);
      expect((await byNumber(mother))?.pupils.map((one) => one.firstName)).toEqual([
        'Anna',
        'Bruno',
      ]);
    });

    it('an account that is closed is nobody’s', async () => {
      const { byNumber, sql } = await newTown();
      await sql(
        `update identity.family_account set disabled_at = now() where tenant_id = $t and mobile = '${mother}'`,
      );
      expect(await byNumber(mother)).toBeUndefined();
    });

    it('a child who no longer uses any service is not named', async () => {
      const { byNumber, sql, anna, bruno } = await newTown();
      await sql(
        `update enrolment.service_enrolment set superseded_at = now() where tenant_id = $t and pupil_id = '${anna}'`,
      );
      expect((await byNumber(mother))?.pupils.map((one) => one.pupilId)).toEqual([bruno]);
    });

    it('in August a child is already in the class of September', async () => {
      const { byNumber } = await newTown('2026-08-31T19:00:00+02:00');
      expect((await byNumber(mother))?.pupils.map((one) => one.className)).toEqual([
        '1A manzoni',
        '1A rodari',
      ]);
    });

    it('an authority that wants codes only recognises no number', async () => {
      const { byNumber, set } = await newTown();
      await set(callerNumberSetting, false);
      expect(await byNumber(mother)).toBeUndefined();
    });
  });

  describe('by the phone code', () => {
    it('an imported code with leading zeros opens its pupil, from any number', async () => {
      const { byCode, anna } = await newTown();
      const child = { pupilId: anna, firstName: 'Anna', className: '1A manzoni' };
      expect(await byCode('004711')).toEqual({ ok: true, value: child });
      expect(await byCode('004711', null)).toEqual({ ok: true, value: child });
      expect(await byCode('4711')).toMatchObject({ refusal: 'unknown-code' });
    });

    it('the code of another authority finds nothing', async () => {
      const { sql, anna } = await newTown();
      await sql(
        `update enrolment.pupil set phone_code = '555555' where tenant_id = $t and pupil_id = '${anna}'`,
      );
      const there = await newTown();
      expect(await there.byCode('555555')).toMatchObject({ refusal: 'unknown-code' });
    });

    it('of a child who left it is not in use any more, and counts as a wrong one', async () => {
      const { byCode, sql, anna } = await newTown();
      await sql(enrolledOnlySql([anna], { to: '2026-11-22' }));
      for (let count = 0; count < 6; count += 1)
        expect(await byCode('004711')).toEqual({ ok: false, refusal: 'code-not-in-use' });
      expect(await byCode('004711')).toMatchObject({ refusal: 'too-many-attempts' });
    });

    it('on the last day of the service it is still in use', async () => {
      const { byCode, sql, anna } = await newTown();
      await sql(enrolledOnlySql([anna], { to: '2026-11-23' }));
      expect(await byCode('004711')).toMatchObject({ ok: true });
    });

    it('of a child who begins later it says when, by code and by number', async () => {
      const { byCode, byNumber, sql, anna } = await newTown();
      await sql(enrolledOnlySql([anna], { from: '2027-09-01' }));
      expect(await byCode('004711')).toMatchObject({ ok: true, value: { beginsOn: '2027-09-01' } });
      const pupils = (await byNumber(mother))?.pupils ?? [];
      expect(pupils.map((one) => one.beginsOn)).toEqual(['2027-09-01', undefined]);
    });

    it('from the number of a restricted guardian of the child it opens nothing', async () => {
      const { addGuardian, giveNumber, byCode, anna, elena } = await newTown();
      await addGuardian(anna, elena, true);
      await giveNumber(elena, '+393472222222');
      expect(await byCode('004711', '+393472222222')).toMatchObject({ refusal: 'unknown-code' });
    });
  });

  describe('where the line asks for a PIN', () => {
    const withPin = async () => {
      const town = await newTown();
      await town.set(phonePinSetting, true);
      await town.givePin(town.anna, '48213');
      await town.sql(
        `update enrolment.pupil set phone_code = '305557' where tenant_id = $t and pupil_id = '${town.bruno}'`,
      );
      return town;
    };
    const stranger = '+393480000001';

    it('code and PIN open the child, from any number', async () => {
      const { byCode, anna } = await withPin();
      for (const from of [stranger, null, mother])
        expect(await byCode('004711', from, '48213')).toMatchObject({ value: { pupilId: anna } });
    });

    it('a wrong PIN, a pupil without one and a code that nobody has are answered alike, and count alike', async () => {
      const { byCode, sql } = await withPin();
      const counted = async (code: string, pin: string) => {
        await sql('delete from identity.sign_in_attempt where tenant_id = $t');
        const answer = await byCode(code, stranger, pin);
        const rows = await sql(
          'select failures from identity.sign_in_attempt where tenant_id = $t order by 1',
        );
        return { answer, failures: rows.map((row) => row['failures']) };
      };
      const wrong = await counted('004711', '48214');
      expect(wrong).toEqual({
        answer: { ok: false, refusal: 'unknown-code' },
        failures: [1, 1, 1],
      });
      expect(await counted('305557', '48213')).toEqual(wrong);
      expect(await counted('999999', '48213')).toEqual(wrong);
      expect(await counted('004711', '')).toEqual(wrong);
      expect(await counted('305557', 'no PIN')).toEqual(wrong);
    });

    it('without a PIN every code is answered alike and nothing is counted, but for a guardian’s own number', async () => {
      const { byCode, sql, anna } = await withPin();
      const needed = { ok: false, refusal: 'pin-needed' };
      for (const code of ['004711', '305557', '999999'])
        for (const from of [stranger, null]) expect(await byCode(code, from)).toEqual(needed);
      expect(await byCode('999999', mother)).toEqual(needed);
      expect(await sql('select * from identity.sign_in_attempt where tenant_id = $t')).toEqual([]);
      expect(await byCode('004711', mother)).toMatchObject({ value: { pupilId: anna } });
    });

    it('only the right PIN, or the mother’s number, learns that a code is not in use any more', async () => {
      const { byCode, sql, anna } = await withPin();
      await sql(enrolledOnlySql([anna], { to: '2026-11-22' }));
      expect(await byCode('004711', stranger)).toMatchObject({ refusal: 'pin-needed' });
      expect(await byCode('004711', stranger, '00000')).toMatchObject({ refusal: 'unknown-code' });
      expect(await byCode('004711', stranger, '48213')).toMatchObject({
        refusal: 'code-not-in-use',
      });
      expect(await byCode('004711', mother)).toMatchObject({ refusal: 'code-not-in-use' });
    });

    it('a number proves nothing where the authority goes by no numbers', async () => {
      const { byCode, set } = await withPin();
      await set(callerNumberSetting, false);
      expect(await byCode('004711', mother)).toEqual({ ok: false, refusal: 'pin-needed' });
    });

    it('from the number of a restricted guardian not even the right PIN opens the child', async () => {
      const { byCode, addGuardian, giveNumber, anna, elena } = await withPin();
      await addGuardian(anna, elena, true);
      await giveNumber(elena, '+393472222222');
      expect(await byCode('004711', '+393472222222', '48213')).toMatchObject({
        refusal: 'unknown-code',
      });
      expect(await byCode('004711', '+393472222222')).toMatchObject({ refusal: 'pin-needed' });
    });

    it('a new PIN ends the one before at once', async () => {
      const { byCode, givePin, anna, sql } = await withPin();
      await givePin(anna, '90417');
      expect(await byCode('004711', stranger, '48213')).toMatchObject({ ok: false });
      expect(await byCode('004711', stranger, '90417')).toMatchObject({ ok: true });
      const events = await sql(
        `select action, facts::text from audit.event where tenant_id = $t and subject_id = '${anna}'`,
      );
      expect(events).toHaveLength(2);
      expect(JSON.stringify(events)).not.toMatch(/48213|90417/);
    });

    it('the PIN of another child of the family, or of another authority, opens nothing', async () => {
      const { byCode, givePin, bruno } = await withPin();
      await givePin(bruno, '90417');
      expect(await byCode('004711', stranger, '90417')).toMatchObject({ ok: false });
      const there = await newTown();
      await there.set(phonePinSetting, true);
      expect(await there.byCode('004711', stranger, '48213')).toMatchObject({ ok: false });
    });

    it('a PIN lies sealed, and only the system reads it', async () => {
      const { sql, tenantId } = await withPin();
      const [row] = await sql('select * from enrolment.phone_pin where tenant_id = $t');
      expect(
        JSON.stringify(Buffer.from(row?.['sealed_pin'] as Uint8Array).toString('latin1')),
      ).not.toContain('48213');
      for (const role of ['family', 'office', 'school', 'kitchen'] as const)
        await expect(
          database.inTenant(tenantId, role, (tx) =>
            tx.rows('select sealed_pin from enrolment.phone_pin where tenant_id = $1'),
          ),
        ).rejects.toThrow('permission denied');
    });

    it('before the day of the setting the code alone opens the child', async () => {
      const { byCode, set, givePin, anna } = await newTown('2026-11-30T19:00:00+01:00');
      await givePin(anna, '48213');
      await set(phonePinSetting, true, '2026-12-01');
      expect(await byCode('004711', stranger)).toMatchObject({ ok: true });
      expect(await byCode('004711', stranger, '00000')).toMatchObject({ ok: true });
    });

    it('who guesses PINs waits as who guesses codes: by number, by code and by line', async () => {
      const { byCode } = await withPin();
      for (let index = 0; index < 6; index += 1)
        await byCode('004711', stranger, `4821${index + 4}`);
      expect(await byCode('004711', stranger, '48213')).toMatchObject({
        refusal: 'too-many-attempts',
      });
      for (let index = 0; index < 24; index += 1)
        await byCode('004711', `+39348000${2000 + index}`, '90417');
      expect(await byCode('004711', '+393480009999', '48213')).toMatchObject({
        refusal: 'too-many-attempts',
      });
      for (let index = 0; index < 30; index += 1)
        await byCode(String(900_000 + index), `+39348000${3000 + index}`, '90417');
      expect(await byCode('305557', '+393480008888', '90417')).toMatchObject({
        refusal: 'too-many-attempts',
      });
    });
  });

  describe('guessing', () => {
    const guess = async (count: number, tryOne: (index: number) => Promise<unknown>) => {
      for (let index = 0; index < count; index += 1) await tryOne(index);
    };
    const wrong = (index: number): string => String(900_000 + index);

    it('two calls with three wrong codes each are forgiven; then the right one waits, and opens again by itself', async () => {
      const { byCode, securityClock } = await newTown();
      await guess(5, (index) => byCode(wrong(index)));
      expect(await byCode('004711')).toMatchObject({ ok: true });
      await guess(1, (index) => byCode(wrong(index)));
      expect(await byCode('004711')).toMatchObject({ refusal: 'too-many-attempts' });
      expect(await byCode('004711', '+393480000002')).toMatchObject({ ok: true });
      securityClock.forward(10);
      expect(await byCode('004711')).toMatchObject({ ok: true });
    });

    it('whoever goes on guessing waits longer and longer', async () => {
      const { byCode, securityClock } = await newTown();
      let guesses = 0;
      for (let second = 0; second < 3600; second += 1) {
        const answer = await byCode(wrong(guesses));
        if (!answer.ok && answer.refusal === 'unknown-code') guesses += 1;
        securityClock.forward(10);
        second += 9;
      }
      expect(guesses).toBeLessThan(16);
    });

    it('numbers that rotate are stopped by the line, which stays open to numbers on file', async () => {
      const { byCode, securityClock } = await newTown();
      await guess(60, (index) => byCode(wrong(index), `+39348000${1000 + index}`));
      expect(await byCode('004711', '+393489999999')).toMatchObject({
        refusal: 'too-many-attempts',
      });
      expect(await byCode('004711', null)).toMatchObject({ refusal: 'too-many-attempts' });
      expect(await byCode('004711', mother)).toMatchObject({ ok: true });
      securityClock.forward(10);
      expect(await byCode('004711', '+393489999999')).toMatchObject({ ok: true });
    });

    it('those who hide their number share a count, and nobody else waits for them', async () => {
      const { byCode } = await newTown();
      await guess(20, (index) => byCode(wrong(index), null));
      expect(await byCode('004711', null)).toMatchObject({ refusal: 'too-many-attempts' });
      expect(await byCode('004711')).toMatchObject({ ok: true });
    });

    it('one code is not given for ever: after thirty times in an hour it waits, and opens again by itself', async () => {
      const { byCode, securityClock } = await newTown();
      await guess(30, (index) => byCode('004711', `+39348000${1000 + index}`));
      expect(await byCode('004711')).toMatchObject({ refusal: 'too-many-attempts' });
      securityClock.forward(10);
      expect(await byCode('004711')).toMatchObject({ ok: true });
    });

    it('a hundred guesses at once count a hundred', async () => {
      const { byCode, sql } = await newTown();
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) => byCode(wrong(index))),
      );
      const refused = answers.map((one) => (one.ok ? 'ok' : one.refusal));
      const [line] = await sql(
        `select max(failures)::int as count from identity.sign_in_attempt where tenant_id = $t`,
      );
      expect(line?.['count']).toBe(refused.filter((one) => one === 'unknown-code').length);
    });

    it('what is counted names neither number nor code', async () => {
      const { byCode, sql } = await newTown();
      await byCode('987654', '+393481234567');
      const rows = await sql(`select * from identity.sign_in_attempt where tenant_id = $t`);
      expect(rows).toHaveLength(3);
      expect(JSON.stringify(rows)).not.toMatch(/987654|393481234567|3995550101/);
    });
  });
});
