// The office's one-time code on a real database: who may give it, how long it counts, and what ends with it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grant } from '#ground/actor.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { withCheckDigit } from '#ground/check-digit.ts';
import { forgetOld } from '#identity/forget-old.ts';
import { giveRecoveryCode, newRecoveryCode } from '#identity/give-recovery-code.ts';
import {
  accepted,
  movableClock,
  sampleFamily,
  samplePassword,
  sampleTenant,
} from '#identity/sample.ts';
import { recoveryCodeHoursSetting } from '#identity/settings.ts';
import { signIn } from '#identity/sign-in.ts';
import { useRecoveryCode } from '#identity/use-recovery-code.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { recordSetting } from '#tenancy/record-setting.ts';

const clock = movableClock();
const clocks = { clock, sceneClock: clock };
const newPassword = 'quattro parole nostre';
let database: Database;
let tenantId: number;
let otherTenantId: number;
let families = 0;
beforeAll(async () => {
  database = await openTestDatabase();
  tenantId = await sampleTenant(database);
  otherTenantId = await sampleTenant(database, 'altrove');
});
afterAll(() => database.close());

const clerk = (role: Grant['role'] = 'office') => ({
  kind: 'staff' as const,
  accountId: '01900000-0000-7000-8000-00000000000a',
  grants: [{ role, schoolId: null, kitchenId: null }],
  channel: 'office' as const,
});
/** A guardian of her own for every test, so that nobody waits for another's tries. */
const guardian = async () => {
  families += 1;
  const login = `rossi.${families}`;
  return { login, accountId: await sampleFamily(database, clock, tenantId, { login }) };
};
const give = async (accountId: string, role?: Grant['role']) => {
  const { code, codeHash } = await newRecoveryCode();
  const given = await database.inTenant(tenantId, 'office', (tx) =>
    giveRecoveryCode(tx, clocks, clerk(role), { accountId, codeHash }),
  );
  return { code, given };
};
const use = (
  login: string,
  code: string,
  changes: Partial<Parameters<typeof useRecoveryCode>[1]> = {},
) =>
  useRecoveryCode(
    { database, ...clocks },
    { tenantId, login, code, newPassword, origin: login, ...changes },
  );
const enter = (login: string, password: string) =>
  signIn(
    { database, clock, https: false },
    { tenantId, login, password, origin: login, priorTokenHash: undefined },
  );
const openSessions = async (accountId: string): Promise<number> =>
  (
    await database.asOwner(
      `select 1 from identity.session where account_id = '${accountId}' and ended_at is null`,
    )
  ).length;
/** The right shape, and another code. */
const otherThan = (code: string): string =>
  withCheckDigit(code.slice(0, 8) === '11111111' ? '22222222' : '11111111');

