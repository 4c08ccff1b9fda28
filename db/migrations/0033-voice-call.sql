-- Why: a call that comes as web requests lives between them; any process may answer the next one, and a repeated one changes nothing.
create schema voice;
grant usage on schema voice to refettorio_system;

create table voice.call (
  tenant_id integer not null references tenancy.tenant,
  call_id text not null check (length(call_id) between 1 and 64),
  event_count integer not null check (event_count >= 0),
  sealed bytea,
  began_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, call_id)
);
comment on table voice.call is 'A telephone call that comes as web requests: how many events it has heard and, sealed, where its dialogue stands. The dialogue is forgotten after a day; that there was such a call a month later, so that it cannot be played again.';
create index call_by_update on voice.call (tenant_id, updated_at);
call platform.isolate('voice.call');
grant select, insert, update, delete on voice.call to refettorio_system;
