-- A family known by a pupil's phone code only: actor_id is the pupil.
alter table audit.event drop constraint event_actor_kind_check;
alter table audit.event add constraint event_actor_kind_check
  check (actor_kind in ('guardian', 'phone-code', 'staff', 'system'));
