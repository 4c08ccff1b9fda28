// A forgotten or changed password on a real database: the link, its half hour, its single use, and what ends with it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { familyOf } from '#identity/account-of-request.ts';
import { askRecovery, sendRecoveryKind } from '#identity/ask-recovery.ts';
import { changePassword } from '#identity/change-password.ts';
import { completeRecovery } from '#identity/complete-recovery.ts';
import { forgetOld } from '#identity/forget-old.ts';
import {
  accepted,
  movableClock,
  sampleFamily,
  samplePassword,
  sampleStaff,
  sampleTenant,
} from '#identity/sample.ts';
import { recoverySender } from '#identity/send-recovery.ts';
import type { SignedIn } from '#identity/sign-in.ts';
import { signIn } from '#identity/sign-in.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import { openTestDatabase } from '#platform/test-database.ts';

let database: Database;
let tenantId: number;
let otherTenantId: number;
let lines: string[] = [];
const clock = movableClock();
/** The demo's time is another one: mail follows it, links do not. */
const sceneClock = movableClock();
const means = { clock, sceneClock };
const newPassword = 'quattro parole nostre';

beforeAll(async () => {
  database = await openTestDatabase();
  tenantId = await sampleTenant(database);
  otherTenantId = await sampleTenant(database, 'altrove');
  sceneClock.forward(-40 * 86_400);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.asOwner('delete from notifications.message; delete from platform.outbox');
  lines = [];
});

const enter = (login: string, password: string) =>
  signIn(
    { database, clock, https: false },
    { tenantId, login, password, origin: login, priorTokenHash: undefined },
  );
const isIn = async ({ session }: SignedIn): Promise<boolean> =>
  database
    .inTenant(tenantId, 'family', (tx) =>
      familyOf(
        tx,
        clock,
        { cookies: { refettorio: session.token } },
        { evenWithInitialPassword: true },
      ),
    )
    .then(
      () => true,
      () => false,
    );
const ask = (login: string, origin = login): Promise<void> =>
  database.inTenant(tenantId, 'system', (tx) =>
    askRecovery(tx, means, { login, origin, siteAddress: 'https://mensa.valserena.example' }),
  );
const sweep = (): Promise<number> =>
  sweepOutbox({
    database,
    clock: sceneClock,
    log: logTo(
      (line) => lines.push(line),
      () => 'then',
    ),
    limit: 20,
    handlers: {
      [sendRecoveryKind]: recoverySender(means),
      'notifications.deliver': { outside: async () => 'done' },
    },
  });
const mails = (): Promise<readonly Record<string, unknown>[]> =>
  database.asOwner('select * from notifications.message order by created_at');
const tokenFor = async (login: string): Promise<string> => {
  await ask(login);
  await sweep();
  const [mail] = await mails();
  const token = /^https:\/\/mensa\.valserena\.example\/recupero\?t=([\w-]{43})$/m.exec(
    String(mail?.['body']),
  )?.[1];
  return token ?? 'no link in the mail';
};
const complete = (token: string, password = newPassword, tenant = tenantId) =>
  completeRecovery({ database, ...means }, { tenantId: tenant, token, newPassword: password });