describe('a one-time code from the office', () => {
  test('opens the choice of a new password once, read out in threes; every session ends and the old password is over', async () => {
    const { login, accountId } = await guardian();
    accepted(await enter(login, samplePassword));
    const { code, given } = await give(accountId);
    expect(accepted(given)).toEqual({ login, displayName: 'Anna Rossi', validHours: 48 });
    const spoken = code.replace(/^(...)(...)(...)$/, '$1 $2-$3');
    expect(await use(login.toUpperCase(), spoken)).toEqual({ ok: true, value: undefined });
    expect(await openSessions(accountId)).toBe(0);
    expect(await enter(login, samplePassword)).toMatchObject({ refusal: 'wrong-credentials' });
    accepted(await enter(login, newPassword));
    const again = await use(login, code, { newPassword: 'cinque parole tutte nostre' });
    expect(again).toMatchObject({ ok: false, refusal: 'recovery-code-wrong' });
  });

  test('is in the database only as a hash, and in the audit not at all', async () => {
    const { accountId } = await guardian();
    const { code } = await give(accountId);
    const rows = await database.asOwner(
      `select * from identity.recovery_code where account_id = '${accountId}'`,
    );
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(String(rows[0]?.['code_hash'])).toMatch(/^\$argon2id\$/);
    const events = await database.asOwner(
      `select actor_id, facts from audit.event where subject_id = '${accountId}' and action = 'identity.recovery-code-given'`,
    );
    expect(events).toMatchObject([{ actor_id: clerk().accountId, facts: { validHours: 48 } }]);
    expect(JSON.stringify(events)).not.toContain(code);
  });

  test('counts for two days, to the second, or for as long as the authority decided', async () => {
    const first = await guardian();
    const { code } = await give(first.accountId);
    clock.forward(48 * 3600);
    expect(await use(first.login, code)).toMatchObject({ refusal: 'recovery-code-wrong' });
    const second = await guardian();
    const inTime = await give(second.accountId);
    clock.forward(48 * 3600 - 1);
    accepted(await use(second.login, inTime.code));
    const from = asDay('2026-11-01');
    await database.inTenant(tenantId, 'system', async (tx) =>
      recordSetting(tx, clock, systemActor('sample'), {
        definition: recoveryCodeHoursSetting,
        scope: { kind: 'tenant' },
        value: 2,
        validFrom: from,
        firstDayNotYetOpen: from,
      }),
    );
    const third = await guardian();
    const short = await give(third.accountId);
    expect(accepted(short.given).validHours).toBe(2);
    clock.forward(2 * 3600);
    expect(await use(third.login, short.code)).toMatchObject({ refusal: 'recovery-code-wrong' });
  });

  test('ends when another is given, and with any new password', async () => {
    const { login, accountId } = await guardian();
    const first = await give(accountId);
    const second = await give(accountId);
    expect(await use(login, first.code)).toMatchObject({ refusal: 'recovery-code-wrong' });
    accepted(await use(login, second.code));
    const open = await database.asOwner(
      `select 1 from identity.recovery_code where account_id = '${accountId}' and ended_at is null`,
    );
    expect(open).toEqual([]);
  });

  test('a digit misheard is told at once and is no try; a password that is refused leaves the code as it was', async () => {
    const { login, accountId } = await guardian();
    const { code } = await give(accountId);
    const misheard = code.slice(0, 8) + String((Number(code.at(-1)) + 1) % 10);
    for (const _ of [1, 2, 3, 4, 5, 6, 7]) {
      expect(await use(login, misheard)).toMatchObject({ refusal: 'recovery-code-mistyped' });
      expect(await use(login, '12345')).toMatchObject({ refusal: 'recovery-code-mistyped' });
      expect(await use(login, code, { newPassword: 'corta' })).toMatchObject({
        refusal: 'password-too-short',
      });
    }
    accepted(await use(login, code));
  });

  test('whoever guesses waits, per account and per origin, and does not take the code away', async () => {
    const { login, accountId } = await guardian();
    const { code } = await give(accountId);
    const wrong = otherThan(code);
    for (const index of [1, 2, 3, 4, 5])
      expect(await use(login, wrong, { origin: `guesser.${index}` })).toMatchObject({
        refusal: 'recovery-code-wrong',
      });
    // Also the right one waits now.
    expect(await use(login, code)).toMatchObject({ refusal: 'too-many-attempts' });
    clock.forward(15 * 60);
    accepted(await use(login, code));

    for (let index = 0; index < 20; index += 1)
      await use(`nobody.${index}`, wrong, { origin: 'one address' });
    const next = await guardian();
    const { code: right } = await give(next.accountId);
    expect(await use(next.login, right, { origin: 'one address' })).toMatchObject({
      refusal: 'too-many-attempts',
    });
    accepted(await use(next.login, right, { origin: 'another' }));
  });

  test('an unknown login, another family and another municipality learn nothing', async () => {
    const { accountId, login } = await guardian();
    const other = await guardian();
    const { code } = await give(accountId);
    const wrong = { ok: false, refusal: 'recovery-code-wrong' };
    expect(await use('nessuno', code)).toMatchObject(wrong);
    expect(await use(other.login, code)).toMatchObject(wrong);
    expect(await use(login, code, { tenantId: otherTenantId })).toMatchObject(wrong);
    accepted(await use(login, code));
  });

  test('two who use it at the same time: one wins', async () => {
    const { login, accountId } = await guardian();
    const { code } = await give(accountId);
    const both = await Promise.all([use(login, code), use(login, code, { origin: 'sofa' })]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
  });

  test('only the office and the administrator give one, and only to accounts that are open', async () => {
    const { accountId } = await guardian();
    for (const role of ['school', 'kitchen', 'caterer', 'serving-site'] as const)
      expect((await give(accountId, role)).given).toMatchObject({ refusal: 'not-allowed' });
    accepted((await give(accountId, 'administrator')).given);
    await database.asOwner(
      `update identity.family_account set disabled_at = now() where account_id = '${accountId}'`,
    );
    expect((await give(accountId)).given).toMatchObject({ refusal: 'no-such-account' });
  });

  test('codes that are long over are forgotten', async () => {
    clock.forward(40 * 86_400);
    await database.inTenant(tenantId, 'system', (tx) => forgetOld(tx, clock));
    expect(await database.asOwner('select 1 from identity.recovery_code')).toEqual([]);
  });
});
