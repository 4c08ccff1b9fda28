-- Why: an SMS that opens an account lies sealed until the provider has it, and nowhere afterwards; the office reads what did not go out.
alter table notifications.message add column sealed_body bytea;
alter table notifications.message add constraint message_sealed_or_plain
  check (sealed_body is null or (body = '' and state = 'waiting'));
comment on column notifications.message.sealed_body is 'The text of an SMS that holds a secret, encrypted under the key of the authority; taken out by whatever ends the waiting.';

create view notifications.sms_view with (security_invoker = true) as
  select tenant_id, message_id, address, state, can_wait, segments, last_answer, created_at, expires_at, settled_at
    from notifications.message where medium = 'sms';
comment on view notifications.sms_view is 'What became of each SMS; never its text.';
grant select on notifications.sms_view to refettorio_office, refettorio_system;
