-- Why: who has no mailbox gets a one-time code from the office, by word of mouth, and chooses a new password with it (RULES E1).
create table identity.recovery_code (
  tenant_id integer not null references tenancy.tenant,
  recovery_code_id uuid not null,
  account_id uuid not null,
  code_hash text not null,
  given_at timestamptz not null,
  given_by text not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, recovery_code_id),
  foreign key (tenant_id, account_id) references identity.family_account
);
comment on table identity.recovery_code is 'A code that the office has given a guardian for one new password; ended by its use, by the next code, or by any new password. Hashed like a password, because nine digits are few.';
create unique index recovery_code_open on identity.recovery_code (tenant_id, account_id) where ended_at is null;
call platform.isolate('identity.recovery_code');
grant select (tenant_id, recovery_code_id, account_id, ended_at), insert, update (ended_at) on identity.recovery_code to refettorio_office;
grant select, insert, update, delete on identity.recovery_code to refettorio_system;
