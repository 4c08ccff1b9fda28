// For tests: a town whose kitchen cooks for a school with special diets and a teacher, a second kitchen, and signed-in staff.
import { randomUUID } from 'node:crypto';
import { instant, sampleTown } from '#bookings/sample.ts';
import type { SampleTown } from '#bookings/sample.ts';
import type { Grant } from '#ground/actor.ts';
import type { StaffAccount } from '#identity/model.ts';
import { newSession, sessionCookieName } from '#identity/session-cookie.ts';
import type { Database } from '#platform/database.ts';

export interface SampleKitchen extends SampleTown {
  /** Cooks for the nursery alone, which has one child and no diet. */
  readonly nurseryKitchenId: string;
  readonly nurseryClassId: string;
  /** Prova1 in 1A: gluten-free, expired on 10 November. Prova1 in 2B: milk-free. Prova2 in 1A: vegetarian. */
  readonly dietIds: {
    readonly glutenFree: string;
    readonly milkFree: string;
    readonly vegetarian: string;
  };
}

export async function sampleKitchen(database: Database, index = 1): Promise<SampleKitchen> {
  const town = await sampleTown(database, index);
  const kitchen: SampleKitchen = {
    ...town,
    nurseryKitchenId: randomUUID(),
    nurseryClassId: randomUUID(),
    dietIds: { glutenFree: randomUUID(), milkFree: randomUUID(), vegetarian: randomUUID() },
  };
  await database.asOwner(`${nurserySql(kitchen)} ${dietsSql(kitchen)} ${teacherSql(kitchen)}`);
  return kitchen;
}

const recorded = `timestamptz '2026-09-01 06:00:00+00', 'sample'`;

function nurserySql(town: SampleKitchen): string {
  const { tenantId: t, serviceId, nurseryKitchenId, nurseryClassId } = town;
  const [schoolId, shiftId, siteId, pupilId] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  return `
    insert into schools.kitchen (tenant_id, kitchen_id, name) values (${t}, '${nurseryKitchenId}', 'Cucina infanzia');
    insert into schools.serving_site (tenant_id, serving_site_id, name) values (${t}, '${siteId}', 'Saletta');
    insert into schools.school (tenant_id, school_id, code, name, grade, institute_name) values (${t}, '${schoolId}', 'N1', 'Infanzia', 'nursery', 'Istituto');
    insert into schools.shift (tenant_id, shift_id, school_id, name, starts_at) values (${t}, '${shiftId}', '${schoolId}', 'Unico', '11:45');
    insert into schools.school_class (tenant_id, class_id, school_id, school_year, code, name, shift_id) values (${t}, '${nurseryClassId}', '${schoolId}', 2026, 'G', 'Gialli', '${shiftId}');
    insert into schools.supply (tenant_id, supply_id, school_id, service_id, kitchen_id, serving_site_id, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${schoolId}', '${serviceId}', '${nurseryKitchenId}', '${siteId}', '2026-09-01', ${recorded});
    insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${nurseryClassId}', '${serviceId}', 31, '2026-09-01', ${recorded});
    insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, first_name, last_name, sort_key, recorded_at)
      values (${t}, '${pupilId}', 'n1', 'Nina', 'Piccola', 'piccola  nina', timestamptz '2026-09-01 06:00:00+00');
    insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${nurseryClassId}', '2026-09-01', ${recorded});
    insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${serviceId}', 31, '2026-09-01', ${recorded});`;
}

function dietsSql({ tenantId, families, dietIds }: SampleKitchen): string {
  const row = (
    dietId: string,
    pupilId: string | undefined,
    ...[kind, variant, label, until]: readonly [string, string, string, string | null]
  ): string =>
    `(${tenantId}, '${dietId}', '${pupilId}', '${kind}', '${variant}', '${label}', '2026-10-01', ${until === null ? 'null' : `'${until}'`}, ${recorded})`;
  return `
    insert into diets.special_diet (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, valid_to, recorded_at, recorded_by) values
      ${row(dietIds.glutenFree, families[0]?.pupilIds[0], 'health', 'senza-glutine', 'Senza glutine', '2026-11-10')},
      ${row(dietIds.milkFree, families[0]?.pupilIds[1], 'health', 'senza-latte', 'Senza latte', null)},
      ${row(dietIds.vegetarian, families[1]?.pupilIds[0], 'ethical', 'vegetariano', 'Vegetariano', null)};`;
}

function teacherSql({ tenantId, schoolId, shiftId, serviceId }: SampleKitchen): string {
  return `
    insert into enrolment.adult_diner (tenant_id, adult_diner_id, adult_code, first_name, last_name, school_id, shift_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${tenantId}, '${randomUUID()}', 'D1', 'Dora', 'Docente', '${schoolId}', '${shiftId}', '${serviceId}', 31, '2026-09-01', ${recorded});`;
}

export interface SampleStaff {
  readonly account: StaffAccount;
  /** The header of a browser that is signed in. */
  readonly cookie: string;
}

export async function signedInStaff(
  database: Database,
  tenantId: number,
  role: Grant['role'],
  kitchenId: string | null = null,
): Promise<SampleStaff> {
  const accountId = randomUUID();
  const session = newSession('staff', false, instant('2026-09-01T08:00:00+02:00'));
  await database.asOwner(`
    insert into identity.staff_account (account_id, login, password_hash, must_change_password, display_name, created_at)
      values ('${accountId}', '${accountId}', 'none', false, 'Staff', timestamptz '2026-09-01 06:00:00+00');
    insert into identity.staff_grant (tenant_id, grant_id, account_id, role, kitchen_id, granted_at, granted_by)
      values (${tenantId}, '${randomUUID()}', '${accountId}', '${role}', ${kitchenId === null ? 'null' : `'${kitchenId}'`}, ${recorded});
    insert into identity.session (tenant_id, token_hash, face, account_id, created_at, expires_at)
      values (${tenantId}, '${session.tokenHash}', 'staff', '${accountId}', timestamptz '2026-09-01 06:00:00+00', timestamptz '2099-01-01 00:00:00+00');`);
  return {
    account: {
      kind: 'staff',
      accountId,
      login: accountId,
      displayName: 'Staff',
      mustChangePassword: false,
      grants: [{ role, schoolId: null, kitchenId }],
    },
    cookie: `${sessionCookieName(false)}=${session.token}`,
  };
}
