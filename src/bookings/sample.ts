// A small invented town for tests: one service, a school with two classes, families with a session each.
import { createHash, randomUUID } from 'node:crypto';
import { openSchoolYear } from '#calendar/open-school-year.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import { systemActor } from '#ground/actor.ts';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import { parseInstant } from '#ground/instant.ts';
import { masterKeyOf } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { createTenant } from '#tenancy/create-tenant.ts';

/** Whatever the tests seal is sealed with this. */
export const sampleMasterKey: MasterKey = masterKeyOf(new Uint8Array(32).fill(7));

/** A clock that stands still until it is set. */
export interface StillClock extends Clock {
  set(iso: string): void;
}

export function stillClock(iso: string): StillClock {
  let now = instant(iso);
  return {
    now: () => now,
    set: (later) => {
      now = instant(later);
    },
  };
}

export function instant(iso: string): Instant {
  const parsed = parseInstant(iso);
  if (parsed === undefined) throw new Error(`not an instant: ${iso}`);
  return parsed;
}

export interface SampleFamily {
  readonly accountId: string;
  readonly guardianId: string;
  /** What the browser's cookie holds. */
  readonly token: string;
  readonly pupilIds: readonly string[];
}

export interface SampleTown {
  readonly tenantId: number;
  readonly serviceId: string;
  readonly kitchenId: string;
  readonly schoolId: string;
  readonly shiftId: string;
  /** 1A has canteen Monday to Friday, 2B on Monday and Wednesday. */
  readonly classIds: { readonly everyDay: string; readonly twoDays: string };
  /** The first has two pupils (one in each class), the second one pupil, in 1A. */
  readonly families: readonly SampleFamily[];
}

/** Town number `index` of the database: its identifiers, names and codes differ from every other's. */
export async function sampleTown(database: Database, index = 1): Promise<SampleTown> {
  const clock = stillClock('2026-09-01T08:00:00+02:00');
  const tenantId = await createTenant(database, clock, sampleMasterKey, {
    slug: `borgo-${index}`,
    name: `Comune di Borgo ${index}`,
    province: 'BG',
    regionName: 'Regione Lombardia',
    mailFrom: `mensa@borgo${index}.example`,
    hosts: [`borgo${index}.example`],
  });
  await database.inTenant(tenantId, 'system', (tx) =>
    openSchoolYear(tx, clock, systemActor('sample'), { rule: lombardy, schoolYear: 2026 }),
  );
  const ids = {
    tenantId,
    serviceId: randomUUID(),
    kitchenId: randomUUID(),
    schoolId: randomUUID(),
    shiftId: randomUUID(),
    siteId: randomUUID(),
    classIds: { everyDay: randomUUID(), twoDays: randomUUID() },
  };
  const families = [
    newFamily([randomUUID(), randomUUID()]),
    newFamily([randomUUID()]),
  ];
  await database.asOwner(placesSql(ids));
  for (const [number, family] of families.entries()) await database.asOwner(familySql(ids, family, number + 1));
  return { ...ids, families };
}

type Ids = Omit<SampleTown, 'families'> & { readonly siteId: string };

function newFamily(pupilIds: readonly string[]): SampleFamily {
  return { accountId: randomUUID(), guardianId: randomUUID(), token: randomUUID(), pupilIds };
}

const recorded = `timestamptz '2026-09-01 06:00:00+00', 'sample'`;

function placesSql(ids: Ids): string {
  const { tenantId: t, serviceId, kitchenId, schoolId, shiftId, siteId, classIds } = ids;
  return `
    insert into schools.meal_service (tenant_id, service_id, code, name) values (${t}, '${serviceId}', 'mensa', 'Mensa');
    insert into schools.kitchen (tenant_id, kitchen_id, name) values (${t}, '${kitchenId}', 'Cucina centrale');
    insert into schools.serving_site (tenant_id, serving_site_id, name) values (${t}, '${siteId}', 'Refettorio');
    insert into schools.school (tenant_id, school_id, code, name, grade, institute_name)
      values (${t}, '${schoolId}', 'S1', 'Primaria', 'primary', 'Istituto');
    insert into schools.shift (tenant_id, shift_id, school_id, name, starts_at) values (${t}, '${shiftId}', '${schoolId}', 'Primo', '12:10');
    insert into schools.school_class (tenant_id, class_id, school_id, school_year, code, name, shift_id) values
      (${t}, '${classIds.everyDay}', '${schoolId}', 2026, '1A', '1A', '${shiftId}'),
      (${t}, '${classIds.twoDays}', '${schoolId}', 2026, '2B', '2B', '${shiftId}');
    insert into schools.supply (tenant_id, supply_id, school_id, service_id, kitchen_id, serving_site_id, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${schoolId}', '${serviceId}', '${kitchenId}', '${siteId}', '2026-09-01', ${recorded});
    insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, recorded_at, recorded_by) values
      (${t}, '${randomUUID()}', '${classIds.everyDay}', '${serviceId}', 31, '2026-09-01', ${recorded}),
      (${t}, '${randomUUID()}', '${classIds.twoDays}', '${serviceId}', 5, '2026-09-01', ${recorded});`;
}

function familySql(ids: Ids, family: SampleFamily, number: number): string {
  const { tenantId: t, classIds, serviceId } = ids;
  const { accountId, guardianId } = family;
  const hash = createHash('sha256').update(family.token).digest('hex');
  const pupils = family.pupilIds.map((pupilId, index) => {
    const code = `${number}0${index + 1}`;
    const classId = index === 0 ? classIds.everyDay : classIds.twoDays;
    return `
    insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, phone_code, first_name, last_name, sort_key, recorded_at)
      values (${t}, '${pupilId}', '${code}', '9${code}', 'Bimbo${code}', 'Prova${number}', 'prova${number} bimbo${code}', timestamptz '2026-09-01 06:00:00+00');
    insert into enrolment.guardianship (tenant_id, guardianship_id, pupil_id, guardian_id, relation, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${guardianId}', 'mother', ${recorded});
    insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${classId}', '2026-09-01', ${recorded});
    insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${serviceId}', 31, '2026-09-01', ${recorded});`;
  });
  return `
    insert into identity.family_account (tenant_id, account_id, login, password_hash, must_change_password, display_name, email, created_at)
      values (${t}, '${accountId}', 'F${t}-${number}', 'none', false, 'Genitore ${number}', 'famiglia${number}@borgo${t}.example', timestamptz '2026-09-01 06:00:00+00');
    insert into enrolment.guardian (tenant_id, guardian_id, first_name, last_name, sort_key, account_id, recorded_at)
      values (${t}, '${guardianId}', 'Genitore', 'Prova${number}', 'prova${number} genitore', '${accountId}', timestamptz '2026-09-01 06:00:00+00');
    insert into identity.session (tenant_id, token_hash, face, account_id, created_at, expires_at)
      values (${t}, '${hash}', 'family', '${accountId}', timestamptz '2026-09-01 06:00:00+00', timestamptz '2099-01-01 00:00:00+00');
    ${pupils.join('\n')}`;
}
