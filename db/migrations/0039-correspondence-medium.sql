-- Why: a guardian may choose to be told by SMS instead of mail.
alter table correspondence.mute drop constraint mute_kind_check;
alter table correspondence.mute add constraint mute_kind_check check (kind in ('own-changes', 'mail'));
