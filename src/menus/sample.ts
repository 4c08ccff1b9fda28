// For tests: an invented authority with a primary and a nursery class, two families, staff, and a winter menu of two weeks.
import { randomUUID } from 'node:crypto';
import { openSchoolYear } from '#calendar/open-school-year.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Grant, StaffActor } from '#ground/actor.ts';
import { systemActor } from '#ground/actor.ts';
import { stoppedClock } from '#ground/clock.ts';
import type { Clock } from '#ground/clock.ts';
import { asDay } from '#ground/day.ts';
import type { Day, Weekday } from '#ground/day.ts';
import type { FamilyAccount, StaffAccount } from '#identity/model.ts';
import { staffActorOf } from '#identity/model.ts';
import { newSession, sessionCookieName } from '#identity/session-cookie.ts';
import type { MenuMeans } from '#menus/family-menu.ts';
import type { Course, Dish, RotationWeek, Season, Substitution } from '#menus/model.ts';
import type { Database } from '#platform/database.ts';
import { instantOf } from '#platform/rome.ts';
import { sampleTenant } from '#tenancy/sample.ts';
import { cachedByVersion } from '#tenancy/version.ts';

export interface SampleParent {
  readonly account: FamilyAccount;
  /** The header of a browser that is signed in. */
  readonly cookie: string;
  readonly pupilId: string;
}

export interface SampleMenus {
  readonly tenantId: number;
  readonly host: string;
  readonly serviceId: string;
  /** Her child in primary school eats without gluten. */
  readonly mother: SampleParent;
  /** His child in the nursery eats everything, on Mondays and Tuesdays only. */
  readonly father: SampleParent;
}

const recorded = `timestamptz '2026-09-01 06:00:00+00', 'sample'`;

export async function sampleMenus(database: Database, slug = 'valserena'): Promise<SampleMenus> {
  const clock = clockAt('2026-09-01', '08:00');
  const { tenantId } = await sampleTenant(database, { slug, clock });
  await database.inTenant(tenantId, 'system', (tx) =>
    openSchoolYear(tx, clock, systemActor('sample'), { rule: lombardy, schoolYear: 2026 }),
  );
  const [serviceId, kitchenId, siteId] = [randomUUID(), randomUUID(), randomUUID()];
  const t = tenantId;
  await database.asOwner(`
    insert into schools.meal_service (tenant_id, service_id, code, name) values (${t}, '${serviceId}', 'mensa', 'Mensa');
    insert into schools.kitchen (tenant_id, kitchen_id, name) values (${t}, '${kitchenId}', 'Cucina');
    insert into schools.serving_site (tenant_id, serving_site_id, name) values (${t}, '${siteId}', 'Refettorio');`);
  const mother = await parentOf(database, t, serviceId, { grade: 'primary', weekdays: 31 });
  const father = await parentOf(database, t, serviceId, { grade: 'nursery', weekdays: 3 });
  await database.asOwner(`
    insert into diets.special_diet (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${mother.pupilId}', 'health', 'Senza glutine', 'NO GLUTINE', '2026-11-24', ${recorded});`);
  return { tenantId, host: `${slug}.example`, serviceId, mother, father };
}