describe('a forgotten password', () => {
  it('is replaced by the link in the mail: every session ends, the new password counts, the old one does not', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'rossi', mustChangePassword: true });
    const before = accepted(await enter('rossi', samplePassword));
    const token = await tokenFor('ROSSI ');
    expect(await mails()).toMatchObject([
      {
        address: 'anna.rossi@example.org',
        subject: 'Scegli una nuova password per la mensa',
        created_at: sceneClock.now(),
        expires_at: sceneClock.now() + 1_800_000,
      },
    ]);
    expect(await complete(token)).toEqual({ ok: true, value: undefined });
    expect(await isIn(before)).toBe(false);
    expect(await enter('rossi', samplePassword)).toMatchObject({ refusal: 'wrong-credentials' });
    const after = accepted(await enter('rossi', newPassword));
    expect(after.account.mustChangePassword).toBe(false);
    expect(lines).toEqual([]);
  });

  it('leaves the link good for one use, also when it is used twice at once', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'verdi' });
    const token = await tokenFor('verdi');
    const answers = await Promise.all([
      complete(token, 'prima parola scelta'),
      complete(token, 'seconda parola scelta'),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok)).toEqual([
      { ok: false, refusal: 'recovery-not-valid' },
    ]);
    expect(await complete(token)).toMatchObject({ refusal: 'recovery-not-valid' });
  });

  it('can be replaced for half an hour by the real clock, whatever the time of the demo', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'neri' });
    const token = await tokenFor('neri');
    sceneClock.forward(86_400);
    clock.forward(1800 - 1);
    expect(await complete(token, 'corta')).toMatchObject({ refusal: 'password-too-short' });
    clock.forward(1);
    expect(await complete(token)).toMatchObject({ refusal: 'recovery-not-valid' });
  });

  it('is replaced only by the newest link, and only at the address of its authority', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'gallo' });
    const first = await tokenFor('gallo');
    await database.asOwner('delete from notifications.message');
    const second = await tokenFor('gallo');
    expect(await complete(first)).toMatchObject({ refusal: 'recovery-not-valid' });
    expect(await complete(second, newPassword, otherTenantId)).toMatchObject({
      refusal: 'recovery-not-valid',
    });
    expect(await complete('made-up')).toMatchObject({ refusal: 'recovery-not-valid' });
    expect(await complete(second)).toMatchObject({ ok: true });
  });

  it('of nobody is asked for with the same answer and the same rows, and sends nothing', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'bruni' });
    await ask('bruni');
    await ask('nessuno');
    const rows = await database.asOwner('select kind, created_at, due_at from platform.outbox');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual(rows[1]);
    await sweep();
    expect(await mails()).toHaveLength(1);
  });

  it('sends nothing to who has no mailbox here, and at most three mails before it waits', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'senza', email: null });
    await ask('senza');
    await sweep();
    expect(await mails()).toEqual([]);
    await sampleFamily(database, clock, tenantId, { login: 'costa' });
    await Promise.all(Array.from({ length: 12 }, (_, index) => ask('costa', `origin ${index}`)));
    await sweep();
    expect(await mails()).toHaveLength(3);
  });

  it('of a member of staff is replaced in the same way', async () => {
    await sampleStaff(database, clock, tenantId, 'ufficio');
    expect(await complete(await tokenFor('ufficio'))).toMatchObject({ ok: true });
    expect(await enter('ufficio', newPassword)).toMatchObject({ ok: true });
  });
});

describe('changing the password', () => {
  const change = (signedIn: SignedIn, currentPassword: string, password: string) =>
    changePassword(
      { database, ...means },
      {
        tenantId,
        account: signedIn.account,
        tokenHash: signedIn.session.tokenHash,
        currentPassword,
        newPassword: password,
      },
    );

  it('keeps this session, ends the others, and tells the owner by mail', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'serra' });
    const here = accepted(await enter('serra', samplePassword));
    const elsewhere = accepted(await enter('serra', samplePassword));
    expect(await change(here, samplePassword, newPassword)).toMatchObject({ ok: true });
    expect([await isIn(here), await isIn(elsewhere)]).toEqual([true, false]);
    expect(await mails()).toMatchObject([{ subject: 'La tua password per la mensa è cambiata' }]);
    expect(await enter('serra', newPassword)).toMatchObject({ ok: true });
  });

  it('from the initial one opens the account and sends no mail', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'nuova', mustChangePassword: true });
    const here = accepted(await enter('nuova', samplePassword));
    expect(await change(here, samplePassword, newPassword)).toMatchObject({ ok: true });
    expect(accepted(await enter('nuova', newPassword)).account.mustChangePassword).toBe(false);
    expect(await mails()).toEqual([]);
  });

  it('needs the current one, a new one, and no guessing', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'sala' });
    const here = accepted(await enter('sala', samplePassword));
    expect(await change(here, samplePassword, samplePassword)).toMatchObject({
      refusal: 'password-unchanged',
    });
    expect(await change(here, samplePassword, 'Password2026')).toMatchObject({
      refusal: 'password-too-common',
    });
    for (let failure = 0; failure < 5; failure += 1) {
      expect(await change(here, 'sbagliata', newPassword)).toMatchObject({
        refusal: 'wrong-current-password',
      });
    }
    expect(await change(here, samplePassword, newPassword)).toMatchObject({
      refusal: 'too-many-attempts',
    });
    clock.forward(10);
    expect(await change(here, samplePassword, newPassword)).toMatchObject({ ok: true });
  });

  it('twice at once is done once', async () => {
    await sampleFamily(database, clock, tenantId, { login: 'villa' });
    const here = accepted(await enter('villa', samplePassword));
    const answers = await Promise.all([
      change(here, samplePassword, 'prima parola scelta'),
      change(here, samplePassword, 'seconda parola scelta'),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });
});

it('sessions, links and failures of long ago are deleted, those of today stay', async () => {
  await sampleFamily(database, clock, tenantId, { login: 'riva' });
  const forget = () => database.inTenant(tenantId, 'system', (tx) => forgetOld(tx, clock));
  clock.forward(70 * 86_400);
  await forget();
  const today = accepted(await enter('riva', samplePassword));
  await enter('riva', 'sbagliata');
  expect(await forget()).toBe(0);
  expect(await isIn(today)).toBe(true);
  clock.forward(61 * 86_400);
  // The session, and the failures of the account and of its origin.
  expect(await forget()).toBe(3);
});
