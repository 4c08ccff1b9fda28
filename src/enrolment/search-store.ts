// The SQL of the search: writing what pupils are found by, and reading who is found.
import type { Reach } from '#enrolment/staff-rules.ts';
import type { GuardianTexts, PupilTexts, Scrap, Suffix } from '#enrolment/search-rules.ts';
import type { Day } from '#ground/day.ts';
import { groupBy } from '#ground/group-by.ts';
import type { SqlValue, Tx } from '#platform/database.ts';

export async function listPupilsOfGuardians(
  tx: Tx,
  guardianIds: readonly string[],
  guardianshipIds: readonly string[],
): Promise<readonly string[]> {
  if (guardianIds.length + guardianshipIds.length === 0) return [];
  const rows = await tx.rows<{ pupilId: string }>(
    `select pupil_id as "pupilId" from enrolment.guardianship
      where tenant_id = $1 and guardian_id = any($2::uuid[]) and superseded_at is null
      union
     select pupil_id from enrolment.guardianship where tenant_id = $1 and guardianship_id = any($3::uuid[])`,
    guardianIds,
    guardianshipIds,
  );
  return rows.map((row) => row.pupilId);
}

/** Pupils whose suffixes are of an older version. */
export async function listBehind(
  tx: Tx,
  version: number,
  limit: number,
): Promise<readonly string[]> {
  const rows = await tx.rows<{ pupilId: string }>(
    `select pupil_id as "pupilId" from enrolment.pupil where tenant_id = $1 and search_version < $2 limit $3`,
    version,
    limit,
  );
  return rows.map((row) => row.pupilId);
}

export function updateSearchVersion(tx: Tx, pupilIds: readonly string[], version: number): void {
  tx.write(
    `update enrolment.pupil set search_version = $3 where tenant_id = $1 and pupil_id = any($2::uuid[])`,
    pupilIds,
    version,
  );
}

export async function lockPupils(tx: Tx, pupilIds: readonly string[]): Promise<void> {
  await tx.rows(
    `select pupil_id from enrolment.pupil where tenant_id = $1 and pupil_id = any($2::uuid[]) order by pupil_id for update`,
    pupilIds,
  );
}

export async function listTexts(
  tx: Tx,
  pupilIds: readonly string[],
): Promise<readonly (PupilTexts & { readonly pupilId: string })[]> {
  const [pupils, guardiansOf] = await Promise.all([
    tx.rows<Omit<PupilTexts, 'guardians'> & { readonly pupilId: string }>(
      `select pupil_id as "pupilId", pupil_code as "pupilCode", phone_code as "phoneCode", fiscal_code as "fiscalCode",
              first_name as "firstName", last_name as "lastName"
         from enrolment.pupil where tenant_id = $1 and pupil_id = any($2::uuid[])`,
      pupilIds,
    ),
    listGuardianTexts(tx, pupilIds),
  ]);
  return pupils.map((pupil) => ({ ...pupil, guardians: guardiansOf.get(pupil.pupilId) ?? [] }));
}

/**
 * By pupil. Joined here and not in SQL: right after a large import the planner knows nothing yet of the tables' size,
 * and has been seen comparing every guardian with every guardianship for minutes.
 */
async function listGuardianTexts(
  tx: Tx,
  pupilIds: readonly string[],
): Promise<ReadonlyMap<string, readonly GuardianTexts[]>> {
  const links = await tx.rows<{ pupilId: string; guardianId: string }>(
    `select pupil_id as "pupilId", guardian_id as "guardianId" from enrolment.guardianship
      where tenant_id = $1 and pupil_id = any($2::uuid[]) and superseded_at is null`,
    pupilIds,
  );
  const guardians = await tx.rows<GuardianTexts & { readonly guardianId: string }>(
    `select guardian_id as "guardianId", first_name as "firstName", last_name as "lastName", fiscal_code as "fiscalCode"
       from enrolment.guardian where tenant_id = $1 and guardian_id = any($2::uuid[]) order by sort_key, guardian_id`,
    [...new Set(links.map((link) => link.guardianId))],
  );
  const linksOf = groupBy(links, (link) => link.guardianId);
  const found = new Map<string, GuardianTexts[]>();
  for (const guardian of guardians)
    for (const { pupilId } of linksOf.get(guardian.guardianId) ?? [])
      found.set(pupilId, [...(found.get(pupilId) ?? []), guardian]);
  return found;
}

const suffixesPerStatement = 10_000;

/** In the place of those that the pupils had. */
export async function insertSuffixes(
  tx: Tx,
  pupilIds: readonly string[],
  suffixes: readonly (Suffix & { readonly pupilId: string })[],
): Promise<void> {
  await tx.rows(
    'delete from enrolment.pupil_suffix where tenant_id = $1 and pupil_id = any($2::uuid[])',
    pupilIds,
  );
  for (let start = 0; start < suffixes.length; start += suffixesPerStatement) {
    const some = suffixes.slice(start, start + suffixesPerStatement);
    await tx.rows(
      `insert into enrolment.pupil_suffix (tenant_id, pupil_id, suffix, is_inner, office_only)
       select $1, * from unnest($2::uuid[], $3::text[], $4::boolean[], $5::boolean[])`,
      some.map((one) => one.pupilId),
      some.map((one) => one.suffix),
      some.map((one) => one.isInner),
      some.map((one) => one.officeOnly),
    );
  }
}

/** The end of all texts that begin with a scrap, in the order of bytes. */
const afterAll = '\u{10FFFF}';
const countMax = 5000;

