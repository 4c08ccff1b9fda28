-- Why: what is cooked when, with its allergens and what special diets get instead; what was published is never edited in place.
create schema menus;
grant usage on schema menus to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;

create table menus.season (
  tenant_id integer not null references tenancy.tenant,
  season_id uuid not null,
  name text not null,
  kind text not null check (kind in ('summer', 'winter')),
  service_id uuid not null,
  grade text check (grade in ('nursery', 'primary', 'middle')),
  rotation_weeks smallint not null check (rotation_weeks between 1 and 12),
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant_id, season_id),
  unique (tenant_id, name),
  foreign key (tenant_id, service_id) references schools.meal_service
);
comment on table menus.season is 'A menu of a service, of one grade or of all, that turns in a number of weeks; when it is served is in its spans.';
call platform.isolate('menus.season');
create trigger append_only before update or delete on menus.season for each row execute function platform.refuse_change();

create table menus.season_span (
  tenant_id integer not null,
  season_span_id uuid not null,
  season_id uuid not null,
  service_id uuid not null,
  grade text,
  valid_from date not null,
  valid_to date not null,
  first_week smallint not null check (first_week >= 1),
  recorded_at timestamptz not null,
  recorded_by text not null,
  superseded_at timestamptz,
  primary key (tenant_id, season_span_id),
  foreign key (tenant_id, season_id) references menus.season,
  check (valid_from <= valid_to),
  exclude using gist (tenant_id with =, service_id with =, coalesce(grade, 'every') with =, daterange(valid_from, valid_to, '[]') with &&) where (superseded_at is null)
);
comment on table menus.season_span is 'From when to when a season is served, and in which rotation week it then begins; service and grade are the season''s.';
call platform.isolate('menus.season_span');
create trigger bitemporal before update or delete on menus.season_span for each row execute function platform.only_supersede();

create table menus.draft (
  tenant_id integer not null,
  draft_id uuid not null,
  season_id uuid not null,
  week smallint not null check (week >= 1),
  days jsonb not null check (jsonb_typeof(days) = 'array'),
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant_id, draft_id),
  foreign key (tenant_id, season_id) references menus.season
);
comment on table menus.draft is 'A rotation week as the office has written it, whole; the last one counts. Only who manages menus reads it.';
create index draft_by_week on menus.draft (tenant_id, season_id, week, recorded_at);
call platform.isolate('menus.draft');
create trigger append_only before update or delete on menus.draft for each row execute function platform.refuse_change();

create table menus.publication (
  tenant_id integer not null,
  publication_id uuid not null,
  season_id uuid not null,
  week smallint not null,
  draft_id uuid not null,
  days jsonb not null check (jsonb_typeof(days) = 'array'),
  valid_from date not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (tenant_id, publication_id),
  unique (tenant_id, season_id, week, published_at),
  foreign key (tenant_id, season_id) references menus.season,
  foreign key (tenant_id, draft_id) references menus.draft
);
comment on table menus.publication is 'A rotation week as families read it from a day on, copied from its draft; a later one counts from its own day.';
call platform.isolate('menus.publication');
create trigger append_only before update or delete on menus.publication for each row execute function platform.refuse_change();

create table menus.day_change (
  tenant_id integer not null,
  day_change_id uuid not null,
  season_id uuid not null,
  day date not null,
  dishes jsonb not null check (jsonb_typeof(dishes) = 'array'),
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant_id, day_change_id),
  foreign key (tenant_id, season_id) references menus.season
);
comment on table menus.day_change is 'Dishes of one day instead of the published ones, and why; the last one recorded counts, one without dishes is the plan again.';
create index day_change_by_day on menus.day_change (tenant_id, day);
call platform.isolate('menus.day_change');
create trigger append_only before update or delete on menus.day_change for each row execute function platform.refuse_change();

grant select on menus.season, menus.season_span, menus.publication, menus.day_change
  to refettorio_family, refettorio_office, refettorio_school, refettorio_kitchen, refettorio_system;
grant select on menus.draft to refettorio_office, refettorio_system;
grant insert on menus.season, menus.draft, menus.publication, menus.day_change to refettorio_office, refettorio_system;
grant insert, update on menus.season_span to refettorio_office, refettorio_system;
