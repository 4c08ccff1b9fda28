// An invented country for the bench: authorities, schools, classes, pupils, a family and an enrolment for each, by the set.
import { openSchoolYear } from '#calendar/open-school-year.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import { sampleMasterKey, stillClock } from '#bookings/sample.ts';
import { systemActor } from '#ground/actor.ts';
import { sessionHashOf } from '#identity/session-cookie.ts';
import type { Database } from '#platform/database.ts';
import { createTenant } from '#tenancy/create-tenant.ts';

export interface CountryPlan {
  readonly tenants: number;
  readonly schoolsOfTenant: number;
  readonly classesOfSchool: number;
  readonly pupilsOfClass: number;
  /** How many families of each authority have a browser that is signed in; with none there are no families. */
  readonly signedInOfTenant: number;
}

export interface SignedInFamily {
  readonly tenantId: number;
  readonly host: string;
  readonly cookie: string;
  readonly pupilId: string;
}

export interface Country {
  readonly tenantIds: readonly number[];
  /** One of each authority, then the second of each, and so on. */
  readonly families: readonly SignedInFamily[];
}

const atOnce = 8;
const clock = stillClock('2026-09-01T08:00:00+02:00');
const recorded = `timestamptz '2026-09-01 06:00:00+00', 'bench'`;

/** `slug` tells this country's authorities from those of another one in the same database. */
export async function buildCountry(
  database: Database,
  plan: CountryPlan,
  slug = 'paese',
): Promise<Country> {
  const tenantIds = await createTenants(database, plan.tenants, slug);
  const [first] = tenantIds;
  if (first === undefined) throw new Error('a country without authorities');
  await database.inTenant(first, 'system', (tx) =>
    openSchoolYear(tx, clock, systemActor('bench'), { rule: lombardy, schoolYear: 2026 }),
  );
  await database.asOwner(`begin; set local session_replication_role = replica;
    create temporary table place on commit drop as
      select t, s, c, ${idOf('school', 't', 's')} as school_id, ${idOf('class', 't', 's', 'c')} as class_id
        from unnest('{${tenantIds.join(',')}}'::int[]) t
       cross join generate_series(1, ${plan.schoolsOfTenant}) s cross join generate_series(1, ${plan.classesOfSchool}) c;
    create temporary table child on commit drop as
      select place.*, n, ${idOf('pupil', 't', 's', 'c', 'n')} as pupil_id
        from place cross join generate_series(1, ${plan.pupilsOfClass}) n;
    ${calendarSql(first)} ${placesSql} ${pupilsSql} ${plan.signedInOfTenant === 0 ? '' : familiesSql} commit`);
  const families =
    plan.signedInOfTenant === 0
      ? []
      : await signIn(database, tenantIds, plan.signedInOfTenant, slug);
  await database.asOwner('vacuum analyze');
  await database.asOwner('checkpoint');
  return { tenantIds, families };
}

/** The same id wherever it is written: a hash in the form of a uuid of version 8 (RFC 9562). */
function idOf(kind: string, ...columns: readonly string[]): string {
  const hash = `md5(concat_ws(' ', '${kind}', ${columns.join(', ')}))`;
  return `overlay(overlay(${hash} placing '8' from 13) placing '8' from 17)::uuid`;
}

