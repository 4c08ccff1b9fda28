// The SQL of what staff read of corrections: those of a day, and the children of a school with their meals.
import type { CorrectionKind, FrozenMeal } from '#bookings/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';

export interface CorrectionRow {
  readonly correctionId: string | null;
  readonly recordedAt: Instant;
  readonly by: string | null;
  readonly kind: CorrectionKind;
  readonly reason: string;
  readonly schoolId: string;
  readonly serviceId: string;
  readonly pupilId: string;
  readonly pupilName: string;
  readonly className: string;
  readonly outcome: FrozenMeal['outcome'];
  readonly outcomeBefore: FrozenMeal['outcome'] | null;
  readonly holds: FrozenMeal['correction'];
  readonly isLast: boolean;
}

export function listCorrectionsOfDay(
  tx: Tx,
  schoolIds: readonly string[],
  day: Day,
): Promise<readonly CorrectionRow[]> {
  return tx.rows<CorrectionRow>(
    `select c.correction_id as "correctionId", c.recorded_at as "recordedAt", n.display_name as "by", c.correction as "kind", c.reason,
            c.school_id as "schoolId", c.service_id as "serviceId", c.pupil_id as "pupilId",
            p.last_name || ' ' || p.first_name as "pupilName", k.class_name as "className", c.outcome, c.outcome_before as "outcomeBefore",
            case when c.correction = 'mistake' then c.restored else c.correction end as "holds", m.revision = c.revision as "isLast"
       from bookings.correction_view c
       join bookings.meal_view m on m.tenant_id = c.tenant_id and m.service_id = c.service_id and m.day = c.day and m.pupil_id = c.pupil_id
       join enrolment.pupil_name_view p on p.tenant_id = c.tenant_id and p.pupil_id = c.pupil_id
       join schools.class_view k on k.tenant_id = c.tenant_id and k.class_id = c.class_id
       left join identity.staff_name_view n on n.tenant_id = c.tenant_id and n.account_id::text = c.recorded_by
      where c.tenant_id = $1 and c.day = $3::date and m.day = $3::date and c.school_id = any($2::uuid[])
      order by c.recorded_at desc, k.class_name, p.sort_key, c.revision desc`,
    schoolIds,
    day,
  );
}

export interface CorrectableRow {
  readonly classId: string;
  readonly className: string;
  readonly pupilId: string;
  readonly name: string;
  readonly outcome: FrozenMeal['outcome'] | null;
  readonly correction: FrozenMeal['correction'];
}

/** Every child of the school who is enrolled in the service that day; without a meal its outcome is null. */
export function listCorrectable(
  tx: Tx,
  schoolId: string,
  serviceId: string,
  day: Day,
): Promise<readonly CorrectableRow[]> {
  return tx.rows<CorrectableRow>(
    `select c.class_id as "classId", c.class_name as "className", e.pupil_id as "pupilId", p.last_name || ' ' || p.first_name as "name",
            m.outcome, m.correction
       from enrolment.eater_view e
       join schools.class_view c on c.tenant_id = e.tenant_id and c.class_id = e.class_id
       join enrolment.pupil_name_view p on p.tenant_id = e.tenant_id and p.pupil_id = e.pupil_id
       left join bookings.meal_view m on m.tenant_id = $1 and m.service_id = $3::uuid and m.day = $4::date and m.pupil_id = e.pupil_id
      where e.tenant_id = $1 and c.school_id = $2::uuid and e.service_id = $3::uuid and e.valid_from <= $4::date and e.valid_to >= $4::date
      order by c.class_name, c.class_id, p.sort_key, e.pupil_id`,
    schoolId,
    serviceId,
    day,
  );
}

export interface ClosedSchoolRow {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly cutOffAt: Instant;
  readonly frozenAt: Instant | null;
  readonly amnestyUntil: Instant | null;
}

/** The days of schools of which a cut-off was moved or that are closed. */
export function listStoredDays(tx: Tx, day: Day): Promise<readonly ClosedSchoolRow[]> {
  return tx.rows<ClosedSchoolRow>(
    `select school_id as "schoolId", service_id as "serviceId", cut_off_at as "cutOffAt", frozen_at as "frozenAt", amnesty_until as "amnestyUntil"
       from calendar.service_day_view where tenant_id = $1 and day = $2::date`,
    day,
  );
}
