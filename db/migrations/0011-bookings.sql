-- Why: what families asked (an append-only log with receipts), the days it leaves absent, and the meals frozen when a day is closed.
create schema bookings;
grant usage on schema bookings to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table bookings.change (
  tenant_id integer not null references tenancy.tenant,
  change_id uuid not null,
  receipt_code text not null,
  channel text not null,
  actor_kind text not null check (actor_kind in ('guardian', 'staff', 'system')),
  actor_id text not null,
  received_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, change_id),
  unique (tenant_id, receipt_code),
  foreign key (tenant_id, receipt_code) references receipts.receipt
);
comment on table bookings.change is 'An accepted request of a family: one confirmation, one receipt. Append-only: the log is the truth.';
create table bookings.change_line (
  tenant_id integer not null,
  change_id uuid not null,
  line smallint not null,
  pupil_id uuid not null,
  service_id uuid not null,
  operation text not null check (operation in ('absence', 'absence-undone')),
  days date[] not null,
  primary key (tenant_id, change_id, line),
  foreign key (tenant_id, change_id) references bookings.change
);
comment on table bookings.change_line is 'What a change does for one pupil and service, and on which days.';
create index change_line_by_pupil on bookings.change_line (tenant_id, pupil_id, change_id);
create table bookings.absent_day (
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
comment on table bookings.absent_day is 'The absences in force, written with the log and rebuildable from it.';
create index absent_day_by_day on bookings.absent_day (tenant_id, day);

create table bookings.refused_request (
  tenant_id integer not null references tenancy.tenant,
  refused_request_id uuid not null,
  channel text not null,
  actor_kind text not null,
  actor_id text not null,
  received_at timestamptz not null,
  recorded_at timestamptz not null,
  refusal text not null,
  request jsonb not null,
  primary key (tenant_id, refused_request_id)
);
comment on table bookings.refused_request is 'A request that was refused and why (RULES B6); the request holds ids and days only.';

create table bookings.day_closing (
  tenant_id integer not null references tenancy.tenant,
  school_id uuid not null,
  service_id uuid not null,
  day date not null,
  cut_off_at timestamptz not null,
  closed_at timestamptz not null,
  served boolean not null,
  pupil_meals integer not null,
  adult_meals integer not null,
  primary key (tenant_id, school_id, service_id, day),
  foreign key (tenant_id, school_id) references schools.school,
  foreign key (tenant_id, service_id) references schools.meal_service
);
comment on table bookings.day_closing is 'The day of a school was closed: written first in the closing''s transaction, so that it happens once.';

create table bookings.meal (
  tenant_id integer not null,
  service_id uuid not null,
  day date not null,
  pupil_id uuid not null,
  revision smallint not null,
  outcome text not null check (outcome in ('booked', 'absent')),
  school_id uuid not null,
  class_id uuid not null,
  shift_id uuid not null,
  serving_site_id uuid not null,
  kitchen_id uuid not null,
  variant text,
  special_diet_ids uuid[] not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  reason text,
  primary key (tenant_id, service_id, day, pupil_id, revision)
) partition by range (day);
comment on table bookings.meal is 'Who eats what, frozen when the day is closed; a correction is the next revision with a reason. Partitioned by school year.';
create table bookings.meal_default partition of bookings.meal default;
comment on table bookings.meal_default is 'Catches meals of a school year without a partition: it must stay empty.';
create index meal_by_kitchen on bookings.meal (tenant_id, day, kitchen_id);
create index meal_by_pupil on bookings.meal (tenant_id, pupil_id, day);

create table bookings.adult_meal (
  tenant_id integer not null,
  service_id uuid not null,
  day date not null,
  adult_code text not null,
  revision smallint not null,
  school_id uuid not null,
  shift_id uuid not null,
  serving_site_id uuid not null,
  kitchen_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant_id, service_id, day, adult_code, revision)
);
comment on table bookings.adult_meal is 'Meals of the staff who eat, frozen with the day and counted apart.';

call platform.isolate('bookings.change');
call platform.isolate('bookings.change_line');
call platform.isolate('bookings.absent_day');
call platform.isolate('bookings.refused_request');
call platform.isolate('bookings.day_closing');
call platform.isolate('bookings.meal');
call platform.isolate('bookings.meal_default');
call platform.isolate('bookings.adult_meal');

create trigger append_only before update or delete on bookings.change for each row execute function platform.refuse_change();
create trigger append_only before update or delete on bookings.change_line for each row execute function platform.refuse_change();
create trigger append_only before update or delete on bookings.refused_request for each row execute function platform.refuse_change();
create trigger append_only before update or delete on bookings.day_closing for each row execute function platform.refuse_change();
create trigger append_only before update or delete on bookings.meal for each row execute function platform.refuse_change();
create trigger append_only before update or delete on bookings.adult_meal for each row execute function platform.refuse_change();

grant select, insert on bookings.change, bookings.change_line to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select, insert, delete on bookings.absent_day to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant insert on bookings.refused_request to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select on bookings.refused_request to refettorio_office, refettorio_system;
grant select on bookings.day_closing, bookings.meal to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant select on bookings.adult_meal to refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant select on bookings.absent_day to refettorio_kitchen;
-- The one rule of expected meals reads which receipt made a day absent; who asked stays hidden.
grant select (tenant_id, change_id, receipt_code) on bookings.change to refettorio_kitchen;
grant insert on bookings.day_closing, bookings.meal, bookings.adult_meal to refettorio_system;

create view bookings.meal_view with (security_invoker = true) as
  select distinct on (tenant_id, service_id, day, pupil_id)
         tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id, serving_site_id, kitchen_id, variant, special_diet_ids
    from bookings.meal
   order by tenant_id, service_id, day, pupil_id, revision desc;
comment on view bookings.meal_view is 'The last revision of each frozen meal.';
create view bookings.day_closing_view with (security_invoker = true) as
  select tenant_id, school_id, service_id, day, cut_off_at, closed_at, served, pupil_meals, adult_meals from bookings.day_closing;
create view bookings.adult_meal_view with (security_invoker = true) as
  select tenant_id, service_id, day, adult_code, school_id, shift_id, serving_site_id, kitchen_id from bookings.adult_meal;
grant select on bookings.meal_view, bookings.day_closing_view, bookings.adult_meal_view to refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant select on bookings.meal_view, bookings.day_closing_view to refettorio_family;
