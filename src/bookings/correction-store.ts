// The SQL of corrections: the next revision of a frozen meal, the first meal of a child who had none, what a change concerned.
import type { CorrectionKind, FrozenMeal } from '#bookings/model.ts';
import type { DayKey } from '#bookings/store.ts';
import type { SpecialPlate } from '#diets/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface CorrectionRecord extends DayKey {
  readonly outcome: FrozenMeal['outcome'];
  readonly correction: CorrectionKind;
  readonly reason: string;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
}

/** Copies the last revision with another outcome; false where the pupil had no meal that day. */
export async function insertNextRevision(tx: Tx, record: CorrectionRecord): Promise<boolean> {
  const row = await tx.row(
    `insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id, serving_site_id,
                                kitchen_id, variant, special_diet_ids, plain, packed_lunch, correction, reason, recorded_at, recorded_by)
     select tenant_id, service_id, day, pupil_id, revision + 1, $5, school_id, class_id, shift_id, serving_site_id,
            kitchen_id, variant, special_diet_ids, plain, packed_lunch, $6, $7, $8::timestamptz, $9
       from bookings.meal_view where tenant_id = $1 and service_id = $2::uuid and day = $3::date and pupil_id = $4::uuid
     returning revision`,
    record.serviceId,
    record.day,
    record.pupilId,
    record.outcome,
    record.correction,
    record.reason,
    sqlInstant(record.recordedAt),
    record.recordedBy,
  );
  return row !== undefined;
}

/** In the class, shift, site and kitchen of that day; false where there is none. */
export async function insertFirstMeal(
  tx: Tx,
  record: CorrectionRecord,
  plate: SpecialPlate | null,
): Promise<boolean> {
  const row = await tx.row(
    `insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id, serving_site_id,
                                kitchen_id, variant, special_diet_ids, plain, packed_lunch, correction, reason, recorded_at, recorded_by)
     select $1, $2::uuid, $3::date, e.pupil_id, 1, $5, c.school_id, c.class_id, c.shift_id, u.serving_site_id, u.kitchen_id,
            $6, string_to_array($7, ',')::uuid[], false, false, $8, $9, $10::timestamptz, $11
       from enrolment.eater_view e
       join schools.class_view c on c.tenant_id = e.tenant_id and c.class_id = e.class_id
       join schools.supply_view u on u.tenant_id = c.tenant_id and u.school_id = c.school_id and u.service_id = e.service_id
            and u.valid_from <= $3::date and coalesce(u.valid_to, 'infinity'::date) >= $3::date
      where e.tenant_id = $1 and e.pupil_id = $4::uuid and e.service_id = $2::uuid and e.valid_from <= $3::date and e.valid_to >= $3::date
     returning revision`,
    record.serviceId,
    record.day,
    record.pupilId,
    record.outcome,
    plate?.variant ?? null,
    plate?.specialDietIds.join(',') ?? '',
    record.correction,
    record.reason,
    sqlInstant(record.recordedAt),
    record.recordedBy,
  );
  return row !== undefined;
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
