-- Why: a guardian may do without the mail about what they themselves did in the portal; never without the other guardian's (RULES B5).
create schema correspondence;
grant usage on schema correspondence to refettorio_family, refettorio_office, refettorio_system;

create table correspondence.mute (
  tenant_id integer not null references tenancy.tenant,
  mute_id uuid not null,
  guardian_id uuid not null,
  kind text not null check (kind in ('own-changes')),
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, mute_id),
  foreign key (tenant_id, guardian_id) references enrolment.guardian
);
comment on table correspondence.mute is 'A kind of message that a guardian does without, until it is superseded.';
create unique index mute_once on correspondence.mute (tenant_id, guardian_id, kind) where superseded_at is null;
call platform.isolate('correspondence.mute');
create trigger bitemporal before update or delete on correspondence.mute for each row execute function platform.only_supersede();
grant select, insert, update on correspondence.mute to refettorio_family;
grant select on correspondence.mute to refettorio_office, refettorio_system;