/** How many lines each scrap would lead to, up to some thousands: the rarest is looked up, the others are checked. */
export async function countScraps(
  tx: Tx,
  scraps: readonly Scrap[],
  sees: Reach['sees'],
): Promise<readonly number[]> {
  const counts = await Promise.all(
    scraps.map(({ text, alsoInner }) =>
      tx.row<{ count: number }>(
        `select count(*)::int as count from (
           select from enrolment.pupil_suffix
            where tenant_id = $1 and office_only = any($2::boolean[]) and is_inner = any($3::boolean[])
              and suffix >= $4 and suffix < $5 limit ${countMax}) s`,
        sees === 'office' ? [false, true] : [false],
        alsoInner ? [false, true] : [false],
        text,
        text + afterAll,
      ),
    ),
  );
  return counts.map((row) => row?.count ?? 0);
}

export interface FoundIds {
  readonly pupilIds: readonly string[];
  /** There are more than were looked at. */
  readonly isCut: boolean;
}

/** Lines that are looked at; a pupil may have several. */
const linesMax = 80;

/**
 * Pupils in whom every scrap is found, the first scrap being the rarest. The branches are carried out one after
 * another until there are enough lines: words before insides, what is the pupil's own before the guardians', each
 * in alphabetical order.
 */
export async function findByScraps(
  tx: Tx,
  [first, ...others]: readonly [Scrap, ...Scrap[]],
  reach: Reach,
  day: Day,
): Promise<FoundIds> {
  const isOffice = reach.sees === 'office';
  const params: SqlValue[] = [first.text, first.text + afterAll, isOffice];
  const at = (value: SqlValue): string => `$${params.push(value) + 1}`;
  const checks = others.map(
    ({ text, alsoInner }) => `
      and exists (select from enrolment.pupil_suffix o
                   where o.tenant_id = $1 and o.pupil_id = s.pupil_id and o.suffix >= ${at(text)} and o.suffix < ${at(text + afterAll)}
                     and (not o.is_inner or ${at(alsoInner)}::boolean) and (not o.office_only or $4::boolean))`,
  );
  const within =
    reach.schoolIds === null ? '' : ofSchools('s.pupil_id', at(reach.schoolIds), at(day));
  const branch = (isInner: boolean, officeOnly: boolean): string => `
    (select s.pupil_id from enrolment.pupil_suffix s
      where s.tenant_id = $1 and s.office_only = ${officeOnly} and s.is_inner = ${isInner} and (not s.office_only or $4::boolean)
        and s.suffix >= $2 and s.suffix < $3 ${checks.join('')} ${within}
      order by s.suffix, s.pupil_id limit ${linesMax})`;
  const branches = [
    branch(false, false),
    ...(first.alsoInner ? [branch(true, false)] : []),
    ...(isOffice ? [branch(false, true)] : []),
    ...(first.alsoInner && isOffice ? [branch(true, true)] : []),
  ];
  const rows = await tx.rows<{ pupilId: string }>(
    `select pupil_id as "pupilId" from (${branches.join(' union all ')}) l limit ${linesMax}`,
    ...params,
  );
  return {
    pupilIds: [...new Set(rows.map((row) => row.pupilId))],
    isCut: rows.length === linesMax,
  };
}

/** In a class of one of the schools, today or later. */
export function ofSchools(pupilId: string, schoolIds: string, day: string): string {
  return `
      and exists (select from enrolment.class_membership m
                    join schools.class_school_view c on c.tenant_id = m.tenant_id and c.class_id = m.class_id
                   where m.tenant_id = $1 and m.pupil_id = ${pupilId} and m.superseded_at is null
                     and coalesce(m.valid_to, 'infinity'::date) >= ${day}::date and c.school_id = any(${schoolIds}::uuid[]))`;
}

export interface FoundPupil extends PupilTexts {
  readonly pupilId: string;
  readonly sortKey: string;
  readonly className: string | null;
  readonly schoolName: string | null;
}

/** With the class and school of that day; for schools without what only the office reads. */
export async function listFound(
  tx: Tx,
  pupilIds: readonly string[],
  sees: Reach['sees'],
  day: Day,
): Promise<readonly FoundPupil[]> {
  const codes =
    sees === 'office'
      ? `p.phone_code as "phoneCode", p.fiscal_code as "fiscalCode"`
      : `null as "phoneCode", null as "fiscalCode"`;
  const [pupils, guardiansOf] = await Promise.all([
    tx.rows<Omit<FoundPupil, 'guardians'>>(
      `select p.pupil_id as "pupilId", p.pupil_code as "pupilCode", p.first_name as "firstName", p.last_name as "lastName",
              p.sort_key as "sortKey", c.class_name as "className", c.school_name as "schoolName", ${codes}
         from enrolment.pupil p
         left join enrolment.class_membership m on m.tenant_id = p.tenant_id and m.pupil_id = p.pupil_id and m.superseded_at is null
              and m.valid_from <= $3::date and coalesce(m.valid_to, 'infinity'::date) >= $3::date
         left join schools.class_view c on c.tenant_id = m.tenant_id and c.class_id = m.class_id
        where p.tenant_id = $1 and p.pupil_id = any($2::uuid[])`,
      pupilIds,
      day,
    ),
    sees === 'office' ? listGuardianTexts(tx, pupilIds) : undefined,
  ]);
  return pupils.map((pupil) => ({ ...pupil, guardians: guardiansOf?.get(pupil.pupilId) ?? [] }));
}
