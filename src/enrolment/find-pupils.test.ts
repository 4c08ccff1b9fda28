// The search on both databases: who finds whom, what is kept up to date, and what is written down about it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPupils } from '#enrolment/find-pupils.ts';
import { giveGuardianCode } from '#enrolment/give-guardian-code.ts';
import { readPupil } from '#enrolment/read-pupil.ts';
import { refreshSearchBehind } from '#enrolment/refresh-search.ts';
import type { SamplePeople } from '#enrolment/sample.ts';
import { samplePeople } from '#enrolment/sample.ts';
import type { Grant } from '#ground/actor.ts';
import { sortKeyOf } from '#ground/text-forms.ts';
import { newRecoveryCode } from '#identity/give-recovery-code.ts';
import type { StaffAccount } from '#identity/model.ts';
import { channelOf } from '#identity/model.ts';
import { accepted, movableClock } from '#identity/sample.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const clock = movableClock();
const everywhere = { schoolId: null, kitchenId: null };
const staffWith = (...grants: readonly Grant[]): StaffAccount => ({
  kind: 'staff',
  accountId: '01900000-0000-7000-8000-00000000000a',
  login: 'chi',
  displayName: 'Chi cerca',
  mustChangePassword: false,
  grants,
});
const office = staffWith({ role: 'office', ...everywhere });

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let town: SamplePeople;
  let next: SamplePeople;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    town = await samplePeople(database, clock, 'valserena', [
      {
        name: ['Zoe', 'Bruni'],
        school: 'manzoni',
        mother: ['Oksana', 'Ševčenko'],
        phoneCode: '730214',
        fiscalCode: 'BRNZOE17C42A794X',
      },
      { name: ['Anna', "D'Àngelo"], school: 'manzoni' },
      { name: ['Oksana', 'Rossi'], school: 'rodari' },
      { name: ['Bruno', 'Rossi'], school: 'rodari', mother: ['Carla', 'Neri'] },
    ]);
    next = await samplePeople(database, clock, 'altrove', [
      { name: ['Zoe', 'Altrove'], school: 'manzoni' },
    ]);
  });
  afterAll(() => database.close());

  const search = async (account: StaffAccount, text: string, tenantId = town.tenantId) =>
    database.inTenant(tenantId, channelOf(account), (tx) =>
      findPupils(tx, { clock }, account, text),
    );
  const names = async (account: StaffAccount, text: string): Promise<readonly string[]> =>
    accepted(await search(account, text)).pupils.map((one) => `${one.firstName} ${one.lastName}`);
  const secretary = (): StaffAccount =>
    staffWith({ role: 'school', schoolId: town.schoolIds.rodari, kitchenId: null });

  test.each([
    ['bru', ['Zoe Bruni', 'Bruno Rossi']],
    ['runi', ['Zoe Bruni']],
    ['rossi bru', ['Bruno Rossi']],
    ['bru rossi', ['Bruno Rossi']],
    ['dangelo', ["Anna D'Àngelo"]],
    ['P000', ['Zoe Bruni']],
    ['73 02 14', ['Zoe Bruni']],
    ['c42a794', ['Zoe Bruni']],
    ['oksana', ['Oksana Rossi', 'Zoe Bruni']],
    ['sevcenko zoe', ['Zoe Bruni']],
    ['zoe', ['Zoe Bruni']],
    ['nessuno', []],
    ['%', []],
    ['z', []],
  ])('a clerk who types "%s" finds the right children, best first', async (text, expected) => {
    expect(await names(office, text)).toEqual(expected);
  });

  test('class and school are those of today, and the mother is named where she led to the child', async () => {
    const [child] = accepted(await search(office, 'oksana sev')).pupils;
    expect(child).toMatchObject({
      className: '1A manzoni',
      schoolName: 'Scuola manzoni',
      guardianName: 'Oksana Ševčenko',
    });
    expect(Object.keys(accepted(await search(office, 'zoe')).pupils[0] ?? {})).not.toContain(
      'fiscalCode',
    );
  });

  test('a school secretary finds the pupils of her school only, and not by codes or mothers', async () => {
    expect(await names(secretary(), 'ro')).toEqual(['Bruno Rossi', 'Oksana Rossi']);
    expect(await names(secretary(), 'zoe')).toEqual([]);
    expect(await names(secretary(), 'carla')).toEqual([]);
    const wide = staffWith({ role: 'school', ...everywhere });
    expect(await names(wide, 'zoe')).toEqual(['Zoe Bruni']);
    for (const text of ['730214', 'brnzoe', 'oksana sev'])
      expect(await names(wide, text)).toEqual([]);
  });

  test('cooks, caterers and serving sites find nobody', async () => {
    for (const role of ['kitchen', 'caterer', 'serving-site'] as const) {
      const outcome = await search(staffWith({ role, ...everywhere }), 'rossi');
      expect(outcome).toMatchObject({ ok: false, refusal: 'not-allowed' });
    }
  });

  test('a pupil of another municipality does not exist here', async () => {
    const [stranger] = next.pupils;
    const outcome = await database.inTenant(town.tenantId, 'office', (tx) =>
      readPupil(tx, { clock }, office, stranger?.pupilId ?? ''),
    );
    expect(outcome).toMatchObject({ ok: false, refusal: 'no-such-pupil' });
    expect(accepted(await search(office, 'zoe', next.tenantId)).pupils).toHaveLength(1);
  });

  test('the card has guardians and contacts for the office, and for the school neither these nor codes', async () => {
    const [zoe, , oksana] = town.pupils;
    const read = (account: StaffAccount, pupilId = '') =>
      database.inTenant(town.tenantId, channelOf(account), (tx) =>
        readPupil(tx, { clock }, account, pupilId),
      );
    const card = accepted(await read(office, zoe?.pupilId));
    expect(card.guardians).toMatchObject([
      { firstName: 'Oksana', relation: 'mother', restricted: false, login: 'mother.0' },
    ]);
    expect(card.privately).toMatchObject({ phoneCode: '730214', bornOn: '2017-03-02' });
    const atSchool = accepted(await read(secretary(), oksana?.pupilId));
    expect(atSchool).toMatchObject({ guardians: null, privately: null, lastName: 'Rossi' });
    expect(await read(secretary(), zoe?.pupilId)).toMatchObject({ refusal: 'no-such-pupil' });
  });

  test('the office gives a pupil’s guardian a code for a new password; no other’s, and the school none', async () => {
    const [zoe, anna] = town.pupils;
    const [oksanaId = '', carlaId = ''] = town.guardianIds;
    const { codeHash } = await newRecoveryCode();
    const give = (account: StaffAccount, pupilId = '', guardianId = '') =>
      database.inTenant(town.tenantId, channelOf(account), (tx) =>
        giveGuardianCode(tx, { clock, sceneClock: clock }, account, {
          pupilId,
          guardianId,
          codeHash,
        }),
      );
    expect(accepted(await give(office, zoe?.pupilId, oksanaId))).toMatchObject({
      login: 'mother.0',
      displayName: 'Oksana Ševčenko',
    });
    for (const pupilId of [anna?.pupilId, next.pupils[0]?.pupilId])
      expect(await give(office, pupilId, oksanaId)).toMatchObject({ refusal: 'no-such-guardian' });
    expect(await give(office, zoe?.pupilId, carlaId)).toMatchObject({
      refusal: 'no-such-guardian',
    });
    const wide = staffWith({ role: 'school', ...everywhere });
    expect(await give(wide, zoe?.pupilId, oksanaId)).toMatchObject({ refusal: 'not-allowed' });
  });

  test.each([
    ['fiscal codes', 'select fiscal_code from enrolment.pupil where tenant_id = $1'],
    ['phone codes', 'select phone_code from enrolment.pupil where tenant_id = $1'],
    ['guardians', 'select first_name from enrolment.guardian where tenant_id = $1'],
  ])('the database itself shows schools no %s', async (_, sql) => {
    const reading = database.inTenant(town.tenantId, 'school', (tx) => tx.rows(sql));
    await expect(reading).rejects.toThrow(/permission denied/);
  });

  test('whose names were shown is written down, without what was typed', async () => {
    const events = () =>
      database.asOwner(
        `select action, subject_id, facts from audit.event where tenant_id = ${town.tenantId} order by at, event_id`,
      );
    clock.forward(1);
    const before = (await events()).length;
    await names(office, 'rossi');
    await names(office, 'nessuno');
    const [found, ...others] = (await events()).slice(before);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ action: 'enrolment.pupils-found' });
    expect(JSON.stringify(found)).toContain(town.pupils[2]?.pupilId);
    expect(JSON.stringify(found)).not.toMatch(/rossi/i);
  });

  test('a new name, a new mother and one who is no guardian any more are known at once', async () => {
    const [, , , bruno] = town.pupils;
    const [oksanaId] = town.guardianIds;
    if (bruno === undefined || oksanaId === undefined) throw new Error('the sample has changed');
    const renamed = {
      firstName: 'Bruno',
      lastName: 'Vitale',
      sortKey: sortKeyOf('Vitale', 'Bruno'),
    };
    const guardianshipId = '01900000-0000-7000-8000-0000000000b1';
    await town.record({
      pupils: [{ ...bruno, ...renamed }],
      guardianships: [
        {
          guardianshipId,
          pupilId: bruno.pupilId,
          guardianId: oksanaId,
          relation: 'guardian',
          restricted: true,
        },
      ],
    });
    expect(await names(office, 'vitale')).toEqual(['Bruno Vitale']);
    expect(await names(office, 'rossi bruno')).toEqual([]);
    expect(await names(office, 'sevcenko bruno')).toEqual(['Bruno Vitale']);
    await town.record({ supersededGuardianshipIds: [guardianshipId] });
    expect(await names(office, 'sevcenko bruno')).toEqual([]);
    await town.record({ pupils: [bruno] });
  });

  test('pupils whom an older version wrote become findable by themselves, some hundreds at a time', async () => {
    const { tenantId } = town;
    await database.asOwner(
      `delete from enrolment.pupil_suffix where tenant_id = ${tenantId};
       update enrolment.pupil set search_version = 0 where tenant_id = ${tenantId}`,
    );
    expect(await names(office, 'rossi')).toEqual([]);
    expect(await refreshSearchBehind(database, [tenantId, next.tenantId])).toBe(4);
    expect(await names(office, 'rossi')).toEqual(['Bruno Rossi', 'Oksana Rossi']);
    expect(await refreshSearchBehind(database, [tenantId, next.tenantId])).toBe(0);
  });
});
