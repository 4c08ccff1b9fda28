-- Why: what a day is for a class is derived from these facts and from nothing else (RULES A2); all bitemporal.
create schema calendar;
grant usage on schema calendar to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table calendar.school_year (
  tenant_id integer not null references tenancy.tenant,
  school_year_id uuid not null,
  school_year integer not null,
  grade text not null check (grade in ('nursery', 'primary', 'middle')),
  school_id uuid,
  first_canteen_on date not null,
  last_canteen_on date not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, school_year_id),
  foreign key (tenant_id, school_id) references schools.school,
  check (first_canteen_on <= last_canteen_on)
);
comment on table calendar.school_year is 'First and last canteen day of a grade, or of one school, which then counts instead.';
create unique index school_year_once on calendar.school_year (tenant_id, school_year, grade, school_id) nulls not distinct where superseded_at is null;
call platform.isolate('calendar.school_year');

create table calendar.canteen_weekdays (
  tenant_id integer not null references tenancy.tenant,
  canteen_weekdays_id uuid not null,
  class_id uuid not null,
  service_id uuid not null,
  weekdays smallint not null check (weekdays between 0 and 127),
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, canteen_weekdays_id),
  foreign key (tenant_id, class_id) references schools.school_class,
  foreign key (tenant_id, service_id) references schools.meal_service,
  exclude using gist (tenant_id with =, class_id with =, service_id with =, daterange(valid_from, valid_to, '[]') with &&) where (superseded_at is null)
);
comment on table calendar.canteen_weekdays is 'The weekdays on which a class has canteen (rientri); bit 0 is Monday.';
call platform.isolate('calendar.canteen_weekdays');

create table calendar.closure (
  tenant_id integer not null references tenancy.tenant,
  closure_id uuid not null,
  scope text not null check (scope in ('tenant', 'grade', 'school', 'class')),
  grade text check (grade in ('nursery', 'primary', 'middle')),
  school_id uuid,
  class_id uuid,
  from_on date not null,
  to_on date not null,
  reason text not null,
  origin text not null check (origin in ('national', 'regional', 'own')),
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, closure_id),
  foreign key (tenant_id, school_id) references schools.school,
  foreign key (tenant_id, class_id) references schools.school_class,
  check (from_on <= to_on),
  check ((scope = 'grade') = (grade is not null) and (scope = 'school') = (school_id is not null) and (scope = 'class') = (class_id is not null))
);
comment on table calendar.closure is 'Days without canteen and the reason families read; from the national and regional calendar or the authority''s own.';
call platform.isolate('calendar.closure');

create trigger bitemporal before update or delete on calendar.school_year for each row execute function platform.only_supersede();
create trigger bitemporal before update or delete on calendar.canteen_weekdays for each row execute function platform.only_supersede();
create trigger bitemporal before update or delete on calendar.closure for each row execute function platform.only_supersede();

create table calendar.service_day (
  tenant_id integer not null references tenancy.tenant,
  school_id uuid not null,
  service_id uuid not null,
  day date not null,
  cut_off_at timestamptz not null,
  frozen_at timestamptz,
  primary key (tenant_id, school_id, service_id, day),
  foreign key (tenant_id, school_id) references schools.school,
  foreign key (tenant_id, service_id) references schools.meal_service
);
comment on table calendar.service_day is 'The effective cut-off of a day and, once it is closed, when it was frozen: no fact under a frozen day may change.';
call platform.isolate('calendar.service_day');

grant select on all tables in schema calendar to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant insert, update on all tables in schema calendar to refettorio_office, refettorio_system;

create view calendar.service_day_view with (security_invoker = true) as
  select tenant_id, school_id, service_id, day, cut_off_at, frozen_at from calendar.service_day;
grant select on calendar.service_day_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
