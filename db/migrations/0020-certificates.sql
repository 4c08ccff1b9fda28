-- Why: more plain meals than the limit need a medical certificate (RULES B7): as it arrived, its sealed file, and what became of it.
create schema certificates;
grant usage on schema certificates to refettorio_family, refettorio_office, refettorio_system;

create table certificates.certificate (
  tenant_id integer not null references tenancy.tenant,
  certificate_id uuid not null,
  pupil_id uuid not null,
  purpose text not null check (purpose in ('plain-meal')),
  asked_from_on date not null,
  asked_to_on date not null,
  arrived_by text not null check (arrived_by in ('portal', 'mail', 'desk')),
  arrived_on date not null,
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  size_bytes integer not null check (size_bytes > 0),
  sender_kind text not null check (sender_kind in ('guardian', 'staff')),
  sender_id uuid not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, certificate_id),
  foreign key (tenant_id, pupil_id) references enrolment.pupil,
  check (asked_from_on <= asked_to_on)
);
comment on table certificates.certificate is 'A medical certificate of a pupil as it arrived, and the days it asks for; neither reason nor diagnosis is kept.';
create index certificate_by_pupil on certificates.certificate (tenant_id, pupil_id);
call platform.isolate('certificates.certificate');

create table certificates.certificate_file (
  tenant_id integer not null,
  certificate_id uuid not null,
  sealed bytea not null,
  primary key (tenant_id, certificate_id),
  foreign key (tenant_id, certificate_id) references certificates.certificate
);
comment on table certificates.certificate_file is 'The page itself, sealed under the authority''s key and erased when it is no longer needed. Families put it in and never read it.';
-- Sealed bytes do not get smaller.
alter table certificates.certificate_file alter column sealed set storage external;
call platform.isolate('certificates.certificate_file');

create table certificates.decision (
  tenant_id integer not null,
  certificate_id uuid not null,
  decision text not null check (decision in ('approved', 'declined')),
  from_on date,
  to_on date,
  receipt_code text,
  decline_reason text check (decline_reason in ('unreadable', 'incomplete', 'other-child', 'for-a-diet', 'period-over', 'ask-office')),
  decided_at timestamptz not null,
  decided_by uuid not null,
  primary key (tenant_id, certificate_id),
  foreign key (tenant_id, certificate_id) references certificates.certificate,
  check ((decision = 'approved') = (from_on is not null and to_on is not null and receipt_code is not null)),
  check ((decision = 'declined') = (decline_reason is not null)),
  check (from_on <= to_on)
);
comment on table certificates.decision is 'The office''s word, once: approved for a range with the receipt of the change that books it, or declined for a reason that says what to do.';
call platform.isolate('certificates.decision');

create table certificates.withdrawal (
  tenant_id integer not null,
  certificate_id uuid not null,
  withdrawn_at timestamptz not null,
  guardian_id uuid not null,
  primary key (tenant_id, certificate_id),
  foreign key (tenant_id, certificate_id) references certificates.certificate,
  foreign key (tenant_id, guardian_id) references enrolment.guardian
);
comment on table certificates.withdrawal is 'A guardian took back a certificate that nobody had decided about.';
call platform.isolate('certificates.withdrawal');

create trigger append_only before update or delete on certificates.certificate for each row execute function platform.refuse_change();
create trigger append_only before update on certificates.certificate_file for each row execute function platform.refuse_change();
create trigger append_only before update or delete on certificates.decision for each row execute function platform.refuse_change();
create trigger append_only before update or delete on certificates.withdrawal for each row execute function platform.refuse_change();

-- Health data of children: school, kitchen and caterer have no right at all, and only the office reads the file.
grant select on certificates.certificate, certificates.decision, certificates.withdrawal to refettorio_family, refettorio_office, refettorio_system;
grant insert on certificates.certificate, certificates.certificate_file to refettorio_family, refettorio_office;
grant insert on certificates.decision to refettorio_office;
grant insert on certificates.withdrawal to refettorio_family;
grant select on certificates.certificate_file to refettorio_office;
grant select (tenant_id, certificate_id), delete on certificates.certificate_file to refettorio_system;

create view certificates.certificate_view with (security_invoker = true) as
  select c.tenant_id, c.certificate_id, c.pupil_id, c.purpose, c.asked_from_on, c.asked_to_on, c.arrived_by, c.arrived_on,
         c.media_type, c.size_bytes, c.sender_kind, c.sender_id, c.recorded_at,
         case when w.withdrawn_at is not null then 'withdrawn' else coalesce(d.decision, 'waiting') end as state,
         coalesce(d.decided_at, w.withdrawn_at) as settled_at, d.decided_by, d.from_on, d.to_on, d.receipt_code, d.decline_reason
    from certificates.certificate c
    left join certificates.decision d on d.tenant_id = c.tenant_id and d.certificate_id = c.certificate_id
    left join certificates.withdrawal w on w.tenant_id = c.tenant_id and w.certificate_id = c.certificate_id;
comment on view certificates.certificate_view is 'Every certificate with its state: waiting, approved, declined or withdrawn.';
grant select on certificates.certificate_view to refettorio_family, refettorio_office, refettorio_system;
