// The office gives a new first password: it opens the door once, and must be changed behind it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givePassword } from '#identity/give-password.ts';
import { initialPassword } from '#identity/initial-password.ts';
import { signIn } from '#identity/sign-in.ts';
import { movableClock, sampleFamily, samplePassword, sampleTenant } from '#identity/sample.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('a password given by the office opens the door, ends the old one, and must be changed', async () => {
  const clock = movableClock();
  const tenantId = await sampleTenant(database, 'consegna');
  await sampleFamily(database, clock, tenantId, { login: 'senza.posta', email: null });
  const { password, passwordHash } = await initialPassword();
  const give = (login: string) =>
    database.inTenant(tenantId, 'system', (tx) =>
      givePassword(tx, { clock, sceneClock: clock }, { login, passwordHash }),
    );
  const enter = (secret: string) =>
    signIn(
      { database, clock, https: false },
      {
        tenantId,
        login: 'senza.posta',
        password: secret,
        origin: 'here',
        priorTokenHash: undefined,
      },
    );
  expect(await give('nessuno')).toMatchObject({ ok: false, refusal: 'no-such-account' });
  expect(await give('Senza.Posta ')).toEqual({ ok: true, value: { displayName: 'Anna Rossi' } });
  expect(await enter(samplePassword)).toMatchObject({ ok: false, refusal: 'wrong-credentials' });
  expect(await enter(password)).toMatchObject({
    ok: true,
    value: { account: { mustChangePassword: true } },
  });
});
