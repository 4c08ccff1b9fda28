// For tests: a town with one class of two children that has canteen every day from Monday to Friday.
import { randomUUID } from 'node:crypto';
import { openSchoolYear } from '#calendar/open-school-year.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { masterKeyOf } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { createTenant } from '#tenancy/create-tenant.ts';

export interface SampleClass {
  readonly tenantId: number;
  readonly serviceId: string;
  readonly schoolId: string;
  readonly classId: string;
  /** In the order of their names. */
  readonly pupilIds: readonly string[];
}

/** Town number `index` of the database. */
export async function sampleClass(
  database: Database,
  clock: Clock,
  index: number,
): Promise<SampleClass> {
  const masterKey = masterKeyOf(new Uint8Array(32).fill(7));
  const tenantId = await createTenant(database, clock, masterKey, {
    slug: `classe-${index}`,
    name: `Comune di Classe ${index}`,
    province: 'BG',
    regionName: 'Regione Lombardia',
    mailFrom: `mensa@classe${index}.example`,
    hosts: [`classe${index}.example`],
  });
  await database.inTenant(tenantId, 'system', (tx) =>
    openSchoolYear(tx, clock, systemActor('sample'), { rule: lombardy, schoolYear: 2026 }),
  );
  const sample: SampleClass = {
    tenantId,
    serviceId: randomUUID(),
    schoolId: randomUUID(),
    classId: randomUUID(),
    pupilIds: [randomUUID(), randomUUID()],
  };
  await database.asOwner(classSql(sample) + sample.pupilIds.map(pupilSqlOf(sample)).join(''));
  return sample;
}

const recordedAt = `timestamptz '2026-09-01 06:00:00+00'`;

function classSql({ tenantId: t, serviceId, schoolId, classId }: SampleClass): string {
  const shiftId = randomUUID();
  return `
    insert into schools.meal_service (tenant_id, service_id, code, name) values (${t}, '${serviceId}', 'mensa', 'Mensa');
    insert into schools.school (tenant_id, school_id, code, name, grade, institute_name) values (${t}, '${schoolId}', 'S1', 'Primaria', 'primary', 'Istituto');
    insert into schools.shift (tenant_id, shift_id, school_id, name, starts_at) values (${t}, '${shiftId}', '${schoolId}', 'Primo', '12:10');
    insert into schools.school_class (tenant_id, class_id, school_id, school_year, code, name, shift_id)
      values (${t}, '${classId}', '${schoolId}', 2026, '1A', '1A', '${shiftId}');
    insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${classId}', '${serviceId}', 31, '2026-09-01', ${recordedAt}, 'sample');`;
}

const pupilSqlOf =
  ({ tenantId: t, serviceId, classId }: SampleClass) =>
  (pupilId: string, index: number): string =>
    `
    insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, first_name, last_name, sort_key, recorded_at)
      values (${t}, '${pupilId}', 'P${index}', 'Bimbo${index}', 'Prova', 'prova bimbo${index}', ${recordedAt});
    insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${classId}', '2026-09-01', ${recordedAt}, 'sample');
    insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${serviceId}', 31, '2026-09-01', ${recordedAt}, 'sample');`;
