-- The database after all migrations, printed from its catalogue by `npm run papers`; not written by hand, not run by anybody.
-- Spans of partitioned tables (months, school years) are left out: each repeats its table.

create extension btree_gist;
create role refettorio_family nologin;
create role refettorio_office nologin;
create role refettorio_school nologin;
create role refettorio_kitchen nologin;
create role refettorio_system nologin;

-- which migrations have been applied
create schema migration;
grant usage on schema migration to refettorio_system;

create table migration.applied (
  name text not null,
  applied_at timestamp with time zone default now() not null,
  constraint applied_pkey PRIMARY KEY (name)
);
comment on table migration.applied is 'Which files of db/migrations this database has seen.';
grant select on migration.applied to refettorio_system;

-- I/O without business: the one database opener, outbox, HTTP server, log, crypto
create schema platform;
grant usage on schema platform to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

CREATE OR REPLACE FUNCTION platform.current_tenant()
 RETURNS integer
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.tenant'::text, true), ''::text))::integer;
comment on function platform.current_tenant() is 'The tenant that the opener has set for this transaction; null outside of one, and then no row is visible.';

CREATE OR REPLACE PROCEDURE platform.isolate(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s using (tenant_id = platform.current_tenant()) with check (tenant_id = platform.current_tenant())', target);
end $procedure$;
comment on procedure platform.isolate(regclass) is 'Called by migrations for every table of a tenant: rows of another tenant do not exist.';

CREATE OR REPLACE FUNCTION platform.only_supersede()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.superseded_at is not null
     or (to_jsonb(new) - 'superseded_at' - 'superseded_by') is distinct from (to_jsonb(old) - 'superseded_at' - 'superseded_by') then
    raise exception '% is bitemporal: a fact may only be superseded, once', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION platform.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only: a correction is a new fact', tg_table_name using errcode = 'restrict_violation';
end $function$;

create table platform.idempotent_request (
  tenant_id integer not null,
  actor_id uuid not null,
  key text not null,
  request_hash text not null,
  response jsonb not null,
  recorded_at timestamp with time zone not null,
  constraint idempotent_request_pkey PRIMARY KEY (tenant_id, key, actor_id)
);
comment on table platform.idempotent_request is 'The answer given to a write, by the key its sender chose: the same request again gets the same answer.';
alter table platform.idempotent_request enable row level security;
alter table platform.idempotent_request force row level security;
create policy tenant on platform.idempotent_request using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert on platform.idempotent_request to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert, delete on platform.idempotent_request to refettorio_system;

create table platform.outbox (
  tenant_id integer not null,
  outbox_id uuid not null,
  kind text not null,
  payload jsonb not null,
  created_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  attempts integer default 0 not null,
  done_at timestamp with time zone,
  failed_at timestamp with time zone,
  last_error text,
  constraint outbox_pkey PRIMARY KEY (tenant_id, outbox_id)
);
comment on table platform.outbox is 'What must be told to the outside, written in the transaction of the change itself; payloads are ids, never texts.';
alter table platform.outbox enable row level security;
alter table platform.outbox force row level security;
CREATE INDEX outbox_waiting ON platform.outbox USING btree (due_at) WHERE ((done_at IS NULL) AND (failed_at IS NULL));
create policy sweep on platform.outbox to refettorio_system using (true);
create policy tenant on platform.outbox using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant insert on platform.outbox to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert, update, delete on platform.outbox to refettorio_system;

-- which authority is served, its settings and its keys
create schema tenancy;
grant usage on schema tenancy to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table tenancy.host (
  host text not null,
  tenant_id integer not null,
  constraint host_pkey PRIMARY KEY (host),
  constraint host_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table tenancy.host is 'The allow-list of addresses and the authority served at each (exempt from row-level isolation by name).';
grant select, insert, update, delete on tenancy.host to refettorio_system;

create table tenancy.key (
  tenant_id integer not null,
  purpose text not null,
  key_id text not null,
  master_key_id text not null,
  wrapped_key bytea not null,
  public_key bytea,
  created_at timestamp with time zone not null,
  constraint key_pkey PRIMARY KEY (tenant_id, purpose, key_id),
  constraint key_purpose_check CHECK ((purpose = ANY (ARRAY['fields'::text, 'receipts'::text]))),
  constraint key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table tenancy.key is 'Keys of a tenant, wrapped under the installation''s master key; the newest of a purpose is in use, older ones still open what they closed.';
alter table tenancy.key enable row level security;
alter table tenancy.key force row level security;
create policy tenant on tenancy.key using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on tenancy.key to refettorio_family, refettorio_office, refettorio_school;
grant select, insert, update on tenancy.key to refettorio_system;

create table tenancy.phone_line (
  number text not null,
  tenant_id integer not null,
  kind text not null,
  cost_it text,
  cost_en text,
  constraint phone_line_pkey PRIMARY KEY (number),
  constraint phone_line_check CHECK (((cost_it IS NULL) = (cost_en IS NULL))),
  constraint phone_line_kind_check CHECK ((kind = ANY (ARRAY['voice'::text, 'sms'::text]))),
  constraint phone_line_number_check CHECK ((number ~ '^\+[1-9][0-9]{6,14}$'::text)),
  constraint phone_line_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table tenancy.phone_line is 'The numbers that are answered, in E.164, the authority behind each and what a call costs; no personal data, readable by every role (exempt from row-level isolation by name).';
CREATE INDEX phone_line_by_tenant ON tenancy.phone_line USING btree (tenant_id);
grant select on tenancy.phone_line to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert, update, delete on tenancy.phone_line to refettorio_system;

create table tenancy.setting (
  tenant_id integer not null,
  setting_id uuid not null,
  scope text not null,
  scope_id uuid,
  key text not null,
  value jsonb not null,
  valid_from date not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint setting_pkey PRIMARY KEY (tenant_id, setting_id),
  constraint setting_check CHECK (((scope = 'tenant'::text) = (scope_id IS NULL))),
  constraint setting_scope_check CHECK ((scope = ANY (ARRAY['tenant'::text, 'service'::text, 'school'::text]))),
  constraint setting_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table tenancy.setting is 'Dated settings, append-only: of two with the same scope, key and first day, the one recorded later counts.';
alter table tenancy.setting enable row level security;
alter table tenancy.setting force row level security;
create policy tenant on tenancy.setting using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON tenancy.setting FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on tenancy.setting to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert on tenancy.setting to refettorio_office, refettorio_system;

create table tenancy.tenant (
  tenant_id integer generated by default as identity not null,
  slug text not null,
  name text not null,
  province text not null,
  region_name text not null,
  mail_from text not null,
  created_at timestamp with time zone not null,
  constraint tenant_pkey PRIMARY KEY (tenant_id),
  constraint tenant_slug_key UNIQUE (slug)
);
comment on table tenancy.tenant is 'The directory of authorities; no personal data, readable by every role (exempt from row-level isolation by name).';
grant select on tenancy.tenant to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert, update on tenancy.tenant to refettorio_system;

create table tenancy.version (
  tenant_id integer not null,
  version bigint not null,
  constraint version_pkey PRIMARY KEY (tenant_id),
  constraint version_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table tenancy.version is 'Raised in the transaction that changes settings, schools or calendar: processes keep those in memory until it moves.';
alter table tenancy.version enable row level security;
alter table tenancy.version force row level security;
create policy tenant on tenancy.version using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on tenancy.version to refettorio_family, refettorio_kitchen;
grant select, insert, update on tenancy.version to refettorio_office, refettorio_system;
grant select, update on tenancy.version to refettorio_school;

create view tenancy.setting_view with (security_invoker=true) as
 SELECT tenant_id,
    setting_id,
    scope,
    scope_id,
    key,
    value,
    valid_from,
    recorded_at
   FROM tenancy.setting;
comment on view tenancy.setting_view is 'All dated settings; which one counts on a day is decided by tenancy/settings.ts.';
grant select on tenancy.setting_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view tenancy.tenant_view with (security_invoker=true) as
 SELECT tenant_id,
    slug,
    name,
    province,
    region_name,
    mail_from
   FROM tenancy.tenant;
comment on view tenancy.tenant_view is 'The directory of authorities for the SQL of upper rooms.';
grant select on tenancy.tenant_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view tenancy.version_view with (security_invoker=true) as
 SELECT tenant_id,
    version
   FROM tenancy.version;
comment on view tenancy.version_view is 'Joined by the first query of a use case, so that what is kept in memory is never older than the transaction.';
grant select on tenancy.version_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

-- who did what to whose data, when, by which channel
create schema audit;
grant usage on schema audit to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table audit.event (
  tenant_id integer not null,
  at timestamp with time zone not null,
  event_id uuid not null,
  actor_kind text not null,
  actor_id text not null,
  channel text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  facts jsonb default '{}'::jsonb not null,
  constraint event_pkey PRIMARY KEY (tenant_id, at, event_id),
  constraint event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['guardian'::text, 'phone-code'::text, 'staff'::text, 'system'::text])))
) partition by RANGE (at);
comment on table audit.event is 'Append-only; partitioned by month so that retention detaches; facts are ids and counts, never names or texts.';
alter table audit.event enable row level security;
alter table audit.event force row level security;
CREATE INDEX event_by_subject ON ONLY audit.event USING btree (tenant_id, subject_kind, subject_id, at);
create policy tenant on audit.event using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON audit.event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant insert on audit.event to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert on audit.event to refettorio_office, refettorio_system;

create table audit.event_default partition of audit.event default;
comment on table audit.event_default is 'Catches what no month''s partition takes: it must stay empty, and the morning check says when it is not.';
alter table audit.event_default enable row level security;
alter table audit.event_default force row level security;
create policy tenant on audit.event_default using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));

-- deliver this text to this address, and know whether it arrived
create schema notifications;
grant usage on schema notifications to refettorio_office, refettorio_system;

create table notifications.delivery_report (
  tenant_id integer not null,
  message_id uuid not null,
  provider_message_id text not null,
  state text not null,
  reason text not null,
  reported_at timestamp with time zone not null,
  constraint delivery_report_pkey PRIMARY KEY (tenant_id, message_id, provider_message_id, state),
  constraint delivery_report_state_check CHECK ((state = ANY (ARRAY['delivered'::text, 'failed'::text]))),
  constraint delivery_report_tenant_id_message_id_provider_message_id_fkey FOREIGN KEY (tenant_id, message_id, provider_message_id) REFERENCES notifications.submission(tenant_id, message_id, provider_message_id)
);
comment on table notifications.delivery_report is 'What the provider reported of a part, as it came in; reason is its code, never a text.';
alter table notifications.delivery_report enable row level security;
alter table notifications.delivery_report force row level security;
create policy tenant on notifications.delivery_report using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON notifications.delivery_report FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on notifications.delivery_report to refettorio_office;
grant select, insert on notifications.delivery_report to refettorio_system;

create table notifications.message (
  tenant_id integer not null,
  message_id uuid not null,
  medium text not null,
  address text not null,
  subject text not null,
  body text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  state text not null,
  attempts integer default 0 not null,
  settled_at timestamp with time zone,
  last_answer text,
  can_wait boolean default false not null,
  segments integer,
  begun_at timestamp with time zone,
  unanswered integer default 0 not null,
  sealed_body bytea,
  constraint message_pkey PRIMARY KEY (tenant_id, message_id),
  constraint message_medium_check CHECK ((medium = ANY (ARRAY['mail'::text, 'sms'::text]))),
  constraint message_sealed_or_plain CHECK (((sealed_body IS NULL) OR ((body = ''::text) AND (state = 'waiting'::text)))),
  constraint message_segments_of_sms CHECK (((medium = 'sms'::text) = (segments IS NOT NULL))),
  constraint message_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'delivered'::text, 'refused'::text, 'failed'::text, 'expired'::text])))
);
comment on table notifications.message is 'One text for one address. The mail''s Message-ID is made from message_id, so that a repeat after a lost answer is recognised.';
alter table notifications.message enable row level security;
alter table notifications.message force row level security;
CREATE INDEX message_sms_of_month ON notifications.message USING btree (tenant_id, created_at) WHERE (medium = 'sms'::text);
create policy tenant on notifications.message using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select (tenant_id, message_id, medium, address, subject, created_at, expires_at, state, attempts, settled_at, last_answer, can_wait, segments, unanswered) on notifications.message to refettorio_office;
grant select, insert, update, delete on notifications.message to refettorio_system;

