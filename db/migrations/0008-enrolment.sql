-- Why: pupils, their guardians, the class of each day, who is enrolled in which service, and the staff who eat.
create schema enrolment;
grant usage on schema enrolment to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table enrolment.pupil (
  tenant_id integer not null references tenancy.tenant,
  pupil_id uuid not null,
  pupil_code text not null,
  phone_code text,
  first_name text not null,
  last_name text not null,
  sort_key text not null,
  fiscal_code text,
  born_on date,
  recorded_at timestamptz not null,
  primary key (tenant_id, pupil_id),
  unique (tenant_id, pupil_code),
  unique (tenant_id, phone_code)
);
comment on table enrolment.pupil is 'A child at school; pupil_code is the codice utente, phone_code opens nothing but meals.';
call platform.isolate('enrolment.pupil');

create table enrolment.guardian (
  tenant_id integer not null references tenancy.tenant,
  guardian_id uuid not null,
  first_name text not null,
  last_name text not null,
  sort_key text not null,
  fiscal_code text,
  account_id uuid not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, guardian_id),
  foreign key (tenant_id, account_id) references identity.family_account,
  unique (tenant_id, account_id)
);
comment on table enrolment.guardian is 'A parent or guardian; contacts are those of the account.';
create index guardian_by_fiscal_code on enrolment.guardian (tenant_id, fiscal_code);
call platform.isolate('enrolment.guardian');

create table enrolment.guardianship (
  tenant_id integer not null references tenancy.tenant,
  guardianship_id uuid not null,
  pupil_id uuid not null,
  guardian_id uuid not null,
  relation text not null check (relation in ('mother', 'father', 'guardian', 'foster-parent', 'other')),
  restricted boolean not null default false,
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, guardianship_id),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  foreign key (tenant_id, guardian_id) references enrolment.guardian
);
comment on table enrolment.guardianship is 'Whose child a pupil is; a restricted guardian neither changes days nor is told (an order of a court, recorded by the office).';
create unique index guardianship_once on enrolment.guardianship (tenant_id, pupil_id, guardian_id) where superseded_at is null;
create index guardianship_by_guardian on enrolment.guardianship (tenant_id, guardian_id) where superseded_at is null;
call platform.isolate('enrolment.guardianship');

create table enrolment.class_membership (
  tenant_id integer not null references tenancy.tenant,
  class_membership_id uuid not null,
  pupil_id uuid not null,
  class_id uuid not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, class_membership_id),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  foreign key (tenant_id, class_id) references schools.school_class,
  exclude using gist (tenant_id with =, pupil_id with =, daterange(valid_from, valid_to, '[]') with &&) where (superseded_at is null)
);
comment on table enrolment.class_membership is 'The class of a pupil on a day (RULES C6: the class of that day decides canteen day, cut-off and kitchen).';
create index class_membership_by_class on enrolment.class_membership (tenant_id, class_id) where superseded_at is null;
create index class_membership_by_pupil on enrolment.class_membership (tenant_id, pupil_id) where superseded_at is null;
call platform.isolate('enrolment.class_membership');

create table enrolment.service_enrolment (
  tenant_id integer not null references tenancy.tenant,
  service_enrolment_id uuid not null,
  pupil_id uuid not null,
  service_id uuid not null,
  weekdays smallint not null check (weekdays between 0 and 127),
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, service_enrolment_id),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  foreign key (tenant_id, service_id) references schools.meal_service,
  exclude using gist (tenant_id with =, pupil_id with =, service_id with =, daterange(valid_from, valid_to, '[]') with &&) where (superseded_at is null)
);
comment on table enrolment.service_enrolment is 'A pupil uses a meal service on these weekdays, in this span.';
create index service_enrolment_by_pupil on enrolment.service_enrolment (tenant_id, pupil_id) where superseded_at is null;
call platform.isolate('enrolment.service_enrolment');

