// The SQL of the demo: who may change whose meals, and when each pupil eats; what the making of the past begins with.
import type { Day } from '#ground/day.ts';
import type { Language } from '#ground/sentence.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import type { Tx } from '#platform/database.ts';

export interface GuardianPupilRow {
  readonly accountId: string;
  readonly login: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly language: Language;
  readonly pupilId: string;
}

/** Every guardian who may act, with each of the pupils; always in the same order. */
export function listGuardianPupils(tx: Tx): Promise<readonly GuardianPupilRow[]> {
  return tx.rows<GuardianPupilRow>(
    `select o.account_id as "accountId", c.login, c.display_name as "displayName", c.email, c.language,
            o.pupil_id as "pupilId"
       from enrolment.own_pupil_view o
       join identity.contact_view c on c.tenant_id = o.tenant_id and c.account_id = o.account_id
       join enrolment.pupil_name_view n on n.tenant_id = o.tenant_id and n.pupil_id = o.pupil_id
      where o.tenant_id = $1 and not o.restricted
      order by n.sort_key, o.relation, c.login`,
  );
}

export interface EatingRow {
  readonly pupilId: string;
  readonly classId: string;
  readonly serviceId: string;
  readonly weekdays: Weekdays;
  readonly from: Day;
  /** 'infinity' where there is no end. */
  readonly to: string;
}

export function listEating(tx: Tx): Promise<readonly EatingRow[]> {
  return tx.rows<EatingRow>(
    `select pupil_id as "pupilId", class_id as "classId", service_id as "serviceId", weekdays,
            valid_from as "from", valid_to::text as "to"
       from enrolment.eater_view where tenant_id = $1`,
  );
}

/** The kitchens and schools by the names and codes that the files gave them. */
export interface PlaceRow {
  readonly kitchenId: string;
  readonly kitchenName: string;
  readonly schoolId: string;
  readonly schoolName: string;
}

export function listPlaces(tx: Tx): Promise<readonly PlaceRow[]> {
  return tx.rows<PlaceRow>(
    `select distinct kitchen_id as "kitchenId", kitchen_name as "kitchenName", school_id as "schoolId", school_name as "schoolName"
       from schools.supply_view where tenant_id = $1`,
  );
}

export interface GuardianLoginRow {
  readonly login: string;
  readonly email: string | null;
}

export function listGuardianLogins(tx: Tx): Promise<readonly GuardianLoginRow[]> {
  return tx.rows<GuardianLoginRow>(
    'select login, email from identity.contact_view where tenant_id = $1',
  );
}
