// Accounts and roles on a real database: all or none, no login twice, only by whom it is allowed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Grant } from '#ground/actor.ts';
import { systemActor } from '#ground/actor.ts';
import { changeFamilyContacts, createFamilyAccounts } from '#identity/create-family-accounts.ts';
import type { NewFamilyAccount } from '#identity/create-family-accounts.ts';
import { createStaffAccount } from '#identity/create-staff-account.ts';
import { grantRole } from '#identity/grant-role.ts';
import { accepted, movableClock, sampleStaff, sampleTenant } from '#identity/sample.ts';
import type { Database, DatabaseRole } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const clock = movableClock();
const job = systemActor('import');
const staff = (...roles: readonly Grant['role'][]): Actor => ({
  kind: 'staff',
  accountId: '018f0000-0000-7000-8000-000000000009',
  grants: roles.map((role) => ({ role, schoolId: null, kitchenId: null })),
  channel: 'office',
});
const family = (login: string, changes: Partial<NewFamilyAccount> = {}): NewFamilyAccount => ({
  login,
  displayName: `Famiglia ${login}`,
  email: null,
  mobile: null,
  language: 'it',
  passwordHash: 'not looked at here',
  mustChangePassword: true,
  ...changes,
});

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let tenantId: number;
  let otherTenantId: number;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    tenantId = await sampleTenant(database);
    otherTenantId = await sampleTenant(database, 'altrove');
  });
  afterAll(() => database.close());

  const create = (
    accounts: readonly NewFamilyAccount[],
    actor: Actor = job,
    role: DatabaseRole = 'system',
  ) => database.inTenant(tenantId, role, (tx) => createFamilyAccounts(tx, clock, actor, accounts));
  const logins = async (): Promise<unknown[]> =>
    (
      await database.asOwner(
        `select login from identity.family_account where tenant_id = ${tenantId} order by login`,
      )
    ).map(({ login }) => login);

  it('many families get their logins in one go, each with its own id, and one audit line says how many', async () => {
    const ids = accepted(
      await create([family('Alfa'), family(' beta ', { email: 'b@example.org', language: 'en' })]),
    );
    expect(new Set(ids).size).toBe(2);
    expect(await logins()).toEqual(['alfa', 'beta']);
    expect(
      await database.asOwner(
        "select subject_id, facts from audit.event where action = 'identity.accounts-created'",
      ),
    ).toEqual([{ subject_id: String(tenantId), facts: { count: 2 } }]);
  });

  it('a login that is taken, by a family, by staff or twice in the list, stops them all', async () => {
    await sampleStaff(database, clock, otherTenantId, 'bianchi');
    for (const taken of ['ALFA', 'bianchi']) {
      expect(await create([family('gamma'), family(taken)])).toEqual({
        ok: false,
        refusal: 'login-taken',
        details: { login: taken.toLowerCase() },
      });
    }
    expect(await create([family('delta'), family('Delta')])).toMatchObject({
      refusal: 'login-taken',
    });
    expect(await logins()).toEqual(['alfa', 'beta']);
  });

  it('the office may make them, a school may not', async () => {
    accepted(await create([family('epsilon')], staff('office'), 'office'));
    expect(await create([family('zeta')], staff('school'), 'office')).toMatchObject({
      refusal: 'not-allowed',
    });
    expect(await create([])).toEqual({ ok: true, value: [] });
  });

  it('new contacts change what is different and count it', async () => {
    const [accountId = ''] = accepted(await create([family('eta')]));
    const contacts = {
      displayName: 'Eta',
      email: 'e@example.org',
      mobile: null,
      language: 'it',
    } as const;
    const change = (): Promise<number> =>
      database.inTenant(tenantId, 'system', (tx) =>
        changeFamilyContacts(tx, [{ accountId, ...contacts }]),
      );
    expect([await change(), await change()]).toEqual([1, 0]);
  });

  it('a member of staff has at least one role, and gets others once each, from an administrator', async () => {
    const account = {
      login: 'Cuoca',
      displayName: 'Rita',
      email: null,
      passwordHash: 'not looked at here',
      mustChangePassword: true,
    };
    const grant: Grant = { role: 'kitchen', schoolId: null, kitchenId: null };
    const hire = (actor: Actor, grants: readonly Grant[], tenant = tenantId) =>
      database.inTenant(tenant, 'system', (tx) =>
        createStaffAccount(tx, clock, actor, { ...account, grants }),
      );
    expect(await hire(staff('office'), [grant])).toMatchObject({ refusal: 'not-allowed' });
    expect(await hire(job, [])).toMatchObject({ refusal: 'no-role' });
    accepted(await hire(staff('administrator'), [grant]));
    expect(await hire(job, [grant], otherTenantId)).toMatchObject({ refusal: 'login-taken' });
    const give = (actor: Actor, login: string, role: Grant['role'], tenant = tenantId) =>
      database.inTenant(tenant, 'system', (tx) =>
        grantRole(tx, clock, actor, { login, grant: { ...grant, role } }),
      );
    expect(await give(staff('office'), 'cuoca', 'school')).toMatchObject({
      refusal: 'not-allowed',
    });
    expect(await give(job, 'nessuno', 'school')).toMatchObject({ refusal: 'no-such-account' });
    expect(await give(job, 'cuoca', 'kitchen')).toMatchObject({ refusal: 'already-granted' });
    accepted(await give(job, 'cuoca', 'school'));
    accepted(await give(job, 'cuoca', 'kitchen', otherTenantId));
  });
});
