-- Why: an SMS that came in is answered once, however often it is delivered, and what it led to can be found for a month.
create schema if not exists voice;
grant usage on schema voice to refettorio_system;

create table voice.incoming_sms (
  tenant_id integer not null references tenancy.tenant,
  arrival_id text not null check (length(arrival_id) between 1 and 200),
  arrived_at timestamptz not null,
  sender_hash text,
  receipt_codes text[] not null default '{}',
  refusals text[] not null default '{}',
  answer text,
  unsent text,
  primary key (tenant_id, arrival_id)
);
comment on table voice.incoming_sms is 'A text message of a family by the provider''s id, and the receipts or refusals that it led to; its text is never kept. After thirty days sender and answer are blanked.';
comment on column voice.incoming_sms.sender_hash is 'HMAC of the number under the tenant''s field key; null: hidden, not a number, or blanked.';
comment on column voice.incoming_sms.unsent is 'Why the answer did not go out; null where it was put in line.';
create index incoming_sms_by_sender on voice.incoming_sms (tenant_id, sender_hash, arrived_at);
call platform.isolate('voice.incoming_sms');
grant select, insert, update on voice.incoming_sms to refettorio_system;