async function parentOf(
  database: Database,
  t: number,
  serviceId: string,
  child: { readonly grade: 'primary' | 'nursery'; readonly weekdays: number },
): Promise<SampleParent> {
  const [schoolId, shiftId, classId] = [randomUUID(), randomUUID(), randomUUID()];
  const [pupilId, guardianId, accountId] = [randomUUID(), randomUUID(), randomUUID()];
  const session = newSession('family', false, instantOf(asDay('2026-09-01'), '08:00'));
  await database.asOwner(`
    insert into schools.school (tenant_id, school_id, code, name, grade, institute_name)
      values (${t}, '${schoolId}', '${child.grade}', 'Scuola ${child.grade}', '${child.grade}', 'Istituto');
    insert into schools.shift (tenant_id, shift_id, school_id, name, starts_at) values (${t}, '${shiftId}', '${schoolId}', 'Unico', '12:10');
    insert into schools.school_class (tenant_id, class_id, school_id, school_year, code, name, shift_id)
      values (${t}, '${classId}', '${schoolId}', 2026, 'A', 'A', '${shiftId}');
    insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${classId}', '${serviceId}', 31, '2026-09-01', ${recorded});
    insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, first_name, last_name, sort_key, recorded_at)
      values (${t}, '${pupilId}', '${child.grade}', 'Bimbo', 'Prova', 'prova  bimbo', timestamptz '2026-09-01 06:00:00+00');
    insert into identity.family_account (tenant_id, account_id, login, password_hash, must_change_password, display_name, created_at)
      values (${t}, '${accountId}', 'F${child.grade}', 'none', false, 'Genitore', timestamptz '2026-09-01 06:00:00+00');
    insert into enrolment.guardian (tenant_id, guardian_id, first_name, last_name, sort_key, account_id, recorded_at)
      values (${t}, '${guardianId}', 'Genitore', 'Prova', 'prova  genitore', '${accountId}', timestamptz '2026-09-01 06:00:00+00');
    insert into enrolment.guardianship (tenant_id, guardianship_id, pupil_id, guardian_id, relation, restricted, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${guardianId}', 'mother', false, ${recorded});
    insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${classId}', '2026-09-01', ${recorded});
    insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
      values (${t}, '${randomUUID()}', '${pupilId}', '${serviceId}', ${child.weekdays}, '2026-09-01', ${recorded});
    insert into identity.session (tenant_id, token_hash, face, account_id, created_at, expires_at)
      values (${t}, '${session.tokenHash}', 'family', '${accountId}', timestamptz '2026-09-01 06:00:00+00', timestamptz '2099-01-01 00:00:00+00');`);
  return {
    pupilId,
    cookie: `${sessionCookieName(false)}=${session.token}`,
    account: {
      kind: 'family',
      accountId,
      login: 'sample',
      displayName: 'Genitore',
      mustChangePassword: false,
      language: 'it',
      email: null,
    },
  };
}

export function clockAt(day: string, time = '08:50'): Clock {
  return stoppedClock(instantOf(asDay(day), time));
}

export const meansAt = (day: string): MenuMeans => ({
  clock: clockAt(day),
  calendarAt: cachedByVersion(loadTenantCalendar),
});

export function staffWith(role: Grant['role'], scope: Partial<Grant> = {}): StaffAccount {
  return {
    kind: 'staff',
    accountId: randomUUID(),
    login: 'ufficio',
    displayName: 'Ufficio',
    mustChangePassword: false,
    grants: [{ role, schoolId: null, kitchenId: null, ...scope }],
  };
}

export const actorWith = (role: Grant['role']): StaffActor =>
  staffActorOf(staffWith(role), 'office');

/** A dish without allergens but those given. */
export function dish(
  course: Course,
  name: string,
  contained: Dish['allergens'] = [],
  substitutions: readonly Substitution[] = [],
): Dish {
  return { course, name, allergens: contained, foods: [], substitutions };
}

/** Five days of pasta, which who eats without gluten gets as rice, and of an apple. */
export function weekOf(name: string): RotationWeek {
  const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5];
  return weekdays.map((weekday) => ({
    weekday,
    dishes: [
      dish(
        'first',
        `${name} ${weekday}`,
        ['gluten'],
        [
          {
            variants: ['Senza glutine'],
            serving: { name: `Riso ${weekday}`, allergens: [], foods: [] },
          },
        ],
      ),
      dish('fruit', 'Mela'),
    ],
  }));
}

export function winterMenu(
  serviceId: string,
  changes: Partial<Season> = {},
): Omit<Season, 'seasonId'> {
  return {
    name: 'Menù invernale',
    kind: 'winter',
    serviceId,
    grade: null,
    rotationWeeks: 2,
    spans: [{ from: day('2026-10-19'), to: day('2027-04-09'), firstWeek: 1 }],
    ...changes,
  };
}

export const day = (text: string): Day => asDay(text);
