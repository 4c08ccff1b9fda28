// The SQL of menus: seasons with their spans, publications and changes in one statement; documents by id; every write.
import type { Grade } from '#calendar/model.ts';
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import type { Weekdays } from '#ground/weekdays.ts';
import type {
  DayChange,
  Dish,
  Draft,
  Publication,
  RotationWeek,
  Season,
  SeasonSpan,
} from '#menus/model.ts';
import type { Tx } from '#platform/database.ts';
import { sqlInstant } from '#platform/database.ts';

export interface MenuRows {
  /** What the tenant's calendar is kept under. */
  readonly version: number;
  readonly services: readonly { readonly serviceId: string; readonly serviceName: string }[];
  readonly seasons: readonly Season[];
  readonly publications: readonly Publication[];
  readonly changes: readonly DayChange[];
}

/** Every season and publication, and the changes of some days. */
export async function findMenuRows(tx: Tx, from: Day, to: Day): Promise<MenuRows> {
  const row = await tx.row<MenuRows>(
    `select
       (select version from tenancy.version_view where tenant_id = $1) as "version",
       coalesce((select json_agg(json_build_object('serviceId', service_id, 'serviceName', service_name) order by service_name)
         from schools.service_view where tenant_id = $1), '[]') as "services",
       coalesce((select json_agg(json_build_object('seasonId', s.season_id, 'name', s.name, 'kind', s.kind, 'serviceId', s.service_id,
           'grade', s.grade, 'rotationWeeks', s.rotation_weeks, 'spans', coalesce((
             select json_agg(json_build_object('from', p.valid_from, 'to', p.valid_to, 'firstWeek', p.first_week) order by p.valid_from)
               from menus.season_span p
              where p.tenant_id = s.tenant_id and p.season_id = s.season_id and p.superseded_at is null), '[]')) order by s.recorded_at, s.name)
         from menus.season s where s.tenant_id = $1), '[]') as "seasons",
       coalesce((select json_agg(json_build_object('publicationId', publication_id, 'seasonId', season_id, 'week', week,
           'draftId', draft_id, 'validFrom', valid_from, 'publishedAt', (extract(epoch from published_at) * 1000)::bigint))
         from menus.publication where tenant_id = $1), '[]') as "publications",
       coalesce((select json_agg(json_build_object('seasonId', season_id, 'day', day, 'dishes', dishes, 'reason', reason,
           'recordedAt', (extract(epoch from recorded_at) * 1000)::bigint) order by recorded_at)
         from menus.day_change where tenant_id = $1 and day between $2::date and $3::date), '[]') as "changes"`,
    from,
    to,
  );
  if (row === undefined) throw new Error('a select without a from always has a row');
  return row;
}

export function listPublishedWeeks(
  tx: Tx,
  publicationIds: readonly string[],
): Promise<readonly { readonly publicationId: string; readonly days: RotationWeek }[]> {
  return tx.rows(
    `select publication_id as "publicationId", days from menus.publication
      where tenant_id = $1 and publication_id = any($2::uuid[])`,
    publicationIds,
  );
}

/** The last draft of each week, of every season or of one. */
export function listDrafts(tx: Tx, seasonId: string | null): Promise<readonly Draft[]> {
  return tx.rows<Draft>(
    `select distinct on (season_id, week) draft_id as "draftId", season_id as "seasonId", week, days
       from menus.draft where tenant_id = $1 and ($2::uuid is null or season_id = $2)
      order by season_id, week, recorded_at desc, draft_id desc`,
    seasonId,
  );
}

/** A pupil in a class of a grade, with the weekdays on which it uses a service. */
export interface EaterRow {
  readonly pupilId: string;
  readonly classId: string;
  readonly serviceId: string;
  readonly grade: Grade;
  readonly weekdays: Weekdays;
  readonly from: Day;
  readonly to: Day;
}

