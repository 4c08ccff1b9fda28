// Codes and first passwords by SMS, on both databases: who gets one, once, and that nobody else can read it anywhere.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Grant } from '#ground/actor.ts';
import { askFirstPasswords, askRecoveryCodeSms } from '#identity/ask-credential-sms.ts';
import type { SmsTown } from '#identity/credential-sms-sample.ts';
import { clerk, smsTown } from '#identity/credential-sms-sample.ts';
import { accepted, sampleFamily, samplePassword } from '#identity/sample.ts';
import { signIn } from '#identity/sign-in.ts';
import { useRecoveryCode } from '#identity/use-recovery-code.ts';
import { smsMonthlySegmentsSetting, smsSenderSetting } from '#notifications/settings.ts';
import type { Database } from '#platform/database.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const day = 86_400;

describe.each(databaseKinds)('by SMS, on %s,', (kind) => {
  let database: Database;
  let town: SmsTown;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    towns += 1;
    await database.asOwner('truncate platform.outbox');
    town = await smsTown(database, `paese-${towns}`);
  });

  /** A guardian who has never signed in. */
  const guardian = (login: string, mobile: string | null = '+393001000100'): Promise<string> =>
    sampleFamily(database, town.clock, town.tenantId, {
      login,
      mobile,
      email: null,
      displayName: 'Anna Rossi',
      mustChangePassword: true,
    });
  const askCode = (accountId: string, role?: Grant['role']) =>
    retryingConflicts(() =>
      database.inTenant(town.tenantId, 'office', (tx) =>
        askRecoveryCodeSms(tx, town.means, clerk(role), { ...town.site, accountId }),
      ),
    );
  const askPasswords = (accountIds: readonly string[], role?: Grant['role']) =>
    retryingConflicts(() =>
      database.inTenant(town.tenantId, 'office', (tx) =>
        askFirstPasswords(tx, town.means, clerk(role), { ...town.site, accountIds }),
      ),
    );
  const texts = (): string[] => town.handedOver.map((sms) => sms.segments.join(''));
  const passwordIn = (text: string): string => / password ([a-z0-9-]+)\./.exec(text)?.[1] ?? '';
  const codeIn = (text: string): string => / codice (\d{3} \d{3} \d{3}) /.exec(text)?.[1] ?? '';
  const enter = (login: string, password: string) =>
    signIn(
      { database, clock: town.clock, https: false },
      { tenantId: town.tenantId, login, password, origin: login, priorTokenHash: undefined },
    );
  /** Everything a stolen copy of the database would show of what was sent. */
  const stolen = async (): Promise<string> =>
    JSON.stringify(
      await database.asOwner(`
        select (select json_agg(c) from identity.credential_sms c) as asked,
               (select json_agg(m) from notifications.message m) as messages,
               (select json_agg(o) from platform.outbox o) as outbox,
               (select json_agg(e) from audit.event e) as audit`),
    );
  const unsent = async (): Promise<unknown[]> =>
    (
      await database.asOwner(
        `select unsent_because from identity.credential_sms
          where tenant_id = ${town.tenantId} and unsent_because is not null`,
      )
    ).map((row) => row['unsent_because']);

  test('a code goes to the number on file, opens a new password, and can be read nowhere else', async () => {
    const accountId = await guardian('rossi');
    accepted(await askCode(accountId));
    await town.sweep(1);
    const waiting = await stolen();
    await town.sweepAll();
    const [text = ''] = texts();
    expect(town.handedOver).toHaveLength(1);
    expect(town.handedOver[0]).toMatchObject({ recipient: '+393001000100', encoding: 'gsm7' });
    expect(text).toMatch(
      /^Mensa Comune di Valserena: su https:\/\/paese-\d+\.example\/recupero\/codice usa codice utente rossi e codice \d{3} \d{3} \d{3} entro 48 ore\.$/,
    );
    const code = codeIn(text);
    for (const copy of [waiting, await stolen(), town.logged.join('')])
      for (const form of [code, code.replaceAll(' ', ''), 'recupero/codice'])
        expect(copy).not.toContain(form);
    const use = await useRecoveryCode(
      { database, clock: town.clock, sceneClock: town.clock },
      {
        tenantId: town.tenantId,
        login: 'rossi',
        code,
        newPassword: 'quattro parole nostre',
        origin: 'x',
      },
    );
    accepted(use);
    accepted(await enter('rossi', 'quattro parole nostre'));
  });

  test('a first password lets in once, to choose another; names are not in it', async () => {
    const accountId = await guardian('rossi');
    expect(accepted(await askPasswords([accountId]))).toEqual({ asked: 1, skipped: 0 });
    await town.sweepAll();
    const [text = ''] = texts();
    expect(text).not.toContain('Rossi');
    expect(text).not.toContain('Anna');
    const password = passwordIn(text);
    expect(await stolen()).not.toContain(password);
    expect(await enter('rossi', samplePassword)).toMatchObject({ refusal: 'wrong-credentials' });
    expect(accepted(await enter('rossi', password)).account.mustChangePassword).toBe(true);
  });

  test('asked twice it goes once: the same clerk, another at the same moment, and after a week again', async () => {
    const accountIds = [await guardian('uno'), await guardian('due')];
    const both = await Promise.all([askPasswords(accountIds), askPasswords(accountIds)]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    await town.sweepAll();
    expect(await askPasswords(accountIds)).toMatchObject({ refusal: 'nobody-to-send' });
    await town.sweepAll();
    expect(town.handedOver).toHaveLength(2);
    town.clock.forward(7 * day);
    accepted(await askPasswords(accountIds));
    await town.sweepAll();
    expect(town.handedOver).toHaveLength(4);
  });

  test('two clerks who send a code at the same moment send one', async () => {
    const accountId = await guardian('rossi');
    const both = await Promise.all([askCode(accountId), askCode(accountId)]);
    expect(both.map((one) => one.ok)).toEqual([true, true]);
    await town.sweepAll();
    expect(town.handedOver).toHaveLength(1);
  });

  test('a batch goes on after a restart in the middle, and nobody gets two', async () => {
    const logins = ['a', 'b', 'c', 'd', 'e'];
    const accountIds = await Promise.all(logins.map((login) => guardian(login)));
    accepted(await askPasswords(accountIds));
    // Whatever the process was at when it ended: secrets made and not handed over, others not made.
    await town.sweep(3);
    await town.sweep(1);
    await town.sweepAll();
    const read = texts().map((text) => / utente (\w+) /.exec(text)?.[1]);
    expect(new Set(read)).toEqual(new Set(logins));
    expect(read).toHaveLength(logins.length);
  });

  test('a crash before the provider is asked loses nothing: the same secret goes later, once', async () => {
    accepted(await askPasswords([await guardian('rossi')]));
    await town.sweep(1);
    expect(town.handedOver).toEqual([]);
    town.clock.forward(301);
    await town.sweepAll();
    const [text = ''] = texts();
    expect(town.handedOver).toHaveLength(1);
    accepted(await enter('rossi', passwordIn(text)));
  });

  test('first passwords asked for on a Saturday evening are made on Monday at nine, a code at once', async () => {
    const [first, second] = [await guardian('uno'), await guardian('due')];
    // Saturday 28 November, a little after ten in the evening.
    town.clock.forward(5 * day + 10 * 3600);
    accepted(await askPasswords([first]));
    accepted(await askCode(second));
    await town.sweepAll();
    expect(texts().map(codeIn)).toHaveLength(1);
    const made = await database.asOwner(
      `select 1 from identity.credential_sms where tenant_id = ${town.tenantId} and message_id is not null`,
    );
    expect(made).toHaveLength(1);
    town.clock.forward(36 * 3600);
    await town.sweepAll();
    expect(town.handedOver).toHaveLength(2);
  });

  test('a code asked for while a first password waits takes its place', async () => {
    const accountId = await guardian('rossi');
    town.clock.forward(5 * day + 10 * 3600);
    accepted(await askPasswords([accountId]));
    accepted(await askCode(accountId));
    town.clock.forward(36 * 3600);
    await town.sweepAll();
    expect(texts().map((text) => codeIn(text) !== '')).toEqual([true]);
    expect(await unsent()).toEqual(['overtaken']);
  });

  test('who signs in while it waits keeps the password they chose', async () => {
    const accountId = await guardian('rossi');
    accepted(await askPasswords([accountId]));
    await database.asOwner(
      `update identity.family_account set must_change_password = false where account_id = '${accountId}'`,
    );
    await town.sweepAll();
    expect(town.handedOver).toEqual([]);
    expect(await unsent()).toEqual(['signed-in']);
    accepted(await enter('rossi', samplePassword));
  });

  test('what does not fit the month is refused whole; what no longer fits changes no password', async () => {
    const accountIds = [await guardian('uno'), await guardian('due')];
    await town.set(smsMonthlySegmentsSetting, 1);
    const refused = { refusal: 'month-is-full', details: { needed: 2, left: 1 } };
    expect(await askPasswords(accountIds)).toMatchObject(refused);
    accepted(await askPasswords(accountIds.slice(0, 1)));
    await town.set(smsMonthlySegmentsSetting, 0);
    await town.sweepAll();
    expect(await unsent()).toEqual(['month-is-full']);
    accepted(await enter('uno', samplePassword));
    await town.set(smsMonthlySegmentsSetting, 100);
    accepted(await askPasswords(accountIds));
    await town.sweepAll();
    expect(town.handedOver).toHaveLength(2);
  });

  test('nothing is asked for without a transport, a sender, or a number that can be read', async () => {
    const accountId = await guardian('rossi');
    const [none, fixed] = [await guardian('senza', null), await guardian('fisso', '+39034621000')];
    expect(await askCode(none)).toMatchObject({ refusal: 'no-number' });
    expect(await askCode(fixed)).toMatchObject({ refusal: 'number-not-mobile' });
    expect(await askPasswords([none, fixed])).toMatchObject({ refusal: 'nobody-to-send' });
    await town.set(smsSenderSetting, { sender: 'Valserena', state: 'pending' });
    expect(await askCode(accountId)).toMatchObject({ refusal: 'no-approved-sender' });
    expect(await askPasswords([accountId])).toMatchObject({ refusal: 'no-approved-sender' });
    town = { ...town, means: { ...town.means, hasSms: false } };
    expect(await askCode(accountId)).toMatchObject({ refusal: 'no-sms' });
    expect(await town.sweep()).toBe(0);
  });

  test.each(['school', 'kitchen', 'caterer', 'serving-site'] as const)(
    'nothing is asked for by who has the role %s',
    async (role) => {
      const accountId = await guardian('rossi');
      expect(await askCode(accountId, role)).toMatchObject({ refusal: 'not-allowed' });
      expect(await askPasswords([accountId], role)).toMatchObject({ refusal: 'not-allowed' });
    },
  );

  test('another municipality reaches nobody here', async () => {
    const accountId = await guardian('rossi');
    const home = town;
    town = await smsTown(database, `altrove-${towns}`);
    expect(await askCode(accountId)).toMatchObject({ refusal: 'no-such-account' });
    expect(await askPasswords([accountId])).toMatchObject({ refusal: 'nobody-to-send' });
    await home.sweepAll();
    expect([...home.handedOver, ...town.handedOver]).toEqual([]);
  });

  test('the role of the office writes neither messages nor passwords', async () => {
    const refused = (sql: string): Promise<unknown> =>
      database.inTenant(town.tenantId, 'office', (tx) => tx.rows(sql));
    await expect(
      refused(`select sealed_body from notifications.message where tenant_id = $1`),
    ).rejects.toThrow(/permission denied/);
    await expect(
      refused(`update identity.credential_sms set message_id = null where tenant_id = $1`),
    ).rejects.toThrow(/permission denied/);
  });
});
