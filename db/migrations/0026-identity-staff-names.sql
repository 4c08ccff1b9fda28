-- Why: what a member of staff has recorded keeps their name, for whoever reads it later (RULES A6: by a named person).
create view identity.staff_name_view with (security_invoker = true) as
  select distinct g.tenant_id, a.account_id, a.display_name
    from identity.staff_grant g join identity.staff_account a on a.account_id = g.account_id;
comment on view identity.staff_name_view is 'The name of whoever works or has worked for the authority.';
grant select on identity.staff_name_view to refettorio_office, refettorio_school, refettorio_system;
