-- Why: where pupils eat: institutes, schools, classes, shifts, serving sites, the kitchens that supply them, and the meal services.
create schema schools;
grant usage on schema schools to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table schools.meal_service (
  tenant_id integer not null references tenancy.tenant,
  service_id uuid not null,
  code text not null,
  name text not null,
  primary key (tenant_id, service_id),
  unique (tenant_id, code)
);
comment on table schools.meal_service is 'A meal that families are enrolled in: lunch, and where a tenant has it an afternoon snack.';
call platform.isolate('schools.meal_service');

create table schools.kitchen (
  tenant_id integer not null references tenancy.tenant,
  kitchen_id uuid not null,
  name text not null,
  primary key (tenant_id, kitchen_id),
  unique (tenant_id, name)
);
comment on table schools.kitchen is 'A production kitchen (centro cottura).';
call platform.isolate('schools.kitchen');

create table schools.serving_site (
  tenant_id integer not null references tenancy.tenant,
  serving_site_id uuid not null,
  name text not null,
  primary key (tenant_id, serving_site_id),
  unique (tenant_id, name)
);
comment on table schools.serving_site is 'The place where meals are eaten (refettorio).';
call platform.isolate('schools.serving_site');

create table schools.school (
  tenant_id integer not null references tenancy.tenant,
  school_id uuid not null,
  code text not null,
  name text not null,
  grade text not null check (grade in ('nursery', 'primary', 'middle')),
  institute_name text not null,
  primary key (tenant_id, school_id),
  unique (tenant_id, code)
);
comment on table schools.school is 'A school (plesso) of an institute; code is the ministry''s or the authority''s own.';
call platform.isolate('schools.school');

create table schools.shift (
  tenant_id integer not null,
  shift_id uuid not null,
  school_id uuid not null,
  name text not null,
  starts_at text not null check (starts_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  primary key (tenant_id, shift_id),
  unique (tenant_id, school_id, name),
  foreign key (tenant_id, school_id) references schools.school
);
comment on table schools.shift is 'A turn at table of a school (turno).';
call platform.isolate('schools.shift');

create table schools.school_class (
  tenant_id integer not null,
  class_id uuid not null,
  school_id uuid not null,
  school_year integer not null,
  code text not null,
  name text not null,
  shift_id uuid not null,
  primary key (tenant_id, class_id),
  unique (tenant_id, school_id, school_year, code),
  foreign key (tenant_id, school_id) references schools.school,
  foreign key (tenant_id, shift_id) references schools.shift
);
comment on table schools.school_class is 'A class in one school year (its first calendar year); the code stays when the name changes.';
call platform.isolate('schools.school_class');

create table schools.supply (
  tenant_id integer not null,
  supply_id uuid not null,
  school_id uuid not null,
  service_id uuid not null,
  kitchen_id uuid not null,
  serving_site_id uuid not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, supply_id),
  foreign key (tenant_id, school_id) references schools.school,
  foreign key (tenant_id, service_id) references schools.meal_service,
  foreign key (tenant_id, kitchen_id) references schools.kitchen,
  foreign key (tenant_id, serving_site_id) references schools.serving_site,
  exclude using gist (tenant_id with =, school_id with =, service_id with =, daterange(valid_from, valid_to, '[]') with &&) where (superseded_at is null)
);
comment on table schools.supply is 'Which kitchen cooks a service for a school, and where it is served; bitemporal.';
call platform.isolate('schools.supply');
create trigger bitemporal before update or delete on schools.supply for each row execute function platform.only_supersede();

grant select on all tables in schema schools to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant insert, update on all tables in schema schools to refettorio_office, refettorio_system;

create view schools.class_view with (security_invoker = true) as
  select c.tenant_id, c.class_id, c.school_id, c.school_year, c.code as class_code, c.name as class_name,
         c.shift_id, f.name as shift_name, f.starts_at as shift_starts_at,
         s.code as school_code, s.name as school_name, s.grade
    from schools.school_class c
    join schools.school s on s.tenant_id = c.tenant_id and s.school_id = c.school_id
    join schools.shift f on f.tenant_id = c.tenant_id and f.shift_id = c.shift_id;
create view schools.class_school_view with (security_invoker = true) as
  select tenant_id, class_id, school_id from schools.school_class;
comment on view schools.class_school_view is 'The school of a class and nothing else: what the path of every change joins.';
create view schools.supply_view with (security_invoker = true) as
  select u.tenant_id, u.school_id, u.service_id, u.kitchen_id, u.serving_site_id, u.valid_from, u.valid_to,
         k.name as kitchen_name, p.name as serving_site_name, s.name as school_name, s.grade, m.name as service_name,
         (select min(f.recorded_at) from schools.supply f
           where f.tenant_id = u.tenant_id and f.school_id = u.school_id and f.service_id = u.service_id) as known_since
    from schools.supply u
    join schools.kitchen k on k.tenant_id = u.tenant_id and k.kitchen_id = u.kitchen_id
    join schools.serving_site p on p.tenant_id = u.tenant_id and p.serving_site_id = u.serving_site_id
    join schools.school s on s.tenant_id = u.tenant_id and s.school_id = u.school_id
    join schools.meal_service m on m.tenant_id = u.tenant_id and m.service_id = u.service_id
   where u.superseded_at is null;
create view schools.service_view with (security_invoker = true) as
  select tenant_id, service_id, code as service_code, name as service_name from schools.meal_service;
create view schools.shift_view with (security_invoker = true) as
  select tenant_id, shift_id, school_id, name as shift_name, starts_at as shift_starts_at from schools.shift;
grant select on schools.class_school_view, schools.class_view, schools.supply_view, schools.service_view, schools.shift_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
