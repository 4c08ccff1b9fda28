-- A family known by a pupil's phone code only: actor_id is the pupil.
alter table bookings.change drop constraint change_actor_kind_check;
alter table bookings.change add constraint change_actor_kind_check
  check (actor_kind in ('guardian', 'phone-code', 'staff', 'system'));
