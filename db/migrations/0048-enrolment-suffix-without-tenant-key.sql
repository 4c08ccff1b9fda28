-- Why: the suffixes of 100 000 pupils are five million rows, and looking for the same tenant once more at each was a quarter of what they cost; isolation lets nobody write a row of another tenant than the transaction's.
alter table enrolment.pupil_suffix drop constraint pupil_suffix_tenant_id_fkey;
comment on table enrolment.pupil_suffix is 'Every way in which a pupil can be found, made by the application from names and codes: words from their beginning, and from inside (is_inner). Without foreign keys, which would cost as much as the rows; it is rewritten whole with its pupil.';
