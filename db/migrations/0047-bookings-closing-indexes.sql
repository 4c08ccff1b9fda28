-- Why: closing a school read its roster through the indexes that forbid overlaps, ten times as slow as they need be, and
-- all plain days of the authority, more of them every day of the year.
drop index enrolment.class_membership_by_class;
create index class_membership_by_class on enrolment.class_membership (tenant_id, class_id) include (pupil_id, valid_from, valid_to) where superseded_at is null;
drop index enrolment.class_membership_by_pupil;
create index class_membership_by_pupil on enrolment.class_membership (tenant_id, pupil_id) include (class_id, valid_from, valid_to) where superseded_at is null;
drop index enrolment.service_enrolment_by_pupil;
create index service_enrolment_by_pupil on enrolment.service_enrolment (tenant_id, pupil_id) include (service_id, weekdays, valid_from, valid_to) where superseded_at is null;
create index plain_day_by_day on bookings.plain_day (tenant_id, day);
create index opted_in_day_by_day on bookings.opted_in_day (tenant_id, day);