create table notifications.submission (
  tenant_id integer not null,
  message_id uuid not null,
  provider_message_id text not null,
  part integer not null,
  parts integer not null,
  submitted_at timestamp with time zone not null,
  constraint submission_pkey PRIMARY KEY (tenant_id, message_id, provider_message_id),
  constraint submission_check CHECK (((part >= 1) AND (part <= parts))),
  constraint submission_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES notifications.message(tenant_id, message_id)
);
comment on table notifications.submission is 'A part of an SMS that the provider took, under the id by which its delivery report will name it.';
alter table notifications.submission enable row level security;
alter table notifications.submission force row level security;
CREATE INDEX submission_by_provider_id ON notifications.submission USING btree (provider_message_id);
create policy sweep on notifications.submission to refettorio_system using (true);
create policy tenant on notifications.submission using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON notifications.submission FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on notifications.submission to refettorio_office;
grant select, insert on notifications.submission to refettorio_system;

create view notifications.sms_view with (security_invoker=true) as
 SELECT tenant_id,
    message_id,
    address,
    state,
    can_wait,
    segments,
    last_answer,
    created_at,
    expires_at,
    settled_at
   FROM notifications.message
  WHERE (medium = 'sms'::text);
comment on view notifications.sms_view is 'What became of each SMS; never its text.';
grant select on notifications.sms_view to refettorio_office, refettorio_system;

