-- Why: a clerk finds a pupil by any scrap of a name or code, also the mother's (FOUNDATIONS 9); schools need no fiscal codes and no guardians' papers (RULES E2).
create table enrolment.pupil_suffix (
  tenant_id integer not null references tenancy.tenant,
  pupil_id uuid not null,
  suffix text collate "C" not null,
  is_inner boolean not null,
  office_only boolean not null,
  primary key (tenant_id, office_only, is_inner, suffix, pupil_id)
);
comment on table enrolment.pupil_suffix is 'Every way in which a pupil can be found, made by the application from names and codes: words from their beginning, and from inside (is_inner). Without a foreign key, which would cost as much as the rows; it is rewritten whole with its pupil.';
create index pupil_suffix_by_pupil on enrolment.pupil_suffix (tenant_id, pupil_id);
call platform.isolate('enrolment.pupil_suffix');
grant select on enrolment.pupil_suffix to refettorio_office, refettorio_school, refettorio_system;
grant insert, delete on enrolment.pupil_suffix to refettorio_office, refettorio_system;

-- The version of the rule by which the suffixes were made, 0 = not yet: a job makes those that are behind.
alter table enrolment.pupil add column search_version smallint not null default 0;
create index pupil_by_search_version on enrolment.pupil (tenant_id, search_version);

revoke select on enrolment.pupil, enrolment.guardian from refettorio_school;
grant select (tenant_id, pupil_id, pupil_code, first_name, last_name, sort_key) on enrolment.pupil to refettorio_school;
