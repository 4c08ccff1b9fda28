-- Why: from a number that is not on file the telephone may ask for a PIN beside the child's phone code (RULES E1).
create table enrolment.phone_pin (
  tenant_id integer not null references tenancy.tenant,
  pupil_id uuid not null,
  sealed_pin bytea not null,
  given_at timestamptz not null,
  primary key (tenant_id, pupil_id),
  foreign key (tenant_id, pupil_id) references enrolment.pupil
);
comment on table enrolment.phone_pin is 'The PIN of a pupil''s phone code, sealed under the authority''s field key. A new one takes its place at once and the old one is not kept; who gave which when stands in the audit. Only the system, which answers calls, reads it.';
call platform.isolate('enrolment.phone_pin');
grant select (tenant_id, pupil_id, given_at), insert, update (sealed_pin, given_at) on enrolment.phone_pin to refettorio_family, refettorio_office;
grant select, insert, update on enrolment.phone_pin to refettorio_system;
