-- Why: a message centre names no SMS; what it hands over again after a cut must be known as the same all the same.
alter table voice.incoming_sms add column repeat_hash text;
comment on column voice.incoming_sms.repeat_hash is 'HMAC of sender, line and text of an SMS without an id, as long as its provider may not have had our answer; null: it has, or the SMS has an id of its own.';
create unique index incoming_sms_by_repeat on voice.incoming_sms (tenant_id, repeat_hash) where repeat_hash is not null;
