-- Why: who asked for a change by SMS and got the answer is not told the same change a second time.
create table bookings.answered_change (
  tenant_id integer not null references tenancy.tenant,
  change_id uuid not null,
  message_id uuid not null,
  primary key (tenant_id, change_id),
  foreign key (tenant_id, change_id) references bookings.change,
  foreign key (tenant_id, message_id) references notifications.message
);
comment on table bookings.answered_change is 'The SMS that answered the request for a change: who has its number is not told that change again.';
call platform.isolate('bookings.answered_change');
create trigger append_only before update or delete on bookings.answered_change for each row execute function platform.refuse_change();
grant select, insert on bookings.answered_change to refettorio_system;

comment on table open_suspensions.reminder is 'A reminder of an open suspension, by its first day: written once, in the transaction that queues its messages; sms_due: who is told by SMS was told this one.';
