// Who is told, on a real database: both parents, once each, never whom a court keeps away, each in their language.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chooseMessages } from '#correspondence/choose-messages.ts';
import type { MessageChoice } from '#correspondence/model.ts';
import { tellGuardians } from '#correspondence/tell-guardians.ts';
import type { Tidings } from '#correspondence/tell-guardians.ts';
import type { Channel } from '#ground/actor.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { FamilyAccount } from '#identity/model.ts';
import { movableClock, sampleFamily, sampleTenant } from '#identity/sample.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const clock = movableClock();
const expiresAt = plusSeconds(clock.now(), 86_400);

describe.each(databaseKinds)('tidings on %s', (kind) => {
  let database: Database;
  let tenantId: number;
  let otherTenantId: number;
  const sofia = randomUUID();
  const luca = randomUUID();
  const ids: Record<string, string> = {};
  const accounts: Record<string, string> = {};

  const pupil = (pupilId: string, name: string): Promise<unknown> =>
    database.asOwner(
      `insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, first_name, last_name, sort_key, recorded_at)
       values (${tenantId}, '${pupilId}', '${name}', '${name}', 'Rossi', 'rossi', '2026-09-01T00:00:00Z')`,
    );
  const guardian = async (
    login: string,
    changes: Parameters<typeof sampleFamily>[3],
    ...links: readonly { pupilId: string; restricted?: boolean }[]
  ): Promise<void> => {
    const accountId = await sampleFamily(database, clock, tenantId, {
      login,
      displayName: login,
      email: `${login}@example.org`,
      ...changes,
    });
    accounts[login] = accountId;
    const guardianId = (ids[login] = randomUUID());
    await database.asOwner(
      `insert into enrolment.guardian (tenant_id, guardian_id, first_name, last_name, sort_key, account_id, recorded_at)
       values (${tenantId}, '${guardianId}', '${login}', 'Rossi', 'rossi', '${accountId}', '2026-09-01T00:00:00Z')`,
    );
    for (const { pupilId, restricted = false } of links) {
      await database.asOwner(
        `insert into enrolment.guardianship
           (tenant_id, guardianship_id, pupil_id, guardian_id, relation, restricted, recorded_at, recorded_by)
         values (${tenantId}, '${randomUUID()}', '${pupilId}', '${guardianId}', 'other', ${restricted}, '2026-09-01T00:00:00Z', 'test')`,
      );
    }
  };
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    tenantId = await sampleTenant(database);
    otherTenantId = await sampleTenant(database, 'altrove');
    await pupil(sofia, 'sofia');
    await pupil(luca, 'luca');
    await guardian('anna', {}, { pupilId: sofia }, { pupilId: luca });
    await guardian('john', { language: 'en' }, { pupilId: sofia });
    await guardian('marco', {}, { pupilId: sofia, restricted: true }, { pupilId: luca });
    await guardian('nonna', { email: null }, { pupilId: sofia });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.asOwner('delete from notifications.message; delete from platform.outbox');
  });

  const tell = (changes: Partial<Tidings> = {}, tenant = tenantId): Promise<number> =>
    database.inTenant(tenant, 'system', (tx) =>
      tellGuardians(tx, clock, {
        pupilIds: [sofia, luca],
        compose: (language, told) => ({
          subject: `${language} ${told.displayName}`,
          body: told.pupilIds
            .map((pupilId) => (pupilId === sofia ? 'Sofia' : 'Luca'))
            .toSorted()
            .join(' e '),
        }),
        expiresAt,
        ...changes,
      }),
    );
  const told = async (): Promise<unknown[]> =>
    (
      await database.asOwner(
        'select address, subject, body from notifications.message order by address',
      )
    ).map(({ address, subject, body }) => [address, subject, body].join(': '));

  it('each guardian gets one message about their own children, in their language, and a restricted one nothing of that child', async () => {
    expect(await tell()).toBe(3);
    expect(await told()).toEqual([
      'anna@example.org: it anna: Luca e Sofia',
      'john@example.org: en john: Sofia',
      'marco@example.org: it marco: Luca',
    ]);
    expect(
      await database.asOwner("select 1 from platform.outbox where kind = 'notifications.deliver'"),
    ).toHaveLength(3);
  });

  const tellOfSofia = (madeBy?: Tidings['madeBy']): Promise<number> =>
    tell({ pupilIds: [sofia], madeBy });
  const annas = (channel: Channel): Tidings['madeBy'] => ({
    guardianId: ids['anna'] ?? '',
    channel,
  });
  const choose = (ownChanges: MessageChoice): Promise<unknown> =>
    database.inTenant(tenantId, 'family', (tx) =>
      chooseMessages(tx, { clock }, annasAccount(), { ownChanges }),
    );
  const annasAccount = (): FamilyAccount => ({
    kind: 'family',
    accountId: accounts['anna'] ?? '',
    login: 'anna',
    displayName: 'anna',
    mustChangePassword: false,
    language: 'it',
    email: 'anna@example.org',
  });

  it('B5: every guardian is told a change, whoever made it', async () => {
    expect(await tellOfSofia(annas('portal'))).toBe(2);
  });

  it('B5: a guardian may do without the mail about their own changes, and without no other', async () => {
    expect(await choose('none')).toMatchObject({ ok: true, value: { ownChanges: 'none' } });
    await tellOfSofia(annas('portal'));
    expect(await told()).toEqual(['john@example.org: en john: Sofia']);
    await database.asOwner('delete from notifications.message');
    await tellOfSofia({ guardianId: ids['john'] ?? '', channel: 'portal' });
    await tellOfSofia();
    expect((await told()).filter((one) => String(one).startsWith('anna'))).toHaveLength(2);
  });

  it('what was done with the code on the phone is told also to its owner', async () => {
    await choose('none');
    expect(await tellOfSofia(annas('voice'))).toBe(2);
  });

  it('the choice holds once however often it is made, can be taken back, and stays in the history', async () => {
    await choose('mail');
    await Promise.all([choose('none'), choose('none')].map((one) => one.catch(() => undefined)));
    await choose('none');
    await choose('mail');
    expect(await tellOfSofia(annas('portal'))).toBe(2);
    const rows = await database.asOwner(
      'select superseded_at from correspondence.mute where superseded_at is null',
    );
    expect(rows).toEqual([]);
  });

  it('a guardian of former times and a closed account are told nothing', async () => {
    const close = (login: string, instant: string): Promise<unknown> =>
      database.asOwner(
        `update identity.family_account set disabled_at = ${instant} where login = '${login}'`,
      );
    await close('john', "'2026-11-01T00:00:00Z'");
    await database.asOwner(
      `update enrolment.guardianship set superseded_at = '2026-11-01T00:00:00Z' where guardian_id = '${ids['marco']}' and pupil_id = '${luca}'`,
    );
    await tell();
    expect(await told()).toEqual(['anna@example.org: it anna: Luca e Sofia']);
    await close('john', 'null');
  });

  it('another authority reaches nobody here', async () => {
    expect(await tell({}, otherTenantId)).toBe(0);
    expect(await told()).toEqual([]);
  });
});
