// The SQL of corrections: the next revision of frozen meals, the first meal of children who had none, what a change concerned.
import type { CorrectedMeal } from '#bookings/correction-rules.ts';
import type { CorrectionKind, FrozenMeal, MealRevision } from '#bookings/model.ts';
import type { SpecialPlates } from '#diets/special-plates.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

/** One act: of one day and service, with one reason. */
export interface CorrectionRecord {
  readonly correctionId: string;
  readonly serviceId: string;
  readonly day: Day;
  readonly correction: CorrectionKind;
  readonly reason: string;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
}

export interface WrittenMeal {
  readonly pupilId: string;
  readonly schoolId: string;
}

/** Copies the last revision of each pupil with another outcome; those who had no meal that day are not in the answer. */
export function insertNextRevisions(
  tx: Tx,
  record: CorrectionRecord,
  meals: readonly CorrectedMeal[],
): Promise<readonly WrittenMeal[]> {
  return tx.rows<WrittenMeal>(
    `insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id, serving_site_id,
                                kitchen_id, variant, special_diet_ids, plain, packed_lunch, correction, reason, recorded_at, recorded_by,
                                correction_id, restored)
     select m.tenant_id, m.service_id, m.day, m.pupil_id, m.revision + 1, c.outcome, m.school_id, m.class_id, m.shift_id, m.serving_site_id,
            m.kitchen_id, m.variant, m.special_diet_ids, m.plain, m.packed_lunch, $7, $8, $9::timestamptz, $10, $11::uuid, c.restored
       from unnest($4::uuid[], $5::text[], $6::text[]) as c (pupil_id, outcome, restored)
       join bookings.meal_view m on m.tenant_id = $1 and m.service_id = $2::uuid and m.day = $3::date and m.pupil_id = c.pupil_id
     returning pupil_id as "pupilId", school_id as "schoolId"`,
    record.serviceId,
    record.day,
    meals.map((meal) => meal.pupilId),
    meals.map((meal) => meal.outcome),
    meals.map((meal) => meal.restored),
    record.correction,
    record.reason,
    sqlInstant(record.recordedAt),
    record.recordedBy,
    record.correctionId,
  );
}

/** In the class, shift, site and kitchen of that day; who has none is not in the answer. */
export function insertFirstMeals(
  tx: Tx,
  record: CorrectionRecord,
  meals: readonly CorrectedMeal[],
  plates: SpecialPlates,
): Promise<readonly WrittenMeal[]> {
  const plateOf = ({ pupilId }: CorrectedMeal) => plates.get(pupilId);
  return tx.rows<WrittenMeal>(
    `insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id, serving_site_id,
                                kitchen_id, variant, special_diet_ids, plain, packed_lunch, correction, reason, recorded_at, recorded_by,
                                correction_id)
     select $1, $2::uuid, $3::date, e.pupil_id, 1, m.outcome, c.school_id, c.class_id, c.shift_id, u.serving_site_id, u.kitchen_id,
            m.variant, string_to_array(m.diets, ',')::uuid[], false, false, $8, $9, $10::timestamptz, $11, $12::uuid
       from unnest($4::uuid[], $5::text[], $6::text[], $7::text[]) as m (pupil_id, outcome, variant, diets)
       join enrolment.eater_view e on e.tenant_id = $1 and e.pupil_id = m.pupil_id and e.service_id = $2::uuid
            and e.valid_from <= $3::date and e.valid_to >= $3::date
       join schools.class_view c on c.tenant_id = e.tenant_id and c.class_id = e.class_id
       join schools.supply_view u on u.tenant_id = c.tenant_id and u.school_id = c.school_id and u.service_id = e.service_id
            and u.valid_from <= $3::date and coalesce(u.valid_to, 'infinity'::date) >= $3::date
     returning pupil_id as "pupilId", school_id as "schoolId"`,
    record.serviceId,
    record.day,
    meals.map((meal) => meal.pupilId),
    meals.map((meal) => meal.outcome),
    meals.map((meal) => plateOf(meal)?.variant ?? null),
    meals.map((meal) => plateOf(meal)?.specialDietIds.join(',') ?? ''),
    record.correction,
    record.reason,
    sqlInstant(record.recordedAt),
    record.recordedBy,
    record.correctionId,
  );
}

