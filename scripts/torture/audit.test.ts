// The audit is seen to bite: whatever it looks for is brought about once, and named.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, sampleDesk } from '#bookings/sample.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { audit } from './audit.ts';
import { deedOf } from './clients.ts';
import type { Deed } from './clients.ts';
import { newTally } from './outcome.ts';
import type { Tally } from './outcome.ts';
import type { TorturedTown } from './town.ts';

let database: Database;
let desk: SampleDesk;
let town: TorturedTown;
let deed: Deed;

beforeAll(async () => {
  database = await openTestDatabase();
  desk = await sampleDesk(database, 1, '2026-09-14T09:31:10+02:00');
  town = { ...desk.town, slug: 'borgo-1', host: 'borgo1.example' };
  await desk.close('2026-09-14');
  deed = deedOf(town, 'token', 'absences', {}, 'key');
  deed.code = codeOf(await desk.ask({ days: ['2026-09-16'] })) ?? null;
  desk.clock.set('2026-09-16T09:31:10+02:00');
  for (const day of ['2026-09-15', '2026-09-16']) await desk.close(day);
});
afterAll(() => database.close());

const id = '01900000-0000-7000-8000-000000000001';
const tables = [
  'audit.event',
  'bookings.change',
  'bookings.change_line',
  'bookings.day_closing',
  'bookings.meal',
  'calendar.service_day',
  'notifications.message',
  'platform.outbox',
  'receipts.receipt',
];

/** The rows once more, but for these columns. */
const again = (table: string, changes: object, which = 'true'): string =>
  `insert into ${table} select (jsonb_populate_record(t, '${JSON.stringify(changes)}')).* from ${table} t where ${which}`;

async function found(deeds: readonly Deed[] = [deed]): Promise<Tally> {
  const tally = newTally();
  await audit(database, [town], deeds, tally);
  return tally;
}

test('nothing is found where nothing is wrong', async () => {
  expect((await found()).faults).toEqual([]);
});

test('a code that a client was told and nobody has is lost', async () => {
  const told = { ...deed, code: '123456789' };
  expect(await found([deed, told])).toMatchObject({
    lost: 1,
    faults: ['borgo-1 lost 123456789'],
  });
});

test('a change that no client knows of was applied unasked', async () => {
  expect(await found([])).toMatchObject({ lost: 0, doubled: 1 });
});

test('an absence that the log does not tell, and one that only the log tells, are named', async () => {
  const move = (by: number): Promise<unknown> =>
    database.asOwner(`update bookings.absent_day set day = day + ${by}`);
  await move(7);
  const { faults } = await found();
  await move(-7);
  expect(faults.join()).toContain('only in the table');
  expect(faults.join()).toContain('only in the log');
});

interface Planted {
  readonly defect: string;
  /** What brings it about. */
  readonly sql: string;
  readonly lost?: number;
  readonly doubled?: number;
  /** What the audit says of it. */
  readonly words: string;
}

