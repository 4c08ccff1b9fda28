// The SQL of enrolment for staff: one pupil's card.
import type { CardGuardian, CardPrivate, PupilCard } from '#enrolment/model.ts';
import { ofSchools } from '#enrolment/search-store.ts';
import type { Reach } from '#enrolment/staff-rules.ts';
import type { Day } from '#ground/day.ts';
import type { SqlValue, Tx } from '#platform/database.ts';

/** Undefined when the pupil is not within reach. What only the office reads is not even asked for schools. */
export async function findCard(
  tx: Tx,
  pupilId: string,
  reach: Reach,
  day: Day,
): Promise<Omit<PupilCard, 'phonePin'> | undefined> {
  const isOffice = reach.sees === 'office';
  const [pupil, classes, services, privately, guardians] = await Promise.all([
    findPupil(tx, pupilId, reach, day),
    tx.rows<PupilCard['classes'][number]>(
      `select c.class_name as "className", c.school_name as "schoolName", c.school_id as "schoolId",
              m.valid_from as "validFrom", m.valid_to as "validTo"
         from enrolment.class_membership m
         join schools.class_view c on c.tenant_id = m.tenant_id and c.class_id = m.class_id
        where m.tenant_id = $1 and m.pupil_id = $2 and m.superseded_at is null order by m.valid_from desc`,
      pupilId,
    ),
    tx.rows<PupilCard['services'][number]>(
      `select e.service_id as "serviceId", v.service_name as "serviceName", e.weekdays, e.valid_from as "validFrom", e.valid_to as "validTo"
         from enrolment.service_enrolment e
         join schools.service_view v on v.tenant_id = e.tenant_id and v.service_id = e.service_id
        where e.tenant_id = $1 and e.pupil_id = $2 and e.superseded_at is null order by e.valid_from desc, v.service_name`,
      pupilId,
    ),
    isOffice ? findPrivate(tx, pupilId) : undefined,
    isOffice ? listGuardians(tx, pupilId) : null,
  ]);
  return pupil && { ...pupil, classes, services, privately: privately ?? null, guardians };
}

function findPupil(
  tx: Tx,
  pupilId: string,
  reach: Reach,
  day: Day,
): Promise<Pick<PupilCard, 'pupilId' | 'pupilCode' | 'firstName' | 'lastName'> | undefined> {
  const within = reach.schoolIds === null ? '' : ofSchools('p.pupil_id', '$3', '$4');
  const params: readonly SqlValue[] = reach.schoolIds === null ? [] : [reach.schoolIds, day];
  return tx.row(
    `select p.pupil_id as "pupilId", p.pupil_code as "pupilCode", p.first_name as "firstName", p.last_name as "lastName"
       from enrolment.pupil p where p.tenant_id = $1 and p.pupil_id = $2 ${within}`,
    pupilId,
    ...params,
  );
}

function findPrivate(tx: Tx, pupilId: string): Promise<CardPrivate | undefined> {
  return tx.row(
    `select phone_code as "phoneCode", fiscal_code as "fiscalCode", born_on as "bornOn"
       from enrolment.pupil where tenant_id = $1 and pupil_id = $2`,
    pupilId,
  );
}

function listGuardians(tx: Tx, pupilId: string): Promise<readonly CardGuardian[]> {
  return tx.rows(
    `select g.guardian_id as "guardianId", g.first_name as "firstName", g.last_name as "lastName", s.relation, s.restricted,
            g.fiscal_code as "fiscalCode", a.login, a.email, a.mobile, a.language
       from enrolment.guardianship s
       join enrolment.guardian g on g.tenant_id = s.tenant_id and g.guardian_id = s.guardian_id
       left join identity.contact_view a on a.tenant_id = g.tenant_id and a.account_id = g.account_id
      where s.tenant_id = $1 and s.pupil_id = $2 and s.superseded_at is null order by g.sort_key, g.guardian_id`,
    pupilId,
  );
}

/** Of a guardian in force, where the pupil is within reach. */
export async function findGuardianAccount(
  tx: Tx,
  { pupilId, guardianId }: { readonly pupilId: string; readonly guardianId: string },
  reach: Reach,
  day: Day,
): Promise<string | undefined> {
  const within = reach.schoolIds === null ? '' : ofSchools('s.pupil_id', '$4', '$5');
  const params: readonly SqlValue[] = reach.schoolIds === null ? [] : [reach.schoolIds, day];
  const row = await tx.row<{ accountId: string }>(
    `select g.account_id as "accountId" from enrolment.guardianship s
       join enrolment.guardian g on g.tenant_id = s.tenant_id and g.guardian_id = s.guardian_id
      where s.tenant_id = $1 and s.pupil_id = $2 and s.guardian_id = $3 and s.superseded_at is null ${within}`,
    pupilId,
    guardianId,
    ...params,
  );
  return row?.accountId;
}