create table enrolment.adult_diner (
  tenant_id integer not null references tenancy.tenant,
  adult_diner_id uuid not null,
  adult_code text not null,
  first_name text not null,
  last_name text not null,
  school_id uuid not null,
  shift_id uuid not null,
  service_id uuid not null,
  weekdays smallint not null check (weekdays between 0 and 127),
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, adult_diner_id),
  foreign key (tenant_id, school_id) references schools.school,
  foreign key (tenant_id, shift_id) references schools.shift,
  foreign key (tenant_id, service_id) references schools.meal_service,
  exclude using gist (tenant_id with =, adult_code with =, service_id with =, daterange(valid_from, valid_to, '[]') with &&) where (superseded_at is null)
);
comment on table enrolment.adult_diner is 'Staff who eat with the children (teachers on duty): counted apart, per school and shift.';
call platform.isolate('enrolment.adult_diner');

create trigger bitemporal before update or delete on enrolment.guardianship for each row execute function platform.only_supersede();
create trigger bitemporal before update or delete on enrolment.class_membership for each row execute function platform.only_supersede();
create trigger bitemporal before update or delete on enrolment.service_enrolment for each row execute function platform.only_supersede();
create trigger bitemporal before update or delete on enrolment.adult_diner for each row execute function platform.only_supersede();

grant select on enrolment.pupil, enrolment.guardian, enrolment.guardianship, enrolment.class_membership, enrolment.service_enrolment to refettorio_family;
grant select on all tables in schema enrolment to refettorio_office, refettorio_school, refettorio_system;
grant select (tenant_id, pupil_id, first_name, last_name, sort_key) on enrolment.pupil to refettorio_kitchen;
grant select on enrolment.class_membership, enrolment.service_enrolment, enrolment.adult_diner to refettorio_kitchen;
grant insert, update on all tables in schema enrolment to refettorio_office, refettorio_system;

create view enrolment.eater_view with (security_invoker = true) as
  select m.tenant_id, m.pupil_id, m.class_id, e.service_id, e.weekdays,
         greatest(m.valid_from, e.valid_from) as valid_from,
         least(coalesce(m.valid_to, 'infinity'::date), coalesce(e.valid_to, 'infinity'::date)) as valid_to
    from enrolment.class_membership m
    join enrolment.service_enrolment e on e.tenant_id = m.tenant_id and e.pupil_id = m.pupil_id and e.superseded_at is null
   where m.superseded_at is null;
comment on view enrolment.eater_view is 'Who uses which service in which class, from day to day (both inclusive): the roster that bookings derives meals from.';
create view enrolment.adult_diner_view with (security_invoker = true) as
  select tenant_id, adult_code, school_id, shift_id, service_id, weekdays, valid_from, coalesce(valid_to, 'infinity'::date) as valid_to
    from enrolment.adult_diner where superseded_at is null;
create view enrolment.own_pupil_view with (security_invoker = true) as
  select s.tenant_id, s.pupil_id, p.first_name, g.guardian_id, g.account_id, s.restricted, s.relation
    from enrolment.guardianship s
    join enrolment.guardian g on g.tenant_id = s.tenant_id and g.guardian_id = s.guardian_id
    join enrolment.pupil p on p.tenant_id = s.tenant_id and p.pupil_id = s.pupil_id
   where s.superseded_at is null;
grant select on enrolment.eater_view, enrolment.adult_diner_view to refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant select on enrolment.eater_view, enrolment.own_pupil_view to refettorio_family;
grant select on enrolment.own_pupil_view to refettorio_office, refettorio_system;
create view enrolment.pupil_name_view with (security_invoker = true) as
  select tenant_id, pupil_id, first_name, last_name, sort_key from enrolment.pupil;
grant select on enrolment.pupil_name_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
create view enrolment.guardian_name_view with (security_invoker = true) as
  select g.tenant_id, g.guardian_id, a.display_name
    from enrolment.guardian g
    join identity.account_name_view a on a.tenant_id = g.tenant_id and a.account_id = g.account_id;
comment on view enrolment.guardian_name_view is 'Who a guardian is, also when they no longer are: what they asked keeps their name.';
grant select on enrolment.guardian_name_view to refettorio_family, refettorio_office, refettorio_system;
