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
});
afterAll(() => database.close());

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

test.each([
  ['a change is told twice or not at all', 'platform.outbox', 'outbox_id is not null'],
  ['stands in the journal of acts twice', 'audit.event', `subject_kind = 'change'`],
])('%s: named where its row is missing', async (words, table, which) => {
  await database.asOwner(`
    alter table ${table} disable trigger user;
    create table gone as select * from ${table} where ${which};
    delete from ${table} where ${which}`);
  const { faults } = await found();
  await database.asOwner(`
    insert into ${table} select * from gone; drop table gone;
    alter table ${table} enable trigger user`);
  expect(faults.join()).toContain(words);
});

test('a closing that counts one meal more than it has is named', async () => {
  const count = (by: number): Promise<unknown> =>
    database.asOwner(`alter table bookings.day_closing disable trigger user;
      update bookings.day_closing set pupil_meals = pupil_meals + ${by};
      alter table bookings.day_closing enable trigger user`);
  await count(1);
  const { faults } = await found();
  await count(-1);
  expect(faults.join()).toContain('a closing and its meals differ');
});
