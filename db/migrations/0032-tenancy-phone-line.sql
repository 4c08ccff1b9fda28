-- Why: which authority is reached at which phone number, decided before anything is read (RULES F1).
create table tenancy.phone_line (
  number text primary key check (number ~ '^\+[1-9][0-9]{6,14}$'),
  tenant_id integer not null references tenancy.tenant,
  kind text not null check (kind in ('voice', 'sms')),
  cost_it text,
  cost_en text,
  check ((cost_it is null) = (cost_en is null))
);
comment on table tenancy.phone_line is 'The numbers that are answered, in E.164, the authority behind each and what a call costs; no personal data, readable by every role (exempt from row-level isolation by name).';
create index phone_line_by_tenant on tenancy.phone_line (tenant_id);
grant select on tenancy.phone_line to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant insert, update, delete on tenancy.phone_line to refettorio_system;
