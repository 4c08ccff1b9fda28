// Whom the office offers to send first credentials to, by school and class, and the letters for whom no SMS reaches.
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  listCredentials,
  listSendings,
  sendCredentials,
  writeLetters,
} from '#enrolment/guardian-credentials.ts';
import { readCodeSms, sendCodeSms } from '#enrolment/guardian-code-sms.ts';
import type { SamplePeople } from '#enrolment/sample.ts';
import { samplePeople } from '#enrolment/sample.ts';
import type { Grant } from '#ground/actor.ts';
import { accepted, movableClock } from '#identity/sample.ts';
import { signIn } from '#identity/sign-in.ts';
import { preparePasswords } from '#identity/write-password-letters.ts';
import type { StaffAccount } from '#identity/model.ts';
import { smsSenderSetting } from '#notifications/settings.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { recordSetting } from '#tenancy/record-setting.ts';

const clock = movableClock();
const means = { clock, hasSms: true, holidaysUnder: () => () => false };
const site = { authority: 'Comune di Valserena', siteAddress: 'https://valserena.example' };
const everywhere = { schoolId: null, classId: null };
let database: Database;
let town: SamplePeople;
let neighbours: SamplePeople;

beforeAll(async () => {
  database = await openTestDatabase();
  town = await samplePeople(database, clock, 'valserena', [
    { name: ['Bianca', 'Rossi'], school: 'manzoni', mother: ['Anna', 'Rossi'] },
    { name: ['Dario', 'Verdi'], school: 'rodari', mother: ['Clara', 'Verdi'] },
    { name: ['Elio', 'Neri'], school: 'rodari', mother: ['Flora', 'Neri'] },
  ]);
  neighbours = await samplePeople(database, clock, 'altrove', [
    { name: ['Gina', 'Blu'], school: 'manzoni', mother: ['Ines', 'Blu'] },
  ]);
  await database.asOwner(`update identity.family_account set must_change_password = true,
    mobile = case when login = 'mother.2' then null else '+393001000100' end`);
  await database.inTenant(town.tenantId, 'system', async (tx) =>
    recordSetting(tx, clock, systemActor('sample'), {
      definition: smsSenderSetting,
      scope: { kind: 'tenant' },
      value: { sender: 'Valserena', state: 'approved' },
      validFrom: asDay('2026-11-01'),
      firstDayNotYetOpen: asDay('2026-11-01'),
    }),
  );
});
afterAll(() => database.close());

const account = (role: Grant['role'] = 'office', schoolId: string | null = null): StaffAccount => ({
  kind: 'staff',
  accountId: '01900000-0000-7000-8000-00000000000a',
  login: 'ufficio',
  displayName: 'Marta Cortesi',
  mustChangePassword: false,
  grants: [{ role, schoolId, kitchenId: null }],
});
const list = (who: StaffAccount, place: Partial<typeof everywhere> | object = {}) =>
  database.inTenant(town.tenantId, 'office', (tx) =>
    listCredentials(tx, means, who, { ...site, ...everywhere, ...place }),
  );
const namesIn = async (...asked: Parameters<typeof list>): Promise<string[]> =>
  accepted(await list(...asked)).guardians.map((one) => `${one.firstName} ${one.lastName}`);
const guardianOf = (index: number): string => town.guardianIds[index] ?? '';
const audited = async (action: string): Promise<unknown> =>
  (await database.asOwner(`select facts from audit.event where action = '${action}'`)).map(
    (row) => row['facts'],
  );

test('the office sees who has never signed in, of every school or of one, and that it did is written down', async () => {
  expect(await namesIn(account())).toEqual(['Flora Neri', 'Anna Rossi', 'Clara Verdi']);
  expect(await namesIn(account(), { schoolId: town.schoolIds.rodari })).toEqual([
    'Flora Neri',
    'Clara Verdi',
  ]);
  expect(await namesIn(account('office', town.schoolIds.manzoni))).toEqual(['Anna Rossi']);
  const { schools, guardians } = accepted(await list(account()));
  expect(
    schools.map((one) => [one.schoolName, one.classes.map(({ className }) => className)]),
  ).toEqual([
    ['Scuola manzoni', ['1A manzoni']],
    ['Scuola rodari', ['1A rodari']],
  ]);
  const [classId] = schools.flatMap((one) => one.classes.map((each) => each.classId));
  expect(await namesIn(account(), { classId })).toEqual(['Anna Rossi']);
  expect(guardians[1]).toMatchObject({
    classNames: ['1A manzoni, Scuola manzoni'],
    maskedNumber: '+39 ••• ••• 0100',
    text: 'Mensa Comune di Valserena: entra su https://valserena.example con codice utente mother.0 e password ****-****-****. Poi ne scegli una tua.',
    segments: 1,
    fault: null,
    sending: null,
  });
  expect(guardians[0]).toMatchObject({ maskedNumber: null, fault: 'no-number' });
  expect(await audited('enrolment.credentials-read')).toContainEqual({ count: 3 });
});

