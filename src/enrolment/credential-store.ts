// The SQL of enrolment: guardians who have not chosen a password of their own, by school and class.
import { ofSchools } from '#enrolment/search-store.ts';
import type { Reach } from '#enrolment/staff-rules.ts';
import type { Day } from '#ground/day.ts';
import type { SqlValue, Tx } from '#platform/database.ts';

/** Null: every school, every class. */
export interface Place {
  readonly schoolId: string | null;
  readonly classId: string | null;
}

export interface UnsignedGuardian {
  readonly guardianId: string;
  readonly accountId: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Of their children, from today on. */
  readonly classNames: readonly string[];
}

/** Only accounts that are open. `guardianIds`: only these. */
export function listUnsignedGuardians(
  tx: Tx,
  { schoolId, classId }: Place,
  reach: Reach,
  day: Day,
  guardianIds: readonly string[] | null = null,
): Promise<readonly UnsignedGuardian[]> {
  const params: SqlValue[] = [day];
  const at = (value: SqlValue): string => `$${params.push(value) + 1}`;
  const within = [
    schoolId === null ? '' : `and k.school_id = ${at(schoolId)}::uuid`,
    classId === null ? '' : `and k.class_id = ${at(classId)}::uuid`,
    reach.schoolIds === null ? '' : ofSchools('s.pupil_id', at(reach.schoolIds), '$2'),
    guardianIds === null ? '' : `and g.guardian_id = any(${at(guardianIds)}::uuid[])`,
  ];
  return tx.rows<UnsignedGuardian>(
    `select g.guardian_id as "guardianId", g.account_id as "accountId",
            g.first_name as "firstName", g.last_name as "lastName",
            array_agg(distinct k.class_name || ', ' || k.school_name) as "classNames"
       from enrolment.guardian g
       join identity.contact_view c on c.tenant_id = g.tenant_id and c.account_id = g.account_id and c.must_change_password
       join enrolment.guardianship s on s.tenant_id = g.tenant_id and s.guardian_id = g.guardian_id and s.superseded_at is null
       join enrolment.class_membership m on m.tenant_id = s.tenant_id and m.pupil_id = s.pupil_id and m.superseded_at is null
            and coalesce(m.valid_to, 'infinity'::date) >= $2::date
       join schools.class_view k on k.tenant_id = m.tenant_id and k.class_id = m.class_id
      where g.tenant_id = $1 ${within.join(' ')}
      group by g.guardian_id, g.account_id, g.first_name, g.last_name, g.sort_key
      order by g.sort_key, g.guardian_id`,
    ...params,
  );
}

export interface SchoolChoice {
  readonly schoolId: string;
  readonly schoolName: string;
  readonly classes: readonly { readonly classId: string; readonly className: string }[];
}

/** Schools with the classes in which somebody is from today on. */
export function listSchoolChoices(
  tx: Tx,
  reach: Reach,
  day: Day,
): Promise<readonly SchoolChoice[]> {
  const params: SqlValue[] = reach.schoolIds === null ? [day] : [day, reach.schoolIds];
  const within = reach.schoolIds === null ? '' : 'and k.school_id = any($3::uuid[])';
  return tx.rows<SchoolChoice>(
    `select k.school_id as "schoolId", k.school_name as "schoolName",
            json_agg(json_build_object('classId', k.class_id, 'className', k.class_name) order by k.class_name) as classes
       from schools.class_view k
      where k.tenant_id = $1 ${within}
        and exists (select from enrolment.class_membership m
                     where m.tenant_id = k.tenant_id and m.class_id = k.class_id and m.superseded_at is null
                       and coalesce(m.valid_to, 'infinity'::date) >= $2::date)
      group by k.school_id, k.school_name order by k.school_name`,
    ...params,
  );
}
