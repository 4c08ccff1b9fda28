// What the office sees of SMS that reached nobody: one line for each number, why, and never a text.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readUnsentSms } from '#correspondence/read-unsent-sms.ts';
import type { Grant } from '#ground/actor.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { SmsTown } from '#identity/credential-sms-sample.ts';
import { smsTown } from '#identity/credential-sms-sample.ts';
import { accepted, sampleFamily } from '#identity/sample.ts';
import { queueSms } from '#notifications/send-sms.ts';
import { smsMonthlySegmentsSetting, smsSenderSetting } from '#notifications/settings.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';

let database: Database;
let town: SmsTown;
beforeAll(async () => {
  database = await openTestDatabase();
  town = await smsTown(database, 'valserena');
  await sampleFamily(database, town.clock, town.tenantId, { mobile: '+393001000100' });
});
afterAll(() => database.close());

const queue = (recipient: string, tenantId = town.tenantId) =>
  database.inTenant(tenantId, 'system', (tx) =>
    queueSms(tx, town.clock.now(), {
      recipient,
      text: 'Bianca non mangia oggi',
      expiresAt: plusSeconds(town.clock.now(), 3600),
      canWait: false,
    }),
  );
const read = (role: Grant['role'] = 'office') =>
  database.inTenant(town.tenantId, 'office', (tx) =>
    readUnsentSms(
      tx,
      { clock: town.clock, hasSms: true, holidaysUnder: () => () => false },
      {
        kind: 'staff',
        accountId: '01900000-0000-7000-8000-00000000000a',
        login: 'ufficio',
        displayName: 'Marta Cortesi',
        mustChangePassword: false,
        grants: [{ role, schoolId: null, kitchenId: null }],
      },
    ),
  );

test('the office reads the cost of the month, who was not reached and why, and that it did is written down', async () => {
  await town.set(smsMonthlySegmentsSetting, 1);
  accepted(await queue('+393001000100'));
  town.clock.forward(1);
  await queue('+393001000100');
  town.clock.forward(1);
  await queue('+393001000100');
  town.clock.forward(1);
  await queue('il nonno');
  const desk = accepted(await read());
  expect(desk.means).toMatchObject({ segmentsMax: 1, segmentsSpent: 1, segmentsLeft: 0 });
  expect(desk.waiting).toBe(1);
  expect(desk.unsent).toMatchObject([
    { name: null, maskedNumber: '••• ••• onno', count: 1, reason: 'number-not-valid' },
    { name: 'Anna Rossi', maskedNumber: '+39 ••• ••• 0100', count: 2, reason: 'month-is-full' },
  ]);
  expect(JSON.stringify(desk)).not.toContain('Bianca');
  const events = await database.asOwner(
    `select facts from audit.event where action = 'correspondence.unsent-sms-read'`,
  );
  expect(events).toEqual([{ facts: { count: 2 } }]);
});

test('what a pending alias held back is there; of an authority without SMS nothing is', async () => {
  town = await smsTown(database, 'altrove');
  await town.set(smsSenderSetting, { sender: 'Altrove', state: 'pending' });
  await queue('+393001000200');
  expect(accepted(await read()).unsent).toMatchObject([{ reason: 'no-approved-sender' }]);
  await town.set(smsSenderSetting, null);
  await queue('+393001000300');
  expect(accepted(await read()).unsent).toHaveLength(1);
});

test.each(['school', 'kitchen', 'caterer', 'serving-site'] as const)(
  'the role %s does not see it',
  async (role) => expect(await read(role)).toMatchObject({ refusal: 'not-allowed' }),
);
