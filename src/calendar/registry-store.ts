// The SQL of the calendar for whole registries: canteen weekdays and own closures in sets, and how far days are frozen.
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import { writeIds, writeRows } from '#platform/write-rows.ts';
import type {
  CalendarChanges,
  CalendarRegistry,
  CanteenWeekdaysFact,
  FrozenUntil,
} from '#calendar/registry.ts';

export async function findRegistryRows(tx: Tx): Promise<CalendarRegistry> {
  const [canteenWeekdays, closures, frozen] = await Promise.all([
    tx.rows<CalendarRegistry['canteenWeekdays'][number]>(
      `select canteen_weekdays_id as "canteenWeekdaysId", class_id as "classId", service_id as "serviceId", weekdays,
              valid_from as "validFrom", valid_to as "validTo"
         from calendar.canteen_weekdays where tenant_id = $1 and superseded_at is null order by valid_from`,
    ),
    tx.rows<CalendarRegistry['closures'][number]>(
      `select closure_id as "closureId", scope, grade, school_id as "schoolId", class_id as "classId",
              from_on as "fromOn", to_on as "toOn", reason, origin
         from calendar.closure where tenant_id = $1 and superseded_at is null order by from_on`,
    ),
    tx.rows<FrozenUntil>(
      `select school_id as "schoolId", service_id as "serviceId", max(day) as day
         from calendar.service_day where tenant_id = $1 and frozen_at is not null group by school_id, service_id`,
    ),
  ]);
  return { canteenWeekdays, closures, frozen };
}

export async function writeRegistryRows(
  tx: Tx,
  changes: CalendarChanges,
  at: Instant,
  recordedBy: string,
): Promise<void> {
  await writeIds(tx, supersedeWeekdays, changes.supersededCanteenWeekdaysIds, sqlInstant(at));
  await writeRows(tx, insertWeekdays, changes.canteenWeekdays, sqlInstant(at), recordedBy);
  await writeIds(tx, supersedeClosures, changes.supersededClosureIds, sqlInstant(at));
  await writeRows(tx, insertClosures, changes.closures, sqlInstant(at), recordedBy);
}

export function insertCanteenWeekdays(
  tx: Tx,
  facts: readonly CanteenWeekdaysFact[],
  at: Instant,
  recordedBy: string,
): Promise<void> {
  return writeRows(tx, insertWeekdays, facts, sqlInstant(at), recordedBy);
}

const supersedeWeekdays = `
  update calendar.canteen_weekdays set superseded_at = $3 where tenant_id = $1 and canteen_weekdays_id = any($2::uuid[])`;

const insertWeekdays = `
  insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, valid_to, recorded_at, recorded_by)
  select $1, r."canteenWeekdaysId", r."classId", r."serviceId", r.weekdays, r."validFrom", r."validTo", $3, $4
    from json_to_recordset($2::json) as r ("canteenWeekdaysId" uuid, "classId" uuid, "serviceId" uuid, weekdays smallint,
         "validFrom" date, "validTo" date)`;

const supersedeClosures = `
  update calendar.closure set superseded_at = $3 where tenant_id = $1 and closure_id = any($2::uuid[])`;

const insertClosures = `
  insert into calendar.closure (tenant_id, closure_id, scope, grade, school_id, class_id, from_on, to_on, reason, origin, recorded_at, recorded_by)
  select $1, r."closureId", r.scope, r.grade, r."schoolId", r."classId", r."fromOn", r."toOn", r.reason, r.origin, $3, $4
    from json_to_recordset($2::json) as r ("closureId" uuid, scope text, grade text, "schoolId" uuid, "classId" uuid,
         "fromOn" date, "toOn" date, reason text, origin text)`;
