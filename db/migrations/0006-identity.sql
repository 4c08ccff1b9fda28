-- Why: who may sign in, their sessions, attempts and recoveries; families belong to a tenant, staff to the installation with grants per tenant (FOUNDATIONS 17).
create schema identity;
grant usage on schema identity to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table identity.family_account (
  tenant_id integer not null references tenancy.tenant,
  account_id uuid not null,
  login text not null,
  password_hash text not null,
  must_change_password boolean not null,
  display_name text not null,
  email text,
  mobile text,
  language text not null default 'it',
  created_at timestamptz not null,
  disabled_at timestamptz,
  primary key (tenant_id, account_id),
  unique (tenant_id, login)
);
comment on table identity.family_account is 'A guardian''s login and contacts: one account shows all pupils of that guardian.';
call platform.isolate('identity.family_account');
grant select (tenant_id, account_id, login, must_change_password, display_name, email, mobile, language, disabled_at) on identity.family_account
  to refettorio_family, refettorio_office;
grant select, insert, update on identity.family_account to refettorio_system;
grant insert on identity.family_account to refettorio_office;

create table identity.staff_account (
  account_id uuid primary key,
  login text not null unique,
  password_hash text not null,
  must_change_password boolean not null,
  display_name text not null,
  email text,
  created_at timestamptz not null,
  disabled_at timestamptz
);
comment on table identity.staff_account is 'A member of staff of an authority or caterer; one login for every tenant that grants a role (exempt from row-level isolation by name).';
grant select (account_id, login, must_change_password, display_name, disabled_at) on identity.staff_account
  to refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert, update on identity.staff_account to refettorio_system;

create table identity.staff_grant (
  tenant_id integer not null references tenancy.tenant,
  grant_id uuid not null,
  account_id uuid not null references identity.staff_account,
  role text not null check (role in ('office', 'caterer', 'school', 'kitchen', 'serving-site', 'administrator')),
  school_id uuid,
  kitchen_id uuid,
  granted_at timestamptz not null,
  granted_by text not null,
  revoked_at timestamptz,
  primary key (tenant_id, grant_id),
  foreign key (tenant_id, school_id) references schools.school,
  foreign key (tenant_id, kitchen_id) references schools.kitchen
);
comment on table identity.staff_grant is 'What a member of staff may do for a tenant, limited to a school or a kitchen where one is named.';
create index staff_grant_by_account on identity.staff_grant (tenant_id, account_id);
call platform.isolate('identity.staff_grant');
grant select on identity.staff_grant to refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant insert, update on identity.staff_grant to refettorio_system;

create table identity.session (
  tenant_id integer not null references tenancy.tenant,
  token_hash text not null,
  face text not null check (face in ('family', 'staff')),
  account_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, token_hash)
);
comment on table identity.session is 'A signed-in browser; only the hash of its token is kept.';
create index session_by_account on identity.session (tenant_id, account_id);
call platform.isolate('identity.session');
grant select on identity.session to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert, update, delete on identity.session to refettorio_system;

create table identity.sign_in_attempt (
  tenant_id integer not null references tenancy.tenant,
  subject text not null,
  failures integer not null,
  first_failed_at timestamptz not null,
  locked_until timestamptz,
  primary key (tenant_id, subject)
);
comment on table identity.sign_in_attempt is 'Failures per account and per origin (hashed): they slow the next attempt.';
call platform.isolate('identity.sign_in_attempt');
grant select, insert, update, delete on identity.sign_in_attempt to refettorio_system;

create table identity.recovery (
  tenant_id integer not null references tenancy.tenant,
  token_hash text not null,
  face text not null check (face in ('family', 'staff')),
  account_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, token_hash)
);
comment on table identity.recovery is 'A one-time permission to choose a new password, sent by mail.';
call platform.isolate('identity.recovery');
grant select, insert, update, delete on identity.recovery to refettorio_system;

create view identity.contact_view with (security_invoker = true) as
  select tenant_id, account_id, login, display_name, email, mobile, language from identity.family_account where disabled_at is null;
grant select on identity.contact_view to refettorio_family, refettorio_office, refettorio_system;
create view identity.account_name_view with (security_invoker = true) as
  select tenant_id, account_id, display_name from identity.family_account;
comment on view identity.account_name_view is 'The name of an account, also of one that is disabled.';
grant select on identity.account_name_view to refettorio_family, refettorio_office, refettorio_system;