-- institutes, schools, classes, shifts, serving sites, kitchens, meal services
create schema schools;
grant usage on schema schools to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table schools.kitchen (
  tenant_id integer not null,
  kitchen_id uuid not null,
  name text not null,
  constraint kitchen_pkey PRIMARY KEY (tenant_id, kitchen_id),
  constraint kitchen_tenant_id_name_key UNIQUE (tenant_id, name),
  constraint kitchen_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table schools.kitchen is 'A production kitchen (centro cottura).';
alter table schools.kitchen enable row level security;
alter table schools.kitchen force row level security;
create policy tenant on schools.kitchen using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on schools.kitchen to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on schools.kitchen to refettorio_office, refettorio_system;

create table schools.meal_service (
  tenant_id integer not null,
  service_id uuid not null,
  code text not null,
  name text not null,
  constraint meal_service_pkey PRIMARY KEY (tenant_id, service_id),
  constraint meal_service_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint meal_service_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table schools.meal_service is 'A meal that families are enrolled in: lunch, and where a tenant has it an afternoon snack.';
alter table schools.meal_service enable row level security;
alter table schools.meal_service force row level security;
create policy tenant on schools.meal_service using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on schools.meal_service to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on schools.meal_service to refettorio_office, refettorio_system;

create table schools.school (
  tenant_id integer not null,
  school_id uuid not null,
  code text not null,
  name text not null,
  grade text not null,
  institute_name text not null,
  constraint school_pkey PRIMARY KEY (tenant_id, school_id),
  constraint school_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint school_grade_check CHECK ((grade = ANY (ARRAY['nursery'::text, 'primary'::text, 'middle'::text]))),
  constraint school_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table schools.school is 'A school (plesso) of an institute; code is the ministry''s or the authority''s own.';
alter table schools.school enable row level security;
alter table schools.school force row level security;
create policy tenant on schools.school using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on schools.school to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on schools.school to refettorio_office, refettorio_system;

create table schools.school_class (
  tenant_id integer not null,
  class_id uuid not null,
  school_id uuid not null,
  school_year integer not null,
  code text not null,
  name text not null,
  shift_id uuid not null,
  constraint school_class_pkey PRIMARY KEY (tenant_id, class_id),
  constraint school_class_tenant_id_school_id_school_year_code_key UNIQUE (tenant_id, school_id, school_year, code),
  constraint school_class_tenant_id_school_id_fkey FOREIGN KEY (tenant_id, school_id) REFERENCES schools.school(tenant_id, school_id),
  constraint school_class_tenant_id_shift_id_fkey FOREIGN KEY (tenant_id, shift_id) REFERENCES schools.shift(tenant_id, shift_id)
);
comment on table schools.school_class is 'A class in one school year (its first calendar year); the code stays when the name changes.';
alter table schools.school_class enable row level security;
alter table schools.school_class force row level security;
create policy tenant on schools.school_class using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on schools.school_class to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on schools.school_class to refettorio_office, refettorio_system;

create table schools.serving_site (
  tenant_id integer not null,
  serving_site_id uuid not null,
  name text not null,
  constraint serving_site_pkey PRIMARY KEY (tenant_id, serving_site_id),
  constraint serving_site_tenant_id_name_key UNIQUE (tenant_id, name),
  constraint serving_site_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table schools.serving_site is 'The place where meals are eaten (refettorio).';
alter table schools.serving_site enable row level security;
alter table schools.serving_site force row level security;
create policy tenant on schools.serving_site using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on schools.serving_site to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on schools.serving_site to refettorio_office, refettorio_system;

create table schools.shift (
  tenant_id integer not null,
  shift_id uuid not null,
  school_id uuid not null,
  name text not null,
  starts_at text not null,
  constraint shift_pkey PRIMARY KEY (tenant_id, shift_id),
  constraint shift_tenant_id_school_id_name_key UNIQUE (tenant_id, school_id, name),
  constraint shift_starts_at_check CHECK ((starts_at ~ '^[0-2][0-9]:[0-5][0-9]$'::text)),
  constraint shift_tenant_id_school_id_fkey FOREIGN KEY (tenant_id, school_id) REFERENCES schools.school(tenant_id, school_id)
);
comment on table schools.shift is 'A turn at table of a school (turno).';
alter table schools.shift enable row level security;
alter table schools.shift force row level security;
create policy tenant on schools.shift using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on schools.shift to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on schools.shift to refettorio_office, refettorio_system;

create table schools.supply (
  tenant_id integer not null,
  supply_id uuid not null,
  school_id uuid not null,
  service_id uuid not null,
  kitchen_id uuid not null,
  serving_site_id uuid not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  constraint supply_pkey PRIMARY KEY (tenant_id, supply_id),
  constraint supply_tenant_id_school_id_service_id_daterange_excl EXCLUDE USING gist (tenant_id WITH =, school_id WITH =, service_id WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE ((superseded_at IS NULL)),
  constraint supply_tenant_id_kitchen_id_fkey FOREIGN KEY (tenant_id, kitchen_id) REFERENCES schools.kitchen(tenant_id, kitchen_id),
  constraint supply_tenant_id_school_id_fkey FOREIGN KEY (tenant_id, school_id) REFERENCES schools.school(tenant_id, school_id),
  constraint supply_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id),
  constraint supply_tenant_id_serving_site_id_fkey FOREIGN KEY (tenant_id, serving_site_id) REFERENCES schools.serving_site(tenant_id, serving_site_id)
);
comment on table schools.supply is 'Which kitchen cooks a service for a school, and where it is served; bitemporal.';
alter table schools.supply enable row level security;
alter table schools.supply force row level security;
create policy tenant on schools.supply using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON schools.supply FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select on schools.supply to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on schools.supply to refettorio_office, refettorio_system;

create view schools.class_school_view with (security_invoker=true) as
 SELECT tenant_id,
    class_id,
    school_id
   FROM schools.school_class;
comment on view schools.class_school_view is 'The school of a class and nothing else: what the path of every change joins.';
grant select on schools.class_school_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view schools.class_view with (security_invoker=true) as
 SELECT c.tenant_id,
    c.class_id,
    c.school_id,
    c.school_year,
    c.code AS class_code,
    c.name AS class_name,
    c.shift_id,
    f.name AS shift_name,
    f.starts_at AS shift_starts_at,
    s.code AS school_code,
    s.name AS school_name,
    s.grade
   FROM ((schools.school_class c
     JOIN schools.school s ON (((s.tenant_id = c.tenant_id) AND (s.school_id = c.school_id))))
     JOIN schools.shift f ON (((f.tenant_id = c.tenant_id) AND (f.shift_id = c.shift_id))));
grant select on schools.class_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view schools.service_view with (security_invoker=true) as
 SELECT tenant_id,
    service_id,
    code AS service_code,
    name AS service_name
   FROM schools.meal_service;
grant select on schools.service_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view schools.shift_view with (security_invoker=true) as
 SELECT tenant_id,
    shift_id,
    school_id,
    name AS shift_name,
    starts_at AS shift_starts_at
   FROM schools.shift;
grant select on schools.shift_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view schools.supply_view with (security_invoker=true) as
 SELECT u.tenant_id,
    u.school_id,
    u.service_id,
    u.kitchen_id,
    u.serving_site_id,
    u.valid_from,
    u.valid_to,
    k.name AS kitchen_name,
    p.name AS serving_site_name,
    s.name AS school_name,
    s.grade,
    m.name AS service_name,
    ( SELECT min(f.recorded_at) AS min
           FROM schools.supply f
          WHERE ((f.tenant_id = u.tenant_id) AND (f.school_id = u.school_id) AND (f.service_id = u.service_id))) AS known_since
   FROM ((((schools.supply u
     JOIN schools.kitchen k ON (((k.tenant_id = u.tenant_id) AND (k.kitchen_id = u.kitchen_id))))
     JOIN schools.serving_site p ON (((p.tenant_id = u.tenant_id) AND (p.serving_site_id = u.serving_site_id))))
     JOIN schools.school s ON (((s.tenant_id = u.tenant_id) AND (s.school_id = u.school_id))))
     JOIN schools.meal_service m ON (((m.tenant_id = u.tenant_id) AND (m.service_id = u.service_id))))
  WHERE (u.superseded_at IS NULL);
grant select on schools.supply_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

-- accounts, credentials, sessions, roles with scopes
create schema identity;
grant usage on schema identity to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table identity.credential_sms (
  tenant_id integer not null,
  credential_sms_id uuid not null,
  account_id uuid not null,
  kind text not null,
  asked_at timestamp with time zone not null,
  asked_by text not null,
  settled_at timestamp with time zone,
  unsent_because text,
  message_id uuid,
  constraint credential_sms_pkey PRIMARY KEY (tenant_id, credential_sms_id),
  constraint credential_sms_check CHECK (
CASE
    WHEN (settled_at IS NULL) THEN ((unsent_because IS NULL) AND (message_id IS NULL))
    ELSE ((unsent_because IS NULL) <> (message_id IS NULL))
END),
  constraint credential_sms_kind_check CHECK ((kind = ANY (ARRAY['recovery-code'::text, 'first-password'::text]))),
  constraint credential_sms_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES identity.family_account(tenant_id, account_id),
  constraint credential_sms_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint credential_sms_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES notifications.message(tenant_id, message_id)
);
comment on table identity.credential_sms is 'A code or a first password that the office has sent by SMS. The secret is made when the message is, so it is nowhere here; settled with a message, or with the reason why there is none.';
alter table identity.credential_sms enable row level security;
alter table identity.credential_sms force row level security;
CREATE INDEX credential_sms_by_account ON identity.credential_sms USING btree (tenant_id, account_id, asked_at);
CREATE UNIQUE INDEX credential_sms_under_way ON identity.credential_sms USING btree (tenant_id, account_id) WHERE (settled_at IS NULL);
create policy tenant on identity.credential_sms using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, update (settled_at, unsent_because) on identity.credential_sms to refettorio_office;
grant select, insert, update (settled_at, unsent_because, message_id) on identity.credential_sms to refettorio_system;

create table identity.family_account (
  tenant_id integer not null,
  account_id uuid not null,
  login text not null,
  password_hash text not null,
  must_change_password boolean not null,
  display_name text not null,
  email text,
  mobile text,
  language text default 'it'::text not null,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  constraint family_account_pkey PRIMARY KEY (tenant_id, account_id),
  constraint family_account_tenant_id_login_key UNIQUE (tenant_id, login),
  constraint family_account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table identity.family_account is 'A guardian''s login and contacts: one account shows all pupils of that guardian.';
alter table identity.family_account enable row level security;
alter table identity.family_account force row level security;
CREATE INDEX family_account_by_mobile ON identity.family_account USING btree (tenant_id, mobile) WHERE (mobile IS NOT NULL);
create policy tenant on identity.family_account using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select (tenant_id, account_id, login, must_change_password, display_name, email, mobile, language, disabled_at) on identity.family_account to refettorio_family;
grant select (tenant_id, account_id, login, must_change_password, display_name, email, mobile, language, disabled_at), insert on identity.family_account to refettorio_office;
grant select, insert, update on identity.family_account to refettorio_system;

create table identity.recovery (
  tenant_id integer not null,
  token_hash text not null,
  face text not null,
  account_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint recovery_pkey PRIMARY KEY (tenant_id, token_hash),
  constraint recovery_face_check CHECK ((face = ANY (ARRAY['family'::text, 'staff'::text]))),
  constraint recovery_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table identity.recovery is 'A one-time permission to choose a new password, sent by mail.';
alter table identity.recovery enable row level security;
alter table identity.recovery force row level security;
create policy tenant on identity.recovery using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, update, delete on identity.recovery to refettorio_system;

create table identity.recovery_code (
  tenant_id integer not null,
  recovery_code_id uuid not null,
  account_id uuid not null,
  code_hash text not null,
  given_at timestamp with time zone not null,
  given_by text not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (tenant_id, recovery_code_id),
  constraint recovery_code_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES identity.family_account(tenant_id, account_id),
  constraint recovery_code_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table identity.recovery_code is 'A code that the office has given a guardian for one new password; ended by its use, by the next code, or by any new password. Hashed like a password, because nine digits are few.';
alter table identity.recovery_code enable row level security;
alter table identity.recovery_code force row level security;
CREATE UNIQUE INDEX recovery_code_open ON identity.recovery_code USING btree (tenant_id, account_id) WHERE (ended_at IS NULL);
create policy tenant on identity.recovery_code using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select (tenant_id, recovery_code_id, account_id, ended_at), insert, update (ended_at) on identity.recovery_code to refettorio_office;
grant select, insert, update, delete on identity.recovery_code to refettorio_system;

create table identity.session (
  tenant_id integer not null,
  token_hash text not null,
  face text not null,
  account_id uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (tenant_id, token_hash),
  constraint session_face_check CHECK ((face = ANY (ARRAY['family'::text, 'staff'::text]))),
  constraint session_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table identity.session is 'A signed-in browser; only the hash of its token is kept.';
alter table identity.session enable row level security;
alter table identity.session force row level security;
CREATE INDEX session_by_account ON identity.session USING btree (tenant_id, account_id);
create policy tenant on identity.session using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on identity.session to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert, update, delete on identity.session to refettorio_system;

create table identity.sign_in_attempt (
  tenant_id integer not null,
  subject text not null,
  failures integer not null,
  first_failed_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  constraint sign_in_attempt_pkey PRIMARY KEY (tenant_id, subject),
  constraint sign_in_attempt_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table identity.sign_in_attempt is 'Failures per account and per origin (hashed): they slow the next attempt.';
alter table identity.sign_in_attempt enable row level security;
alter table identity.sign_in_attempt force row level security;
create policy tenant on identity.sign_in_attempt using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, update, delete on identity.sign_in_attempt to refettorio_system;

create table identity.staff_account (
  account_id uuid not null,
  login text not null,
  password_hash text not null,
  must_change_password boolean not null,
  display_name text not null,
  email text,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  constraint staff_account_pkey PRIMARY KEY (account_id),
  constraint staff_account_login_key UNIQUE (login)
);
comment on table identity.staff_account is 'A member of staff of an authority or caterer; one login for every tenant that grants a role (exempt from row-level isolation by name).';
grant select (account_id, login, must_change_password, display_name, disabled_at) on identity.staff_account to refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert, update on identity.staff_account to refettorio_system;

create table identity.staff_grant (
  tenant_id integer not null,
  grant_id uuid not null,
  account_id uuid not null,
  role text not null,
  school_id uuid,
  kitchen_id uuid,
  granted_at timestamp with time zone not null,
  granted_by text not null,
  revoked_at timestamp with time zone,
  constraint staff_grant_pkey PRIMARY KEY (tenant_id, grant_id),
  constraint staff_grant_role_check CHECK ((role = ANY (ARRAY['office'::text, 'caterer'::text, 'school'::text, 'kitchen'::text, 'serving-site'::text, 'administrator'::text]))),
  constraint staff_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES identity.staff_account(account_id),
  constraint staff_grant_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint staff_grant_tenant_id_kitchen_id_fkey FOREIGN KEY (tenant_id, kitchen_id) REFERENCES schools.kitchen(tenant_id, kitchen_id),
  constraint staff_grant_tenant_id_school_id_fkey FOREIGN KEY (tenant_id, school_id) REFERENCES schools.school(tenant_id, school_id)
);
comment on table identity.staff_grant is 'What a member of staff may do for a tenant, limited to a school or a kitchen where one is named.';
alter table identity.staff_grant enable row level security;
alter table identity.staff_grant force row level security;
CREATE INDEX staff_grant_by_account ON identity.staff_grant USING btree (tenant_id, account_id);
create policy tenant on identity.staff_grant using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on identity.staff_grant to refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert, update on identity.staff_grant to refettorio_system;

create view identity.account_name_view with (security_invoker=true) as
 SELECT tenant_id,
    account_id,
    display_name
   FROM identity.family_account;
comment on view identity.account_name_view is 'The name of an account, also of one that is disabled.';
grant select on identity.account_name_view to refettorio_family, refettorio_office, refettorio_system;

create view identity.contact_view with (security_invoker=true) as
 SELECT tenant_id,
    account_id,
    login,
    display_name,
    email,
    mobile,
    language,
    must_change_password
   FROM identity.family_account
  WHERE (disabled_at IS NULL);
grant select on identity.contact_view to refettorio_family, refettorio_office, refettorio_system;

create view identity.last_credential_sms_view with (security_invoker=true) as
 SELECT DISTINCT ON (tenant_id, account_id) tenant_id,
    account_id,
    credential_sms_id,
    kind,
    asked_at,
    settled_at,
    unsent_because,
    message_id
   FROM identity.credential_sms
  ORDER BY tenant_id, account_id, asked_at DESC, credential_sms_id DESC;
comment on view identity.last_credential_sms_view is 'The latest of each account: what a list of guardians shows.';
grant select on identity.last_credential_sms_view to refettorio_office, refettorio_system;

create view identity.staff_name_view with (security_invoker=true) as
 SELECT DISTINCT g.tenant_id,
    account_id,
    display_name
   FROM (identity.staff_grant g
     JOIN identity.staff_account a ON ((account_id = g.account_id)));
comment on view identity.staff_name_view is 'The name of whoever works or worked for the tenant: what they did keeps it.';
grant select on identity.staff_name_view to refettorio_office, refettorio_school, refettorio_system;

-- school years, canteen weekdays, closures, cut-offs: what a day is
create schema calendar;
grant usage on schema calendar to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table calendar.canteen_weekdays (
  tenant_id integer not null,
  canteen_weekdays_id uuid not null,
  class_id uuid not null,
  service_id uuid not null,
  weekdays smallint not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  superseded_by text,
  constraint canteen_weekdays_pkey PRIMARY KEY (tenant_id, canteen_weekdays_id),
  constraint canteen_weekdays_tenant_id_class_id_service_id_daterange_excl EXCLUDE USING gist (tenant_id WITH =, class_id WITH =, service_id WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE ((superseded_at IS NULL)),
  constraint canteen_weekdays_weekdays_check CHECK (((weekdays >= 0) AND (weekdays <= 127))),
  constraint canteen_weekdays_tenant_id_class_id_fkey FOREIGN KEY (tenant_id, class_id) REFERENCES schools.school_class(tenant_id, class_id),
  constraint canteen_weekdays_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint canteen_weekdays_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table calendar.canteen_weekdays is 'The weekdays on which a class has canteen (rientri); bit 0 is Monday.';
alter table calendar.canteen_weekdays enable row level security;
alter table calendar.canteen_weekdays force row level security;
create policy tenant on calendar.canteen_weekdays using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON calendar.canteen_weekdays FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select on calendar.canteen_weekdays to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on calendar.canteen_weekdays to refettorio_office, refettorio_system;

create table calendar.closure (
  tenant_id integer not null,
  closure_id uuid not null,
  scope text not null,
  grade text,
  school_id uuid,
  class_id uuid,
  from_on date not null,
  to_on date not null,
  reason text not null,
  origin text not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  superseded_by text,
  constraint closure_pkey PRIMARY KEY (tenant_id, closure_id),
  constraint closure_check CHECK ((from_on <= to_on)),
  constraint closure_check1 CHECK ((((scope = 'grade'::text) = (grade IS NOT NULL)) AND ((scope = 'school'::text) = (school_id IS NOT NULL)) AND ((scope = 'class'::text) = (class_id IS NOT NULL)))),
  constraint closure_grade_check CHECK ((grade = ANY (ARRAY['nursery'::text, 'primary'::text, 'middle'::text]))),
  constraint closure_origin_check CHECK ((origin = ANY (ARRAY['national'::text, 'regional'::text, 'own'::text]))),
  constraint closure_scope_check CHECK ((scope = ANY (ARRAY['tenant'::text, 'grade'::text, 'school'::text, 'class'::text]))),
  constraint closure_tenant_id_class_id_fkey FOREIGN KEY (tenant_id, class_id) REFERENCES schools.school_class(tenant_id, class_id),
  constraint closure_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint closure_tenant_id_school_id_fkey FOREIGN KEY (tenant_id, school_id) REFERENCES schools.school(tenant_id, school_id)
);
comment on table calendar.closure is 'Days without canteen and the reason families read; from the national and regional calendar or the authority''s own.';
alter table calendar.closure enable row level security;
alter table calendar.closure force row level security;
create policy tenant on calendar.closure using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON calendar.closure FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select on calendar.closure to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on calendar.closure to refettorio_office, refettorio_system;

create table calendar.day_event (
  tenant_id integer not null,
  day_event_id uuid not null,
  kind text not null,
  lunch text,
  service_id uuid,
  reason text not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint day_event_pkey PRIMARY KEY (tenant_id, day_event_id),
  constraint day_event_check CHECK (((kind = 'outing'::text) = (lunch IS NOT NULL))),
  constraint day_event_kind_check CHECK ((kind = ANY (ARRAY['outing'::text, 'strike'::text, 'opening'::text]))),
  constraint day_event_lunch_check CHECK ((lunch = ANY (ARRAY['none'::text, 'packed'::text]))),
  constraint day_event_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint day_event_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table calendar.day_event is 'An outing, a strike or an extra opening, of one meal service or (null) of all, with the reason families read. Append-only.';
alter table calendar.day_event enable row level security;
alter table calendar.day_event force row level security;
create policy tenant on calendar.day_event using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON calendar.day_event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on calendar.day_event to refettorio_family, refettorio_kitchen;
grant select, insert on calendar.day_event to refettorio_office, refettorio_school, refettorio_system;

create table calendar.day_event_class (
  tenant_id integer not null,
  day_event_id uuid not null,
  class_id uuid not null,
  day date not null,
  opening text,
  superseded_at timestamp with time zone,
  superseded_by text,
  constraint day_event_class_pkey PRIMARY KEY (tenant_id, day_event_id, class_id, day),
  constraint day_event_class_check CHECK (((superseded_at IS NULL) = (superseded_by IS NULL))),
  constraint day_event_class_opening_check CHECK ((opening = ANY (ARRAY['booked'::text, 'opt-in'::text]))),
  constraint day_event_class_tenant_id_class_id_fkey FOREIGN KEY (tenant_id, class_id) REFERENCES schools.school_class(tenant_id, class_id),
  constraint day_event_class_tenant_id_day_event_id_fkey FOREIGN KEY (tenant_id, day_event_id) REFERENCES calendar.day_event(tenant_id, day_event_id)
);
comment on table calendar.day_event_class is 'The classes and days of an event; `opening`: whether an extra opening books everybody or whoever opts in, decided when it was recorded.';
alter table calendar.day_event_class enable row level security;
alter table calendar.day_event_class force row level security;
CREATE INDEX day_event_class_by_day ON calendar.day_event_class USING btree (tenant_id, day) WHERE (superseded_at IS NULL);
create policy tenant on calendar.day_event_class using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON calendar.day_event_class FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select on calendar.day_event_class to refettorio_family, refettorio_kitchen;
grant select, insert, update (superseded_at, superseded_by) on calendar.day_event_class to refettorio_office, refettorio_school, refettorio_system;

create table calendar.school_year (
  tenant_id integer not null,
  school_year_id uuid not null,
  school_year integer not null,
  grade text not null,
  school_id uuid,
  first_canteen_on date not null,
  last_canteen_on date not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  constraint school_year_pkey PRIMARY KEY (tenant_id, school_year_id),
  constraint school_year_check CHECK ((first_canteen_on <= last_canteen_on)),
  constraint school_year_grade_check CHECK ((grade = ANY (ARRAY['nursery'::text, 'primary'::text, 'middle'::text]))),
  constraint school_year_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint school_year_tenant_id_school_id_fkey FOREIGN KEY (tenant_id, school_id) REFERENCES schools.school(tenant_id, school_id)
);
comment on table calendar.school_year is 'First and last canteen day of a grade, or of one school, which then counts instead.';
alter table calendar.school_year enable row level security;
alter table calendar.school_year force row level security;
CREATE UNIQUE INDEX school_year_once ON calendar.school_year USING btree (tenant_id, school_year, grade, school_id) NULLS NOT DISTINCT WHERE (superseded_at IS NULL);
create policy tenant on calendar.school_year using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON calendar.school_year FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select on calendar.school_year to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on calendar.school_year to refettorio_office, refettorio_system;

create table calendar.service_day (
  tenant_id integer not null,
  school_id uuid not null,
  service_id uuid not null,
  day date not null,
  cut_off_at timestamp with time zone not null,
  frozen_at timestamp with time zone,
  amnesty_until timestamp with time zone,
  constraint service_day_pkey PRIMARY KEY (tenant_id, school_id, service_id, day),
  constraint service_day_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint service_day_tenant_id_school_id_fkey FOREIGN KEY (tenant_id, school_id) REFERENCES schools.school(tenant_id, school_id),
  constraint service_day_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table calendar.service_day is 'The effective cut-off of a day and, once it is closed, when it was frozen: no fact under a frozen day may change.';
alter table calendar.service_day enable row level security;
alter table calendar.service_day force row level security;
create policy tenant on calendar.service_day using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on calendar.service_day to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on calendar.service_day to refettorio_office, refettorio_system;

create view calendar.service_day_view with (security_invoker=true) as
 SELECT tenant_id,
    school_id,
    service_id,
    day,
    cut_off_at,
    frozen_at,
    amnesty_until
   FROM calendar.service_day;
grant select on calendar.service_day_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

-- pupils, guardians, who belongs to whom, who is enrolled in which service, staff who eat
create schema enrolment;
grant usage on schema enrolment to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table enrolment.adult_diner (
  tenant_id integer not null,
  adult_diner_id uuid not null,
  adult_code text not null,
  first_name text not null,
  last_name text not null,
  school_id uuid not null,
  shift_id uuid not null,
  service_id uuid not null,
  weekdays smallint not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  constraint adult_diner_pkey PRIMARY KEY (tenant_id, adult_diner_id),
  constraint adult_diner_tenant_id_adult_code_service_id_daterange_excl EXCLUDE USING gist (tenant_id WITH =, adult_code WITH =, service_id WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE ((superseded_at IS NULL)),
  constraint adult_diner_weekdays_check CHECK (((weekdays >= 0) AND (weekdays <= 127))),
  constraint adult_diner_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint adult_diner_tenant_id_school_id_fkey FOREIGN KEY (tenant_id, school_id) REFERENCES schools.school(tenant_id, school_id),
  constraint adult_diner_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id),
  constraint adult_diner_tenant_id_shift_id_fkey FOREIGN KEY (tenant_id, shift_id) REFERENCES schools.shift(tenant_id, shift_id)
);
comment on table enrolment.adult_diner is 'Staff who eat with the children (teachers on duty): counted apart, per school and shift.';
alter table enrolment.adult_diner enable row level security;
alter table enrolment.adult_diner force row level security;
create policy tenant on enrolment.adult_diner using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON enrolment.adult_diner FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select, insert, update on enrolment.adult_diner to refettorio_office, refettorio_system;
grant select on enrolment.adult_diner to refettorio_school, refettorio_kitchen;

create table enrolment.class_membership (
  tenant_id integer not null,
  class_membership_id uuid not null,
  pupil_id uuid not null,
  class_id uuid not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  constraint class_membership_pkey PRIMARY KEY (tenant_id, class_membership_id),
  constraint class_membership_tenant_id_pupil_id_daterange_excl EXCLUDE USING gist (tenant_id WITH =, pupil_id WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE ((superseded_at IS NULL)),
  constraint class_membership_tenant_id_class_id_fkey FOREIGN KEY (tenant_id, class_id) REFERENCES schools.school_class(tenant_id, class_id),
  constraint class_membership_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint class_membership_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id)
);
comment on table enrolment.class_membership is 'The class of a pupil on a day (RULES C6: the class of that day decides canteen day, cut-off and kitchen).';
alter table enrolment.class_membership enable row level security;
alter table enrolment.class_membership force row level security;
CREATE INDEX class_membership_by_class ON enrolment.class_membership USING btree (tenant_id, class_id) INCLUDE (pupil_id, valid_from, valid_to) WHERE (superseded_at IS NULL);
CREATE INDEX class_membership_by_pupil ON enrolment.class_membership USING btree (tenant_id, pupil_id) INCLUDE (class_id, valid_from, valid_to) WHERE (superseded_at IS NULL);
create policy tenant on enrolment.class_membership using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON enrolment.class_membership FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select on enrolment.class_membership to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on enrolment.class_membership to refettorio_office, refettorio_system;

create table enrolment.guardian (
  tenant_id integer not null,
  guardian_id uuid not null,
  first_name text not null,
  last_name text not null,
  sort_key text not null,
  fiscal_code text,
  account_id uuid not null,
  recorded_at timestamp with time zone not null,
  constraint guardian_pkey PRIMARY KEY (tenant_id, guardian_id),
  constraint guardian_tenant_id_account_id_key UNIQUE (tenant_id, account_id),
  constraint guardian_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES identity.family_account(tenant_id, account_id),
  constraint guardian_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table enrolment.guardian is 'A parent or guardian; contacts are those of the account.';
alter table enrolment.guardian enable row level security;
alter table enrolment.guardian force row level security;
CREATE INDEX guardian_by_fiscal_code ON enrolment.guardian USING btree (tenant_id, fiscal_code);
create policy tenant on enrolment.guardian using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on enrolment.guardian to refettorio_family;
grant select, insert, update on enrolment.guardian to refettorio_office, refettorio_system;

create table enrolment.guardianship (
  tenant_id integer not null,
  guardianship_id uuid not null,
  pupil_id uuid not null,
  guardian_id uuid not null,
  relation text not null,
  restricted boolean default false not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  constraint guardianship_pkey PRIMARY KEY (tenant_id, guardianship_id),
  constraint guardianship_relation_check CHECK ((relation = ANY (ARRAY['mother'::text, 'father'::text, 'guardian'::text, 'foster-parent'::text, 'other'::text]))),
  constraint guardianship_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint guardianship_tenant_id_guardian_id_fkey FOREIGN KEY (tenant_id, guardian_id) REFERENCES enrolment.guardian(tenant_id, guardian_id),
  constraint guardianship_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id)
);
comment on table enrolment.guardianship is 'Whose child a pupil is; a restricted guardian neither changes days nor is told (an order of a court, recorded by the office).';
alter table enrolment.guardianship enable row level security;
alter table enrolment.guardianship force row level security;
CREATE INDEX guardianship_by_guardian ON enrolment.guardianship USING btree (tenant_id, guardian_id) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX guardianship_once ON enrolment.guardianship USING btree (tenant_id, pupil_id, guardian_id) WHERE (superseded_at IS NULL);
create policy tenant on enrolment.guardianship using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON enrolment.guardianship FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select on enrolment.guardianship to refettorio_family, refettorio_school;
grant select, insert, update on enrolment.guardianship to refettorio_office, refettorio_system;

create table enrolment.hold (
  tenant_id integer not null,
  hold_id uuid not null,
  pupil_id uuid not null,
  service_id uuid,
  valid_from date not null,
  valid_to date,
  reason text not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  constraint hold_pkey PRIMARY KEY (tenant_id, hold_id),
  constraint hold_check CHECK (((valid_to IS NULL) OR (valid_from <= valid_to))),
  constraint hold_reason_check CHECK ((reason = ANY (ARRAY['arrears'::text, 'other'::text]))),
  constraint hold_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint hold_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id),
  constraint hold_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table enrolment.hold is 'The service is suspended by the authority; a null service means every one. Schools and kitchens read only that nothing is booked.';
alter table enrolment.hold enable row level security;
alter table enrolment.hold force row level security;
CREATE INDEX hold_by_pupil ON enrolment.hold USING btree (tenant_id, pupil_id) WHERE (superseded_at IS NULL);
create policy tenant on enrolment.hold using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON enrolment.hold FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select (tenant_id, hold_id, pupil_id, service_id, valid_from, valid_to, superseded_at) on enrolment.hold to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on enrolment.hold to refettorio_office, refettorio_system;

create table enrolment.phone_pin (
  tenant_id integer not null,
  pupil_id uuid not null,
  sealed_pin bytea not null,
  given_at timestamp with time zone not null,
  constraint phone_pin_pkey PRIMARY KEY (tenant_id, pupil_id),
  constraint phone_pin_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint phone_pin_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id)
);
comment on table enrolment.phone_pin is 'The PIN of a pupil''s phone code, sealed under the authority''s field key. A new one takes its place at once and the old one is not kept; who gave which when stands in the audit. Only the system, which answers calls, reads it.';
alter table enrolment.phone_pin enable row level security;
alter table enrolment.phone_pin force row level security;
create policy tenant on enrolment.phone_pin using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select (tenant_id, pupil_id, given_at), insert, update (sealed_pin, given_at) on enrolment.phone_pin to refettorio_family, refettorio_office;
grant select, insert, update on enrolment.phone_pin to refettorio_system;

create table enrolment.pupil (
  tenant_id integer not null,
  pupil_id uuid not null,
  pupil_code text not null,
  phone_code text,
  first_name text not null,
  last_name text not null,
  sort_key text not null,
  fiscal_code text,
  born_on date,
  recorded_at timestamp with time zone not null,
  search_version smallint default 0 not null,
  constraint pupil_pkey PRIMARY KEY (tenant_id, pupil_id),
  constraint pupil_tenant_id_phone_code_key UNIQUE (tenant_id, phone_code),
  constraint pupil_tenant_id_pupil_code_key UNIQUE (tenant_id, pupil_code),
  constraint pupil_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table enrolment.pupil is 'A child at school; pupil_code is the codice utente, phone_code opens nothing but meals.';
alter table enrolment.pupil enable row level security;
alter table enrolment.pupil force row level security;
CREATE INDEX pupil_by_search_version ON enrolment.pupil USING btree (tenant_id, search_version);
create policy tenant on enrolment.pupil using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select on enrolment.pupil to refettorio_family;
grant select, insert, update on enrolment.pupil to refettorio_office, refettorio_system;
grant select (tenant_id, pupil_id, pupil_code, first_name, last_name, sort_key) on enrolment.pupil to refettorio_school;
grant select (tenant_id, pupil_id, first_name, last_name, sort_key) on enrolment.pupil to refettorio_kitchen;

create table enrolment.pupil_suffix (
  tenant_id integer not null,
  pupil_id uuid not null,
  suffix text collate "C" not null,
  is_inner boolean not null,
  office_only boolean not null,
  constraint pupil_suffix_pkey PRIMARY KEY (tenant_id, office_only, is_inner, suffix, pupil_id)
);
comment on table enrolment.pupil_suffix is 'Every way in which a pupil can be found, made by the application from names and codes: words from their beginning, and from inside (is_inner). Without foreign keys, which would cost as much as the rows; it is rewritten whole with its pupil.';
alter table enrolment.pupil_suffix enable row level security;
alter table enrolment.pupil_suffix force row level security;
CREATE INDEX pupil_suffix_by_pupil ON enrolment.pupil_suffix USING btree (tenant_id, pupil_id);
create policy tenant on enrolment.pupil_suffix using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, delete on enrolment.pupil_suffix to refettorio_office, refettorio_system;
grant select on enrolment.pupil_suffix to refettorio_school;

create table enrolment.service_enrolment (
  tenant_id integer not null,
  service_enrolment_id uuid not null,
  pupil_id uuid not null,
  service_id uuid not null,
  weekdays smallint not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  constraint service_enrolment_pkey PRIMARY KEY (tenant_id, service_enrolment_id),
  constraint service_enrolment_tenant_id_pupil_id_service_id_daterange_excl EXCLUDE USING gist (tenant_id WITH =, pupil_id WITH =, service_id WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE ((superseded_at IS NULL)),
  constraint service_enrolment_weekdays_check CHECK (((weekdays >= 0) AND (weekdays <= 127))),
  constraint service_enrolment_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint service_enrolment_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id),
  constraint service_enrolment_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table enrolment.service_enrolment is 'A pupil uses a meal service on these weekdays, in this span.';
alter table enrolment.service_enrolment enable row level security;
alter table enrolment.service_enrolment force row level security;
CREATE INDEX service_enrolment_by_pupil ON enrolment.service_enrolment USING btree (tenant_id, pupil_id) INCLUDE (service_id, weekdays, valid_from, valid_to) WHERE (superseded_at IS NULL);
create policy tenant on enrolment.service_enrolment using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON enrolment.service_enrolment FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select on enrolment.service_enrolment to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on enrolment.service_enrolment to refettorio_office, refettorio_system;

create view enrolment.adult_diner_view with (security_invoker=true) as
 SELECT tenant_id,
    adult_code,
    school_id,
    shift_id,
    service_id,
    weekdays,
    valid_from,
    COALESCE(valid_to, 'infinity'::date) AS valid_to
   FROM enrolment.adult_diner
  WHERE (superseded_at IS NULL);
grant select on enrolment.adult_diner_view to refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view enrolment.eater_view with (security_invoker=true) as
 SELECT m.tenant_id,
    m.pupil_id,
    m.class_id,
    service_id,
    weekdays,
    GREATEST(m.valid_from, valid_from) AS valid_from,
    LEAST(COALESCE(m.valid_to, 'infinity'::date), COALESCE(valid_to, 'infinity'::date)) AS valid_to
   FROM (enrolment.class_membership m
     JOIN enrolment.service_enrolment e ON (((tenant_id = m.tenant_id) AND (pupil_id = m.pupil_id) AND (superseded_at IS NULL))))
  WHERE (m.superseded_at IS NULL);
comment on view enrolment.eater_view is 'Who uses which service in which class, from day to day (both inclusive): the roster that bookings derives meals from.';
grant select on enrolment.eater_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view enrolment.guardian_name_view with (security_invoker=true) as
 SELECT g.tenant_id,
    g.guardian_id,
    display_name
   FROM (enrolment.guardian g
     JOIN identity.account_name_view a ON (((tenant_id = g.tenant_id) AND (account_id = g.account_id))));
comment on view enrolment.guardian_name_view is 'Who a guardian is, also when they no longer are: what they asked keeps their name.';
grant select on enrolment.guardian_name_view to refettorio_family, refettorio_office, refettorio_system;

create view enrolment.hold_view with (security_invoker=true) as
 SELECT tenant_id,
    pupil_id,
    service_id,
    valid_from,
    COALESCE(valid_to, 'infinity'::date) AS valid_to
   FROM enrolment.hold
  WHERE (superseded_at IS NULL);
comment on view enrolment.hold_view is 'Who is on hold from day to day (both inclusive), and not why.';
grant select on enrolment.hold_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view enrolment.own_pupil_view with (security_invoker=true) as
 SELECT s.tenant_id,
    s.pupil_id,
    p.first_name,
    g.guardian_id,
    g.account_id,
    s.restricted,
    s.relation
   FROM ((enrolment.guardianship s
     JOIN enrolment.guardian g ON (((g.tenant_id = s.tenant_id) AND (g.guardian_id = s.guardian_id))))
     JOIN enrolment.pupil p ON (((p.tenant_id = s.tenant_id) AND (p.pupil_id = s.pupil_id))))
  WHERE (s.superseded_at IS NULL);
grant select on enrolment.own_pupil_view to refettorio_family, refettorio_office, refettorio_system;

create view enrolment.pupil_name_view with (security_invoker=true) as
 SELECT tenant_id,
    pupil_id,
    first_name,
    last_name,
    sort_key
   FROM enrolment.pupil;
grant select on enrolment.pupil_name_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

-- tell the guardians of a pupil an event, in their language, within restrictions
create schema correspondence;
grant usage on schema correspondence to refettorio_family, refettorio_office, refettorio_system;

create table correspondence.mute (
  tenant_id integer not null,
  mute_id uuid not null,
  guardian_id uuid not null,
  kind text not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  constraint mute_pkey PRIMARY KEY (tenant_id, mute_id),
  constraint mute_kind_check CHECK ((kind = ANY (ARRAY['own-changes'::text, 'mail'::text]))),
  constraint mute_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint mute_tenant_id_guardian_id_fkey FOREIGN KEY (tenant_id, guardian_id) REFERENCES enrolment.guardian(tenant_id, guardian_id)
);
comment on table correspondence.mute is 'A kind of message that a guardian does without, until it is superseded.';
alter table correspondence.mute enable row level security;
alter table correspondence.mute force row level security;
CREATE UNIQUE INDEX mute_once ON correspondence.mute USING btree (tenant_id, guardian_id, kind) WHERE (superseded_at IS NULL);
create policy tenant on correspondence.mute using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON correspondence.mute FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select, insert, update on correspondence.mute to refettorio_family;
grant select on correspondence.mute to refettorio_office, refettorio_system;

-- medical certificates as they arrived, their sealed files and what became of them
create schema certificates;
grant usage on schema certificates to refettorio_family, refettorio_office, refettorio_system;

create table certificates.certificate (
  tenant_id integer not null,
  certificate_id uuid not null,
  pupil_id uuid not null,
  purpose text not null,
  asked_from_on date not null,
  asked_to_on date not null,
  arrived_by text not null,
  arrived_on date not null,
  media_type text not null,
  size_bytes integer not null,
  sender_kind text not null,
  sender_id uuid not null,
  recorded_at timestamp with time zone not null,
  constraint certificate_pkey PRIMARY KEY (tenant_id, certificate_id),
  constraint certificate_arrived_by_check CHECK ((arrived_by = ANY (ARRAY['portal'::text, 'mail'::text, 'desk'::text]))),
  constraint certificate_check CHECK ((asked_from_on <= asked_to_on)),
  constraint certificate_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text]))),
  constraint certificate_purpose_check CHECK ((purpose = 'plain-meal'::text)),
  constraint certificate_sender_kind_check CHECK ((sender_kind = ANY (ARRAY['guardian'::text, 'staff'::text]))),
  constraint certificate_size_bytes_check CHECK ((size_bytes > 0)),
  constraint certificate_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint certificate_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id)
);
comment on table certificates.certificate is 'A medical certificate of a pupil as it arrived, and the days it asks for; neither reason nor diagnosis is kept.';
alter table certificates.certificate enable row level security;
alter table certificates.certificate force row level security;
CREATE INDEX certificate_by_pupil ON certificates.certificate USING btree (tenant_id, pupil_id);
create policy tenant on certificates.certificate using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON certificates.certificate FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select, insert on certificates.certificate to refettorio_family, refettorio_office;
grant select on certificates.certificate to refettorio_system;

create table certificates.certificate_file (
  tenant_id integer not null,
  certificate_id uuid not null,
  sealed bytea not null,
  constraint certificate_file_pkey PRIMARY KEY (tenant_id, certificate_id),
  constraint certificate_file_tenant_id_certificate_id_fkey FOREIGN KEY (tenant_id, certificate_id) REFERENCES certificates.certificate(tenant_id, certificate_id)
);
comment on table certificates.certificate_file is 'The page itself, sealed under the authority''s key and erased when it is no longer needed. Families put it in and never read it.';
alter table certificates.certificate_file enable row level security;
alter table certificates.certificate_file force row level security;
create policy tenant on certificates.certificate_file using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE UPDATE ON certificates.certificate_file FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant insert on certificates.certificate_file to refettorio_family;
grant select, insert on certificates.certificate_file to refettorio_office;
grant select (tenant_id, certificate_id), delete on certificates.certificate_file to refettorio_system;

create table certificates.decision (
  tenant_id integer not null,
  certificate_id uuid not null,
  decision text not null,
  from_on date,
  to_on date,
  receipt_code text,
  decline_reason text,
  decided_at timestamp with time zone not null,
  decided_by uuid not null,
  constraint decision_pkey PRIMARY KEY (tenant_id, certificate_id),
  constraint decision_check CHECK (((decision = 'approved'::text) = ((from_on IS NOT NULL) AND (to_on IS NOT NULL) AND (receipt_code IS NOT NULL)))),
  constraint decision_check1 CHECK (((decision = 'declined'::text) = (decline_reason IS NOT NULL))),
  constraint decision_check2 CHECK ((from_on <= to_on)),
  constraint decision_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'declined'::text]))),
  constraint decision_decline_reason_check CHECK ((decline_reason = ANY (ARRAY['unreadable'::text, 'incomplete'::text, 'other-child'::text, 'for-a-diet'::text, 'period-over'::text, 'ask-office'::text]))),
  constraint decision_tenant_id_certificate_id_fkey FOREIGN KEY (tenant_id, certificate_id) REFERENCES certificates.certificate(tenant_id, certificate_id)
);
comment on table certificates.decision is 'The office''s word, once: approved for a range with the receipt of the change that books it, or declined for a reason that says what to do.';
alter table certificates.decision enable row level security;
alter table certificates.decision force row level security;
create policy tenant on certificates.decision using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON certificates.decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on certificates.decision to refettorio_family, refettorio_system;
grant select, insert on certificates.decision to refettorio_office;

create table certificates.withdrawal (
  tenant_id integer not null,
  certificate_id uuid not null,
  withdrawn_at timestamp with time zone not null,
  guardian_id uuid not null,
  constraint withdrawal_pkey PRIMARY KEY (tenant_id, certificate_id),
  constraint withdrawal_tenant_id_certificate_id_fkey FOREIGN KEY (tenant_id, certificate_id) REFERENCES certificates.certificate(tenant_id, certificate_id),
  constraint withdrawal_tenant_id_guardian_id_fkey FOREIGN KEY (tenant_id, guardian_id) REFERENCES enrolment.guardian(tenant_id, guardian_id)
);
comment on table certificates.withdrawal is 'A guardian took back a certificate that nobody had decided about.';
alter table certificates.withdrawal enable row level security;
alter table certificates.withdrawal force row level security;
create policy tenant on certificates.withdrawal using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON certificates.withdrawal FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select, insert on certificates.withdrawal to refettorio_family;
grant select on certificates.withdrawal to refettorio_office, refettorio_system;

create view certificates.certificate_view with (security_invoker=true) as
 SELECT c.tenant_id,
    c.certificate_id,
    c.pupil_id,
    c.purpose,
    c.asked_from_on,
    c.asked_to_on,
    c.arrived_by,
    c.arrived_on,
    c.media_type,
    c.size_bytes,
    c.sender_kind,
    c.sender_id,
    c.recorded_at,
        CASE
            WHEN (w.withdrawn_at IS NOT NULL) THEN 'withdrawn'::text
            ELSE COALESCE(d.decision, 'waiting'::text)
        END AS state,
    COALESCE(d.decided_at, w.withdrawn_at) AS settled_at,
    d.decided_by,
    d.from_on,
    d.to_on,
    d.receipt_code,
    d.decline_reason
   FROM ((certificates.certificate c
     LEFT JOIN certificates.decision d ON (((d.tenant_id = c.tenant_id) AND (d.certificate_id = c.certificate_id))))
     LEFT JOIN certificates.withdrawal w ON (((w.tenant_id = c.tenant_id) AND (w.certificate_id = c.certificate_id))));
comment on view certificates.certificate_view is 'Every certificate with its state: waiting, approved, declined or withdrawn.';
grant select on certificates.certificate_view to refettorio_family, refettorio_office, refettorio_system;

-- special diets as dated facts: variant and plate label
create schema diets;
grant usage on schema diets to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table diets.special_diet (
  tenant_id integer not null,
  special_diet_id uuid not null,
  pupil_id uuid not null,
  kind text not null,
  variant text not null,
  plate_label text not null,
  note_sealed bytea,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  constraint special_diet_pkey PRIMARY KEY (tenant_id, special_diet_id),
  constraint special_diet_tenant_id_pupil_id_kind_daterange_excl EXCLUDE USING gist (tenant_id WITH =, pupil_id WITH =, kind WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE ((superseded_at IS NULL)),
  constraint special_diet_kind_check CHECK ((kind = ANY (ARRAY['health'::text, 'ethical'::text]))),
  constraint special_diet_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint special_diet_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id)
);
comment on table diets.special_diet is 'What a pupil must be served instead: menu variant and plate label; the note is encrypted; an expired health diet keeps being served, flagged (RULES C3).';
alter table diets.special_diet enable row level security;
alter table diets.special_diet force row level security;
CREATE INDEX special_diet_by_pupil ON diets.special_diet USING btree (tenant_id, pupil_id) WHERE (superseded_at IS NULL);
create policy tenant on diets.special_diet using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON diets.special_diet FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select (tenant_id, special_diet_id, pupil_id, kind, variant, plate_label, valid_from, valid_to, superseded_at) on diets.special_diet to refettorio_family, refettorio_kitchen;
grant select, insert, update on diets.special_diet to refettorio_office, refettorio_system;

create view diets.diet_view with (security_invoker=true) as
 SELECT tenant_id,
    special_diet_id,
    pupil_id,
    kind,
    variant,
    plate_label,
    valid_from,
    valid_to
   FROM diets.special_diet
  WHERE (superseded_at IS NULL);
grant select on diets.diet_view to refettorio_family, refettorio_office, refettorio_kitchen, refettorio_system;

create view diets.recorded_diet_view with (security_invoker=true) as
 SELECT tenant_id,
    special_diet_id,
    pupil_id,
    kind,
    variant,
    plate_label,
    valid_from,
    valid_to
   FROM diets.special_diet;
comment on view diets.recorded_diet_view is 'Every diet ever recorded, superseded or not: frozen meals point at them by id.';
grant select on diets.recorded_diet_view to refettorio_office, refettorio_kitchen, refettorio_system;

-- seasons, rotation weeks, dishes with allergens: what is on the table, and on whose plate
create schema menus;
grant usage on schema menus to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table menus.day_change (
  tenant_id integer not null,
  day_change_id uuid not null,
  season_id uuid not null,
  day date not null,
  dishes jsonb not null,
  reason text not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint day_change_pkey PRIMARY KEY (tenant_id, day_change_id),
  constraint day_change_dishes_check CHECK ((jsonb_typeof(dishes) = 'array'::text)),
  constraint day_change_tenant_id_season_id_fkey FOREIGN KEY (tenant_id, season_id) REFERENCES menus.season(tenant_id, season_id)
);
comment on table menus.day_change is 'Dishes of one day instead of the published ones, and why; the last one recorded counts, one without dishes is the plan again.';
alter table menus.day_change enable row level security;
alter table menus.day_change force row level security;
CREATE INDEX day_change_by_day ON menus.day_change USING btree (tenant_id, day);
create policy tenant on menus.day_change using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON menus.day_change FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on menus.day_change to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert on menus.day_change to refettorio_office, refettorio_system;

create table menus.draft (
  tenant_id integer not null,
  draft_id uuid not null,
  season_id uuid not null,
  week smallint not null,
  days jsonb not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint draft_pkey PRIMARY KEY (tenant_id, draft_id),
  constraint draft_days_check CHECK ((jsonb_typeof(days) = 'array'::text)),
  constraint draft_week_check CHECK ((week >= 1)),
  constraint draft_tenant_id_season_id_fkey FOREIGN KEY (tenant_id, season_id) REFERENCES menus.season(tenant_id, season_id)
);
comment on table menus.draft is 'A rotation week as the office has written it, whole; the last one counts. Only who manages menus reads it.';
alter table menus.draft enable row level security;
alter table menus.draft force row level security;
CREATE INDEX draft_by_week ON menus.draft USING btree (tenant_id, season_id, week, recorded_at);
create policy tenant on menus.draft using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON menus.draft FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select, insert on menus.draft to refettorio_office, refettorio_system;

create table menus.publication (
  tenant_id integer not null,
  publication_id uuid not null,
  season_id uuid not null,
  week smallint not null,
  draft_id uuid not null,
  days jsonb not null,
  valid_from date not null,
  published_at timestamp with time zone not null,
  published_by text not null,
  constraint publication_pkey PRIMARY KEY (tenant_id, publication_id),
  constraint publication_tenant_id_season_id_week_published_at_key UNIQUE (tenant_id, season_id, week, published_at),
  constraint publication_days_check CHECK ((jsonb_typeof(days) = 'array'::text)),
  constraint publication_tenant_id_draft_id_fkey FOREIGN KEY (tenant_id, draft_id) REFERENCES menus.draft(tenant_id, draft_id),
  constraint publication_tenant_id_season_id_fkey FOREIGN KEY (tenant_id, season_id) REFERENCES menus.season(tenant_id, season_id)
);
comment on table menus.publication is 'A rotation week as families read it from a day on, copied from its draft; a later one counts from its own day.';
alter table menus.publication enable row level security;
alter table menus.publication force row level security;
create policy tenant on menus.publication using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON menus.publication FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on menus.publication to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert on menus.publication to refettorio_office, refettorio_system;

create table menus.season (
  tenant_id integer not null,
  season_id uuid not null,
  name text not null,
  kind text not null,
  service_id uuid not null,
  grade text,
  rotation_weeks smallint not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint season_pkey PRIMARY KEY (tenant_id, season_id),
  constraint season_tenant_id_name_key UNIQUE (tenant_id, name),
  constraint season_grade_check CHECK ((grade = ANY (ARRAY['nursery'::text, 'primary'::text, 'middle'::text]))),
  constraint season_kind_check CHECK ((kind = ANY (ARRAY['summer'::text, 'winter'::text]))),
  constraint season_rotation_weeks_check CHECK (((rotation_weeks >= 1) AND (rotation_weeks <= 12))),
  constraint season_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint season_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table menus.season is 'A menu of a service, of one grade or of all, that turns in a number of weeks; when it is served is in its spans.';
alter table menus.season enable row level security;
alter table menus.season force row level security;
create policy tenant on menus.season using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON menus.season FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on menus.season to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert on menus.season to refettorio_office, refettorio_system;

create table menus.season_span (
  tenant_id integer not null,
  season_span_id uuid not null,
  season_id uuid not null,
  service_id uuid not null,
  grade text,
  valid_from date not null,
  valid_to date not null,
  first_week smallint not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  superseded_at timestamp with time zone,
  constraint season_span_pkey PRIMARY KEY (tenant_id, season_span_id),
  constraint season_span_tenant_id_service_id_coalesce_daterange_excl EXCLUDE USING gist (tenant_id WITH =, service_id WITH =, COALESCE(grade, 'every'::text) WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE ((superseded_at IS NULL)),
  constraint season_span_check CHECK ((valid_from <= valid_to)),
  constraint season_span_first_week_check CHECK ((first_week >= 1)),
  constraint season_span_tenant_id_season_id_fkey FOREIGN KEY (tenant_id, season_id) REFERENCES menus.season(tenant_id, season_id)
);
comment on table menus.season_span is 'From when to when a season is served, and in which rotation week it then begins; service and grade are the season''s.';
alter table menus.season_span enable row level security;
alter table menus.season_span force row level security;
create policy tenant on menus.season_span using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER bitemporal BEFORE DELETE OR UPDATE ON menus.season_span FOR EACH ROW EXECUTE FUNCTION platform.only_supersede();
grant select on menus.season_span to refettorio_family, refettorio_school, refettorio_kitchen;
grant select, insert, update on menus.season_span to refettorio_office, refettorio_system;

-- who of a class was seen at table on a day, and by whom
create schema roll_call;
grant usage on schema roll_call to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table roll_call.presence (
  tenant_id integer not null,
  service_id uuid not null,
  day date not null,
  class_id uuid not null,
  revision smallint not null,
  pupil_id uuid not null,
  present boolean not null,
  constraint presence_pkey PRIMARY KEY (tenant_id, service_id, day, class_id, revision, pupil_id),
  constraint presence_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id),
  constraint presence_tenant_id_service_id_day_class_id_revision_fkey FOREIGN KEY (tenant_id, service_id, day, class_id, revision) REFERENCES roll_call.roll_call(tenant_id, service_id, day, class_id, revision)
) partition by RANGE (day);
comment on table roll_call.presence is 'Who was seen at table and who was not, in one revision of a roll call. Partitioned by school year.';
alter table roll_call.presence enable row level security;
alter table roll_call.presence force row level security;
CREATE INDEX presence_by_pupil ON ONLY roll_call.presence USING btree (tenant_id, pupil_id, day);
create policy tenant on roll_call.presence using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON roll_call.presence FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on roll_call.presence to refettorio_family, refettorio_kitchen, refettorio_system;
grant select, insert on roll_call.presence to refettorio_office, refettorio_school;

create table roll_call.presence_default partition of roll_call.presence default;
comment on table roll_call.presence_default is 'Catches roll calls of a school year without a partition: it must stay empty.';
alter table roll_call.presence_default enable row level security;
alter table roll_call.presence_default force row level security;
create policy tenant on roll_call.presence_default using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));

create table roll_call.roll_call (
  tenant_id integer not null,
  service_id uuid not null,
  day date not null,
  class_id uuid not null,
  revision smallint not null,
  taken_at timestamp with time zone not null,
  taken_by text not null,
  constraint roll_call_pkey PRIMARY KEY (tenant_id, service_id, day, class_id, revision),
  constraint roll_call_revision_check CHECK ((revision >= 0)),
  constraint roll_call_tenant_id_class_id_fkey FOREIGN KEY (tenant_id, class_id) REFERENCES schools.school_class(tenant_id, class_id),
  constraint roll_call_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint roll_call_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table roll_call.roll_call is 'A class''s roll call of a day and service; the last revision counts, the earlier ones stay.';
alter table roll_call.roll_call enable row level security;
alter table roll_call.roll_call force row level security;
CREATE INDEX roll_call_by_day ON roll_call.roll_call USING btree (tenant_id, day);
create policy tenant on roll_call.roll_call using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON roll_call.roll_call FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select (tenant_id, service_id, day, class_id, revision, taken_at) on roll_call.roll_call to refettorio_family, refettorio_kitchen;
grant select, insert on roll_call.roll_call to refettorio_office, refettorio_school;
grant select on roll_call.roll_call to refettorio_system;

create view roll_call.presence_view with (security_invoker=true) as
 SELECT DISTINCT ON (p.tenant_id, p.pupil_id, p.service_id, p.day) p.tenant_id,
    p.pupil_id,
    p.service_id,
    p.day,
    p.class_id,
    p.present
   FROM (roll_call.presence p
     JOIN roll_call.roll_call r ON (((r.tenant_id = p.tenant_id) AND (r.service_id = p.service_id) AND (r.day = p.day) AND (r.class_id = p.class_id) AND (r.revision = p.revision))))
  WHERE (NOT (EXISTS ( SELECT
           FROM roll_call.roll_call later
          WHERE ((later.tenant_id = p.tenant_id) AND (later.service_id = p.service_id) AND (later.day = p.day) AND (later.class_id = p.class_id) AND (later.revision > p.revision)))))
  ORDER BY p.tenant_id, p.pupil_id, p.service_id, p.day, r.taken_at DESC, p.class_id;
comment on view roll_call.presence_view is 'Whether a pupil was seen at table, by the last roll call; no row: nobody looked. One row for each pupil, service and day.';
grant select on roll_call.presence_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view roll_call.roll_call_view with (security_invoker=true) as
 SELECT DISTINCT ON (tenant_id, service_id, day, class_id) tenant_id,
    service_id,
    day,
    class_id,
    revision,
    taken_at,
    taken_by
   FROM roll_call
  ORDER BY tenant_id, service_id, day, class_id, revision DESC;
comment on view roll_call.roll_call_view is 'The roll call that counts of each class, service and day.';
grant select on roll_call.roll_call_view to refettorio_office, refettorio_school, refettorio_system;

-- signed and chained proofs of accepted changes, and their verification
create schema receipts;
grant usage on schema receipts to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table receipts.payload (
  tenant_id integer not null,
  receipt_code text not null,
  salt bytea not null,
  canonical_text text not null,
  constraint payload_pkey PRIMARY KEY (tenant_id, receipt_code),
  constraint payload_tenant_id_receipt_code_fkey FOREIGN KEY (tenant_id, receipt_code) REFERENCES receipts.receipt(tenant_id, receipt_code)
);
comment on table receipts.payload is 'What a receipt says, kept apart from its proof so that retention can erase it.';
alter table receipts.payload enable row level security;
alter table receipts.payload force row level security;
create policy tenant on receipts.payload using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE UPDATE ON receipts.payload FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select, insert on receipts.payload to refettorio_family, refettorio_office, refettorio_school;
grant select, insert, delete on receipts.payload to refettorio_system;

create table receipts.published_head (
  tenant_id integer not null,
  day date not null,
  position bigint not null,
  head bytea not null,
  line text not null,
  published_at timestamp with time zone not null,
  constraint published_head_pkey PRIMARY KEY (tenant_id, day),
  constraint published_head_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table receipts.published_head is 'The head of the chain that was sent outside the database on a day (file and mail to the authority), with the line that was sent.';
alter table receipts.published_head enable row level security;
alter table receipts.published_head force row level security;
create policy tenant on receipts.published_head using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON receipts.published_head FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on receipts.published_head to refettorio_family, refettorio_office;
grant select, insert on receipts.published_head to refettorio_system;

create table receipts.receipt (
  tenant_id integer not null,
  receipt_code text not null,
  subject_id uuid not null,
  version smallint not null,
  key_id text not null,
  leaf bytea not null,
  signature bytea not null,
  prior_head bytea not null,
  issued_at timestamp with time zone not null,
  constraint receipt_pkey PRIMARY KEY (tenant_id, receipt_code),
  constraint receipt_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table receipts.receipt is 'The signed proof of a change: leaf is the salted hash of its payload, prior_head a head that was sealed before it was issued.';
alter table receipts.receipt enable row level security;
alter table receipts.receipt force row level security;
CREATE INDEX receipt_by_subject ON receipts.receipt USING btree (tenant_id, subject_id);
create policy tenant on receipts.receipt using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON receipts.receipt FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select, insert on receipts.receipt to refettorio_family, refettorio_office, refettorio_school, refettorio_system;

create table receipts.seal (
  tenant_id integer not null,
  position bigint not null,
  receipt_code text not null,
  head bytea not null,
  sealed_at timestamp with time zone not null,
  constraint seal_pkey PRIMARY KEY (tenant_id, "position"),
  constraint seal_tenant_id_receipt_code_key UNIQUE (tenant_id, receipt_code),
  constraint seal_tenant_id_receipt_code_fkey FOREIGN KEY (tenant_id, receipt_code) REFERENCES receipts.receipt(tenant_id, receipt_code)
);
comment on table receipts.seal is 'The chain of receipts, without gaps: each head is the hash of the head before, of the position and of the leaf.';
alter table receipts.seal enable row level security;
alter table receipts.seal force row level security;
create policy tenant on receipts.seal using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON receipts.seal FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on receipts.seal to refettorio_family, refettorio_office, refettorio_school;
grant select, insert on receipts.seal to refettorio_system;

create table receipts.unsealed (
  tenant_id integer not null,
  receipt_code text not null,
  constraint unsealed_pkey PRIMARY KEY (tenant_id, receipt_code),
  constraint unsealed_tenant_id_receipt_code_fkey FOREIGN KEY (tenant_id, receipt_code) REFERENCES receipts.receipt(tenant_id, receipt_code)
);
comment on table receipts.unsealed is 'Receipts waiting for their position in the chain: written with the receipt, taken out by the sealer, so that a late commit is never skipped.';
alter table receipts.unsealed enable row level security;
alter table receipts.unsealed force row level security;
create policy sweep on receipts.unsealed to refettorio_system using (true);
create policy tenant on receipts.unsealed using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant insert on receipts.unsealed to refettorio_family, refettorio_office, refettorio_school;
grant select, insert, delete on receipts.unsealed to refettorio_system;

-- expected meals, absences, closing the day
create schema bookings;
grant usage on schema bookings to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table bookings.absent_day (
  tenant_id integer not null,
  pupil_id uuid not null,
  service_id uuid not null,
  day date not null,
  change_id uuid not null,
  constraint absent_day_pkey PRIMARY KEY (tenant_id, pupil_id, service_id, day),
  constraint absent_day_tenant_id_change_id_fkey FOREIGN KEY (tenant_id, change_id) REFERENCES bookings.change(tenant_id, change_id),
  constraint absent_day_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id),
  constraint absent_day_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table bookings.absent_day is 'The absences in force, written with the log and rebuildable from it.';
alter table bookings.absent_day enable row level security;
alter table bookings.absent_day force row level security;
CREATE INDEX absent_day_by_day ON bookings.absent_day USING btree (tenant_id, day);
create policy tenant on bookings.absent_day using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, delete on bookings.absent_day to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select on bookings.absent_day to refettorio_kitchen;

create table bookings.adult_meal (
  tenant_id integer not null,
  service_id uuid not null,
  day date not null,
  adult_code text not null,
  revision smallint not null,
  school_id uuid not null,
  shift_id uuid not null,
  serving_site_id uuid not null,
  kitchen_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint adult_meal_pkey PRIMARY KEY (tenant_id, service_id, day, adult_code, revision)
);
comment on table bookings.adult_meal is 'Meals of the staff who eat, frozen with the day and counted apart.';
alter table bookings.adult_meal enable row level security;
alter table bookings.adult_meal force row level security;
create policy tenant on bookings.adult_meal using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON bookings.adult_meal FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on bookings.adult_meal to refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert on bookings.adult_meal to refettorio_system;

create table bookings.answered_change (
  tenant_id integer not null,
  change_id uuid not null,
  message_id uuid not null,
  constraint answered_change_pkey PRIMARY KEY (tenant_id, change_id),
  constraint answered_change_tenant_id_change_id_fkey FOREIGN KEY (tenant_id, change_id) REFERENCES bookings.change(tenant_id, change_id),
  constraint answered_change_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint answered_change_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES notifications.message(tenant_id, message_id)
);
comment on table bookings.answered_change is 'The SMS that answered the request for a change: who has its number is not told that change again.';
alter table bookings.answered_change enable row level security;
alter table bookings.answered_change force row level security;
create policy tenant on bookings.answered_change using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON bookings.answered_change FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select, insert on bookings.answered_change to refettorio_system;

create table bookings.change (
  tenant_id integer not null,
  change_id uuid not null,
  receipt_code text not null,
  channel text not null,
  actor_kind text not null,
  actor_id text not null,
  received_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  constraint change_pkey PRIMARY KEY (tenant_id, change_id),
  constraint change_tenant_id_receipt_code_key UNIQUE (tenant_id, receipt_code),
  constraint change_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['guardian'::text, 'phone-code'::text, 'staff'::text, 'system'::text]))),
  constraint change_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint change_tenant_id_receipt_code_fkey FOREIGN KEY (tenant_id, receipt_code) REFERENCES receipts.receipt(tenant_id, receipt_code)
);
comment on table bookings.change is 'An accepted request of a family: one confirmation, one receipt. Append-only: the log is the truth.';
alter table bookings.change enable row level security;
alter table bookings.change force row level security;
create policy tenant on bookings.change using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON bookings.change FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select, insert on bookings.change to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select (tenant_id, change_id, receipt_code) on bookings.change to refettorio_kitchen;

create table bookings.change_line (
  tenant_id integer not null,
  change_id uuid not null,
  line smallint not null,
  pupil_id uuid not null,
  service_id uuid not null,
  operation text not null,
  days date[] not null,
  from_on date,
  to_on date,
  constraint change_line_pkey PRIMARY KEY (tenant_id, change_id, line),
  constraint change_line_days_or_range CHECK ((((operation = ANY (ARRAY['suspension'::text, 'resumption'::text, 'plain-range'::text, 'plain-range-ended'::text])) = (from_on IS NOT NULL)) AND ((from_on IS NULL) OR (cardinality(days) = 0)) AND ((to_on IS NULL) OR (from_on <= to_on)))),
  constraint change_line_operation_check CHECK ((operation = ANY (ARRAY['absence'::text, 'absence-undone'::text, 'suspension'::text, 'resumption'::text, 'plain-meal'::text, 'plain-meal-undone'::text, 'plain-meal-dropped'::text, 'plain-range'::text, 'plain-range-ended'::text, 'opt-in'::text, 'opt-in-undone'::text]))),
  constraint change_line_tenant_id_change_id_fkey FOREIGN KEY (tenant_id, change_id) REFERENCES bookings.change(tenant_id, change_id)
);
comment on table bookings.change_line is 'What a change does for one pupil and service, and on which days.';
alter table bookings.change_line enable row level security;
alter table bookings.change_line force row level security;
CREATE INDEX change_line_by_pupil ON bookings.change_line USING btree (tenant_id, pupil_id, change_id);
create policy tenant on bookings.change_line using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON bookings.change_line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select, insert on bookings.change_line to refettorio_family, refettorio_office, refettorio_school, refettorio_system;

create table bookings.day_closing (
  tenant_id integer not null,
  school_id uuid not null,
  service_id uuid not null,
  day date not null,
  cut_off_at timestamp with time zone not null,
  closed_at timestamp with time zone not null,
  served boolean not null,
  pupil_meals integer not null,
  adult_meals integer not null,
  constraint day_closing_pkey PRIMARY KEY (tenant_id, school_id, service_id, day),
  constraint day_closing_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint day_closing_tenant_id_school_id_fkey FOREIGN KEY (tenant_id, school_id) REFERENCES schools.school(tenant_id, school_id),
  constraint day_closing_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table bookings.day_closing is 'The day of a school was closed: written first in the closing''s transaction, so that it happens once.';
alter table bookings.day_closing enable row level security;
alter table bookings.day_closing force row level security;
create policy tenant on bookings.day_closing using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON bookings.day_closing FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on bookings.day_closing to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen;
grant select, insert on bookings.day_closing to refettorio_system;

create table bookings.meal (
  tenant_id integer not null,
  service_id uuid not null,
  day date not null,
  pupil_id uuid not null,
  revision smallint not null,
  outcome text not null,
  school_id uuid not null,
  class_id uuid not null,
  shift_id uuid not null,
  serving_site_id uuid not null,
  kitchen_id uuid not null,
  variant text,
  special_diet_ids uuid[] not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  reason text,
  plain boolean default false not null,
  packed_lunch boolean default false not null,
  correction text,
  correction_id uuid,
  restored text,
  constraint meal_pkey PRIMARY KEY (tenant_id, service_id, day, pupil_id, revision),
  constraint meal_corrected_check CHECK (((revision = 0) = (correction IS NULL))),
  constraint meal_correction_check CHECK ((correction = ANY (ARRAY['sent-home'::text, 'came-unbooked'::text, 'not-delivered'::text, 'amnesty'::text, 'grace'::text, 'outing-late'::text, 'strike-late'::text, 'in-time-after-closing'::text, 'mistake'::text]))),
  constraint meal_outcome_check CHECK ((outcome = ANY (ARRAY['booked'::text, 'absent'::text]))),
  constraint meal_restored_check CHECK (((restored IS NULL) OR ((correction = 'mistake'::text) AND (restored = ANY (ARRAY['sent-home'::text, 'came-unbooked'::text, 'not-delivered'::text, 'amnesty'::text, 'grace'::text, 'outing-late'::text, 'strike-late'::text, 'in-time-after-closing'::text])))))
) partition by RANGE (day);
comment on table bookings.meal is 'Who eats what, frozen when the day is closed; a correction is the next revision with a reason. Partitioned by school year.';
alter table bookings.meal enable row level security;
alter table bookings.meal force row level security;
CREATE INDEX meal_by_correction ON ONLY bookings.meal USING btree (tenant_id, day, correction_id) WHERE (correction_id IS NOT NULL);
CREATE INDEX meal_by_kitchen ON ONLY bookings.meal USING btree (tenant_id, day, kitchen_id);
CREATE INDEX meal_by_pupil ON ONLY bookings.meal USING btree (tenant_id, pupil_id, day);
create policy tenant on bookings.meal using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON bookings.meal FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on bookings.meal to refettorio_family, refettorio_kitchen;
grant select, insert on bookings.meal to refettorio_office, refettorio_school, refettorio_system;

create table bookings.meal_default partition of bookings.meal default;
comment on table bookings.meal_default is 'Catches meals of a school year without a partition: it must stay empty.';
alter table bookings.meal_default enable row level security;
alter table bookings.meal_default force row level security;
create policy tenant on bookings.meal_default using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));

create table bookings.opted_in_day (
  tenant_id integer not null,
  pupil_id uuid not null,
  service_id uuid not null,
  day date not null,
  change_id uuid not null,
  constraint opted_in_day_pkey PRIMARY KEY (tenant_id, pupil_id, service_id, day),
  constraint opted_in_day_tenant_id_change_id_fkey FOREIGN KEY (tenant_id, change_id) REFERENCES bookings.change(tenant_id, change_id),
  constraint opted_in_day_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id),
  constraint opted_in_day_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table bookings.opted_in_day is 'Days of an extra opening that a family has asked to eat on; rebuildable from the log.';
alter table bookings.opted_in_day enable row level security;
alter table bookings.opted_in_day force row level security;
CREATE INDEX opted_in_day_by_day ON bookings.opted_in_day USING btree (tenant_id, day);
create policy tenant on bookings.opted_in_day using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, delete on bookings.opted_in_day to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select on bookings.opted_in_day to refettorio_kitchen;

create table bookings.plain_day (
  tenant_id integer not null,
  pupil_id uuid not null,
  service_id uuid not null,
  day date not null,
  change_id uuid not null,
  constraint plain_day_pkey PRIMARY KEY (tenant_id, pupil_id, service_id, day),
  constraint plain_day_tenant_id_change_id_fkey FOREIGN KEY (tenant_id, change_id) REFERENCES bookings.change(tenant_id, change_id),
  constraint plain_day_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id),
  constraint plain_day_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table bookings.plain_day is 'The plain meals asked for (for health; no reason is kept), written with the log and rebuildable from it.';
alter table bookings.plain_day enable row level security;
alter table bookings.plain_day force row level security;
CREATE INDEX plain_day_by_day ON bookings.plain_day USING btree (tenant_id, day);
create policy tenant on bookings.plain_day using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, delete on bookings.plain_day to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select on bookings.plain_day to refettorio_kitchen;

create table bookings.plain_range (
  tenant_id integer not null,
  pupil_id uuid not null,
  service_id uuid not null,
  from_on date not null,
  to_on date not null,
  change_id uuid not null,
  constraint plain_range_pkey PRIMARY KEY (tenant_id, pupil_id, service_id, from_on),
  constraint plain_range_tenant_id_pupil_id_service_id_daterange_excl EXCLUDE USING gist (tenant_id WITH =, pupil_id WITH =, service_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&),
  constraint plain_range_check CHECK ((from_on <= to_on)),
  constraint plain_range_tenant_id_change_id_fkey FOREIGN KEY (tenant_id, change_id) REFERENCES bookings.change(tenant_id, change_id),
  constraint plain_range_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id),
  constraint plain_range_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table bookings.plain_range is 'Plain meals by an approved certificate, in force; rebuildable from the log.';
alter table bookings.plain_range enable row level security;
alter table bookings.plain_range force row level security;
create policy tenant on bookings.plain_range using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, update, delete on bookings.plain_range to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select on bookings.plain_range to refettorio_kitchen;

create table bookings.refused_request (
  tenant_id integer not null,
  refused_request_id uuid not null,
  channel text not null,
  actor_kind text not null,
  actor_id text not null,
  received_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  refusal text not null,
  request jsonb not null,
  constraint refused_request_pkey PRIMARY KEY (tenant_id, refused_request_id),
  constraint refused_request_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table bookings.refused_request is 'A request that was refused and why (RULES B6); the request holds ids and days only.';
alter table bookings.refused_request enable row level security;
alter table bookings.refused_request force row level security;
CREATE INDEX refused_request_by_actor ON bookings.refused_request USING btree (tenant_id, actor_id, received_at);
create policy tenant on bookings.refused_request using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON bookings.refused_request FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select, insert on bookings.refused_request to refettorio_family, refettorio_office, refettorio_system;
grant insert on bookings.refused_request to refettorio_school;

create table bookings.suspension (
  tenant_id integer not null,
  pupil_id uuid not null,
  service_id uuid not null,
  from_on date not null,
  to_on date not null,
  open boolean not null,
  change_id uuid not null,
  constraint suspension_pkey PRIMARY KEY (tenant_id, pupil_id, service_id, from_on),
  constraint suspension_tenant_id_pupil_id_service_id_daterange_excl EXCLUDE USING gist (tenant_id WITH =, pupil_id WITH =, service_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&),
  constraint suspension_check CHECK ((from_on <= to_on)),
  constraint suspension_tenant_id_change_id_fkey FOREIGN KEY (tenant_id, change_id) REFERENCES bookings.change(tenant_id, change_id),
  constraint suspension_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id),
  constraint suspension_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table bookings.suspension is 'The suspensions in force, each span with the change that made it; spans that touch are one suspension; an open one ends with its school year. Rebuildable from the log.';
alter table bookings.suspension enable row level security;
alter table bookings.suspension force row level security;
create policy tenant on bookings.suspension using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, update, delete on bookings.suspension to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select on bookings.suspension to refettorio_kitchen;

create view bookings.adult_meal_view with (security_invoker=true) as
 SELECT tenant_id,
    service_id,
    day,
    adult_code,
    school_id,
    shift_id,
    serving_site_id,
    kitchen_id
   FROM bookings.adult_meal;
grant select on bookings.adult_meal_view to refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view bookings.correction_view with (security_invoker=true) as
 SELECT m.tenant_id,
    m.service_id,
    m.day,
    m.pupil_id,
    m.revision,
    m.outcome,
    outcome AS outcome_before,
    m.school_id,
    m.class_id,
    m.shift_id,
    m.serving_site_id,
    m.kitchen_id,
    m.variant,
    m.plain,
    m.correction,
    m.reason,
    m.recorded_at,
    m.recorded_by,
    m.correction_id,
    m.restored
   FROM (bookings.meal m
     LEFT JOIN bookings.meal b ON (((tenant_id = m.tenant_id) AND (service_id = m.service_id) AND (day = m.day) AND (pupil_id = m.pupil_id) AND (revision = (m.revision - 1)))))
  WHERE (m.correction IS NOT NULL);
comment on view bookings.correction_view is 'What was corrected after closing; outcome_before is null for a child who had no meal at all.';
grant select on bookings.correction_view to refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view bookings.day_closing_view with (security_invoker=true) as
 SELECT tenant_id,
    school_id,
    service_id,
    day,
    cut_off_at,
    closed_at,
    served,
    pupil_meals,
    adult_meals
   FROM bookings.day_closing;
grant select on bookings.day_closing_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view bookings.meal_view with (security_invoker=true) as
 SELECT DISTINCT ON (tenant_id, service_id, day, pupil_id) tenant_id,
    service_id,
    day,
    pupil_id,
    revision,
    outcome,
    school_id,
    class_id,
    shift_id,
    serving_site_id,
    kitchen_id,
    variant,
    special_diet_ids,
    plain,
    packed_lunch,
        CASE
            WHEN (correction = 'mistake'::text) THEN restored
            ELSE correction
        END AS correction,
    reason,
    recorded_at,
    recorded_by
   FROM bookings.meal
  ORDER BY tenant_id, service_id, day, pupil_id, revision DESC;
comment on view bookings.meal_view is 'The last word about each meal; correction is the one that holds, never the mistake that put another right.';
grant select on bookings.meal_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create view bookings.suspension_view with (security_invoker=true) as
 SELECT tenant_id,
    pupil_id,
    service_id,
    from_on,
    to_on,
    open,
    change_id
   FROM bookings.suspension;
grant select on bookings.suspension_view to refettorio_family, refettorio_office, refettorio_school, refettorio_system;

-- what to cook for whom: headcounts and special plates
create schema kitchen;
grant usage on schema kitchen to refettorio_office, refettorio_kitchen, refettorio_system;

create table kitchen.seen_correction (
  tenant_id integer not null,
  service_id uuid not null,
  day date not null,
  pupil_id uuid not null,
  revision smallint not null,
  seen_at timestamp with time zone not null,
  seen_by text not null,
  constraint seen_correction_pkey PRIMARY KEY (tenant_id, service_id, day, pupil_id, revision),
  constraint seen_correction_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint seen_correction_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table kitchen.seen_correction is 'The kitchen knows of this "+1" or "−1": which revision of a meal, seen by whom. Without a foreign key to the meal, so that retention may detach a school year.';
alter table kitchen.seen_correction enable row level security;
alter table kitchen.seen_correction force row level security;
create policy tenant on kitchen.seen_correction using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON kitchen.seen_correction FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on kitchen.seen_correction to refettorio_office, refettorio_system;
grant select, insert on kitchen.seen_correction to refettorio_kitchen;

-- today's schools for office and school: counts, roll calls, and hands raised by the morning check
create schema morning;
grant usage on schema morning to refettorio_office, refettorio_school, refettorio_system;

create table morning.school_check (
  tenant_id integer not null,
  school_id uuid not null,
  service_id uuid not null,
  day date not null,
  checked_at timestamp with time zone not null,
  expected_meals integer not null,
  usual_meals integer,
  hand text,
  constraint school_check_pkey PRIMARY KEY (tenant_id, school_id, service_id, day),
  constraint school_check_hand_check CHECK ((hand = ANY (ARRAY['zero'::text, 'low'::text, 'high'::text]))),
  constraint school_check_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint school_check_tenant_id_school_id_fkey FOREIGN KEY (tenant_id, school_id) REFERENCES schools.school(tenant_id, school_id),
  constraint school_check_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table morning.school_check is 'The morning check of a school: made once a day, with the number found, the usual one of that weekday, and the hand it raised, if any.';
alter table morning.school_check enable row level security;
alter table morning.school_check force row level security;
CREATE INDEX school_check_by_day ON morning.school_check USING btree (tenant_id, day);
create policy tenant on morning.school_check using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON morning.school_check FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on morning.school_check to refettorio_office, refettorio_school;
grant select, insert on morning.school_check to refettorio_system;

-- suspensions that nobody has ended: reminders to families, the office’s list
create schema open_suspensions;
grant usage on schema open_suspensions to refettorio_office, refettorio_system;

create table open_suspensions.reminder (
  tenant_id integer not null,
  pupil_id uuid not null,
  service_id uuid not null,
  suspended_on date not null,
  kind text not null,
  step smallint not null,
  sms_due boolean not null,
  sent_at timestamp with time zone not null,
  constraint reminder_pkey PRIMARY KEY (tenant_id, pupil_id, service_id, suspended_on, kind, step),
  constraint reminder_kind_check CHECK ((kind = ANY (ARRAY['still-open'::text, 'year-end'::text]))),
  constraint reminder_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id),
  constraint reminder_tenant_id_pupil_id_fkey FOREIGN KEY (tenant_id, pupil_id) REFERENCES enrolment.pupil(tenant_id, pupil_id),
  constraint reminder_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES schools.meal_service(tenant_id, service_id)
);
comment on table open_suspensions.reminder is 'A reminder of an open suspension, by its first day: written once, in the transaction that queues its messages; sms_due: who is told by SMS was told this one.';
alter table open_suspensions.reminder enable row level security;
alter table open_suspensions.reminder force row level security;
create policy tenant on open_suspensions.reminder using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON open_suspensions.reminder FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant select on open_suspensions.reminder to refettorio_office;
grant select, insert on open_suspensions.reminder to refettorio_system;

-- face: the phone dialogue, what carries it, and commands by SMS
create schema voice;
grant usage on schema voice to refettorio_system;

create table voice.call (
  tenant_id integer not null,
  call_id text not null,
  event_count integer not null,
  sealed bytea,
  began_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint call_pkey PRIMARY KEY (tenant_id, call_id),
  constraint call_call_id_check CHECK (((length(call_id) >= 1) AND (length(call_id) <= 64))),
  constraint call_event_count_check CHECK ((event_count >= 0)),
  constraint call_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table voice.call is 'A telephone call that comes as web requests: how many events it has heard and, sealed, where its dialogue stands. The dialogue is forgotten after a day; that there was such a call a month later, so that it cannot be played again.';
alter table voice.call enable row level security;
alter table voice.call force row level security;
CREATE INDEX call_by_update ON voice.call USING btree (tenant_id, updated_at);
create policy tenant on voice.call using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, update, delete on voice.call to refettorio_system;

create table voice.incoming_sms (
  tenant_id integer not null,
  arrival_id text not null,
  arrived_at timestamp with time zone not null,
  sender_hash text,
  receipt_codes text[] default '{}'::text[] not null,
  refusals text[] default '{}'::text[] not null,
  answer text,
  unsent text,
  repeat_hash text,
  constraint incoming_sms_pkey PRIMARY KEY (tenant_id, arrival_id),
  constraint incoming_sms_arrival_id_check CHECK (((length(arrival_id) >= 1) AND (length(arrival_id) <= 200))),
  constraint incoming_sms_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenancy.tenant(tenant_id)
);
comment on table voice.incoming_sms is 'A text message of a family by the provider''s id, and the receipts or refusals that it led to; its text is never kept. After thirty days sender and answer are blanked.';
alter table voice.incoming_sms enable row level security;
alter table voice.incoming_sms force row level security;
CREATE UNIQUE INDEX incoming_sms_by_repeat ON voice.incoming_sms USING btree (tenant_id, repeat_hash) WHERE (repeat_hash IS NOT NULL);
CREATE INDEX incoming_sms_by_sender ON voice.incoming_sms USING btree (tenant_id, sender_hash, arrived_at);
create policy tenant on voice.incoming_sms using ((tenant_id = platform.current_tenant())) with check ((tenant_id = platform.current_tenant()));
grant select, insert, update on voice.incoming_sms to refettorio_system;
