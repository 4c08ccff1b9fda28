// What a family's change or view reads must not grow with its town, also where most other towns are small and the planner,
// which knows only averages, takes every town for a small one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FamilyMeans } from '#bookings/family-days.ts';
import { readMonth, readToday } from '#bookings/family-days.ts';
import { readReceipts } from '#bookings/family-receipts.ts';
import type { SampleDesk, SampleFamily } from '#bookings/sample.ts';
import { accountOfSample, ofFamily, sampleDesk } from '#bookings/sample.ts';
import { asMonth } from '#ground/day.ts';
import type { Database, Tx } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const monday = '2026-11-23';
const pupilsOfCity = 900;
const villages = { count: 90, pupils: 10 };
const changes = 8;
/** Of all these changes together, far below one reading of a city: the family's own rows, and those that check the writes. */
const rowsAtMost = 400;

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let desk: SampleDesk;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    desk = await sampleDesk(database, 1, `${monday}T08:50:00+01:00`);
    await database.asOwner(crowdSql(desk));
    await database.takeStatistics();
    // What the filling itself has read is not to be counted.
    await database.asOwner('select pg_stat_force_next_flush()');
  });
  afterAll(() => database.close());

  it('an absence in a city reads no more rows than in a village, whatever the plans are made for', async () => {
    const rowsRead: number[] = [];
    const means = {
      ...desk.means,
      calendarAt: async (tx: Tx, version: number) => {
        // The facts are there, nothing is written yet.
        rowsRead.push(await rowsReadSoFar(tx));
        return desk.means.calendarAt(tx, version);
      },
    };
    // After five times the server decides whether to keep one plan for all towns.
    for (let change = 0; change < changes; change += 1) {
      const { family, pupilIds } = ofFamily(desk.town, 1);
      await desk.ask({ days: [`2026-11-${23 + change}`], family, pupilIds, means });
    }
    expect(rowsRead).toHaveLength(changes);
    expect(Math.max(...rowsRead)).toBeLessThanOrEqual(rowsAtMost);
  });

  it.each<[string, (tx: Tx, means: FamilyMeans, family: SampleFamily) => Promise<unknown>]>([
    ['today', (tx, means, family) => readToday(tx, means, accountOfSample(family))],
    [
      'a month',
      (tx, means, family) =>
        readMonth(
          tx,
          means,
          Promise.resolve(accountOfSample(family)),
          family.pupilIds[0] ?? '',
          asMonth('2026-11'),
        ),
    ],
    [
      'the receipts',
      (tx, { language }, family) => readReceipts(tx, accountOfSample(family), language),
    ],
  ])('%s of one child neither', async (_, read) => {
    const { family } = ofFamily(desk.town, 1);
    const rowsRead = await database.inTenant(desk.town.tenantId, 'family', async (tx) => {
      const before = await rowsReadSoFar(tx);
      await read(tx, { ...desk.means, language: 'it' }, family);
      return (await rowsReadSoFar(tx)) - before;
    });
    expect(rowsRead).toBeLessThanOrEqual(rowsAtMost);
  });
});

/** Since the connection reported last: one transaction or several. */
async function rowsReadSoFar(tx: Tx): Promise<number> {
  const row = await tx.row<{ count: number }>(
    `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as count
       from pg_stat_xact_user_tables where $1::int is not null`,
  );
  return row?.count ?? 0;
}

/** A city's children, absent on these days all of them, and many villages' of nobody's authority. */
function crowdSql({ town }: SampleDesk): string {
  const child = `select ${town.tenantId} as tenant_id, gen_random_uuid() as pupil_id from generate_series(1, ${pupilsOfCity})
     union all select 9000 + v, gen_random_uuid() from generate_series(1, ${villages.count}) v, generate_series(1, ${villages.pupils})`;
  const service = `'${town.serviceId}'::uuid`;
  const recordedAt = `timestamptz '2026-09-01 06:00:00+00'`;
  const recorded = `date '2026-09-01', ${recordedAt}, 'test'`;
  const pastDays = `generate_series(date '2026-11-16', date '2026-11-20', interval '1 day') day`;
  return `begin; set local session_replication_role = replica;
    create temporary table child on commit drop as ${child};
    insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, recorded_at, recorded_by)
      select tenant_id, pupil_id, pupil_id, '${town.classIds.everyDay}', ${recorded} from child;
    insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      select tenant_id, pupil_id, pupil_id, ${service}, 31, ${recorded} from child;
    insert into enrolment.guardianship (tenant_id, guardianship_id, pupil_id, guardian_id, relation, recorded_at, recorded_by)
      select tenant_id, pupil_id, pupil_id, pupil_id, 'mother', ${recordedAt}, 'test' from child;
    insert into enrolment.hold (tenant_id, hold_id, pupil_id, service_id, reason, valid_from, recorded_at, recorded_by)
      select tenant_id, pupil_id, pupil_id, ${service}, 'other', ${recorded} from child;
    insert into bookings.absent_day (tenant_id, pupil_id, service_id, day, change_id)
      select tenant_id, pupil_id, ${service}, day::date, pupil_id
        from child cross join generate_series(date '${monday}', date '2026-11-30', interval '1 day') day;
    insert into bookings.plain_day (tenant_id, pupil_id, service_id, day, change_id)
      select tenant_id, pupil_id, service_id, day, change_id from bookings.absent_day where change_id = pupil_id;
    insert into bookings.suspension (tenant_id, pupil_id, service_id, from_on, to_on, open, change_id)
      select tenant_id, pupil_id, ${service}, date '${monday}', date '2026-11-30', false, pupil_id from child;
    insert into bookings.plain_range (tenant_id, pupil_id, service_id, from_on, to_on, change_id)
      select tenant_id, pupil_id, ${service}, date '${monday}', date '2026-11-30', pupil_id from child;
    insert into bookings.change (tenant_id, change_id, receipt_code, channel, actor_kind, actor_id, received_at, recorded_at)
      select tenant_id, pupil_id, row_number() over (), 'portal', 'guardian', pupil_id, ${recordedAt}, ${recordedAt} from child;
    insert into bookings.change_line (tenant_id, change_id, line, pupil_id, service_id, operation, days)
      select tenant_id, pupil_id, 1, pupil_id, ${service}, 'absence-undone', array[date '${monday}'] from child;
    insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id, serving_site_id,
        kitchen_id, special_diet_ids, recorded_at, recorded_by)
      select tenant_id, ${service}, day::date, pupil_id, 0, 'booked', '${town.schoolId}', '${town.classIds.everyDay}', '${town.shiftId}',
             '${town.kitchenId}', '${town.kitchenId}', '{}', ${recordedAt}, 'test' from child cross join ${pastDays};
    insert into roll_call.roll_call (tenant_id, service_id, day, class_id, revision, taken_at, taken_by)
      select tenant_id, ${service}, day::date, '${town.classIds.everyDay}', 0, ${recordedAt}, 'test'
        from (select distinct tenant_id from child) t cross join ${pastDays};
    insert into roll_call.presence (tenant_id, service_id, day, class_id, revision, pupil_id, present)
      select tenant_id, ${service}, day::date, '${town.classIds.everyDay}', 0, pupil_id, true from child cross join ${pastDays};
    commit`;
}
