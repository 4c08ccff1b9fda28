// Gives the pupils and guardians of a built country names as unevenly spread as in any town, and makes what each is found by:
// with the rule of the house, but written in bulk, because an import of a million takes an hour.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchVersion, suffixesOf } from '#enrolment/search-rules.ts';
import type { PupilTexts } from '#enrolment/search-rules.ts';
import type { Database } from '#platform/database.ts';
import { firstNames, surnameCount, surnameOf } from './invented-people.ts';

export async function nameEverybody(database: Database, tenantId: number): Promise<void> {
  const list = (names: readonly string[]): string =>
    names.map((name, rank) => `(${rank}, '${name}')`).join(', ');
  const surnames = Array.from({ length: surnameCount }, (_, rank) => surnameOf(rank));
  await database.asOwner(`begin; set local session_replication_role = replica;
    create temporary table surname (rank int primary key, word text) on commit drop;
    insert into surname values ${list(surnames)};
    create temporary table given (rank int primary key, word text) on commit drop;
    insert into given values ${list(firstNames)};
    update enrolment.pupil p
       set last_name = s.word, first_name = g.word, sort_key = ${sortKey}, search_version = ${searchVersion},
           fiscal_code = upper(translate(left(md5(p.pupil_id::text), 16), '0123456789', 'GHIJKLMNOP'))
      from surname s, given g
     where p.tenant_id = ${tenantId} and s.rank = ${rankOf('p.pupil_id', 0, surnameCount)} and g.rank = ${rankOf('p.pupil_id', 8, firstNames.length)};
    update enrolment.guardian p set last_name = s.word, first_name = g.word, sort_key = ${sortKey}
      from surname s, given g
     where p.tenant_id = ${tenantId} and s.rank = ${rankOf('p.guardian_id', 0, surnameCount)} and g.rank = ${rankOf('p.guardian_id', 8, firstNames.length)};
    commit`);
}

const sortKey = `translate(lower(s.word), 'ò', 'o') || '  ' || translate(lower(g.word), 'ò', 'o')`;

/** A few names are very many people's (as in invented-people.ts), by chance that lies in the id. */
function rankOf(id: string, from: number, count: number): string {
  const chance = `(('x' || substr(md5(${id}::text), ${from + 1}, 8))::bit(32)::bigint / 4294967296.0)`;
  return `floor(power(${count}::float8, ${chance}::float8))::int - 1`;
}

/** Piece by piece, while the indexes are away. */
export async function writeSuffixes(
  database: Database,
  tenantId: number,
  say: (line: string) => void,
): Promise<void> {
  const indexes = (
    await database.asOwner(`
    select pg_get_indexdef(indexrelid) as "define", indexrelid::regclass::text as "name", c.conname as "constraint",
           pg_get_constraintdef(c.oid) as "constraintDefined"
      from pg_index left join pg_constraint c on c.conindid = indexrelid where indrelid = 'enrolment.pupil_suffix'::regclass`)
  ).map(toIndex);
  for (const { name, constraint } of indexes)
    await database.asOwner(
      constraint === null
        ? `drop index ${name}`
        : `alter table enrolment.pupil_suffix drop constraint ${constraint}`,
    );
  const folder = await mkdtemp(join(tmpdir(), 'refettorio-bench-'));
  // The server reads the pieces as its own user.
  await chmod(folder, 0o755);
  try {
    for (let piece = 0; piece < pieces; piece += 1) {
      const pupils = await readPiece(database, tenantId, piece);
      const file = join(folder, 'suffixes');
      await writeFile(file, pupils.flatMap((pupil) => linesOf(tenantId, pupil)).join(''));
      await database.asOwner(
        `copy enrolment.pupil_suffix (tenant_id, pupil_id, suffix, is_inner, office_only) from '${file}'`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  say('what pupils are found by is written, and indexed now');
  for (const { define, constraint, constraintDefined } of indexes)
    await database.asOwner(
      `set maintenance_work_mem = '1GB'; ${
        constraint === null
          ? define
          : `alter table enrolment.pupil_suffix add constraint ${constraint} ${String(constraintDefined)}`
      }`,
    );
  await database.asOwner('vacuum analyze');
  await database.asOwner('checkpoint');
}

interface Index {
  readonly define: string;
  readonly name: string;
  /** Null where it is no constraint's. */
  readonly constraint: string | null;
  readonly constraintDefined: string | null;
}

function toIndex(row: Record<string, unknown>): Index {
  return row as unknown as Index;
}

/** Ids are hashes: their first two digits cut any number of pupils into even pieces. */
const pieces = 256;

interface PupilToFind extends PupilTexts {
  readonly pupilId: string;
}

async function readPiece(
  database: Database,
  tenantId: number,
  piece: number,
): Promise<readonly PupilToFind[]> {
  const digits = piece.toString(16).padStart(2, '0');
  const rows = await database.asOwner(`
    select p.pupil_id as "pupilId", p.pupil_code as "pupilCode", p.phone_code as "phoneCode", p.fiscal_code as "fiscalCode",
           p.first_name as "firstName", p.last_name as "lastName",
           json_build_array(json_build_object('firstName', g.first_name, 'lastName', g.last_name, 'fiscalCode', g.fiscal_code)) as "guardians"
      from enrolment.pupil p
      join enrolment.guardianship using (tenant_id, pupil_id)
      join enrolment.guardian g using (tenant_id, guardian_id)
     where p.tenant_id = ${tenantId} and p.pupil_id between '${digits}000000-0000-0000-0000-000000000000' and '${digits}ffffff-ffff-ffff-ffff-ffffffffffff'`);
  return rows.map(toPupil);
}

function toPupil(row: Record<string, unknown>): PupilToFind {
  return row as unknown as PupilToFind;
}

function linesOf(tenantId: number, pupil: PupilToFind): readonly string[] {
  return suffixesOf(pupil).map(
    ({ suffix, isInner, officeOnly }) =>
      `${tenantId}\t${pupil.pupilId}\t${suffix}\t${isInner}\t${officeOnly}\n`,
  );
}
