// Audits the closings: no canteen day is left out between the first and the last, and whoever was not absent is booked.
import { daysInForce } from '#bookings/sample.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import type { TenantCalendar } from '#calendar/tenant-calendar.ts';
import { asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { Database } from '#platform/database.ts';
import type { Tally } from './outcome.ts';
import type { TorturedTown } from './town.ts';

export async function compareClosings(
  database: Database,
  town: TorturedTown,
  tally: Tally,
): Promise<void> {
  const { tenantId, slug, classIds, serviceId } = town;
  const calendar = await database.inTenant(tenantId, 'system', loadTenantCalendar);
  const closed = await closedDays(database, tenantId);
  const [first, last] = [closed[0], closed.at(-1)];
  if (first === undefined || last === undefined) return;
  const isOpen = (classId: string, day: Day): boolean =>
    calendar.classDay(classId, serviceId, day).kind === 'canteen';
  for (const day of eachDay({ from: first, to: last }))
    if (isOpen(classIds.everyDay, day) && !closed.includes(day))
      tally.faults.push(`${slug}: ${day} was never closed, and a later day was`);
  await compareMeals(database, town, closed, calendar, tally);
}

/** A closed day changes no more: what is in force now was so when it was closed, or became a correction. */
async function compareMeals(
  database: Database,
  { tenantId, slug, serviceId }: TorturedTown,
  closed: readonly Day[],
  calendar: TenantCalendar,
  tally: Tally,
): Promise<void> {
  const { absent, suspended } = await daysInForce(database, tenantId);
  const away = new Set([...absent, ...suspended]);
  const meals = await database.asOwner(
    `select distinct on (pupil_id, service_id, day) concat_ws(' ', pupil_id, service_id, to_char(day, 'YYYY-MM-DD')) as key, outcome
       from bookings.meal where tenant_id = ${tenantId} order by pupil_id, service_id, day, revision desc`,
  );
  const booked = new Set(
    meals.filter((row) => row['outcome'] === 'booked').map((row) => String(row['key'])),
  );
  for (const { pupilId, classId } of await memberships(database, tenantId))
    for (const day of closed) {
      if (calendar.classDay(classId, serviceId, day).kind !== 'canteen') continue;
      const key = `${pupilId} ${serviceId} ${day}`;
      if (booked.has(key) !== away.has(key)) continue;
      tally.lost += away.has(key) ? 1 : 0;
      tally.faults.push(
        `${slug}: ${key} is ${away.has(key) ? 'absent and booked' : 'neither absent nor booked'}`,
      );
    }
}

async function closedDays(database: Database, tenantId: number): Promise<readonly Day[]> {
  const rows = await database.asOwner(
    `select to_char(day, 'YYYY-MM-DD') as day from bookings.day_closing where tenant_id = ${tenantId} order by 1`,
  );
  return rows.map((row) => asDay(String(row['day'])));
}

async function memberships(
  database: Database,
  tenantId: number,
): Promise<readonly { readonly pupilId: string; readonly classId: string }[]> {
  const rows = await database.asOwner(
    `select pupil_id, class_id from enrolment.class_membership where tenant_id = ${tenantId} and superseded_at is null`,
  );
  return rows.map((row) => ({
    pupilId: String(row['pupil_id']),
    classId: String(row['class_id']),
  }));
}
