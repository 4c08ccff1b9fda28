// An SMS from the queue to the report: once, in its hours, by an approved sender, and what a crash can do at worst.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import { blankOldMessages } from '#notifications/blank-messages.ts';
import { messageDeliverer } from '#notifications/deliver-message.ts';
import { idForms, reportRecorder } from '#notifications/record-report.ts';
import { deliverKind } from '#notifications/send-message.ts';
import type { SmsRefusal } from '#notifications/send-sms.ts';
import { queueSms } from '#notifications/send-sms.ts';
import { smsMonthlySegmentsSetting, smsSenderSetting } from '#notifications/settings.ts';
import type { DeliveryReport, NewSms, Sms, SmsAnswer } from '#notifications/sms-model.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { sampleTenant } from '#tenancy/sample.ts';
import type { FieldKey } from '#tenancy/tenant-keys.ts';
import { fieldKey } from '#tenancy/tenant-keys.ts';

const morning = asInstant(Date.UTC(2026, 10, 23, 7, 12));
let database: Database;
let tenantId: number;
let masterKey: MasterKey;
let time: Instant;
let handedOver: Sms[];
/** Answers of the provider; 'crash': it takes it, and we never come to write that down. */
let script: (SmsAnswer | 'crash')[];
let lines: string[];
const clock: Clock = { now: () => time };
const log = logTo(
  (line) => lines.push(line),
  () => 'then',
);

const accepted = (...ids: readonly string[]): SmsAnswer => ({
  taken: ids.map((providerMessageId, index) => ({
    part: index + 1,
    parts: ids.length,
    providerMessageId,
  })),
  outcome: { kind: 'accepted' },
});
const silent: SmsAnswer = { taken: [], outcome: { kind: 'silent' } };

beforeAll(async () => {
  database = await openTestDatabase();
  ({ tenantId, masterKey } = await sampleTenant(database));
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.asOwner(
    'truncate notifications.message, notifications.submission, notifications.delivery_report, platform.outbox cascade',
  );
  time = morning;
  [handedOver, script, lines] = [[], [], []];
  await set(smsSenderSetting, { sender: 'Valserena', state: 'approved' });
  await set(smsMonthlySegmentsSetting, null);
});

/** Of two settings of one day the later recorded counts, whatever the time of a test is. */
let settingsMade = 0;
const settingClock: Clock = { now: () => plusSeconds(morning, 86_400 * 90 + (settingsMade += 1)) };
const set = <T>(definition: SettingDefinition<T>, value: unknown): Promise<unknown> =>
  database.inTenant(tenantId, 'system', async (tx) =>
    recordSetting(tx, settingClock, systemActor('test'), {
      definition,
      scope: { kind: 'tenant' },
      value,
      validFrom: asDay('2026-11-01'),
      firstDayNotYetOpen: asDay('2026-11-01'),
    }),
  );
const queue = (
  changes: Partial<NewSms> = {},
  sealedUnder?: FieldKey,
): Promise<Outcome<unknown, SmsRefusal>> =>
  database.inTenant(tenantId, 'system', (tx) =>
    queueSms(
      tx,
      clock.now(),
      {
        recipient: '+393001000100',
        text: 'Sofia non mangia lunedì. È tutto a posto',
        expiresAt: plusSeconds(clock.now(), 3 * 86_400),
        canWait: false,
        ...changes,
      },
      sealedUnder,
    ),
  );
const sweep = async (seconds = 0): Promise<number> => {
  time = plusSeconds(time, seconds);
  return sweepOutbox({
    database,
    clock,
    log,
    limit: 10,
    handlers: {
      [deliverKind]: messageDeliverer({
        database,
        clock,
        log,
        mail: undefined,
        sms: {
          masterKey,
          holidaysUnder: () => (day) => day === '2026-12-08',
          transport: {
            close: async () => undefined,
            send: async (sms) => {
              handedOver.push(sms);
              const act = script.shift() ?? accepted(`id-${handedOver.length}`);
              if (act === 'crash') throw new Error('the process is gone');
              return act;
            },
          },
        },
      }),
    },
  });
};
const report = (
  providerMessageId: string,
  state: DeliveryReport['state'],
  reason = 'DELIVRD',
): Promise<void> =>
  reportRecorder({ database, clock, log, looksAgainAfterSeconds: [] })({
    providerMessageId,
    state,
    reason,
  });
const stored = async (): Promise<Record<string, unknown> | undefined> =>
  (await database.asOwner('select * from notifications.message'))[0];

/** Every row that could hold a text, as a thief of the database would read it. */
const everything = (): Promise<unknown> =>
  database.asOwner(`select (select json_agg(m) from notifications.message m) as messages,
                           (select json_agg(o) from platform.outbox o) as outbox`);

