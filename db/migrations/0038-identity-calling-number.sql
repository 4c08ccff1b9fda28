-- Why: a call and an incoming SMS are looked up by the number they come from, before anything is said.
create index family_account_by_mobile on identity.family_account (tenant_id, mobile) where mobile is not null;
