-- Why: one database role per face (FOUNDATIONS 22), the means to isolate tenants, and the outbox by which anything is told to the outside.
do $$
declare face text;
begin
  foreach face in array array['refettorio_family', 'refettorio_office', 'refettorio_school', 'refettorio_kitchen', 'refettorio_system'] loop
    begin
      if not exists (select from pg_roles where rolname = face) then
        execute format('create role %I nologin', face);
      end if;
    exception when duplicate_object or unique_violation then
      null; -- another database of the same cluster made it at the same moment
    end;
    if not pg_has_role(current_user, face, 'member') then
      execute format('grant %I to current_user', face);
    end if;
  end loop;
end $$;

create extension if not exists btree_gist;

create schema platform;
grant usage on schema platform to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create function platform.current_tenant() returns integer
  language sql stable parallel safe
  return nullif(current_setting('app.tenant', true), '')::integer;
comment on function platform.current_tenant() is 'The tenant that the opener has set for this transaction; null outside of one, and then no row is visible.';

create procedure platform.isolate(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s using (tenant_id = platform.current_tenant()) with check (tenant_id = platform.current_tenant())', target);
end $$;
comment on procedure platform.isolate(regclass) is 'Called by migrations for every table of a tenant: rows of another tenant do not exist.';

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: a correction is a new fact', tg_table_name using errcode = 'restrict_violation';
end $$;

create function platform.only_supersede() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.superseded_at is not null
     or (to_jsonb(new) - 'superseded_at') is distinct from (to_jsonb(old) - 'superseded_at') then
    raise exception '% is bitemporal: a fact may only be superseded, once', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create table platform.outbox (
  tenant_id integer not null,
  outbox_id uuid not null,
  kind text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  done_at timestamptz,
  failed_at timestamptz,
  last_error text,
  primary key (tenant_id, outbox_id)
);
comment on table platform.outbox is 'What must be told to the outside, written in the transaction of the change itself; payloads are ids, never texts.';
create index outbox_waiting on platform.outbox (due_at) where done_at is null and failed_at is null;
call platform.isolate('platform.outbox');
create policy sweep on platform.outbox to refettorio_system using (true);
grant insert on platform.outbox to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert, update, delete on platform.outbox to refettorio_system;

create table platform.idempotent_request (
  tenant_id integer not null,
  actor_id uuid not null,
  key text not null,
  request_hash text not null,
  response jsonb not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, key, actor_id)
);
comment on table platform.idempotent_request is 'The answer given to a write, by the key its sender chose: the same request again gets the same answer.';
call platform.isolate('platform.idempotent_request');
grant select, insert on platform.idempotent_request to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant delete on platform.idempotent_request to refettorio_system;
