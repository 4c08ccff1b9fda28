-- Why: each school's number is looked at once in the morning; one that looks wrong raises a hand, and that stays on record.
create schema morning;
grant usage on schema morning to refettorio_office, refettorio_school, refettorio_system;

create table morning.school_check (
  tenant_id integer not null references tenancy.tenant,
  school_id uuid not null,
  service_id uuid not null,
  day date not null,
  checked_at timestamptz not null,
  expected_meals integer not null,
  usual_meals integer,
  hand text check (hand in ('zero', 'low', 'high')),
  primary key (tenant_id, school_id, service_id, day),
  foreign key (tenant_id, school_id) references schools.school,
  foreign key (tenant_id, service_id) references schools.meal_service
);
comment on table morning.school_check is 'The morning check of a school: made once a day, with the number found, the usual one of that weekday, and the hand it raised, if any.';
create index school_check_by_day on morning.school_check (tenant_id, day);
call platform.isolate('morning.school_check');
create trigger append_only before update or delete on morning.school_check for each row execute function platform.refuse_change();
grant select on morning.school_check to refettorio_office, refettorio_school, refettorio_system;
grant insert on morning.school_check to refettorio_system;

create view identity.staff_name_view with (security_invoker = true) as
  select distinct g.tenant_id, a.account_id, a.display_name
    from identity.staff_grant g join identity.staff_account a on a.account_id = g.account_id;
comment on view identity.staff_name_view is 'The name of whoever works or worked for the tenant: what they did keeps it.';
grant select on identity.staff_name_view to refettorio_office, refettorio_school, refettorio_system;
