-- Why: a rendered text for one address, its attempts and whether it arrived.
create schema notifications;
grant usage on schema notifications to refettorio_office, refettorio_system;

create table notifications.message (
  tenant_id integer not null,
  message_id uuid not null,
  channel text not null check (channel in ('email')),
  address text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('waiting', 'sent', 'refused', 'expired')),
  attempts integer not null default 0,
  settled_at timestamptz,
  last_answer text,
  primary key (tenant_id, message_id)
);
comment on table notifications.message is 'One text for one address. The mail''s Message-ID is made from message_id, so that a repeat after a lost answer is recognised.';
call platform.isolate('notifications.message');
grant select, insert, update, delete on notifications.message to refettorio_system;
-- Not the body: it may hold a link that opens an account.
grant select (tenant_id, message_id, channel, address, subject, created_at, expires_at, state, attempts, settled_at, last_answer)
  on notifications.message to refettorio_office;
