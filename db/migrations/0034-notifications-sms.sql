-- Why: a message may go by SMS; what was handed over and what became of it is kept, so that no family gets it three times.
alter table notifications.message rename column channel to medium;
alter table notifications.message drop constraint message_channel_check;
-- The owner's own update, of the rows of every tenant.
alter table notifications.message no force row level security;
update notifications.message set medium = 'mail';
alter table notifications.message force row level security;
alter table notifications.message add constraint message_medium_check check (medium in ('mail', 'sms'));
alter table notifications.message drop constraint message_state_check;
alter table notifications.message add constraint message_state_check
  check (state in ('waiting', 'sent', 'delivered', 'refused', 'failed', 'expired'));
alter table notifications.message add column can_wait boolean not null default false;
alter table notifications.message add column segments integer;
alter table notifications.message add column begun_at timestamptz;
alter table notifications.message add column unanswered integer not null default 0;
alter table notifications.message add constraint message_segments_of_sms check ((medium = 'sms') = (segments is not null));
comment on column notifications.message.can_wait is 'An SMS that does not ring in quiet hours.';
comment on column notifications.message.segments is 'What an SMS costs: the cap of the month counts them.';
comment on column notifications.message.begun_at is 'Handing over has begun and nobody has written down an answer yet: after a crash nobody knows whether it was taken.';
comment on column notifications.message.unanswered is 'How often it was handed over without an answer. After the second time it is not sent again.';
create index message_sms_of_month on notifications.message (tenant_id, created_at) where medium = 'sms';
grant select (can_wait, segments, unanswered) on notifications.message to refettorio_office;

create table notifications.submission (
  tenant_id integer not null,
  message_id uuid not null,
  provider_message_id text not null,
  part integer not null check (part between 1 and parts),
  parts integer not null,
  submitted_at timestamptz not null,
  primary key (tenant_id, message_id, provider_message_id),
  foreign key (tenant_id, message_id) references notifications.message
);
comment on table notifications.submission is 'A part of an SMS that the provider took, under the id by which its delivery report will name it.';
create index submission_by_provider_id on notifications.submission (provider_message_id);
call platform.isolate('notifications.submission');
create policy sweep on notifications.submission to refettorio_system using (true);
create trigger append_only before update or delete on notifications.submission for each row execute function platform.refuse_change();
grant select, insert on notifications.submission to refettorio_system;
grant select on notifications.submission to refettorio_office;

create table notifications.delivery_report (
  tenant_id integer not null,
  message_id uuid not null,
  provider_message_id text not null,
  state text not null check (state in ('delivered', 'failed')),
  reason text not null,
  reported_at timestamptz not null,
  primary key (tenant_id, message_id, provider_message_id, state),
  foreign key (tenant_id, message_id, provider_message_id) references notifications.submission
);
comment on table notifications.delivery_report is 'What the provider reported of a part, as it came in; reason is its code, never a text.';
call platform.isolate('notifications.delivery_report');
create trigger append_only before update or delete on notifications.delivery_report for each row execute function platform.refuse_change();
grant select, insert on notifications.delivery_report to refettorio_system;
grant select on notifications.delivery_report to refettorio_office;
