// Who may give and choose a PIN, from when, and what a family reads of its telephone; on every database that the product runs on.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choosePhonePin } from '#enrolment/choose-phone-pin.ts';
import { giveLetterPins } from '#enrolment/give-letter-pins.ts';
import { givePhonePin } from '#enrolment/give-phone-pin.ts';
import { decidePin } from '#enrolment/pin-rules.ts';
import { readFamilyPhone } from '#enrolment/read-family-phone.ts';
import { readPupil } from '#enrolment/read-pupil.ts';
import { recogniseCode } from '#enrolment/recognise-caller.ts';
import { samplePeople } from '#enrolment/sample.ts';
import { phonePinSetting } from '#enrolment/settings.ts';
import type { Grant } from '#ground/actor.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import type { FamilyAccount, StaffAccount } from '#identity/model.ts';
import { channelOf } from '#identity/model.ts';
import { accepted, movableClock } from '#identity/sample.ts';
import { masterKeyOf } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { createMissingKeys } from '#tenancy/tenant-keys.ts';

const clock = movableClock();
const masterKey = masterKeyOf(new Uint8Array(32).fill(7));
const today = '2026-11-23';
const staffWith = (...grants: readonly Grant[]): StaffAccount => ({
  kind: 'staff',
  accountId: '01900000-0000-7000-8000-00000000000a',
  login: 'chi',
  displayName: 'Chi lavora',
  mustChangePassword: false,
  grants,
});
const office = staffWith({ role: 'office', schoolId: null, kitchenId: null });

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  /** Anna has a code and Bruno none; both are Giulia's, and of Anna Elena is a restricted guardian. */
  const newTown = async (pinFrom: string | null = today) => {
    const town = await samplePeople(database, clock, `borgo-${(towns += 1)}`, [
      {
        name: ['Anna', 'Rossi'],
        school: 'manzoni',
        mother: ['Giulia', 'Bianchi'],
        phoneCode: '004711',
      },
      { name: ['Bruno', 'Rossi'], school: 'rodari' },
      {
        name: ['Carla', 'Verdi'],
        school: 'manzoni',
        mother: ['Elena', 'Neri'],
        phoneCode: '305557',
      },
    ]);
    const { tenantId } = town;
    const means = { database, clock, securityClock: clock, masterKey };
    const [anna = '', bruno = ''] = town.pupils.map((one) => one.pupilId);
    const [giuliaId = '', elenaId = ''] = town.guardianIds;
    const link = (pupilId: string, guardianId: string, restricted: boolean) => ({
      guardianshipId: randomUUID(),
      pupilId,
      guardianId,
      relation: 'mother' as const,
      restricted,
    });
    await town.record({ guardianships: [link(bruno, giuliaId, false), link(anna, elenaId, true)] });
    await database.inTenant(tenantId, 'system', async (tx) => {
      await createMissingKeys(tx, masterKey, clock.now());
      if (pinFrom === null) return;
      recordSetting(tx, clock, systemActor('sample'), {
        definition: phonePinSetting,
        scope: { kind: 'tenant' },
        value: true,
        validFrom: asDay(pinFrom),
        firstDayNotYetOpen: asDay(today),
      });
    });
    const accounts = await database.asOwner(
      `select guardian_id, account_id from enrolment.guardian where tenant_id = ${tenantId}`,
    );
    const accountOf = (guardianId: string): FamilyAccount => ({
      kind: 'family',
      accountId: String(accounts.find((row) => row['guardian_id'] === guardianId)?.['account_id']),
      login: 'mother',
      displayName: 'Madre',
      mustChangePassword: false,
      email: null,
      language: 'it',
    });
    return {
      ...town,
      anna,
      bruno,
      link: (pupilId: string, guardianId: string) =>
        town.record({ guardianships: [link(pupilId, guardianId, false)] }),
      giulia: accountOf(giuliaId),
      elena: accountOf(elenaId),
      give: (pupilId: string, account = office) =>
        database.inTenant(tenantId, channelOf(account), (tx) =>
          givePhonePin(tx, means, account, pupilId),
        ),
      choose: (account: FamilyAccount, pupilId: string, pin: string) =>
        database.inTenant(tenantId, 'family', (tx) =>
          choosePhonePin(tx, means, account, { pupilId, pin }),
        ),
      read: (account: FamilyAccount) =>
        database.inTenant(tenantId, 'family', (tx) => readFamilyPhone(tx, means, account)),
      card: (pupilId: string, account = office) =>
        database.inTenant(tenantId, channelOf(account), (tx) =>
          readPupil(tx, means, account, pupilId),
        ),
      letters: (...accountIds: readonly string[]) =>
        database.inTenant(tenantId, 'system', (tx) =>
          giveLetterPins(tx, means, systemActor('import'), accountIds),
        ),
      opens: async (pin: string) =>
        (
          await recogniseCode(
            means,
            { tenantId, callerNumber: null, calledNumber: '+3903995550101' },
            '004711',
            pin,
          )
        ).ok,
      events: () =>
        database.asOwner(
          `select actor_kind, channel, subject_id, facts::text from audit.event
            where tenant_id = ${tenantId} and action = 'enrolment.phone-pin-given' order by at, event_id`,
        ),
    };
  };

  test('the office gives a PIN that opens the child by telephone; the next one ends it; each is written down, without its digits', async () => {
    const { give, opens, events, anna } = await newTown();
    const first = accepted(await give(anna));
    expect(first).toMatchObject({ phoneCode: '004711', pupilName: 'Anna Rossi' });
    expect(decidePin(first.pin, '004711').ok).toBe(true);
    expect(await opens(first.pin)).toBe(true);
    const second = accepted(await give(anna));
    expect([await opens(first.pin), await opens(second.pin)]).toEqual([
      first.pin === second.pin,
      true,
    ]);
    const line = { actor_kind: 'staff', channel: 'office', subject_id: anna, facts: '{}' };
    expect(await events()).toEqual([line, line]);
  });

  test('a school, the kitchen, and an office of another school give none', async () => {
    const { give, anna, schoolIds, events } = await newTown();
    const { manzoni, rodari } = schoolIds;
    const at = (role: Grant['role'], schoolId: string | null) =>
      staffWith({ role, schoolId, kitchenId: null });
    expect(await give(anna, at('school', manzoni))).toMatchObject({ refusal: 'not-allowed' });
    expect(await give(anna, at('kitchen', null))).toMatchObject({ refusal: 'not-allowed' });
    expect(await give(anna, at('office', rodari))).toMatchObject({ refusal: 'no-such-pupil' });
    expect(await give(randomUUID())).toMatchObject({ refusal: 'no-such-pupil' });
    expect(await events()).toEqual([]);
    accepted(await give(anna, at('office', manzoni)));
  });

  test('a guardian chooses one, unless it is easily guessed or the child is not theirs', async () => {
    const { choose, opens, events, anna, bruno, giulia, elena, pupils } = await newTown();
    const refusal = async (account: FamilyAccount, pupilId: string, pin: string) => {
      const outcome = await choose(account, pupilId, pin);
      return outcome.ok ? 'chosen' : outcome.refusal;
    };
    expect(await refusal(giulia, anna, '12345')).toBe('pin-too-easy');
    expect(await refusal(giulia, anna, '04711')).toBe('pin-too-easy');
    expect(await refusal(giulia, anna, '4821')).toBe('pin-not-five-digits');
    expect(await refusal(giulia, bruno, '48213')).toBe('no-phone-code');
    expect(await refusal(giulia, pupils[2]?.pupilId ?? '', '48213')).toBe('pupil-not-found');
    expect(await refusal(elena, anna, '48213')).toBe('guardian-restricted');
    expect(await events()).toEqual([]);
    expect(await refusal(giulia, anna, '48213')).toBe('chosen');
    expect(await opens('48213')).toBe(true);
    expect(await events()).toMatchObject([{ actor_kind: 'guardian', channel: 'portal' }]);
  });

  test('a guardian reads the codes of the children and since when there is a PIN; a restricted one reads nothing of the child', async () => {
    const { read, choose, anna, giulia, elena } = await newTown();
    await choose(giulia, anna, '48213');
    expect(await read(giulia)).toMatchObject({
      pinAskedFrom: today,
      children: [
        { firstName: 'Anna', phoneCode: '004711', pinGivenAt: clock.now() },
        { firstName: 'Bruno', phoneCode: null, pinGivenAt: null },
      ],
    });
    expect((await read(elena)).children.map((child) => child.firstName)).toEqual(['Carla']);
  });

  test.each([
    ['where none is asked for', null, null],
    ['where it is asked for from a day to come', '2027-01-07', '2027-01-07'],
  ])('%s', async (_what, from, pinAskedFrom) => {
    const { read, choose, give, card, anna, giulia } = await newTown(from);
    expect((await read(giulia)).pinAskedFrom).toBe(pinAskedFrom);
    const refused = { refusal: 'pin-not-asked' };
    const expected = from === null ? refused : { ok: true };
    expect(await give(anna)).toMatchObject(expected);
    expect(await choose(giulia, anna, '48213')).toMatchObject(expected);
    const { phonePin } = accepted(await card(anna));
    expect(phonePin).toEqual(from === null ? null : { givenAt: clock.now() });
  });

  test('the card says whether there is one to the office, and nothing to a school', async () => {
    const { card, anna, schoolIds } = await newTown();
    const secretary = staffWith({ role: 'school', schoolId: schoolIds.manzoni, kitchenId: null });
    expect(accepted(await card(anna)).phonePin).toEqual({ givenAt: null });
    expect(accepted(await card(anna, secretary)).phonePin).toBeNull();
  });

  test('letters bring each child one PIN for all its guardians, and leave one that there is already', async () => {
    const { letters, opens, events, link, pupils, guardianIds, giulia, elena } = await newTown();
    const [child, ...others] = await letters(giulia.accountId);
    expect(others).toEqual([]);
    const pin = child?.pin?.kind === 'new' ? child.pin.pin : '';
    expect(child).toMatchObject({ firstName: 'Anna', phoneCode: '004711' });
    expect(await opens(pin)).toBe(true);
    await link(pupils[2]?.pupilId ?? '', guardianIds[0] ?? '');
    const [ofAnna, ...ofCarla] = await letters(giulia.accountId, elena.accountId);
    expect(ofAnna).toMatchObject({ firstName: 'Anna', pin: { kind: 'kept' } });
    expect(ofCarla).toMatchObject([
      { firstName: 'Carla', pin: { kind: 'new' } },
      { firstName: 'Carla', pin: { kind: 'new' } },
    ]);
    expect(ofCarla[0]?.pin).toEqual(ofCarla[1]?.pin);
    expect(await opens(pin)).toBe(true);
    expect(await events()).toHaveLength(2);
  });
});