describe('an SMS', () => {
  it('is handed over once, rewritten, by the approved sender, and then reported', async () => {
    expect(await queue()).toMatchObject({ ok: true, value: { segments: 1 } });
    await sweep();
    expect(await sweep(3600)).toBe(0);
    expect(handedOver).toMatchObject([
      {
        sender: 'Valserena',
        recipient: '+393001000100',
        segments: ["Sofia non mangia lunedì. E' tutto a posto"],
      },
    ]);
    expect(await stored()).toMatchObject({
      medium: 'sms',
      state: 'sent',
      segments: 1,
      begun_at: null,
    });
    await report('id-1', 'delivered');
    await report('id-1', 'delivered');
    expect(await stored()).toMatchObject({ state: 'delivered', last_answer: 'DELIVRD' });
    expect(await database.asOwner('select * from notifications.delivery_report')).toHaveLength(1);
  });

  it('of two parts is delivered when both are, and has failed when one has', async () => {
    script = [accepted('a', 'b')];
    await queue({ text: 'a'.repeat(200) });
    await sweep();
    await report('b', 'delivered');
    expect(await stored()).toMatchObject({ state: 'sent', segments: 2 });
    await report('a', 'failed', 'EXPIRED 000');
    expect(await stored()).toMatchObject({ state: 'failed', last_answer: 'EXPIRED 000' });
    await report('a', 'delivered');
    expect(await stored()).toMatchObject({ state: 'delivered' });
  });

  it('whose report overtakes the record of its own handing over is delivered all the same', async () => {
    await queue();
    const early = reportRecorder({
      database,
      clock,
      log,
      looksAgainAfterSeconds: [0, 0.5, 1, 2, 4],
    })({
      providerMessageId: 'id-1',
      state: 'delivered',
      reason: 'DELIVRD',
    });
    await sweep();
    await early;
    expect(await stored()).toMatchObject({ state: 'delivered' });
  });

  it('whose report never comes stays sent', async () => {
    await queue();
    await sweep();
    await report('of-another-system', 'delivered');
    expect(await stored()).toMatchObject({ state: 'sent' });
    expect(lines.join('')).toContain('sms-report-of-nobody');
  });

  it.each(['later', 'our-trouble'] as const)(
    'that is not taken now (%s) waits, and goes later',
    async (kind) => {
      script = [{ taken: [], outcome: { kind, code: 'smpp 58' } }];
      await queue();
      await sweep();
      expect(await stored()).toMatchObject({
        state: 'waiting',
        last_answer: 'smpp 58',
        unanswered: 0,
      });
      expect(lines.join('').includes('sms-not-accepted')).toBe(kind === 'our-trouble');
      expect(lines.join('')).not.toContain('300100');
      await sweep(12);
      expect(await stored()).toMatchObject({ state: 'sent', attempts: 2 });
    },
  );

  it('that is refused for good is not tried again', async () => {
    script = [{ taken: [], outcome: { kind: 'refused', code: 'smpp 0b' } }];
    await queue();
    await sweep();
    expect(await sweep(3600)).toBe(0);
    expect(await stored()).toMatchObject({ state: 'refused', last_answer: 'smpp 0b' });
  });

  it('goes on with the parts that were not taken', async () => {
    script = [
      { taken: accepted('a', 'b').taken.slice(0, 1), outcome: { kind: 'later', code: 'smpp 58' } },
    ];
    await queue({ text: 'a'.repeat(200) });
    await sweep();
    await sweep(12);
    expect(handedOver.map(({ partsTaken }) => partsTaken)).toEqual([[], [1]]);
  });

  it('without an answer is handed over a second time, and never a third', async () => {
    script = [silent, silent, silent];
    await queue();
    for (let times = 0; times < 6; times += 1) await sweep(3600);
    expect(handedOver).toHaveLength(2);
    expect(await stored()).toMatchObject({ state: 'failed', last_answer: 'no answer' });
  });

  it('after which the process crashes is handed over a second time, and never a third', async () => {
    script = ['crash', 'crash', 'crash'];
    await queue();
    for (let times = 0; times < 6; times += 1) await sweep(3600);
    expect(handedOver).toHaveLength(2);
    expect(await stored()).toMatchObject({ state: 'failed', last_answer: 'no answer' });
  });

  it('after a crash and a busy provider still goes out, once more', async () => {
    const busy: SmsAnswer = { taken: [], outcome: { kind: 'later', code: 'smpp 58' } };
    script = ['crash', busy, busy];
    await queue();
    for (let times = 0; times < 6; times += 1) await sweep(3600);
    expect(handedOver).toHaveLength(4);
    expect(await stored()).toMatchObject({ state: 'sent' });
  });

  it('that can wait does not ring in the evening, nor on a feast; a confirmation does', async () => {
    time = asInstant(Date.UTC(2026, 11, 7, 19, 30));
    await queue({ canWait: true });
    await queue({ canWait: false });
    await sweep();
    expect(handedOver).toHaveLength(1);
    await sweep(24 * 3600);
    expect(handedOver).toHaveLength(1);
    time = asInstant(Date.UTC(2026, 11, 9, 8, 0));
    await sweep();
    expect(handedOver).toHaveLength(2);
  });

  it('whose time is over is not sent any more', async () => {
    await set(smsSenderSetting, { sender: 'Valserena', state: 'approved' });
    await queue({ expiresAt: plusSeconds(morning, 60) });
    await sweep(60);
    expect(handedOver).toEqual([]);
    expect(await stored()).toMatchObject({ state: 'expired', body: '' });
  });

  const secret = 'entra con abcd-efgh-jkmn';
  const queueSecret = async (changes: Partial<NewSms> = {}): Promise<unknown> => {
    const sealedUnder = await database.inTenant(tenantId, 'system', (tx) =>
      fieldKey(tx, masterKey),
    );
    return queue({ text: secret, ...changes }, sealedUnder);
  };
  const secretsStored = async (): Promise<unknown> => (await stored())?.['sealed_body'];

  it('that opens an account lies sealed while it waits, goes out as written, and is then nowhere', async () => {
    script = [{ taken: [], outcome: { kind: 'later', code: 'smpp 58' } }];
    await queueSecret();
    await sweep();
    expect(await secretsStored()).toBeInstanceOf(Uint8Array);
    expect(JSON.stringify(await everything())).not.toContain('abcd-efgh');
    await sweep(12);
    expect(handedOver.map((sms) => sms.segments.join(''))).toEqual([secret, secret]);
    expect(await stored()).toMatchObject({ state: 'sent', body: '', sealed_body: null });
    expect(lines.join('')).not.toContain('abcd');
  });

  it.each([
    ['refused', { taken: [], outcome: { kind: 'refused', code: 'smpp 0b' } }],
    ['failed', silent],
    ['expired', { taken: [], outcome: { kind: 'later', code: 'smpp 58' } }],
  ] as const)('that opens an account and is %s keeps nothing either', async (state, answer) => {
    script = Array.from({ length: 100 }, () => answer);
    await queueSecret({ expiresAt: plusSeconds(morning, 4 * 3600) });
    for (let times = 0; times < 6; times += 1) await sweep(3600);
    expect(await stored()).toMatchObject({ state, body: '', sealed_body: null });
  });

  it('loses its text and number thirty days after it expired, and keeps what became of it', async () => {
    await queue();
    await sweep();
    time = plusSeconds(morning, 33 * 86_400 + 1);
    await database.inTenant(tenantId, 'system', (tx) => blankOldMessages(tx, clock));
    expect(await stored()).toMatchObject({ address: '', body: '', state: 'sent', segments: 1 });
  });
});