const planted: readonly Planted[] = [
  {
    defect: 'a change that nobody will be told of',
    sql: `delete from platform.outbox where kind = 'bookings.change-recorded'`,
    lost: 1,
    words: 'a change is not handed to be told',
  },
  {
    defect: 'a change that is to be told twice',
    sql: again('platform.outbox', { outbox_id: id }, `kind = 'bookings.change-recorded'`),
    doubled: 1,
    words: 'a change is handed to be told twice',
  },
  {
    defect: 'a telling that was given up',
    sql: `update platform.outbox set failed_at = created_at where kind = 'bookings.change-recorded'`,
    lost: 1,
    words: 'a telling was given up',
  },
  {
    defect: 'a change marked as told of which the family has no word',
    sql: `update platform.outbox set done_at = created_at where kind = 'bookings.change-recorded'`,
    lost: 1,
    words: 'has 0 messages of 1 changes that were told',
  },
  {
    defect: 'a family that got the message of one change twice',
    sql: `update platform.outbox set done_at = created_at where kind = 'bookings.change-recorded';
      insert into notifications.message (tenant_id, message_id, medium, address, subject, body, created_at, expires_at, state)
      select c.tenant_id, gen_random_uuid(), 'mail', (select email from identity.family_account a join enrolment.guardian g using (tenant_id, account_id) where g.guardian_id::text = c.actor_id), '', overlay(overlay(c.receipt_code placing ' ' from 7 for 0) placing ' ' from 4 for 0),
             c.recorded_at, c.recorded_at, 'waiting' from bookings.change c, generate_series(1, 2)`,
    doubled: 1,
    words: 'has 2 messages of 1 changes that were told, twice of: ',
  },
  {
    defect: 'a message whose text has expired beside the one of the change',
    sql: `update platform.outbox set done_at = created_at where kind = 'bookings.change-recorded';
      insert into notifications.message (tenant_id, message_id, medium, address, subject, body, created_at, expires_at, state)
      select a.tenant_id, gen_random_uuid(), 'mail', a.email, '', '', a.created_at, a.created_at, 'expired'
        from identity.family_account a join enrolment.guardian g using (tenant_id, account_id)
        join bookings.change c on c.actor_id = g.guardian_id::text, generate_series(1, 2)`,
    doubled: 1,
    words: 'has 2 messages of 1 changes that were told',
  },
  {
    defect: 'a change without its line in the journal of acts',
    sql: `delete from audit.event where subject_kind = 'change'`,
    lost: 1,
    words: 'a change does not stand in the journal of acts',
  },
  {
    defect: 'a change twice in the journal of acts',
    sql: again('audit.event', { event_id: id }, `subject_kind = 'change'`),
    doubled: 1,
    words: 'a change stands in the journal of acts twice',
  },
  {
    defect: 'a change that says nothing',
    sql: 'delete from bookings.change_line',
    lost: 1,
    words: 'a change has no line',
  },
  {
    defect: 'a change that says the same twice',
    sql: again('bookings.change_line', { line: 9 }, 'line = 1'),
    doubled: 1,
    words: 'a change does the same twice',
  },
  {
    defect: 'the same absence recorded again under another code',
    sql: again('bookings.change', { change_id: id, receipt_code: '111111111' }),
    doubled: 1,
    lost: 3,
    words: 'applied unasked',
  },
  {
    defect: 'a receipt that belongs to no change',
    sql: again('receipts.receipt', { receipt_code: '111111111' }),
    words: 'a receipt is of no change',
  },
  {
    defect: 'a receipt whose leaf was rewritten',
    sql: `update receipts.receipt set leaf = decode(repeat('00', 32), 'hex')`,
    words: 'receipts of borgo-1',
  },
  {
    defect: 'a closing that counts one meal more than it has',
    sql: 'update bookings.day_closing set pupil_meals = pupil_meals + 1',
    words: 'a closing counts other meals than it has',
  },
  {
    defect: 'meals of a day that was never closed',
    sql: `delete from bookings.day_closing where day = '2026-09-15'`,
    words: 'a meal is of no closing',
  },
  {
    defect: 'a day left out between two that were closed',
    sql: `delete from bookings.day_closing where day = '2026-09-15'`,
    words: '2026-09-15 was never closed, and a later day was',
  },
  {
    defect: 'a frozen day without its closing',
    sql: `delete from bookings.day_closing where day = '2026-09-15'`,
    words: 'a day is closed and not frozen, or frozen and not closed',
  },
  {
    defect: 'a closed day that families could still change',
    sql: 'update calendar.service_day set frozen_at = null',
    words: 'a day is closed and not frozen, or frozen and not closed',
  },
  {
    defect: 'a closing twice in the journal of acts',
    sql: again(
      'audit.event',
      { event_id: id },
      `action = 'bookings.day-closed' and facts ->> 'day' = '2026-09-15'`,
    ),
    doubled: 1,
    words: 'a closing stands in the journal of acts twice',
  },
  {
    defect: 'a closing that is not in the journal of acts',
    sql: `delete from audit.event where action = 'bookings.day-closed'`,
    lost: 3,
    words: 'a closing does not stand in the journal of acts',
  },
  {
    defect: 'a meal of a child that was absent in time',
    sql: again(
      'bookings.meal',
      { day: '2026-09-16' },
      `day = '2026-09-15' and pupil_id in (select pupil_id from bookings.absent_day)`,
    ),
    lost: 1,
    words: 'is absent and booked',
  },
  {
    defect: 'no meal for a child of which nobody said anything',
    sql: `delete from bookings.meal where day = '2026-09-15'`,
    words: 'is neither absent nor booked',
  },
];

test.each(planted)('$defect is named', async ({ sql, words, lost = 0, doubled = 0 }) => {
  const tally = await foundAfter(sql);
  expect(tally.faults.join()).toContain(words);
  expect(tally).toMatchObject({ lost, doubled });
});

/** The defect is brought about past every key and trigger, looked for, and taken away again. */
async function foundAfter(sql: string): Promise<Tally> {
  const each = (words: (table: string, kept: string) => string): string =>
    tables.map((table) => words(table, `kept_${table.replace('.', '_')}`)).join(';');
  const anyhow = (acts: string): Promise<unknown> =>
    database.asOwner(
      `set session_replication_role = replica; ${acts}; set session_replication_role = origin`,
    );
  await anyhow(
    `${each((table, kept) => `create table ${kept} as select * from ${table}`)}; ${sql}`,
  );
  try {
    return await found();
  } finally {
    await anyhow(
      each(
        (table, kept) =>
          `delete from ${table}; insert into ${table} select * from ${kept}; drop table ${kept}`,
      ),
    );
  }
}
