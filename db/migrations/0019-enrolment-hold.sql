-- Why: a hold suspends the service of a pupil by decision of the office (RULES A4, D6); it lies above what families ask.
create table enrolment.hold (
  tenant_id integer not null references tenancy.tenant,
  hold_id uuid not null,
  pupil_id uuid not null,
  service_id uuid,
  valid_from date not null,
  valid_to date,
  reason text not null check (reason in ('arrears', 'other')),
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, hold_id),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  foreign key (tenant_id, service_id) references schools.meal_service,
  check (valid_to is null or valid_from <= valid_to)
);
comment on table enrolment.hold is 'The service is suspended by the authority; a null service means every one. Schools and kitchens read only that nothing is booked.';
create index hold_by_pupil on enrolment.hold (tenant_id, pupil_id) where superseded_at is null;
call platform.isolate('enrolment.hold');
create trigger bitemporal before update or delete on enrolment.hold for each row execute function platform.only_supersede();
grant select, insert, update on enrolment.hold to refettorio_office, refettorio_system;
grant select (tenant_id, hold_id, pupil_id, service_id, valid_from, valid_to, superseded_at) on enrolment.hold to refettorio_family, refettorio_school, refettorio_kitchen;
create view enrolment.hold_view with (security_invoker = true) as
  select tenant_id, pupil_id, service_id, valid_from, coalesce(valid_to, 'infinity'::date) as valid_to
    from enrolment.hold where superseded_at is null;
comment on view enrolment.hold_view is 'Who is on hold from day to day (both inclusive), and not why.';
grant select on enrolment.hold_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
