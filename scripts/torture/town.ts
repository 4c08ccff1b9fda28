// Towns under torture: some schools with families of one child each, closed up to the day before the first round.
import { randomUUID } from 'node:crypto';
import { sampleGuardian, sampleTown, stillClock } from '#bookings/sample.ts';
import type { SampleFamily, SampleTown } from '#bookings/sample.ts';
import { dueDayCloser } from '#bookings/close-due-days.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { addDays } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import type { Database } from '#platform/database.ts';
import { cachedByVersion } from '#tenancy/version.ts';

export interface TorturedTown extends SampleTown {
  readonly slug: string;
  readonly host: string;
}

/** `familyCount` families in each; every day is closed that is over at `iso`. */
export async function torturedTowns(
  database: Database,
  townCount: number,
  familyCount: number,
  iso: string,
): Promise<readonly TorturedTown[]> {
  const towns: TorturedTown[] = [];
  for (let index = 1; index <= townCount; index += 1) {
    const town = await sampleTown(database, index);
    const families = [...town.families];
    while (families.length < familyCount)
      families.push(await addFamily(database, town, families.length + 1));
    towns.push({ ...town, families, slug: `borgo-${index}`, host: `borgo${index}.example` });
  }
  await closeUntil(database, iso);
  return towns;
}

/** The town's canteen days of the school year, from that day on. */
export function canteenDays(
  database: Database,
  { tenantId, classIds, serviceId }: SampleTown,
  from: Day,
): Promise<readonly Day[]> {
  return database.inTenant(tenantId, 'system', async (tx) => {
    const calendar = await loadTenantCalendar(tx);
    return Array.from({ length: 240 }, (_, days) => addDays(from, days)).filter(
      (day) => calendar.classDay(classIds.everyDay, serviceId, day).kind === 'canteen',
    );
  });
}

async function addFamily(
  database: Database,
  town: SampleTown,
  number: number,
): Promise<SampleFamily> {
  const { tenantId, classIds, serviceId } = town;
  const pupilId = randomUUID();
  const recorded = `timestamptz '2026-09-01 06:00:00+00'`;
  await database.asOwner(`
    insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, first_name, last_name, sort_key, recorded_at)
      values (${tenantId}, '${pupilId}', 'x${number}', 'Bimbo', 'Altra${number}', 'altra${number} bimbo', ${recorded});
    insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, recorded_at, recorded_by)
      values (${tenantId}, '${randomUUID()}', '${pupilId}', '${classIds.everyDay}', '2026-09-01', ${recorded}, 'sample');
    insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${tenantId}, '${randomUUID()}', '${pupilId}', '${serviceId}', 31, '2026-09-01', ${recorded}, 'sample');`);
  return sampleGuardian(database, town, [pupilId]);
}

async function closeUntil(database: Database, iso: string): Promise<void> {
  await dueDayCloser({
    database,
    clock: stillClock(iso),
    calendarAt: cachedByVersion(loadTenantCalendar),
    log: { info: () => undefined, alarm: (event, fields) => console.error(event, fields) },
  })();
}
