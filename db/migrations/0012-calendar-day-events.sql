-- Why: outings, strikes and extra openings change what a day is for some classes (RULES A2, A5); a cut-off can be extended (RULES A8).
create or replace function platform.only_supersede() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.superseded_at is not null
     or (to_jsonb(new) - 'superseded_at' - 'superseded_by') is distinct from (to_jsonb(old) - 'superseded_at' - 'superseded_by') then
    raise exception '% is bitemporal: a fact may only be superseded, once', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create table calendar.day_event (
  tenant_id integer not null references tenancy.tenant,
  day_event_id uuid not null,
  kind text not null check (kind in ('outing', 'strike', 'opening')),
  lunch text check (lunch in ('none', 'packed')),
  service_id uuid,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant_id, day_event_id),
  foreign key (tenant_id, service_id) references schools.meal_service,
  check ((kind = 'outing') = (lunch is not null))
);
comment on table calendar.day_event is 'An outing, a strike or an extra opening, of one meal service or (null) of all, with the reason families read. Append-only.';
create table calendar.day_event_class (
  tenant_id integer not null,
  day_event_id uuid not null,
  class_id uuid not null,
  day date not null,
  opening text check (opening in ('booked', 'opt-in')),
  superseded_at timestamptz,
  superseded_by text,
  primary key (tenant_id, day_event_id, class_id, day),
  foreign key (tenant_id, day_event_id) references calendar.day_event,
  foreign key (tenant_id, class_id) references schools.school_class,
  check ((superseded_at is null) = (superseded_by is null))
);
comment on table calendar.day_event_class is 'The classes and days of an event; `opening`: whether an extra opening books everybody or whoever opts in, decided when it was recorded.';
create index day_event_class_by_day on calendar.day_event_class (tenant_id, day) where superseded_at is null;
call platform.isolate('calendar.day_event');
call platform.isolate('calendar.day_event_class');
create trigger append_only before update or delete on calendar.day_event for each row execute function platform.refuse_change();
create trigger bitemporal before update or delete on calendar.day_event_class for each row execute function platform.only_supersede();

alter table calendar.closure add column superseded_by text;
alter table calendar.canteen_weekdays add column superseded_by text;
alter table calendar.service_day add column amnesty_until timestamptz;
create or replace view calendar.service_day_view with (security_invoker = true) as
  select tenant_id, school_id, service_id, day, cut_off_at, frozen_at, amnesty_until from calendar.service_day;

grant select on calendar.day_event, calendar.day_event_class to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant insert on calendar.day_event, calendar.day_event_class to refettorio_office, refettorio_school, refettorio_system;
grant update (superseded_at, superseded_by) on calendar.day_event_class to refettorio_office, refettorio_school, refettorio_system;
-- A school that records an outing changes the calendar that every process keeps in memory.
grant update on tenancy.version to refettorio_school;
