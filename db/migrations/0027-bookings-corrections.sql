-- Why: what was corrected in one act belongs together, and a mistake that is put right gives back what was there before (RULES A6, D2).
alter table bookings.meal
  add column correction_id uuid,
  add column restored text,
  add constraint meal_restored_check check (restored is null or (correction = 'mistake' and restored in (
    'sent-home', 'came-unbooked', 'not-delivered', 'amnesty', 'grace', 'outing-late', 'strike-late', 'in-time-after-closing')));
comment on column bookings.meal.correction_id is 'The act that corrected this meal and perhaps others; null in what closing wrote.';
comment on column bookings.meal.restored is 'Of a mistake put right: the correction that holds again, or null when it is what closing wrote.';
create index meal_by_correction on bookings.meal (tenant_id, day, correction_id) where correction_id is not null;

create or replace view bookings.meal_view with (security_invoker = true) as
  select distinct on (tenant_id, service_id, day, pupil_id)
         tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id, serving_site_id, kitchen_id, variant, special_diet_ids,
         plain, packed_lunch, case when correction = 'mistake' then restored else correction end as correction, reason, recorded_at, recorded_by
    from bookings.meal
   order by tenant_id, service_id, day, pupil_id, revision desc;
comment on view bookings.meal_view is 'The last word about each meal; correction is the one that holds, never the mistake that put another right.';
create or replace view bookings.correction_view with (security_invoker = true) as
  select m.tenant_id, m.service_id, m.day, m.pupil_id, m.revision, m.outcome, b.outcome as outcome_before, m.school_id, m.class_id, m.shift_id,
         m.serving_site_id, m.kitchen_id, m.variant, m.plain, m.correction, m.reason, m.recorded_at, m.recorded_by, m.correction_id, m.restored
    from bookings.meal m
    left join bookings.meal b on b.tenant_id = m.tenant_id and b.service_id = m.service_id and b.day = m.day and b.pupil_id = m.pupil_id
         and b.revision = m.revision - 1
   where m.correction is not null;
