-- Why: a suspension that nobody ended is recalled to the family, each time once, and the office sees it (RULES B1).
create schema open_suspensions;
grant usage on schema open_suspensions to refettorio_office, refettorio_system;

create table open_suspensions.reminder (
  tenant_id integer not null references tenancy.tenant,
  pupil_id uuid not null,
  service_id uuid not null,
  suspended_on date not null,
  kind text not null check (kind in ('still-open', 'year-end')),
  step smallint not null,
  sms_due boolean not null,
  sent_at timestamptz not null,
  primary key (tenant_id, pupil_id, service_id, suspended_on, kind, step),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  foreign key (tenant_id, service_id) references schools.meal_service
);
comment on table open_suspensions.reminder is 'A reminder of an open suspension, by its first day: written once, in the transaction that queues the mail; sms_due: a text message is due too, once there is a transport.';
call platform.isolate('open_suspensions.reminder');
create trigger append_only before update or delete on open_suspensions.reminder for each row execute function platform.refuse_change();
grant select on open_suspensions.reminder to refettorio_office, refettorio_system;
grant insert on open_suspensions.reminder to refettorio_system;