test('who has chosen a password is not on the list any more', async () => {
  const setOf = (must: boolean): Promise<unknown> =>
    database.asOwner(
      `update identity.family_account set must_change_password = ${must} where login = 'mother.0'`,
    );
  await setOf(false);
  expect(await namesIn(account())).not.toContain('Anna Rossi');
  await setOf(true);
});

test.each(['school', 'kitchen', 'caterer', 'serving-site'] as const)(
  'the role %s neither sees nor sends nor prints',
  async (role) => {
    const who = account(role, role === 'school' ? town.schoolIds.manzoni : null);
    const guardianIds = [guardianOf(0)];
    const pupilId = town.pupils[0]?.pupilId ?? '';
    const asked = { ...site, pupilId, guardianId: guardianOf(0) };
    const refused = await database.inTenant(town.tenantId, 'system', async (tx) => [
      await listCredentials(tx, means, who, { ...site, ...everywhere }),
      await listSendings(tx, means, who, { ...site, ...everywhere }),
      await sendCredentials(tx, means, who, { ...site, guardianIds }),
      await writeLetters(tx, { clock, sceneClock: clock }, who, { guardianIds, prepared: [] }),
      await readCodeSms(tx, means, who, asked),
      await sendCodeSms(tx, means, who, asked),
    ]);
    for (const one of refused) expect(one).toMatchObject({ refusal: 'not-allowed' });
  },
);

test('of those chosen it goes to whom it can; another municipality, and a school out of reach, are nobody', async () => {
  const send = (who: StaffAccount, guardianIds: readonly string[]) =>
    database.inTenant(town.tenantId, 'office', (tx) =>
      sendCredentials(tx, means, who, { ...site, guardianIds }),
    );
  const foreign = neighbours.guardianIds;
  expect(await send(account(), foreign)).toMatchObject({ refusal: 'nobody-to-send' });
  const manzoni = account('office', town.schoolIds.manzoni);
  expect(await send(manzoni, [guardianOf(1)])).toMatchObject({ refusal: 'nobody-to-send' });
  const sent = await send(account(), [...town.guardianIds, ...foreign]);
  expect(accepted(sent)).toEqual({ asked: 2, skipped: 2 });
  expect(await send(account(), town.guardianIds)).toMatchObject({ refusal: 'nobody-to-send' });
  const sendings = await database.inTenant(town.tenantId, 'office', (tx) =>
    listSendings(tx, means, account(), { ...site, ...everywhere }),
  );
  // A quarter past eight: they wait for nine.
  expect(accepted(sendings).map(({ sending, fault }) => [sending?.standing.kind, fault])).toEqual([
    ['waiting-for-hours', 'under-way'],
    ['waiting-for-hours', 'under-way'],
  ]);
});

test('a letter brings a first password to whom no SMS is on its way, and it opens the door', async () => {
  const prepared = await preparePasswords(3);
  const letters = accepted(
    await database.inTenant(town.tenantId, 'system', (tx) =>
      writeLetters(tx, { clock, sceneClock: clock }, account(), {
        guardianIds: town.guardianIds,
        prepared,
      }),
    ),
  );
  expect(letters.map(({ displayName }) => displayName)).toEqual(['Flora Neri']);
  const [letter] = letters;
  const entered = await signIn(
    { database, clock, https: false },
    {
      tenantId: town.tenantId,
      login: letter?.login ?? '',
      password: letter?.password ?? '',
      origin: 'here',
      priorTokenHash: undefined,
    },
  );
  expect(accepted(entered).account.mustChangePassword).toBe(true);
  expect(JSON.stringify(await database.asOwner('select * from audit.event'))).not.toContain(
    letter?.password,
  );
});

test('a code goes to a guardian of this very pupil, and its text is seen before', async () => {
  const [first, second] = town.pupils;
  const asked = { ...site, pupilId: first?.pupilId ?? '', guardianId: guardianOf(0) };
  const read = await database.inTenant(town.tenantId, 'office', (tx) =>
    readCodeSms(tx, means, account(), asked),
  );
  expect(accepted(read)).toMatchObject({
    maskedNumber: '+39 ••• ••• 0100',
    segments: 1,
    fault: null,
    text: 'Mensa Comune di Valserena: su https://valserena.example/recupero/codice usa codice utente mother.0 e codice *** *** *** entro 48 ore.',
  });
  const foreign = await database.inTenant(town.tenantId, 'office', (tx) =>
    sendCodeSms(tx, means, account(), { ...asked, pupilId: second?.pupilId ?? '' }),
  );
  expect(foreign).toMatchObject({ refusal: 'no-such-guardian' });
  accepted(
    await database.inTenant(town.tenantId, 'office', (tx) =>
      sendCodeSms(tx, means, account(), asked),
    ),
  );
});
