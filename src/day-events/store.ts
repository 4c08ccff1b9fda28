// The SQL of day events: who eats in some classes, how many guardians are told, and the names that a clerk reads.
import type { EaterSpan } from '#day-events/model.ts';
import type { Day } from '#ground/day.ts';
import type { Tx } from '#platform/database.ts';

export function listEaters(
  tx: Tx,
  classIds: readonly string[],
  serviceId: string | null,
  from: Day,
  to: Day,
): Promise<readonly EaterSpan[]> {
  return tx.rows<EaterSpan>(
    `select pupil_id as "pupilId", class_id as "classId", service_id as "serviceId", weekdays,
            greatest(valid_from, $3::date) as "from", least(valid_to, $4::date) as "to"
       from enrolment.eater_view
      where tenant_id = $1 and class_id = any($2::uuid[]) and valid_from <= $4::date and valid_to >= $3::date
        and ($5::uuid is null or service_id = $5::uuid)`,
    classIds,
    from,
    to,
    serviceId,
  );
}

/** Those that a message reaches: not restricted, with a mailbox or, where SMS go out, a mobile. */
export async function countReachable(
  tx: Tx,
  pupilIds: readonly string[],
  canSms: boolean,
): Promise<number> {
  const row = await tx.row<{ guardians: number }>(
    `select count(distinct o.guardian_id)::int as "guardians"
       from enrolment.own_pupil_view o
       join identity.contact_view c on c.tenant_id = o.tenant_id and c.account_id = o.account_id
      where o.tenant_id = $1 and o.pupil_id = any($2::uuid[]) and not o.restricted
        and (c.email <> '' or ($3 and c.mobile <> ''))`,
    pupilIds,
    canSms,
  );
  return row?.guardians ?? 0;
}

export interface Names {
  readonly classes: readonly {
    readonly classId: string;
    readonly className: string;
    readonly schoolId: string;
    readonly schoolName: string;
    readonly grade: 'nursery' | 'primary' | 'middle';
    readonly schoolYear: number;
  }[];
  readonly kitchens: readonly { readonly kitchenId: string; readonly kitchenName: string }[];
  readonly services: readonly { readonly serviceId: string; readonly serviceName: string }[];
  readonly staff: readonly { readonly accountId: string; readonly displayName: string }[];
}

export async function findNames(tx: Tx): Promise<Names> {
  const row = await tx.row<Names>(`
    select
      coalesce((select json_agg(json_build_object('classId', class_id, 'className', class_name, 'schoolId', school_id,
           'schoolName', school_name, 'grade', grade, 'schoolYear', school_year) order by school_name, class_name, class_id)
         from schools.class_view where tenant_id = $1), '[]') as "classes",
      coalesce((select json_agg(json_build_object('kitchenId', kitchen_id, 'kitchenName', kitchen_name))
         from (select distinct kitchen_id, kitchen_name from schools.supply_view where tenant_id = $1) k), '[]') as "kitchens",
      coalesce((select json_agg(json_build_object('serviceId', service_id, 'serviceName', service_name) order by service_name)
         from schools.service_view where tenant_id = $1), '[]') as "services",
      coalesce((select json_agg(json_build_object('accountId', account_id, 'displayName', display_name))
         from identity.staff_name_view where tenant_id = $1), '[]') as "staff"`);
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

export interface ToldPupil {
  readonly pupilId: string;
  readonly firstName: string;
}

export async function findWords(
  tx: Tx,
  pupilIds: readonly string[],
): Promise<{
  readonly authority: string;
  readonly version: number;
  readonly pupils: readonly ToldPupil[];
}> {
  const [head, pupils] = await Promise.all([
    tx.row<{ authority: string; version: number }>(
      `select t.name as "authority", v.version from tenancy.tenant_view t
         join tenancy.version_view v on v.tenant_id = t.tenant_id where t.tenant_id = $1`,
    ),
    tx.rows<ToldPupil>(
      `select pupil_id as "pupilId", first_name as "firstName" from enrolment.pupil_name_view
        where tenant_id = $1 and pupil_id = any($2::uuid[])`,
      pupilIds,
    ),
  ]);
  if (head === undefined) throw new Error('a tenant without a name');
  return { ...head, pupils };
}
