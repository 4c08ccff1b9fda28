// Who a caller is: by number, by code, and how often a stranger may guess; on every database that the product runs on.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recogniseCode, recogniseNumber } from '#enrolment/recognise-caller.ts';
import { samplePeople } from '#enrolment/sample.ts';
import { callerNumberSetting } from '#enrolment/settings.ts';
import { systemActor } from '#ground/actor.ts';
import { stoppedClock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import { movableClock } from '#identity/sample.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { recordSetting } from '#tenancy/record-setting.ts';

const mother = '+393331234567';
const calledNumber = '+3903995550101';

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
    const means = { database, clock, securityClock };
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
      byCode: (code: string, callerNumber: string | null = '+393480000001') =>
        recogniseCode(means, { tenantId, callerNumber, calledNumber }, code),
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
      const { byNumber, tenantId, clock } = await newTown();
      await database.inTenant(tenantId, 'office', async (tx) =>
        recordSetting(tx, clock, systemActor('sample'), {
          definition: callerNumberSetting,
          scope: { kind: 'tenant' },
          value: false,
          validFrom: asDay('2026-11-23'),
          firstDayNotYetOpen: asDay('2026-11-23'),
        }),
      );
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

    it('from the number of a restricted guardian of the child it opens nothing', async () => {
      const { addGuardian, giveNumber, byCode, anna, elena } = await newTown();
      await addGuardian(anna, elena, true);
      await giveNumber(elena, '+393472222222');
      expect(await byCode('004711', '+393472222222')).toMatchObject({ refusal: 'unknown-code' });
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
