// The SQL of schools: the whole registry of a tenant, read and written in sets.
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import { writeIds, writeRows } from '#platform/write-rows.ts';
import type { SchoolRegistry, SchoolRegistryChanges } from '#schools/model.ts';

export async function findSchoolRows(tx: Tx): Promise<SchoolRegistry> {
  const row = await tx.row<SchoolRegistry>(`
    select
      coalesce((select json_agg(json_build_object('serviceId', service_id, 'code', code, 'name', name) order by code)
         from schools.meal_service where tenant_id = $1), '[]') as "services",
      coalesce((select json_agg(json_build_object('kitchenId', kitchen_id, 'name', name) order by name)
         from schools.kitchen where tenant_id = $1), '[]') as "kitchens",
      coalesce((select json_agg(json_build_object('servingSiteId', serving_site_id, 'name', name) order by name)
         from schools.serving_site where tenant_id = $1), '[]') as "servingSites",
      coalesce((select json_agg(json_build_object('schoolId', school_id, 'code', code, 'name', name, 'grade', grade,
           'instituteName', institute_name) order by code)
         from schools.school where tenant_id = $1), '[]') as "schools",
      coalesce((select json_agg(json_build_object('shiftId', shift_id, 'schoolId', school_id, 'name', name, 'startsAt', starts_at) order by name)
         from schools.shift where tenant_id = $1), '[]') as "shifts",
      coalesce((select json_agg(json_build_object('classId', class_id, 'schoolId', school_id, 'schoolYear', school_year,
           'code', code, 'name', name, 'shiftId', shift_id) order by code)
         from schools.school_class where tenant_id = $1), '[]') as "classes",
      coalesce((select json_agg(json_build_object('supplyId', supply_id, 'schoolId', school_id, 'serviceId', service_id,
           'kitchenId', kitchen_id, 'servingSiteId', serving_site_id, 'validFrom', valid_from, 'validTo', valid_to) order by valid_from)
         from schools.supply where tenant_id = $1 and superseded_at is null), '[]') as "supplies"`);
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

/** In the order that the references between the tables ask for. */
export async function writeSchoolRows(
  tx: Tx,
  changes: SchoolRegistryChanges,
  at: Instant,
  recordedBy: string,
): Promise<void> {
  await writeRows(tx, writeService, changes.services);
  await writeRows(tx, writeKitchen, changes.kitchens);
  await writeRows(tx, writeServingSite, changes.servingSites);
  await writeRows(tx, writeSchool, changes.schools);
  await writeRows(tx, writeShift, changes.shifts);
  await writeRows(tx, writeClass, changes.classes);
  await writeIds(tx, supersedeSupplies, changes.supersededSupplyIds, sqlInstant(at));
  await writeRows(tx, insertSupply, changes.supplies, sqlInstant(at), recordedBy);
}

const writeService = `
  insert into schools.meal_service (tenant_id, service_id, code, name)
  select $1, r."serviceId", r.code, r.name from json_to_recordset($2::json) as r ("serviceId" uuid, code text, name text)
  on conflict (tenant_id, service_id) do update set name = excluded.name`;

const writeKitchen = `
  insert into schools.kitchen (tenant_id, kitchen_id, name)
  select $1, r."kitchenId", r.name from json_to_recordset($2::json) as r ("kitchenId" uuid, name text)`;

const writeServingSite = `
  insert into schools.serving_site (tenant_id, serving_site_id, name)
  select $1, r."servingSiteId", r.name from json_to_recordset($2::json) as r ("servingSiteId" uuid, name text)`;

const writeSchool = `
  insert into schools.school (tenant_id, school_id, code, name, grade, institute_name)
  select $1, r."schoolId", r.code, r.name, r.grade, r."instituteName"
    from json_to_recordset($2::json) as r ("schoolId" uuid, code text, name text, grade text, "instituteName" text)
  on conflict (tenant_id, school_id) do update
    set name = excluded.name, grade = excluded.grade, institute_name = excluded.institute_name`;

const writeShift = `
  insert into schools.shift (tenant_id, shift_id, school_id, name, starts_at)
  select $1, r."shiftId", r."schoolId", r.name, r."startsAt"
    from json_to_recordset($2::json) as r ("shiftId" uuid, "schoolId" uuid, name text, "startsAt" text)
  on conflict (tenant_id, shift_id) do update set starts_at = excluded.starts_at`;

const writeClass = `
  insert into schools.school_class (tenant_id, class_id, school_id, school_year, code, name, shift_id)
  select $1, r."classId", r."schoolId", r."schoolYear", r.code, r.name, r."shiftId"
    from json_to_recordset($2::json) as r ("classId" uuid, "schoolId" uuid, "schoolYear" integer, code text, name text, "shiftId" uuid)
  on conflict (tenant_id, class_id) do update set name = excluded.name, shift_id = excluded.shift_id`;

const supersedeSupplies = `
  update schools.supply set superseded_at = $3 where tenant_id = $1 and supply_id = any($2::uuid[])`;

const insertSupply = `
  insert into schools.supply (tenant_id, supply_id, school_id, service_id, kitchen_id, serving_site_id, valid_from, valid_to, recorded_at, recorded_by)
  select $1, r."supplyId", r."schoolId", r."serviceId", r."kitchenId", r."servingSiteId", r."validFrom", r."validTo", $3, $4
    from json_to_recordset($2::json) as r ("supplyId" uuid, "schoolId" uuid, "serviceId" uuid, "kitchenId" uuid,
         "servingSiteId" uuid, "validFrom" date, "validTo" date)`;
