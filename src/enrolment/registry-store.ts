// The SQL of enrolment for whole registries: people and their dated facts, read and written in sets.
import type { GuardianRow, PeopleChanges, PeopleRegistry } from '#enrolment/registry.ts';
import { searchVersion } from '#enrolment/search-rules.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';
import { writeIds, writeRows } from '#platform/write-rows.ts';

const valid = `valid_from as "validFrom", valid_to as "validTo"`;

export async function findPeopleRows(tx: Tx): Promise<PeopleRegistry> {
  const [pupils, guardians, contacts, guardianships, memberships, enrolments, adults] =
    await Promise.all([
      tx.rows<PeopleRegistry['pupils'][number]>(
        `select pupil_id as "pupilId", pupil_code as "pupilCode", phone_code as "phoneCode", last_name as "lastName",
              first_name as "firstName", sort_key as "sortKey", fiscal_code as "fiscalCode", born_on as "bornOn"
         from enrolment.pupil where tenant_id = $1`,
      ),
      tx.rows<GuardianRow>(
        `select guardian_id as "guardianId", account_id as "accountId", last_name as "lastName", first_name as "firstName",
              sort_key as "sortKey", fiscal_code as "fiscalCode"
         from enrolment.guardian where tenant_id = $1`,
      ),
      // Joined here and not in SQL: right after a large import the planner knows nothing yet of the tables' size,
      // and has been seen comparing every guardian with every account for minutes.
      tx.rows<Contacts & { readonly accountId: string }>(
        `select account_id as "accountId", display_name as "displayName", email, mobile, language
         from identity.contact_view where tenant_id = $1`,
      ),
      tx.rows<PeopleRegistry['guardianships'][number]>(
        `select guardianship_id as "guardianshipId", pupil_id as "pupilId", guardian_id as "guardianId", relation, restricted
         from enrolment.guardianship where tenant_id = $1 and superseded_at is null`,
      ),
      tx.rows<PeopleRegistry['memberships'][number]>(
        `select class_membership_id as "classMembershipId", pupil_id as "pupilId", class_id as "classId", ${valid}
         from enrolment.class_membership where tenant_id = $1 and superseded_at is null order by valid_from`,
      ),
      tx.rows<PeopleRegistry['enrolments'][number]>(
        `select service_enrolment_id as "serviceEnrolmentId", pupil_id as "pupilId", service_id as "serviceId", weekdays, ${valid}
         from enrolment.service_enrolment where tenant_id = $1 and superseded_at is null order by valid_from`,
      ),
      tx.rows<PeopleRegistry['adults'][number]>(
        `select adult_diner_id as "adultDinerId", adult_code as "adultCode", first_name as "firstName", last_name as "lastName",
              school_id as "schoolId", shift_id as "shiftId", service_id as "serviceId", weekdays, ${valid}
         from enrolment.adult_diner where tenant_id = $1 and superseded_at is null order by valid_from`,
      ),
    ]);
  const contactsOf = new Map(contacts.map((one) => [one.accountId, one]));
  return {
    pupils,
    guardians: guardians.map((guardian) => ({
      ...guardian,
      ...(contactsOf.get(guardian.accountId) ?? noContacts),
    })),
    guardianships,
    memberships,
    enrolments,
    adults,
  };
}

type Contacts = Pick<
  PeopleRegistry['guardians'][number],
  'displayName' | 'email' | 'mobile' | 'language'
>;
const noContacts: Contacts = { displayName: null, email: null, mobile: null, language: null };

/** Facts are superseded before their successors come, because two in force may not share a day. */
export async function writePeopleRows(
  tx: Tx,
  changes: PeopleChanges,
  at: Instant,
  recordedBy: string,
): Promise<void> {
  const when = sqlInstant(at);
  // Two pupils may swap their phone codes, and a unique constraint looks at each row by itself.
  await writeRows(tx, releasePhoneCodes, changes.pupils);
  // Its suffixes are made in the same transaction (`refresh-search.ts`).
  await writeRows(tx, writePupils, changes.pupils, when, searchVersion);
  await writeRows(tx, writeGuardians, changes.guardians, when);
  await writeIds(tx, supersede('guardianship'), changes.supersededGuardianshipIds, when);
  await writeRows(tx, insertGuardianships, changes.guardianships, when, recordedBy);
  await writeIds(tx, supersede('class_membership'), changes.supersededMembershipIds, when);
  await writeRows(tx, insertMemberships, changes.memberships, when, recordedBy);
  await writeIds(tx, supersede('service_enrolment'), changes.supersededEnrolmentIds, when);
  await writeRows(tx, insertEnrolments, changes.enrolments, when, recordedBy);
  await writeIds(tx, supersede('adult_diner'), changes.supersededAdultIds, when);
  await writeRows(tx, insertAdults, changes.adults, when, recordedBy);
}