describe('no SMS is put in line', () => {
  it('while the alias is pending or there is none; one that waits already waits on', async () => {
    await queue();
    await set(smsSenderSetting, { sender: 'Valserena', state: 'pending' });
    expect(await queue()).toMatchObject({ refusal: 'no-approved-sender' });
    await sweep();
    expect(handedOver).toEqual([]);
    await set(smsSenderSetting, null);
    expect(await queue()).toMatchObject({ refusal: 'no-approved-sender' });
    await set(smsSenderSetting, { sender: 'Valserena', state: 'approved' });
    await sweep(601);
    expect(handedOver).toHaveLength(1);
  });

  it('beyond the cap of the month, which begins again with the next one', async () => {
    await set(smsMonthlySegmentsSetting, 3);
    const two = { text: 'a'.repeat(200) };
    expect(await queue(two)).toMatchObject({ ok: true });
    expect(await queue(two)).toMatchObject({ refusal: 'month-is-full' });
    expect(await queue()).toMatchObject({ ok: true });
    expect(await queue()).toMatchObject({ refusal: 'month-is-full' });
    const unsent = await database.asOwner(
      `select address, body, last_answer from notifications.message where state = 'refused'`,
    );
    const missed = { address: '+393001000100', body: '', last_answer: 'month-is-full' };
    expect(unsent).toEqual([missed, missed]);
    time = asInstant(Date.UTC(2026, 10, 30, 23, 0));
    expect(await queue()).toMatchObject({ ok: true });
  });

  it('to what is not a number of the whole world', async () => {
    expect(await queue({ recipient: '3001000100' })).toMatchObject({ refusal: 'number-not-valid' });
  });
});

it('a report finds its SMS also where the provider counts in other digits', () => {
  expect(idForms('0000001f')).toContain('31');
  expect(idForms('31')).toContain('1f');
  expect(idForms('ABC-1')).toEqual(['ABC-1', 'abc-1']);
});
