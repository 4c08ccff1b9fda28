-- Why: who was seen at table is a fact of the school's own (RULES A3): a roll call of a class, taken again as a new revision.
create schema roll_call;
grant usage on schema roll_call to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table roll_call.roll_call (
  tenant_id integer not null references tenancy.tenant,
  service_id uuid not null,
  day date not null,
  class_id uuid not null,
  revision smallint not null check (revision >= 0),
  taken_at timestamptz not null,
  taken_by text not null,
  primary key (tenant_id, service_id, day, class_id, revision),
  foreign key (tenant_id, service_id) references schools.meal_service,
  foreign key (tenant_id, class_id) references schools.school_class
);
comment on table roll_call.roll_call is 'A class''s roll call of a day and service; the last revision counts, the earlier ones stay.';
create index roll_call_by_day on roll_call.roll_call (tenant_id, day);
call platform.isolate('roll_call.roll_call');

create table roll_call.presence (
  tenant_id integer not null,
  service_id uuid not null,
  day date not null,
  class_id uuid not null,
  revision smallint not null,
  pupil_id uuid not null,
  present boolean not null,
  primary key (tenant_id, service_id, day, class_id, revision, pupil_id),
  foreign key (tenant_id, service_id, day, class_id, revision) references roll_call.roll_call,
  foreign key (tenant_id, pupil_id) references enrolment.pupil
) partition by range (day);
comment on table roll_call.presence is 'Who was seen at table and who was not, in one revision of a roll call. Partitioned by school year.';
create table roll_call.presence_default partition of roll_call.presence default;
comment on table roll_call.presence_default is 'Catches roll calls of a school year without a partition: it must stay empty.';
create index presence_by_pupil on roll_call.presence (tenant_id, pupil_id, day);
call platform.isolate('roll_call.presence');
call platform.isolate('roll_call.presence_default');

create trigger append_only before update or delete on roll_call.roll_call for each row execute function platform.refuse_change();
create trigger append_only before update or delete on roll_call.presence for each row execute function platform.refuse_change();

grant select on roll_call.roll_call, roll_call.presence to refettorio_office, refettorio_school, refettorio_system;
-- Whether a child was seen, not who looked.
grant select (tenant_id, service_id, day, class_id, revision, taken_at) on roll_call.roll_call to refettorio_family, refettorio_kitchen;
grant select on roll_call.presence to refettorio_family, refettorio_kitchen;
grant insert on roll_call.roll_call, roll_call.presence to refettorio_office, refettorio_school;

create view roll_call.presence_view with (security_invoker = true) as
  select distinct on (p.tenant_id, p.pupil_id, p.service_id, p.day)
         p.tenant_id, p.pupil_id, p.service_id, p.day, p.class_id, p.present
    from roll_call.presence p
    join roll_call.roll_call r on r.tenant_id = p.tenant_id and r.service_id = p.service_id and r.day = p.day
         and r.class_id = p.class_id and r.revision = p.revision
   where not exists (select from roll_call.roll_call later
                      where later.tenant_id = p.tenant_id and later.service_id = p.service_id and later.day = p.day
                        and later.class_id = p.class_id and later.revision > p.revision)
   order by p.tenant_id, p.pupil_id, p.service_id, p.day, r.taken_at desc, p.class_id;
comment on view roll_call.presence_view is 'Whether a pupil was seen at table, by the last roll call; no row: nobody looked. One row for each pupil, service and day.';
create view roll_call.roll_call_view with (security_invoker = true) as
  select distinct on (tenant_id, service_id, day, class_id)
         tenant_id, service_id, day, class_id, revision, taken_at, taken_by
    from roll_call.roll_call
   order by tenant_id, service_id, day, class_id, revision desc;
comment on view roll_call.roll_call_view is 'The roll call that counts of each class, service and day.';
grant select on roll_call.presence_view to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant select on roll_call.roll_call_view to refettorio_office, refettorio_school, refettorio_system;
