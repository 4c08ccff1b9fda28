// What has happened in a country by the 23rd of November, by the set: a week of closed days with its meals, and absences past and to come.
import type { Database } from '#platform/database.ts';

/** Of each ten pupils of every school one was absent on a closed day, and one will be on a day to come. */
export async function liveThroughNovember(database: Database): Promise<void> {
  await database.asOwner(
    `begin; set local session_replication_role = replica; ${closedDaysSql} ${absencesSql} ${mealsSql} commit`,
  );
  await database.asOwner('vacuum analyze');
  await database.asOwner('checkpoint');
}

const cutOff = `(day + time '09:30') at time zone 'Europe/Rome'`;

const closedDaysSql = `
  create temporary table closed on commit drop as select day::date from generate_series(date '2026-11-16', date '2026-11-20', interval '1 day') day;
  insert into calendar.service_day (tenant_id, school_id, service_id, day, cut_off_at, frozen_at)
    select tenant_id, school_id, service_id, day, ${cutOff}, ${cutOff} + interval '1 minute' from schools.supply cross join closed;
  insert into bookings.day_closing (tenant_id, school_id, service_id, day, cut_off_at, closed_at, served, pupil_meals, adult_meals)
    select tenant_id, school_id, service_id, day, ${cutOff}, ${cutOff} + interval '1 minute', true, 0, 0 from schools.supply cross join closed;`;

const isAbsent = `get_byte(uuid_send(pupil_id), 15) % 10`;

/** One day past and one to come; the change has the id of the pupil, turned round. */
const absencesSql = `
  create temporary table absence on commit drop as
    select e.tenant_id, e.pupil_id, e.service_id, a.day, md5(e.pupil_id::text || a.day)::uuid as change_id,
           left(md5(e.pupil_id::text || a.day), 16) as receipt_code
      from enrolment.service_enrolment e
      join (values (0, date '2026-11-18'), (1, date '2026-11-25')) a (turn, day) on a.turn = ${isAbsent};
  insert into bookings.change (tenant_id, change_id, receipt_code, channel, actor_kind, actor_id, received_at, recorded_at)
    select a.tenant_id, change_id, receipt_code, 'portal', 'guardian', g.guardian_id::text, a.day - interval '12 hours', a.day - interval '12 hours'
      from absence a join enrolment.guardianship g using (tenant_id, pupil_id);
  insert into bookings.change_line (tenant_id, change_id, line, pupil_id, service_id, operation, days)
    select tenant_id, change_id, 1, pupil_id, service_id, 'absence', array[day] from absence;
  insert into bookings.absent_day (tenant_id, pupil_id, service_id, day, change_id)
    select tenant_id, pupil_id, service_id, day, change_id from absence;`;

const mealsSql = `
  insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id,
                             serving_site_id, kitchen_id, special_diet_ids, recorded_at, recorded_by)
    select e.tenant_id, e.service_id, d.day, e.pupil_id, 0, 'booked', c.school_id, m.class_id, c.shift_id, s.serving_site_id,
           s.kitchen_id, '{}', ${cutOff} + interval '1 minute', 'close-day'
      from enrolment.service_enrolment e
      join enrolment.class_membership m using (tenant_id, pupil_id)
      join schools.school_class c using (tenant_id, class_id)
      join schools.supply s on s.tenant_id = e.tenant_id and s.school_id = c.school_id and s.service_id = e.service_id
      cross join closed d
     where not exists (select from absence a where a.pupil_id = e.pupil_id and a.day = d.day);`;
