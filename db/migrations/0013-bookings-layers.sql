-- Why: the whole morning: suspensions, plain meals, certificates' ranges, opt-in openings, and corrections after closing (RULES A4, A6, B1, B7).
alter table bookings.change_line drop constraint change_line_operation_check;
alter table bookings.change_line add constraint change_line_operation_check check (operation in (
  'absence', 'absence-undone', 'suspension', 'resumption', 'plain-meal', 'plain-meal-undone', 'plain-meal-dropped',
  'plain-range', 'plain-range-ended', 'opt-in', 'opt-in-undone'));
alter table bookings.change_line add column from_on date, add column to_on date;
alter table bookings.change_line add constraint change_line_days_or_range check (
  (operation in ('suspension', 'resumption', 'plain-range', 'plain-range-ended')) = (from_on is not null)
  and (from_on is null or cardinality(days) = 0) and (to_on is null or from_on <= to_on));
comment on column bookings.change_line.to_on is 'Null with a from_on: open, until a resumption or the end of the school year.';

create table bookings.suspension (
  tenant_id integer not null,
  pupil_id uuid not null,
  service_id uuid not null,
  from_on date not null,
  to_on date not null,
  open boolean not null,
  change_id uuid not null,
  primary key (tenant_id, pupil_id, service_id, from_on),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  foreign key (tenant_id, service_id) references schools.meal_service,
  foreign key (tenant_id, change_id) references bookings.change,
  check (from_on <= to_on),
  exclude using gist (tenant_id with =, pupil_id with =, service_id with =, daterange(from_on, to_on, '[]') with &&)
);
comment on table bookings.suspension is 'The suspensions in force, each span with the change that made it; spans that touch are one suspension; an open one ends with its school year. Rebuildable from the log.';
create table bookings.plain_day (
  tenant_id integer not null,
  pupil_id uuid not null,
  service_id uuid not null,
  day date not null,
  change_id uuid not null,
  primary key (tenant_id, pupil_id, service_id, day),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  foreign key (tenant_id, service_id) references schools.meal_service,
  foreign key (tenant_id, change_id) references bookings.change
);
comment on table bookings.plain_day is 'The plain meals asked for (for health; no reason is kept), written with the log and rebuildable from it.';
create table bookings.plain_range (
  tenant_id integer not null,
  pupil_id uuid not null,
  service_id uuid not null,
  from_on date not null,
  to_on date not null,
  change_id uuid not null,
  primary key (tenant_id, pupil_id, service_id, from_on),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  foreign key (tenant_id, service_id) references schools.meal_service,
  foreign key (tenant_id, change_id) references bookings.change,
  check (from_on <= to_on),
  exclude using gist (tenant_id with =, pupil_id with =, service_id with =, daterange(from_on, to_on, '[]') with &&)
);
comment on table bookings.plain_range is 'Plain meals by an approved certificate, in force; rebuildable from the log.';
create table bookings.opted_in_day (
  tenant_id integer not null,
  pupil_id uuid not null,
  service_id uuid not null,
  day date not null,
  change_id uuid not null,
  primary key (tenant_id, pupil_id, service_id, day),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  foreign key (tenant_id, service_id) references schools.meal_service,
  foreign key (tenant_id, change_id) references bookings.change
);
comment on table bookings.opted_in_day is 'Days of an extra opening that a family has asked to eat on; rebuildable from the log.';

call platform.isolate('bookings.suspension');
call platform.isolate('bookings.plain_day');
call platform.isolate('bookings.plain_range');
call platform.isolate('bookings.opted_in_day');

grant select, insert, update, delete on bookings.suspension, bookings.plain_range to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select, insert, delete on bookings.plain_day, bookings.opted_in_day to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select on bookings.suspension, bookings.plain_day, bookings.plain_range, bookings.opted_in_day to refettorio_kitchen;

alter table bookings.meal
  add column plain boolean not null default false,
  add column packed_lunch boolean not null default false,
  add column correction text,
  add constraint meal_correction_check check (correction in (
    'sent-home', 'came-unbooked', 'not-delivered', 'amnesty', 'grace', 'outing-late', 'strike-late', 'in-time-after-closing', 'mistake')),
  add constraint meal_corrected_check check ((revision = 0) = (correction is null));
grant insert on bookings.meal to refettorio_office, refettorio_school;
create or replace view bookings.meal_view with (security_invoker = true) as
  select distinct on (tenant_id, service_id, day, pupil_id)
         tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id, serving_site_id, kitchen_id, variant, special_diet_ids,
         plain, packed_lunch, correction, reason, recorded_at, recorded_by
    from bookings.meal
   order by tenant_id, service_id, day, pupil_id, revision desc;
create view bookings.correction_view with (security_invoker = true) as
  select m.tenant_id, m.service_id, m.day, m.pupil_id, m.revision, m.outcome, b.outcome as outcome_before, m.school_id, m.class_id, m.shift_id,
         m.serving_site_id, m.kitchen_id, m.variant, m.plain, m.correction, m.reason, m.recorded_at, m.recorded_by
    from bookings.meal m
    left join bookings.meal b on b.tenant_id = m.tenant_id and b.service_id = m.service_id and b.day = m.day and b.pupil_id = m.pupil_id
         and b.revision = m.revision - 1
   where m.correction is not null;
comment on view bookings.correction_view is 'What was corrected after closing; outcome_before is null for a child who had no meal at all.';
grant select on bookings.correction_view to refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view bookings.suspension_view with (security_invoker = true) as
  select tenant_id, pupil_id, service_id, from_on, to_on, open, change_id from bookings.suspension;
grant select on bookings.suspension_view to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
