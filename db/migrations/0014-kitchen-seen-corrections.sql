-- Why: a correction of a closed day stands on the kitchen's wall until a cook has seen it (RULES A6).
create schema kitchen;
grant usage on schema kitchen to refettorio_office, refettorio_kitchen, refettorio_system;

create table kitchen.seen_correction (
  tenant_id integer not null references tenancy.tenant,
  service_id uuid not null,
  day date not null,
  pupil_id uuid not null,
  revision smallint not null,
  seen_at timestamptz not null,
  seen_by text not null,
  primary key (tenant_id, service_id, day, pupil_id, revision),
  foreign key (tenant_id, service_id) references schools.meal_service
);
comment on table kitchen.seen_correction is 'The kitchen knows of this "+1" or "−1": which revision of a meal, seen by whom. Without a foreign key to the meal, so that retention may detach a school year.';
call platform.isolate('kitchen.seen_correction');
create trigger append_only before update or delete on kitchen.seen_correction for each row execute function platform.refuse_change();
grant select, insert on kitchen.seen_correction to refettorio_kitchen;
grant select on kitchen.seen_correction to refettorio_office, refettorio_system;
