-- Why: special diets as dated facts: the food rule, never the reason (RULES C1).
create schema diets;
grant usage on schema diets to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table diets.special_diet (
  tenant_id integer not null references tenancy.tenant,
  special_diet_id uuid not null,
  pupil_id uuid not null,
  kind text not null check (kind in ('health', 'ethical')),
  variant text not null,
  plate_label text not null,
  note_sealed bytea,
  valid_from date not null,
  valid_to date,
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, special_diet_id),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  exclude using gist (tenant_id with =, pupil_id with =, kind with =, daterange(valid_from, valid_to, '[]') with &&) where (superseded_at is null)
);
comment on table diets.special_diet is 'What a pupil must be served instead: menu variant and plate label; the note is encrypted; an expired health diet keeps being served, flagged (RULES C3).';
create index special_diet_by_pupil on diets.special_diet (tenant_id, pupil_id) where superseded_at is null;
call platform.isolate('diets.special_diet');
create trigger bitemporal before update or delete on diets.special_diet for each row execute function platform.only_supersede();
grant select (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, valid_to, superseded_at) on diets.special_diet
  to refettorio_family, refettorio_kitchen;
grant select on diets.special_diet to refettorio_office, refettorio_system;
grant insert, update on diets.special_diet to refettorio_office, refettorio_system;

create view diets.diet_view with (security_invoker = true) as
  select tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, valid_to
    from diets.special_diet where superseded_at is null;
grant select on diets.diet_view to refettorio_family, refettorio_office, refettorio_kitchen, refettorio_system;
create view diets.recorded_diet_view with (security_invoker = true) as
  select tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, valid_to from diets.special_diet;
comment on view diets.recorded_diet_view is 'Every diet ever recorded, superseded or not: frozen meals point at them by id.';
grant select on diets.recorded_diet_view to refettorio_office, refettorio_kitchen, refettorio_system;