export interface RevisionRow extends MealRevision {
  readonly pupilId: string;
  readonly schoolId: string;
}

/** Everything that was ever written of these pupils' meals of a day, by revision. */
export function listRevisions(
  tx: Tx,
  pupilIds: readonly string[],
  serviceId: string,
  day: Day,
): Promise<readonly RevisionRow[]> {
  return tx.rows<RevisionRow>(
    `select pupil_id as "pupilId", school_id as "schoolId", outcome, correction from bookings.meal
      where tenant_id = $1 and pupil_id = any($2::uuid[]) and service_id = $3::uuid and day = $4::date order by pupil_id, revision`,
    pupilIds,
    serviceId,
    day,
  );
}

/** Who of some classes, or of a school, was ever written down for a meal of that day. */
export async function listWrittenPupils(
  tx: Tx,
  whose: { readonly classIds: readonly string[] } | { readonly schoolId: string },
  serviceId: string,
  day: Day,
): Promise<readonly string[]> {
  const [which, of] =
    'classIds' in whose
      ? ['class_id = any($4::uuid[])', whose.classIds]
      : ['school_id = $4::uuid', whose.schoolId];
  const rows = await tx.rows<{ readonly pupilId: string }>(
    `select pupil_id as "pupilId" from bookings.meal_view
      where tenant_id = $1 and service_id = $2::uuid and day = $3::date and ${which} order by pupil_id`,
    serviceId,
    day,
    of,
  );
  return rows.map((row) => row.pupilId);
}

export interface CorrectionToTell {
  readonly pupilId: string;
  readonly pupilFirstName: string;
  readonly day: Day;
  readonly correction: CorrectionKind;
  readonly reason: string;
  /** What holds now of this act: of a mistake put right, what was there before it. */
  readonly standing: Pick<FrozenMeal, 'outcome' | 'correction'>;
  readonly authority: string;
}

/** The meals that one act corrected, with the children's names. */
export function listCorrected(
  tx: Tx,
  correctionId: string,
  day: Day,
): Promise<readonly CorrectionToTell[]> {
  return tx.rows<CorrectionToTell>(
    `select c.pupil_id as "pupilId", p.first_name as "pupilFirstName", c.day, c.correction, c.reason, t.name as "authority",
            json_build_object('outcome', c.outcome,
              'correction', case when c.correction = 'mistake' then c.restored else c.correction end) as "standing"
       from bookings.correction_view c
       join enrolment.pupil_name_view p on p.tenant_id = c.tenant_id and p.pupil_id = c.pupil_id
       join tenancy.tenant_view t on t.tenant_id = c.tenant_id
      where c.tenant_id = $1 and c.correction_id = $2::uuid and c.day = $3::date
      order by p.first_name, c.pupil_id`,
    correctionId,
    day,
  );
}

export interface ChangedDays {
  readonly receiptCode: string;
  readonly receivedAt: Instant;
  readonly pupilIds: readonly string[];
  /** Ascending; of ranges only the days that are closed. */
  readonly days: readonly Day[];
}

/** The days of a change that were closed, and whose. */
export async function findChangedDays(tx: Tx, changeId: string): Promise<ChangedDays | undefined> {
  return tx.row<ChangedDays>(
    `select c.receipt_code as "receiptCode", c.received_at as "receivedAt",
            (select json_agg(distinct l.pupil_id order by l.pupil_id) from bookings.change_line l
              where l.tenant_id = c.tenant_id and l.change_id = c.change_id) as "pupilIds",
            (select coalesce(json_agg(distinct f.day order by f.day), '[]') from bookings.change_line l
               join calendar.service_day_view f on f.tenant_id = l.tenant_id and f.service_id = l.service_id and f.frozen_at is not null
                    and (f.day = any(l.days) or f.day between l.from_on and coalesce(l.to_on, 'infinity'::date))
              where l.tenant_id = c.tenant_id and l.change_id = c.change_id) as "days"
       from bookings.change c where c.tenant_id = $1 and c.change_id = $2`,
    changeId,
  );
}
