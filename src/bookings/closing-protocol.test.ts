// The written protocol of arrival against closing (FOUNDATIONS 6, RULES A6) with processes of their own on one PostgreSQL.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueDayCloser } from '#bookings/close-due-days.ts';
import { standingsOf } from '#bookings/correction-rules.ts';
import { bookingsHandlers } from '#bookings/jobs.ts';
import type { MealRevision } from '#bookings/model.ts';
import type { SampleDesk } from '#bookings/sample.ts';
import { instant, ofFamily, sampleDesk, stillClock } from '#bookings/sample.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { groupBy } from '#ground/group-by.ts';
import type { Database } from '#platform/database.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import { freshPostgresDatabase, postgresUrl } from '#platform/test-database.ts';
import { cachedByVersion } from '#tenancy/version.ts';

const monday = '2026-11-23';
const slow = 60_000;

describe.skipIf(postgresUrl === undefined)('closing, with two processes on one database', () => {
  let one: Database;
  let other: Database;
  let towns = 0;
  const lines: Record<string, unknown>[] = [];
  const log = logTo(
    (line) => lines.push(JSON.parse(line)),
    () => 'now',
  );
  beforeAll(async () => {
    const url = await freshPostgresDatabase();
    [one, other] = [
      openPostgres({ url, connectionsMax: 4 }),
      openPostgres({ url, connectionsMax: 4 }),
    ];
  });
  afterAll(() => Promise.all([one.close(), other.close()]));

  const deskAt = (iso: string): Promise<SampleDesk> => sampleDesk(one, (towns += 1), iso);
  /** A process of its own: another pool, another memory of the calendar, another clock. */
  const closerOf = (database: Database, iso: string) =>
    dueDayCloser({
      database,
      clock: stillClock(iso),
      calendarAt: cachedByVersion(loadTenantCalendar),
      log,
    });
  const closedOf = async ({ town }: SampleDesk): Promise<readonly unknown[]> =>
    (
      await one.asOwner(
        `select to_char(day, 'YYYY-MM-DD') as day from bookings.day_closing where tenant_id = ${town.tenantId} order by closed_at, day`,
      )
    ).map((row) => row['day']);
  const mealsOf = ({ town }: SampleDesk, day: string) =>
    one.asOwner(
      `select pupil_id as "pupilId", revision, outcome, correction from bookings.meal
        where tenant_id = ${town.tenantId} and day = '${day}' order by pupil_id, revision`,
    );
  const sweep = (desk: SampleDesk): Promise<number> =>
    sweepOutbox({
      database: other,
      clock: desk.clock,
      log,
      handlers: {
        ...bookingsHandlers({ ...desk.means, log }),
        'notifications.deliver': { outside: async () => 'done' },
      },
      limit: 200,
    });

  it(
    'after days of outage both catch up, oldest first, and every day is closed exactly once',
    async () => {
      const desk = await deskAt('2026-11-23T12:00:00+01:00');
      const iso = '2026-11-23T12:00:00+01:00';
      const counts = await Promise.all([closerOf(one, iso)(), closerOf(other, iso)()]);
      const closed = await closedOf(desk);
      expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(closed.length);
      expect(closed.length).toBeGreaterThan(30);
      expect(new Set(closed).size).toBe(closed.length);
      expect(closed.at(-1)).toBe(monday);
      const [{ marks } = {}] = await one.asOwner(
        `select count(*)::int as marks from calendar.service_day where tenant_id = ${desk.town.tenantId} and frozen_at is not null`,
      );
      expect(marks).toBe(closed.length);
    },
    slow,
  );

  it(
    'a process that is cut in the middle of a closing leaves nothing of it; the other closes the day whole',
    async () => {
      const desk = await deskAt('2026-11-23T09:00:00+01:00');
      await closerOf(one, '2026-11-22T12:00:00+01:00')();
      const before = await closedOf(desk);
      const reached = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<void>();
      const calendarAt = cachedByVersion(loadTenantCalendar);
      let asked = 0;
      const dying = dueDayCloser({
        database: one,
        clock: stillClock('2026-11-23T09:31:10+01:00'),
        // The first question is which days are due, the second is of the closing, under its lock.
        calendarAt: async (tx, version) => {
          asked += 1;
          if (asked === 2) {
            reached.resolve();
            await gate.promise;
          }
          return calendarAt(tx, version);
        },
        log,
      })().catch((fault: unknown) => fault);
      await reached.promise;
      await one.asOwner(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
      );
      gate.resolve();
      expect(await dying).toBeInstanceOf(Error);
      expect(await closedOf(desk)).toEqual(before);
      expect(await mealsOf(desk, monday)).toEqual([]);
      expect(await closerOf(other, '2026-11-23T09:31:10+01:00')()).toBe(1);
      expect(await mealsOf(desk, monday)).toHaveLength(3);
    },
    slow,
  );

  it(
    'a cut-off moved through one process is known to the other, which does not close before',
    async () => {
      const desk = await deskAt('2026-11-23T09:00:00+01:00');
      const { tenantId, schoolId, serviceId } = desk.town;
      const early = closerOf(other, '2026-11-23T09:31:09+01:00');
      await early();
      await one.asOwner(
        `insert into calendar.service_day (tenant_id, school_id, service_id, day, cut_off_at)
         values (${tenantId}, '${schoolId}', '${serviceId}', '${monday}', timestamptz '2026-11-23 10:00:00+01')`,
      );
      const before = await closedOf(desk);
      expect(await closerOf(other, '2026-11-23T10:01:09+01:00')()).toBe(0);
      expect(await closedOf(desk)).toEqual(before);
      expect(await closerOf(one, '2026-11-23T10:01:10+01:00')()).toBe(1);
      const [{ same } = {}] = await one.asOwner(
        `select bool_and(d.cut_off_at = c.cut_off_at) as same from calendar.service_day d
           join bookings.day_closing c using (tenant_id, school_id, service_id, day)
          where d.tenant_id = ${tenantId} and d.day = '${monday}'`,
      );
      expect(same).toBe(true);
    },
    slow,
  );

  it(
    'a request in time that meets a day closed too early is a correction, with one alarm, however often it is settled',
    async () => {
      const desk = await deskAt('2026-11-23T09:00:00+01:00');
      await closerOf(other, '2026-11-23T09:31:10+01:00')();
      desk.clock.set('2026-11-23T09:31:05+01:00');
      const arrivedAt = instant('2026-11-23T09:30:59.999+01:00');
      expect(
        await desk.ask({ days: [monday], arrivedAt, ...ofFamily(desk.town, 1) }),
      ).toMatchObject({
        value: { kind: 'changed' },
      });
      lines.length = 0;
      for (const _twice of [1, 2]) await sweep(desk);
      expect(lines.filter((line) => line['event'] === 'in-time-after-closing')).toHaveLength(1);
      const [carla] = ofFamily(desk.town, 1).pupilIds;
      const meals = await mealsOf(desk, monday);
      expect(meals.filter((meal) => meal['pupilId'] === carla)).toMatchObject([
        { revision: 0, outcome: 'booked' },
        { revision: 1, outcome: 'absent', correction: 'in-time-after-closing' },
      ]);
    },
    slow,
  );

  it('what closing wrote and the corrections explain every last word: revisions without gaps', async () => {
    const rows = await one.asOwner(
      `select m.tenant_id || ' ' || m.pupil_id || ' ' || m.day || ' ' || m.service_id as meal, m.revision, m.outcome, m.correction,
              v.outcome as "lastOutcome", v.correction as "lastCorrection"
         from bookings.meal m
         join bookings.meal_view v using (tenant_id, service_id, day, pupil_id) order by 1, m.revision`,
    );
    const meals = groupBy(rows, (row) => String(row['meal']));
    expect(meals.size).toBeGreaterThan(100);
    for (const revisions of meals.values()) {
      const [first] = revisions;
      const from = Number(first['revision']);
      expect(revisions.map((row) => row['revision'])).toEqual(
        revisions.map((_, index) => from + index),
      );
      const written = revisions.map((row): MealRevision => ({
        outcome: row['outcome'] as MealRevision['outcome'],
        correction: row['correction'] as MealRevision['correction'],
      }));
      expect(standingsOf(written).at(-1) ?? { outcome: 'absent', correction: null }).toEqual({
        outcome: first['lastOutcome'],
        correction: first['lastCorrection'],
      });
    }
  });
});
