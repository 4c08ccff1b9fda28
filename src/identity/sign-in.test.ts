// Signing in on a real database: right, wrong, in a hurry, by a hundred at once, at another authority's address.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '#platform/problem.ts';
import { subjectOf } from '#identity/attempts.ts';
import { accountOf, familyOf, staffOf } from '#identity/account-of-request.ts';
import {
  accepted,
  movableClock,
  sampleFamily,
  samplePassword,
  sampleStaff,
  sampleTenant,
} from '#identity/sample.ts';
import { sessionHashOf } from '#identity/session-cookie.ts';
import type { SignedIn } from '#identity/sign-in.ts';
import { signIn } from '#identity/sign-in.ts';
import { signOut } from '#identity/sign-out.ts';
import type { Database, Tx } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';

let database: Database;
let tenantId: number;
let otherTenantId: number;
const clock = movableClock();
const start = async (login: string): Promise<void> => {
  await sampleFamily(database, clock, tenantId, { login });
};
const enter = (login: string, password: string, changes: object = {}) =>
  signIn(
    { database, clock, https: false },
    { tenantId, login, password, origin: login, priorTokenHash: undefined, ...changes },
  );
const cookiesOf = ({ session }: SignedIn) => ({ cookies: { refettorio: session.token } });
const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const fault: unknown = await promise.then(
    () => 'nothing was refused',
    (problem: unknown) => problem,
  );
  return (fault as Problem).code;
};

beforeAll(async () => {
  database = await openTestDatabase();
  tenantId = await sampleTenant(database);
  otherTenantId = await sampleTenant(database, 'altrove');
});
afterAll(() => database.close());

describe('a guardian', () => {
  it('signs in with login and password, whatever the capitals, and is known from then on', async () => {
    await start('rossi');
    const signedIn = accepted(await enter('  ROSSI ', samplePassword));
    const account = await database.inTenant(tenantId, 'family', (tx) =>
      familyOf(tx, clock, cookiesOf(signedIn)),
    );
    expect(account).toEqual({
      kind: 'family',
      accountId: signedIn.account.accountId,
      login: 'rossi',
      displayName: 'Anna Rossi',
      mustChangePassword: false,
      language: 'it',
      email: 'anna.rossi@example.org',
    });
  });

  it('with a wrong password, and a login that nobody has, are refused in the same words', async () => {
    await start('verdi');
    const wrong = await enter('verdi', 'tre parole vostre');
    expect(wrong).toEqual({ ok: false, refusal: 'wrong-credentials' });
    expect(await enter('nessuno', samplePassword)).toEqual(wrong);
  });

  it('waits after the fifth wrong password, even with the right one, and then comes in', async () => {
    await start('neri');
    for (let failure = 0; failure < 5; failure += 1) {
      expect(await enter('neri', 'sbagliata')).toMatchObject({ refusal: 'wrong-credentials' });
    }
    expect(await enter('neri', samplePassword)).toEqual({
      ok: false,
      refusal: 'too-many-attempts',
      details: { waitSeconds: 10, waitMinutes: 1 },
    });
    clock.forward(10);
    accepted(await enter('neri', samplePassword));
    accepted(await enter('neri', samplePassword));
  });

  it('is not counted wrong for the same login at another authority', async () => {
    await start('gallo');
    await sampleFamily(database, clock, otherTenantId, { login: 'gallo' });
    for (let failure = 0; failure < 5; failure += 1) await enter('gallo', 'sbagliata');
    expect(await enter('gallo', samplePassword, { tenantId: otherTenantId })).toMatchObject({
      ok: true,
    });
  });

  it('two wrong passwords at once count twice', async () => {
    await start('bruni');
    await Promise.all([enter('bruni', 'sbagliata'), enter('bruni', 'errata')]);
    const [counter] = await database.asOwner(
      `select failures from identity.sign_in_attempt where subject = '${subjectOf('account', 'bruni')}'`,
    );
    expect(counter).toEqual({ failures: 2 });
  });

  it('who guesses with thirty passwords at once has five tries', async () => {
    await start('fabbri');
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => enter('fabbri', `prova ${index}`)),
    );
    const refusals = answers.map((answer) => (answer.ok ? 'in' : answer.refusal));
    expect(refusals.filter((refusal) => refusal === 'wrong-credentials')).toHaveLength(5);
    expect(refusals.filter((refusal) => refusal === 'too-many-attempts')).toHaveLength(25);
  });

  it('who guesses at twenty logins from one address waits at every login from there', async () => {
    await start('costa');
    const origin = '203.0.113.9';
    for (let failure = 0; failure < 20; failure += 1) {
      await enter(`login${failure}`, 'sbagliata', { origin });
    }
    expect(await enter('costa', samplePassword, { origin })).toMatchObject({
      refusal: 'too-many-attempts',
    });
    accepted(await enter('costa', samplePassword, { origin: '203.0.113.10' }));
  });

  it('loses the session after thirty days, by signing out, and by signing in anew on the same browser', async () => {
    await start('greco');
    const known = (signedIn: SignedIn) =>
      codeOf(
        database.inTenant(tenantId, 'family', (tx) => familyOf(tx, clock, cookiesOf(signedIn))),
      );
    const first = accepted(await enter('greco', samplePassword));
    const priorTokenHash = first.session.tokenHash;
    const second = accepted(await enter('greco', samplePassword, { priorTokenHash }));
    expect(await known(first)).toBe('identity.not-signed-in');
    await database.inTenant(tenantId, 'system', async (tx) =>
      signOut(tx, clock, second.session.tokenHash),
    );
    expect(await known(second)).toBe('identity.not-signed-in');
    const third = accepted(await enter('greco', samplePassword));
    clock.forward(30 * 86_400 - 1);
    expect(await known(third)).toBeUndefined();
    clock.forward(1);
    expect(await known(third)).toBe('identity.not-signed-in');
  });

  it('with an initial password may do nothing but choose another', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'nuova', mustChangePassword: true });
    const signedIn = accepted(await enter('nuova', samplePassword));
    await database.inTenant(tenantId, 'family', async (tx) => {
      expect(await codeOf(familyOf(tx, clock, cookiesOf(signedIn)))).toBe(
        'identity.password-change-required',
      );
      const options = { evenWithInitialPassword: true };
      expect(await familyOf(tx, clock, cookiesOf(signedIn), options)).toMatchObject({
        mustChangePassword: true,
      });
    });
  });

  it('whose account was disabled is out at once', async () => {
    await start('fermi');
    const signedIn = accepted(await enter('fermi', samplePassword));
    await database.asOwner(
      "update identity.family_account set disabled_at = '2026-11-23T00:00:00Z' where login = 'fermi'",
    );
    const known = database.inTenant(tenantId, 'family', (tx) =>
      familyOf(tx, clock, cookiesOf(signedIn)),
    );
    expect(await codeOf(known)).toBe('identity.not-signed-in');
    expect(await enter('fermi', samplePassword)).toMatchObject({ refusal: 'wrong-credentials' });
  });
});

