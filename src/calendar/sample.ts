// For tests: an authority with two schools and three classes, a clock that is set, and the office's acts at hand.
import { randomUUID } from 'node:crypto';
import type { CalendarMeans } from '#calendar/locked-calendar.ts';
import type { ClassDay } from '#calendar/model.ts';
import { openSchoolYear } from '#calendar/open-school-year.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import { eventReportingSetting } from '#calendar/settings.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import type { StaffActor, StaffRole } from '#ground/actor.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { parseInstant } from '#ground/instant.ts';
import type { Database, Tx } from '#platform/database.ts';
import { recordSetting } from '#tenancy/record-setting.ts';
import { sampleTenant } from '#tenancy/sample.ts';
import { cachedByVersion } from '#tenancy/version.ts';

export interface SampleCalendar {
  readonly tenantId: number;
  readonly serviceId: string;
  readonly north: string;
  readonly south: string;
  /** 1A (Monday to Friday) and 2B (Monday and Wednesday) at the north, 3C (Monday to Friday) at the south. */
  readonly classIds: { readonly a: string; readonly b: string; readonly c: string };
  readonly means: CalendarMeans;
  setClock(iso: string): Instant;
  /** The office; every read afterwards is of what it left. */
  asOffice<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  dayOf(classId: string, day: string): Promise<ClassDay>;
}

export function at(iso: string): Instant {
  const instant = parseInstant(iso);
  if (instant === undefined) throw new Error(`not an instant: ${iso}`);
  return instant;
}

export function staff(role: StaffRole, schoolId: string | null = null): StaffActor {
  const grants = [{ role, schoolId, kitchenId: null }];
  return { kind: 'staff', accountId: randomUUID(), grants, channel: 'office' };
}

/** Outings and strikes are recorded, unless `reporting` says that families report them. */
export async function sampleCalendar(
  database: Database,
  slug: string,
  reporting: 'families' | 'recorded' = 'recorded',
): Promise<SampleCalendar> {
  let now = at('2026-09-01T08:00:00+02:00');
  const clock: Clock = { now: () => now };
  const { tenantId } = await sampleTenant(database, { slug, clock });
  const ids = {
    serviceId: randomUUID(),
    north: randomUUID(),
    south: randomUUID(),
    classIds: { a: randomUUID(), b: randomUUID(), c: randomUUID() },
  };
  await database.asOwner(placesSql(tenantId, ids));
  await database.inTenant(tenantId, 'system', async (tx) => {
    await openSchoolYear(tx, clock, systemActor('sample'), { rule: lombardy, schoolYear: 2026 });
    recordSetting(tx, clock, systemActor('sample'), {
      definition: eventReportingSetting,
      scope: { kind: 'tenant' },
      value: reporting,
      validFrom: asDay('2026-09-01'),
      firstDayNotYetOpen: asDay('2026-09-01'),
    });
  });
  const asOffice = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    database.inTenant(tenantId, 'office', work);
  return {
    tenantId,
    ...ids,
    means: { clock, calendarAt: cachedByVersion(loadTenantCalendar) },
    setClock: (iso) => (now = at(iso)),
    asOffice,
    dayOf: async (classId, day) =>
      (await asOffice(loadTenantCalendar)).classDay(classId, ids.serviceId, asDay(day)),
  };
}

type Ids = Pick<SampleCalendar, 'serviceId' | 'north' | 'south' | 'classIds'>;

function placesSql(t: number, { serviceId, north, south, classIds }: Ids): string {
  const school = (id: string, code: string): string => `
    insert into schools.school (tenant_id, school_id, code, name, grade, institute_name)
      values (${t}, '${id}', '${code}', 'Primaria ${code}', 'primary', 'Istituto');
    insert into schools.shift (tenant_id, shift_id, school_id, name, starts_at) values (${t}, '${id}', '${id}', 'Primo', '12:10');`;
  const schoolClass = (id: string, schoolId: string, name: string, weekdays: number): string => `
    insert into schools.school_class (tenant_id, class_id, school_id, school_year, code, name, shift_id)
      values (${t}, '${id}', '${schoolId}', 2026, '${name}', '${name}', '${schoolId}');
    insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${id}', '${serviceId}', ${weekdays}, '2026-09-01', timestamptz '2026-09-01 06:00:00+00', 'sample');`;
  return `
    insert into schools.meal_service (tenant_id, service_id, code, name) values (${t}, '${serviceId}', 'mensa', 'Mensa');
    ${school(north, 'nord')} ${school(south, 'sud')}
    ${schoolClass(classIds.a, north, '1A', 31)} ${schoolClass(classIds.b, north, '2B', 5)} ${schoolClass(classIds.c, south, '3C', 31)}`;
}