async function createTenants(database: Database, count: number, slug: string): Promise<number[]> {
  const tenantIds: number[] = [];
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const worker = async (): Promise<void> => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      tenantIds[number - 1] = await createTenant(database, clock, sampleMasterKey, {
        slug: `${slug}-${number}`,
        name: `Comune di ${slug} ${number}`,
        province: 'BG',
        regionName: 'Regione Lombardia',
        mailFrom: `mensa@${hostOf(slug, number)}`,
        hosts: [hostOf(slug, number)],
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return tenantIds;
}

const hostOf = (slug: string, number: number): string => `${slug}${number}.example`;

/** Every authority has the calendar of the first. */
const calendarSql = (first: number): string => `
  insert into calendar.school_year (tenant_id, school_year_id, school_year, grade, school_id, first_canteen_on, last_canteen_on, recorded_at, recorded_by)
    select t, school_year_id, school_year, grade, school_id, first_canteen_on, last_canteen_on, recorded_at, recorded_by
      from calendar.school_year cross join (select distinct t from place) p where tenant_id = ${first} and t <> ${first};
  insert into calendar.closure (tenant_id, closure_id, scope, grade, school_id, class_id, from_on, to_on, reason, origin, recorded_at, recorded_by)
    select t, closure_id, scope, grade, school_id, class_id, from_on, to_on, reason, origin, recorded_at, recorded_by
      from calendar.closure cross join (select distinct t from place) p where tenant_id = ${first} and t <> ${first};`;

const serviceId = idOf('service', 't');
const kitchenId = idOf('kitchen', 't');
const shiftId = idOf('shift', 't', 's');
const siteId = idOf('site', 't', 's');

const placesSql = `
  insert into schools.meal_service (tenant_id, service_id, code, name)
    select distinct t, ${serviceId}, 'mensa', 'Mensa' from place;
  insert into schools.kitchen (tenant_id, kitchen_id, name) select distinct t, ${kitchenId}, 'Cucina centrale' from place;
  insert into schools.serving_site (tenant_id, serving_site_id, name) select distinct t, ${siteId}, 'Refettorio ' || s from place;
  insert into schools.school (tenant_id, school_id, code, name, grade, institute_name)
    select distinct t, school_id, 'S' || s, 'Primaria ' || s, 'primary', 'Istituto' from place;
  insert into schools.shift (tenant_id, shift_id, school_id, name, starts_at)
    select distinct t, ${shiftId}, school_id, 'Unico', '12:30' from place;
  insert into schools.school_class (tenant_id, class_id, school_id, school_year, code, name, shift_id)
    select t, class_id, school_id, 2026, 'C' || c, 'C' || c, ${shiftId} from place;
  insert into schools.supply (tenant_id, supply_id, school_id, service_id, kitchen_id, serving_site_id, valid_from, recorded_at, recorded_by)
    select distinct t, ${idOf('supply', 't', 's')}, school_id, ${serviceId}, ${kitchenId}, ${siteId}, date '2026-09-01', ${recorded} from place;
  insert into calendar.canteen_weekdays (tenant_id, canteen_weekdays_id, class_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
    select t, class_id, class_id, ${serviceId}, 31, date '2026-09-01', ${recorded} from place;`;

const codeOf = `concat_ws('-', s, c, n)`;
const accountId = idOf('account', 'pupil_id');
const guardianId = idOf('guardian', 'pupil_id');

const pupilsSql = `
  insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, phone_code, first_name, last_name, sort_key, recorded_at)
    select t, pupil_id, ${codeOf}, s * 100000 + c * 1000 + n, 'Bimbo' || n, 'Prova' || s, concat('prova', s, '  bimbo', n), timestamptz '2026-09-01 06:00:00+00' from child;
  insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, recorded_at, recorded_by)
    select t, pupil_id, pupil_id, class_id, date '2026-09-01', ${recorded} from child;
  insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, recorded_at, recorded_by)
    select t, pupil_id, pupil_id, ${serviceId}, 31, date '2026-09-01', ${recorded} from child;`;

const familiesSql = `
  insert into identity.family_account (tenant_id, account_id, login, password_hash, must_change_password, display_name, email, created_at)
    select t, ${accountId}, 'F' || ${codeOf}, 'none', false, 'Genitore ' || n, ${codeOf} || '@paese.example', timestamptz '2026-09-01 06:00:00+00' from child;
  insert into enrolment.guardian (tenant_id, guardian_id, first_name, last_name, sort_key, account_id, recorded_at)
    select t, ${guardianId}, 'Genitore', 'Prova' || s, 'prova  genitore', ${accountId}, timestamptz '2026-09-01 06:00:00+00' from child;
  insert into enrolment.guardianship (tenant_id, guardianship_id, pupil_id, guardian_id, relation, restricted, recorded_at, recorded_by)
    select t, pupil_id, pupil_id, ${guardianId}, 'mother', false, ${recorded} from child;`;

/** A browser for the family of some pupils of each authority, from all its schools. */
async function signIn(
  database: Database,
  tenantIds: readonly number[],
  ofTenant: number,
  slug: string,
): Promise<readonly SignedInFamily[]> {
  const rows = await database.asOwner(
    `select * from (
       select tenant_id as "tenantId", pupil_id as "pupilId", account_id as "accountId",
              row_number() over (partition by tenant_id order by pupil_id) as rank
         from enrolment.guardianship join enrolment.guardian using (tenant_id, guardian_id)
        where tenant_id = any('{${tenantIds.join(',')}}')) family
      where rank <= ${ofTenant} order by rank, "tenantId"`,
  );
  const sessions: string[] = [];
  const families = rows.map((row): SignedInFamily => {
    const { tenantId, pupilId, accountId: account } = row;
    const token = `bench-${String(tenantId)}-${String(pupilId)}`;
    const hash = sessionHashOf({ cookies: { refettorio: token } });
    sessions.push(`(${String(tenantId)}, '${hash}', '${String(account)}'::uuid)`);
    return {
      tenantId: Number(tenantId),
      host: hostOf(slug, tenantIds.indexOf(Number(tenantId)) + 1),
      cookie: `refettorio=${token}`,
      pupilId: String(pupilId),
    };
  });
  await database.asOwner(`
    insert into identity.session (tenant_id, token_hash, face, account_id, created_at, expires_at)
    select t, hash, 'family', account, timestamptz '2026-09-01 06:00:00+00', timestamptz '2099-01-01 00:00:00+00'
      from (values ${sessions.join(', ')}) s (t, hash, account)`);
  return families;
}
