// Who asks for a change by SMS or from their number is told it once, and the other guardians are told it too (RULES B5).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleGuardian, sampleMasterKey } from '#bookings/sample.ts';
import { tellChange } from '#bookings/tell-change.ts';
import { sampleSender } from '#notifications/sample.ts';
import type { Database } from '#platform/database.ts';
import type { OutboxHandler } from '#platform/outbox.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { answerSms } from '#voice/answer-sms.ts';
import { phoneTown } from '#voice/sample.ts';
import type { PhoneTown } from '#voice/sample.ts';

const father = '+393331234568';
const grandmother = '+393480000001';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 40;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  /** Mother and father have a mobile and no mailbox. */
  const bothByTelephone = async (
    state: 'approved' | 'pending' = 'approved',
  ): Promise<PhoneTown> => {
    const town = await phoneTown(database, (towns += 1), '2026-11-23T08:12:00+01:00');
    const other = await sampleGuardian(database, town.town, town.pupilIds);
    await town.sql(`
      update identity.family_account set mobile = '${father}' where account_id = '${other.accountId}';
      update identity.family_account set email = null where tenant_id = $t and mobile is not null;`);
    await sampleSender(database, town.clock, town.town.tenantId, state);
    return town;
  };
  const write = async (town: PhoneTown, from: string): Promise<string | null> => {
    const tenant = { tenantId: town.town.tenantId, slug: 'borgo', name: 'Comune di Borgo' };
    const line = { number: town.calledNumber, kind: 'sms', cost: null, tenant } as const;
    const { answer } = await answerSms({ ...town.means, masterKey: sampleMasterKey }, line, {
      arrivalId: randomUUID(),
      from,
      text: town.code,
      arrivedAt: town.clock.now(),
    });
    return answer;
  };
  /** After the outbox: what each number and mailbox is sent, in no order that was promised. */
  const told = async (town: PhoneTown): Promise<readonly string[]> => {
    const { clock, means } = town;
    const handlers: Readonly<Record<string, OutboxHandler>> = {
      'bookings.change-recorded': {
        inTransaction: async (tx, { payload }) => {
          const changeId = String(payload['changeId']);
          await tellChange(tx, { clock, hasSms: true }, { changeId });
          return 'done';
        },
      },
      'notifications.deliver': { outside: async () => 'done' },
    };
    await sweepOutbox({ database, clock, log: means.log, handlers, limit: 100 });
    const rows = await town.sql(
      `select address || ' ' || regexp_replace(body, '[0-9]{3} [0-9]{3} [0-9]{3}.*', '#') as told from notifications.message
        where tenant_id = $t and state <> 'refused'`,
    );
    return rows.map((row) => String(row['told'])).toSorted();
  };
  const toFather = `${father} Bimbo101: non mangia lun 23/11.`;

  it('the mother who writes from her number has the answer and nothing else; the father has the notice', async () => {
    const town = await bothByTelephone();
    expect(await write(town, town.mother)).toContain('Bimbo101 non mangia lunedì 23 novembre.');
    expect(await told(town)).toEqual([
      `${town.mother} Bimbo101 non mangia lunedì 23 novembre. Ricevuta #`,
      `${toFather} Richiesta di Genitore 1. Ricevuta #`,
    ]);
  });

  it('so it is for a mother with a mailbox, and where numbers are not recognised', async () => {
    const town = await bothByTelephone();
    await town.sql(`
      update identity.family_account set email = 'mother@example.org' where mobile = '${town.mother}';
      insert into tenancy.setting (tenant_id, setting_id, scope, key, value, valid_from, recorded_at, recorded_by)
        values ($t, '${randomUUID()}', 'tenant', 'enrolment.caller-number-recognised', 'false', '2026-09-01', timestamptz '2026-09-01 06:00:00+00', 'test');`);
    await write(town, town.mother);
    expect(await told(town)).toEqual([
      `${town.mother} Bimbo101 non mangia lunedì 23 novembre. Ricevuta #`,
      `${toFather} Richiesta di famiglia, con il codice telefono. Ricevuta #`,
    ]);
  });

  it('a grandmother’s answer is hers: both parents have the notice', async () => {
    const town = await bothByTelephone();
    await write(town, grandmother);
    expect((await told(town)).map((one) => one.split(' ')[0])).toEqual(
      [town.mother, father, grandmother].toSorted(),
    );
  });

  it('where the answer could not go out the mother is told by mail, as of any change', async () => {
    const town = await bothByTelephone('pending');
    await town.sql(
      `update identity.family_account set email = 'mother@example.org' where mobile = '${town.mother}'`,
    );
    await write(town, town.mother);
    expect((await told(town)).map((one) => one.split(' ')[0])).toEqual(['mother@example.org']);
  });

  it('who asked what is so already gets that answer; the change of then is told to both', async () => {
    const town = await bothByTelephone();
    await town.call().press('1', '1', '1');
    expect(await write(town, town.mother)).toContain('Già registrato');
    expect((await told(town)).map((one) => one.split(' ')[0])).toEqual(
      [town.mother, town.mother, father].toSorted(),
    );
  });

  it('the mother who calls from her number has one message, her receipt; the father has the notice', async () => {
    const town = await bothByTelephone();
    await town.call().press('1', '1', '1');
    expect(await told(town)).toEqual([
      `${town.mother} Bimbo101: non mangia lun 23/11. Ricevuta #`,
      `${toFather} Richiesta di Genitore 1. Ricevuta #`,
    ]);
  });
});
