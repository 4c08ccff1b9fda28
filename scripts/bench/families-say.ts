// What families have said, by the set: the special diets of a country, and the absences and plain meals of a day.
import type { Day } from '#ground/day.ts';
import type { Database } from '#platform/database.ts';

/** Of a hundred pupils, as a school meets them. */
const shares = { absent: 6, plain: 1, diet: 5 };

/** One pupil in twenty; each has one diet, from the first day on. */
export async function giveDiets(database: Database): Promise<void> {
  await database.asOwner(`begin; set local session_replication_role = replica;
    insert into diets.special_diet (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, recorded_at, recorded_by)
    select tenant_id, pupil_id, pupil_id, 'health', 'gluten-free', 'Senza glutine', date '2026-09-01', timestamptz '2026-09-01 06:00:00+00', 'bench'
      from enrolment.pupil where ${lot('diet')} < ${shares.diet};
    commit`);
  await database.asOwner('vacuum analyze diets.special_diet');
}

export async function sayForDay(database: Database, day: Day): Promise<void> {
  await database.asOwner(`begin; set local session_replication_role = replica;
    create temporary table said on commit drop as
      select tenant_id, pupil_id, service_id, ${lot(day)} as lot, gen_random_uuid() as change_id from enrolment.service_enrolment
       where ${lot(day)} < ${shares.absent + shares.plain};
    insert into bookings.change (tenant_id, change_id, receipt_code, channel, actor_kind, actor_id, received_at, recorded_at)
      select tenant_id, change_id, change_id, 'portal', 'guardian', pupil_id, at, at from said, (values (timestamptz '${day} 06:00:00+00')) v (at);
    insert into bookings.absent_day (tenant_id, pupil_id, service_id, day, change_id)
      select tenant_id, pupil_id, service_id, date '${day}', change_id from said where lot < ${shares.absent};
    insert into bookings.plain_day (tenant_id, pupil_id, service_id, day, change_id)
      select tenant_id, pupil_id, service_id, date '${day}', change_id from said where lot >= ${shares.absent};
    commit`);
}

/** 0 to 99, the same for the same pupil and word. */
const lot = (word: string): string => `(hashtext(pupil_id::text || '${word}') & 65535) % 100`;
