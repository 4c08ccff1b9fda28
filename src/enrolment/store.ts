// The SQL of enrolment for families: whose child is whose, and what a family reads of its children.
import type { GuardianLink, PupilSchools } from '#enrolment/model.ts';
import type { Day } from '#ground/day.ts';
import type { Tx } from '#platform/database.ts';
import { rowsOfEach } from '#platform/rows-of-each.ts';

const links = (from: string): string =>
  `select o.pupil_id as "pupilId", o.guardian_id as "guardianId", o.account_id as "accountId", o.restricted, o.first_name as "firstName"
     from ${from}`;

/** The guardians of some pupils. */
export function listGuardianLinks(
  tx: Tx,
  pupilIds: readonly string[],
): Promise<readonly GuardianLink[]> {
  return tx.rows<GuardianLink>(
    links(rowsOfEach('enrolment.own_pupil_view', 'pupil_id', '$2::uuid[]', 'o')),
    pupilIds,
  );
}

/** The pupils of one account, restricted links included. */
export function listLinksOfAccount(tx: Tx, accountId: string): Promise<readonly GuardianLink[]> {
  return tx.rows<GuardianLink>(
    links('enrolment.own_pupil_view o where o.tenant_id = $1 and o.account_id = $2'),
    accountId,
  );
}

export interface PupilRow {
  readonly pupilId: string;
  readonly pupilCode: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly className: string | null;
  readonly schoolName: string | null;
}

/** The pupils with the class and school of that day. */
export function listPupils(
  tx: Tx,
  pupilIds: readonly string[],
  day: Day,
): Promise<readonly PupilRow[]> {
  return tx.rows<PupilRow>(
    `select p.pupil_id as "pupilId", p.pupil_code as "pupilCode", p.first_name as "firstName", p.last_name as "lastName",
            c.class_name as "className", c.school_name as "schoolName"
       from enrolment.pupil p
       left join lateral (select * from enrolment.class_membership m where m.tenant_id = $1 and m.pupil_id = p.pupil_id
            and m.superseded_at is null and m.valid_from <= $3::date and coalesce(m.valid_to, 'infinity'::date) >= $3::date offset 0) m on true
       left join schools.class_view c on c.tenant_id = m.tenant_id and c.class_id = m.class_id
      where p.tenant_id = $1 and p.pupil_id = any($2::uuid[])
      order by p.sort_key, p.pupil_id`,
    pupilIds,
    day,
  );
}

export async function selectFirstName(tx: Tx, pupilId: string): Promise<string | undefined> {
  const row = await tx.row<{ firstName: string }>(
    `select first_name as "firstName" from enrolment.pupil_name_view where tenant_id = $1 and pupil_id = $2`,
    pupilId,
  );
  return row?.firstName;
}

/** The pupils with the schools of their classes in force, whatever the day. */
export function listPupilSchools(
  tx: Tx,
  pupilIds: readonly string[],
): Promise<readonly PupilSchools[]> {
  return tx.rows<PupilSchools>(
    `select p.pupil_id as "pupilId", p.first_name as "firstName",
            (select coalesce(json_agg(distinct c.school_id), '[]') from enrolment.class_membership m
               join schools.class_school_view c on c.tenant_id = m.tenant_id and c.class_id = m.class_id
              where m.tenant_id = p.tenant_id and m.pupil_id = p.pupil_id and m.superseded_at is null) as "schoolIds"
       from enrolment.pupil p where p.tenant_id = $1 and p.pupil_id = any($2::uuid[])`,
    pupilIds,
  );
}
