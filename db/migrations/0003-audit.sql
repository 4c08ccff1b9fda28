-- Why: who did what to whose data, when, by which channel (FOUNDATIONS 19); no sensitive value is ever written here.
create schema audit;
grant usage on schema audit to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table audit.event (
  tenant_id integer not null,
  at timestamptz not null,
  event_id uuid not null,
  actor_kind text not null check (actor_kind in ('guardian', 'staff', 'system')),
  actor_id text not null,
  channel text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  facts jsonb not null default '{}',
  primary key (tenant_id, at, event_id)
) partition by range (at);
comment on table audit.event is 'Append-only; partitioned by month so that retention detaches; facts are ids and counts, never names or texts.';
create table audit.event_default partition of audit.event default;
comment on table audit.event_default is 'Catches what no month''s partition takes: it must stay empty, and the morning check says when it is not.';
create index event_by_subject on audit.event (tenant_id, subject_kind, subject_id, at);
call platform.isolate('audit.event');
call platform.isolate('audit.event_default');
create trigger append_only before update or delete on audit.event for each row execute function platform.refuse_change();
grant insert on audit.event to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant select on audit.event to refettorio_office, refettorio_system;
