// Makes the demo's past by living it: every change and closing since September runs the real use case at its own time (FOUNDATIONS 27).
import { createHash } from 'node:crypto';
import { changeDays } from '#bookings/change-days.ts';
import type { ChangeMeans } from '#bookings/record-change.ts';
import { closeDueDays } from '#bookings/close-due-days.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import type { PastClock } from '#demo/demo-clock.ts';
import type { Household, PastPupil, PastRequest } from '#demo/past-model.ts';
import { pastRequests } from '#demo/past-requests.ts';
import { listEating, listGuardianPupils } from '#demo/store.ts';
import type { EatingRow, GuardianPupilRow } from '#demo/store.ts';
import { eachDay } from '#ground/day-range.ts';
import { addDays } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { plusSeconds } from '#ground/instant.ts';
import { hasWeekdayOf } from '#ground/weekdays.ts';
import type { FamilyAccount } from '#identity/model.ts';
import type { Database, TenantId } from '#platform/database.ts';
import type { Log } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import type { OutboxHandler } from '#platform/outbox.ts';
import { dayAt, instantOf } from '#platform/rome.ts';
import { sealReceipts } from '#receipts/seal-receipts.ts';

export interface PastMeans extends ChangeMeans {
  readonly database: Database;
  readonly tenantId: TenantId;
  readonly clock: PastClock;
  readonly log: Log;
  /** Until the closing of this day nobody is written to. */
  readonly silentUntil: Day;
  /** E-mails of the guardians whose login a visitor gets. */
  readonly visitors: readonly string[];
}

/** What came of the requests, for the log and for tests. */
export interface PastTally {
  readonly changes: number;
  readonly refused: number;
  readonly closings: number;
}

/** A family plans at most so many days ahead of the demo's morning. */
const plannedAheadDays = 35;

/**
 * The embedded database has nobody who counts its rows, and keeps the plans of its statements: those made while a
 * table was all but empty read it whole for ever. So rows are counted when the first have come, and again later.
 */
const countedOn: readonly string[] = ['2026-09-15', '2026-10-02'];

/** From the first canteen day of `from` until that instant. */
export async function livePast(means: PastMeans, from: Day, until: Instant): Promise<PastTally> {
  const { database, tenantId, clock } = means;
  const [rows, eating, calendar] = await database.inTenant(tenantId, 'system', (tx) =>
    Promise.all([listGuardianPupils(tx), listEating(tx), loadTenantCalendar(tx)]),
  );
  const lastDay = addDays(dayAt(until), plannedAheadDays);
  const households = householdsOf(rows, pupilsOf(eating, calendar, from, lastDay), means.visitors);
  const accounts = new Map(rows.map((row) => [row.accountId, accountOf(row)]));
  const waiting = [...pastRequests(households, from, until)];
  const tally = { changes: 0, refused: 0, closings: 0 };
  for (let day = from; day <= dayAt(until); day = addDays(day, 1)) {
    const closedAt = plusSeconds(instantOf(day, '09:31'), 15);
    for (const moment of [closedAt, instantOf(addDays(day, 1), '00:00')]) {
      const end = moment < until ? moment : until;
      while ((waiting[0]?.at ?? end) < end) {
        const next = waiting.shift();
        if (next !== undefined) await ask(means, accounts, next, tally);
      }
      if (moment === closedAt && closedAt < until) {
        clock.set(closedAt);
        tally.closings += (await closeDueDays(means, tenantId, from)).closed;
        await sealReceipts(database, clock);
        if (day <= means.silentUntil) await forgetMail(means);
        if (countedOn.includes(day)) await database.takeStatistics();
      }
    }
  }
  clock.set(until);
  await sealReceipts(database, clock);
  return tally;
}

/** What families were told in those weeks was read long ago: the visitor's mail begins with the last days. */
async function forgetMail({ database, clock, log }: PastMeans): Promise<void> {
  const forget: OutboxHandler = { outside: async () => 'done' };
  const handlers = { 'bookings.change-recorded': forget };
  await sweepOutbox({ database, clock, log, handlers, limit: 1000 });
}

async function ask(
  means: PastMeans,
  accounts: ReadonlyMap<string, FamilyAccount>,
  request: PastRequest,
  tally: { changes: number; refused: number },
): Promise<void> {
  const account = accounts.get(request.accountId);
  if (account === undefined) throw new Error('a request of nobody');
  means.clock.set(request.at);
  const { operation, pupilIds, days, at } = request;
  const entries = pupilIds.map((pupilId) => ({ pupilId, days }));
  const requestHash = createHash('sha256').update(JSON.stringify(entries)).digest('base64url');
  const key = { key: `${account.accountId} ${at} ${operation}`, requestHash };
  const outcome = await means.database.inTenant(means.tenantId, 'family', (tx) =>
    changeDays(
      tx,
      means,
      { kind: 'family', account: Promise.resolve(account), channel: 'portal' },
      { operation, entries, arrivedAt: at, key },
    ),
  );
  if (outcome.ok) tally.changes += 1;
  else tally.refused += 1;
}

function pupilsOf(
  eating: readonly EatingRow[],
  calendar: TenantCalendar,
  from: Day,
  to: Day,
): ReadonlyMap<string, PastPupil> {
  const days = eachDay({ from, to });
  return new Map(
    eating.map((row) => [
      row.pupilId,
      {
        pupilId: row.pupilId,
        canteenDays: days.filter(
          (day) =>
            row.from <= day &&
            (row.to === 'infinity' || day <= row.to) &&
            hasWeekdayOf(row.weekdays, day) &&
            calendar.classDay(row.classId, row.serviceId, day).kind === 'canteen',
        ),
      },
    ]),
  );
}

/** Pupils who share a guardian belong together, also across two families. */
function householdsOf(
  rows: readonly GuardianPupilRow[],
  pupils: ReadonlyMap<string, PastPupil>,
  visitors: readonly string[],
): readonly Household[] {
  const leaders = new Map<string, string>();
  for (const pupilsOfOne of Map.groupBy(rows, (row) => row.accountId).values()) {
    const known = pupilsOfOne
      .map((row) => leaders.get(row.pupilId))
      .find((one) => one !== undefined);
    const leader = known ?? pupilsOfOne[0]?.pupilId ?? '';
    for (const { pupilId } of pupilsOfOne) leaders.set(pupilId, leaders.get(pupilId) ?? leader);
  }
  return [...Map.groupBy(rows, (row) => leaders.get(row.pupilId) ?? '').values()].map((own) => ({
    pupils: [...new Set(own.map((row) => row.pupilId))]
      .map((pupilId) => pupils.get(pupilId))
      .filter((pupil) => pupil !== undefined),
    accountsOf: new Map(
      [...Map.groupBy(own, (row) => row.pupilId)].map(([pupilId, guardians]) => [
        pupilId,
        guardians.map((row) => row.accountId),
      ]),
    ),
    isVisitors: own.some((row) => row.email !== null && visitors.includes(row.email)),
  }));
}

function accountOf({
  accountId,
  login,
  displayName,
  email,
  language,
}: GuardianPupilRow): FamilyAccount {
  return {
    kind: 'family',
    accountId,
    login,
    displayName,
    email,
    language,
    mustChangePassword: false,
  };
}