type FactTable = 'guardianship' | 'class_membership' | 'service_enrolment' | 'adult_diner';

function supersede(table: FactTable): string {
  return `update enrolment.${table} set superseded_at = $3 where tenant_id = $1 and ${table}_id = any($2::uuid[])`;
}

const releasePhoneCodes = `
  update enrolment.pupil p set phone_code = null
    from json_to_recordset($2::json) as r ("pupilId" uuid, "phoneCode" text)
   where p.tenant_id = $1 and p.pupil_id = r."pupilId" and p.phone_code is distinct from r."phoneCode"`;

const writePupils = `
  insert into enrolment.pupil (tenant_id, pupil_id, pupil_code, phone_code, last_name, first_name, sort_key, fiscal_code, born_on, recorded_at, search_version)
  select $1, r."pupilId", r."pupilCode", r."phoneCode", r."lastName", r."firstName", r."sortKey", r."fiscalCode", r."bornOn", $3, $4
    from json_to_recordset($2::json) as r ("pupilId" uuid, "pupilCode" text, "phoneCode" text, "lastName" text, "firstName" text,
         "sortKey" text, "fiscalCode" text, "bornOn" date)
  on conflict (tenant_id, pupil_id) do update
    set phone_code = excluded.phone_code, last_name = excluded.last_name, first_name = excluded.first_name,
        sort_key = excluded.sort_key, fiscal_code = excluded.fiscal_code, born_on = excluded.born_on, search_version = excluded.search_version`;

const writeGuardians = `
  insert into enrolment.guardian (tenant_id, guardian_id, account_id, last_name, first_name, sort_key, fiscal_code, recorded_at)
  select $1, r."guardianId", r."accountId", r."lastName", r."firstName", r."sortKey", r."fiscalCode", $3
    from json_to_recordset($2::json) as r ("guardianId" uuid, "accountId" uuid, "lastName" text, "firstName" text,
         "sortKey" text, "fiscalCode" text)
  on conflict (tenant_id, guardian_id) do update
    set last_name = excluded.last_name, first_name = excluded.first_name, sort_key = excluded.sort_key, fiscal_code = excluded.fiscal_code`;

const insertGuardianships = `
  insert into enrolment.guardianship (tenant_id, guardianship_id, pupil_id, guardian_id, relation, restricted, recorded_at, recorded_by)
  select $1, r."guardianshipId", r."pupilId", r."guardianId", r.relation, r.restricted, $3, $4
    from json_to_recordset($2::json) as r ("guardianshipId" uuid, "pupilId" uuid, "guardianId" uuid, relation text, restricted boolean)`;

const insertMemberships = `
  insert into enrolment.class_membership (tenant_id, class_membership_id, pupil_id, class_id, valid_from, valid_to, recorded_at, recorded_by)
  select $1, r."classMembershipId", r."pupilId", r."classId", r."validFrom", r."validTo", $3, $4
    from json_to_recordset($2::json) as r ("classMembershipId" uuid, "pupilId" uuid, "classId" uuid, "validFrom" date, "validTo" date)`;

const insertEnrolments = `
  insert into enrolment.service_enrolment (tenant_id, service_enrolment_id, pupil_id, service_id, weekdays, valid_from, valid_to, recorded_at, recorded_by)
  select $1, r."serviceEnrolmentId", r."pupilId", r."serviceId", r.weekdays, r."validFrom", r."validTo", $3, $4
    from json_to_recordset($2::json) as r ("serviceEnrolmentId" uuid, "pupilId" uuid, "serviceId" uuid, weekdays smallint,
         "validFrom" date, "validTo" date)`;

const insertAdults = `
  insert into enrolment.adult_diner (tenant_id, adult_diner_id, adult_code, first_name, last_name, school_id, shift_id, service_id,
         weekdays, valid_from, valid_to, recorded_at, recorded_by)
  select $1, r."adultDinerId", r."adultCode", r."firstName", r."lastName", r."schoolId", r."shiftId", r."serviceId",
         r.weekdays, r."validFrom", r."validTo", $3, $4
    from json_to_recordset($2::json) as r ("adultDinerId" uuid, "adultCode" text, "firstName" text, "lastName" text, "schoolId" uuid,
         "shiftId" uuid, "serviceId" uuid, weekdays smallint, "validFrom" date, "validTo" date)`;
