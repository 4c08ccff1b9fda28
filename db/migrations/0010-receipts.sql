-- Why: every accepted change is proved by a signed receipt in a chain, which neither family nor office nor we can rewrite unnoticed (RULES B9).
create schema receipts;
grant usage on schema receipts to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table receipts.receipt (
  tenant_id integer not null references tenancy.tenant,
  receipt_code text not null,
  subject_id uuid not null,
  version smallint not null,
  key_id text not null,
  leaf bytea not null,
  signature bytea not null,
  prior_head bytea not null,
  issued_at timestamptz not null,
  primary key (tenant_id, receipt_code)
);
comment on table receipts.receipt is 'The signed proof of a change: leaf is the salted hash of its payload, prior_head a head that was sealed before it was issued.';
create index receipt_by_subject on receipts.receipt (tenant_id, subject_id);

create table receipts.payload (
  tenant_id integer not null,
  receipt_code text not null,
  salt bytea not null,
  canonical_text text not null,
  primary key (tenant_id, receipt_code),
  foreign key (tenant_id, receipt_code) references receipts.receipt
);
comment on table receipts.payload is 'What a receipt says, kept apart from its proof so that retention can erase it.';

create table receipts.unsealed (
  tenant_id integer not null,
  receipt_code text not null,
  primary key (tenant_id, receipt_code),
  foreign key (tenant_id, receipt_code) references receipts.receipt
);
comment on table receipts.unsealed is 'Receipts waiting for their position in the chain: written with the receipt, taken out by the sealer, so that a late commit is never skipped.';

create table receipts.seal (
  tenant_id integer not null,
  position bigint not null,
  receipt_code text not null,
  head bytea not null,
  sealed_at timestamptz not null,
  primary key (tenant_id, position),
  unique (tenant_id, receipt_code),
  foreign key (tenant_id, receipt_code) references receipts.receipt
);
comment on table receipts.seal is 'The chain of receipts, without gaps: each head is the hash of the head before, of the position and of the leaf.';

create table receipts.published_head (
  tenant_id integer not null references tenancy.tenant,
  day date not null,
  position bigint not null,
  head bytea not null,
  line text not null,
  published_at timestamptz not null,
  primary key (tenant_id, day)
);
comment on table receipts.published_head is 'The head of the chain that was sent outside the database on a day (file and mail to the authority), with the line that was sent.';

call platform.isolate('receipts.receipt');
call platform.isolate('receipts.payload');
call platform.isolate('receipts.unsealed');
call platform.isolate('receipts.seal');
call platform.isolate('receipts.published_head');
-- The sealer first asks which authorities have anything to seal.
create policy sweep on receipts.unsealed to refettorio_system using (true);

create trigger append_only before update or delete on receipts.receipt for each row execute function platform.refuse_change();
create trigger append_only before update on receipts.payload for each row execute function platform.refuse_change();
create trigger append_only before update or delete on receipts.seal for each row execute function platform.refuse_change();
create trigger append_only before update or delete on receipts.published_head for each row execute function platform.refuse_change();

grant select, insert on receipts.receipt, receipts.payload to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant insert on receipts.unsealed to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select, delete on receipts.unsealed to refettorio_system;
grant select on receipts.seal to refettorio_family, refettorio_office, refettorio_school, refettorio_system;
grant select on receipts.published_head to refettorio_family, refettorio_office, refettorio_system;
grant insert on receipts.seal, receipts.published_head to refettorio_system;
grant delete on receipts.payload to refettorio_system;
