// The past of the demo: lived through the use cases, in the order of time, with proofs for all of it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleMasterKey, sampleTown } from '#bookings/sample.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { demoMorning, pastClock } from '#demo/demo-clock.ts';
import type { Household } from '#demo/past-model.ts';
import { livePast } from '#demo/past.ts';
import { pastRequests } from '#demo/past-requests.ts';
import { addDays, asDay, weekdayOf } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { receiptIssuer } from '#receipts/issue-receipt.ts';
import { cachedByVersion } from '#tenancy/version.ts';

const first = asDay('2026-09-14');
const schoolDays = eachDay({ from: first, to: addDays(first, 90) }).filter(
  (day) => weekdayOf(day) < 6,
);

function household(index: number, isVisitors = false): Household {
  const [one, two] = [`pupil-${index}`, `sibling-${index}`];
  return {
    pupils: [
      { pupilId: one, canteenDays: schoolDays },
      { pupilId: two, canteenDays: schoolDays.filter((day) => weekdayOf(day) % 2 === 1) },
    ],
    accountsOf: new Map([
      [one, [`mother-${index}`, `father-${index}`]],
      [two, [`mother-${index}`]],
    ]),
    isVisitors,
  };
}

describe('what families asked', () => {
  const households = Array.from({ length: 60 }, (_, index) => household(index, index === 0));
  const requests = pastRequests(households, first, demoMorning);

  test('is the same each time, in the order of time, and none of it lies ahead', () => {
    expect(pastRequests(households, first, demoMorning)).toEqual(requests);
    expect(requests.map((one) => one.at)).toEqual(
      requests.map((one) => one.at).toSorted((a, b) => a - b),
    );
    expect(requests.filter((one) => one.at >= demoMorning)).toEqual([]);
    expect(requests.length).toBeGreaterThan(100);
  });

  test('comes from a guardian of every child that it names', () => {
    const foreign = requests.filter(({ accountId, pupilIds }) =>
      pupilIds.some((id) =>
        households.every((one) => one.accountsOf.get(id)?.includes(accountId) !== true),
      ),
    );
    expect(foreign).toEqual([]);
  });

  test('holds second thoughts, plans ahead and some requests that come too late', () => {
    expect(requests.some((one) => one.operation === 'absence-undone')).toBe(true);
    expect(requests.some((one) => one.days.some((day) => day > '2026-11-23'))).toBe(true);
    expect(requests.some((one) => one.days.length > 4)).toBe(true);
  });

  test('leaves the visitor’s family alone in the last days', () => {
    const recent = requests.filter(
      (one) => one.pupilIds.includes('pupil-0') && one.days.some((day) => day > '2026-11-18'),
    );
    expect(recent).toEqual([]);
    // But not without a receipt to look at.
    expect(requests.some((one) => one.pupilIds.includes('pupil-0'))).toBe(true);
  });
});

describe('a small town’s past', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openTestDatabase('pglite');
  });
  afterEach(() => database.close());

  test('has its changes, its closed days and a seal on every receipt', async () => {
    const town = await sampleTown(database);
    const clock = pastClock();
    clock.set(plusSeconds(demoMorning, -80 * 86_400));
    const until = plusSeconds(demoMorning, -35 * 86_400);
    const tally = await livePast(
      {
        database,
        tenantId: town.tenantId,
        clock,
        calendarAt: cachedByVersion(loadTenantCalendar),
        issueReceipt: receiptIssuer(sampleMasterKey),
        log: logTo(
          () => undefined,
          () => '',
        ),
        silentUntil: first,
        visitors: [],
      },
      first,
      until,
    );
    const count = async (sql: string): Promise<unknown> =>
      (await database.asOwner(sql))[0]?.['count'];
    expect(tally.changes).toBeGreaterThan(3);
    expect(await count('select count(*) from bookings.change')).toBe(tally.changes);
    // Twenty-five school days since Monday 14 September, before the cut-off of the last.
    expect(tally.closings).toBe(25);
    expect(await count('select count(*) from bookings.day_closing')).toBe(25);
    expect(await count('select count(*) from receipts.seal')).toBe(tally.changes);
    expect(await count('select count(*) from receipts.unsealed')).toBe(0);
    expect(clock.now()).toBe(until);
  });
});