export function listEaters(
  tx: Tx,
  pupilIds: readonly string[],
  from: Day,
  to: Day,
): Promise<readonly EaterRow[]> {
  return tx.rows<EaterRow>(
    `select e.pupil_id as "pupilId", e.class_id as "classId", e.service_id as "serviceId", c.grade, e.weekdays,
            greatest(e.valid_from, $3::date) as "from", least(e.valid_to, $4::date) as "to"
       from enrolment.eater_view e
       join schools.class_view c on c.tenant_id = e.tenant_id and c.class_id = e.class_id
      where e.tenant_id = $1 and e.pupil_id = any($2::uuid[]) and e.valid_from <= $4::date and e.valid_to >= $3::date`,
    pupilIds,
    from,
    to,
  );
}

export function insertSeason(
  tx: Tx,
  season: Omit<Season, 'spans'>,
  at: Instant,
  recordedBy: string,
): void {
  tx.write(
    `insert into menus.season (tenant_id, season_id, name, kind, service_id, grade, rotation_weeks, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    season.seasonId,
    season.name,
    season.kind,
    season.serviceId,
    season.grade,
    season.rotationWeeks,
    sqlInstant(at),
    recordedBy,
  );
}

/** All spans of the season in force give way: those that stay are recorded anew. */
export function supersedeSpans(tx: Tx, seasonId: string, at: Instant): void {
  tx.write(
    `update menus.season_span set superseded_at = $3 where tenant_id = $1 and season_id = $2 and superseded_at is null`,
    seasonId,
    sqlInstant(at),
  );
}

export function insertSpan(
  tx: Tx,
  { seasonId, serviceId, grade }: Pick<Season, 'seasonId' | 'serviceId' | 'grade'>,
  span: SeasonSpan & { readonly seasonSpanId: string },
  at: Instant,
  recordedBy: string,
): void {
  tx.write(
    `insert into menus.season_span (tenant_id, season_span_id, season_id, service_id, grade, valid_from, valid_to, first_week, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    span.seasonSpanId,
    seasonId,
    serviceId,
    grade,
    span.from,
    span.to,
    span.firstWeek,
    sqlInstant(at),
    recordedBy,
  );
}

export function insertDraft(tx: Tx, draft: Draft, at: Instant, recordedBy: string): void {
  tx.write(
    `insert into menus.draft (tenant_id, draft_id, season_id, week, days, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7)`,
    draft.draftId,
    draft.seasonId,
    draft.week,
    JSON.stringify(draft.days),
    sqlInstant(at),
    recordedBy,
  );
}

export function insertPublication(
  tx: Tx,
  publication: Omit<Publication, 'publishedAt'> & { readonly days: RotationWeek },
  at: Instant,
  publishedBy: string,
): void {
  tx.write(
    `insert into menus.publication (tenant_id, publication_id, season_id, week, draft_id, days, valid_from, published_at, published_by)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)`,
    publication.publicationId,
    publication.seasonId,
    publication.week,
    publication.draftId,
    JSON.stringify(publication.days),
    publication.validFrom,
    sqlInstant(at),
    publishedBy,
  );
}

export function insertDayChange(
  tx: Tx,
  change: Omit<DayChange, 'recordedAt' | 'dishes'> & {
    readonly dayChangeId: string;
    readonly dishes: readonly Dish[];
  },
  at: Instant,
  recordedBy: string,
): void {
  tx.write(
    `insert into menus.day_change (tenant_id, day_change_id, season_id, day, dishes, reason, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)`,
    change.dayChangeId,
    change.seasonId,
    change.day,
    JSON.stringify(change.dishes),
    change.reason,
    sqlInstant(at),
    recordedBy,
  );
}

/** Two who write menus at once take turns until the end of each transaction. */
export async function lockMenus(tx: Tx): Promise<void> {
  await tx.rows(`select pg_advisory_xact_lock(hashtextextended($1::int::text || ' menus', 0))`);
}

/** What diets call the variants that kitchens count; names of rules, of no child. */
export async function listVariants(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.rows<{ readonly variant: string }>(
    `select distinct variant from diets.diet_view where tenant_id = $1 order by variant`,
  );
  return rows.map((row) => row.variant);
}