describe('a session', () => {
  it('is worth nothing at the address of another authority, nor under the name of the other cookie', async () => {
    await start('sala');
    const signedIn = accepted(await enter('sala', samplePassword));
    const elsewhere = database.inTenant(otherTenantId, 'family', (tx) =>
      familyOf(tx, clock, cookiesOf(signedIn)),
    );
    expect(await codeOf(elsewhere)).toBe('identity.not-signed-in');
    const planted = { cookies: { '__Host-refettorio': signedIn.session.token } };
    const asHttps = database.inTenant(tenantId, 'family', (tx) => familyOf(tx, clock, planted));
    expect(await codeOf(asHttps)).toBe('identity.not-signed-in');
  });

  it('of a family does not open the pages of staff, nor the other way round', async () => {
    await start('serra');
    await sampleStaff(database, clock, tenantId, 'ufficio');
    const family = cookiesOf(accepted(await enter('serra', samplePassword)));
    const staff = cookiesOf(accepted(await enter('ufficio', samplePassword)));
    for (const role of ['office', 'school', 'kitchen'] as const) {
      await database.inTenant(tenantId, role, async (tx) => {
        expect(await codeOf(staffOf(tx, clock, family))).toBe('identity.wrong-face');
        expect(await staffOf(tx, clock, staff)).toMatchObject({
          kind: 'staff',
          login: 'ufficio',
          grants: [{ role: 'office', schoolId: null, kitchenId: null }],
        });
      });
    }
    await database.inTenant(tenantId, 'family', async (tx) => {
      expect(await codeOf(familyOf(tx, clock, staff))).toBe('identity.wrong-face');
    });
    await database.inTenant(tenantId, 'system', async (tx) => {
      expect(await accountOf(tx, clock, family)).toMatchObject({ kind: 'family' });
      expect(await accountOf(tx, clock, staff)).toMatchObject({ kind: 'staff' });
    });
  });

  it('of staff ends after twelve hours, and with the last role', async () => {
    await sampleStaff(database, clock, tenantId, 'cuoca');
    const signedIn = accepted(await enter('cuoca', samplePassword));
    const known = (): Promise<string> =>
      codeOf(
        database.inTenant(tenantId, 'kitchen', (tx) => staffOf(tx, clock, cookiesOf(signedIn))),
      );
    expect(await known()).toBeUndefined();
    const revoke = (instant: string) =>
      database.asOwner(
        `update identity.staff_grant set revoked_at = ${instant} where account_id = '${signedIn.account.accountId}'`,
      );
    await revoke("'2026-11-23T00:00:00Z'");
    expect(await known()).toBe('identity.not-signed-in');
    expect(await enter('cuoca', samplePassword)).toMatchObject({ refusal: 'wrong-credentials' });
    await revoke('null');
    expect(await known()).toBeUndefined();
    clock.forward(12 * 3600);
    expect(await known()).toBe('identity.not-signed-in');
  });

  it('is asked for in one trip with other statements, and refused without one when there is no cookie', async () => {
    await start('villa');
    const signedIn = accepted(await enter('villa', samplePassword));
    const statements: string[] = [];
    await database.inTenant(tenantId, 'family', async (tx) => {
      const spying: Tx = {
        ...tx,
        row: (sql, ...params) => {
          statements.push(sql);
          return tx.row(sql, ...params);
        },
      };
      const travelling = familyOf(spying, clock, cookiesOf(signedIn));
      expect(statements).toHaveLength(1);
      const alone = familyOf(spying, clock, { cookies: {} });
      expect(statements).toHaveLength(1);
      expect(await codeOf(alone)).toBe('identity.not-signed-in');
      expect(await travelling).toMatchObject({ login: 'villa' });
    });
  });

  it('is kept only as a hash', async () => {
    await start('riva');
    const signedIn = accepted(await enter('riva', samplePassword));
    const stored = await database.asOwner('select token_hash from identity.session');
    expect(JSON.stringify(stored)).not.toContain(signedIn.session.token);
    expect(stored).toContainEqual({ token_hash: sessionHashOf(cookiesOf(signedIn)) });
  });
});
