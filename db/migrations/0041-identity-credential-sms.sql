-- Why: a recovery code or a first password may go by SMS (RULES E1); who asked for it and what became of it is kept, never what it said.
create table identity.credential_sms (
  tenant_id integer not null references tenancy.tenant,
  credential_sms_id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('recovery-code', 'first-password')),
  asked_at timestamptz not null,
  asked_by text not null,
  settled_at timestamptz,
  unsent_because text,
  message_id uuid,
  primary key (tenant_id, credential_sms_id),
  foreign key (tenant_id, account_id) references identity.family_account,
  foreign key (tenant_id, message_id) references notifications.message,
  check (case when settled_at is null then unsent_because is null and message_id is null
              else (unsent_because is null) <> (message_id is null) end)
);
comment on table identity.credential_sms is 'A code or a first password that the office has sent by SMS. The secret is made when the message is, so it is nowhere here; settled with a message, or with the reason why there is none.';
create unique index credential_sms_under_way on identity.credential_sms (tenant_id, account_id) where settled_at is null;
create index credential_sms_by_account on identity.credential_sms (tenant_id, account_id, asked_at);
call platform.isolate('identity.credential_sms');
grant select, insert on identity.credential_sms to refettorio_office, refettorio_system;
grant update (settled_at, unsent_because, message_id) on identity.credential_sms to refettorio_system;
grant update (settled_at, unsent_because) on identity.credential_sms to refettorio_office;

create view identity.last_credential_sms_view with (security_invoker = true) as
  select distinct on (tenant_id, account_id)
         tenant_id, account_id, credential_sms_id, kind, asked_at, settled_at, unsent_because, message_id
    from identity.credential_sms order by tenant_id, account_id, asked_at desc, credential_sms_id desc;
comment on view identity.last_credential_sms_view is 'The latest of each account: what a list of guardians shows.';
grant select on identity.last_credential_sms_view to refettorio_office, refettorio_system;

create or replace view identity.contact_view with (security_invoker = true) as
  select tenant_id, account_id, login, display_name, email, mobile, language, must_change_password
    from identity.family_account where disabled_at is null;
