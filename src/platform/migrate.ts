// Brings a database to the newest shape: every file of db/migrations once, in the order of order.txt, and the partitions ahead.
import { readFile } from 'node:fs/promises';
import type { Database } from '#platform/database.ts';

const folder = new URL('../../db/migrations/', import.meta.url);

/** Applies what is missing, each file in its own transaction; returns the names applied. Safe to run twice, and by two at once. */
export async function migrate(database: Database, yearNow: number): Promise<readonly string[]> {
  await database.asOwner(
    locked(`
    create schema if not exists migration;
    create table if not exists migration.applied (name text primary key, applied_at timestamptz not null default now());
    comment on table migration.applied is 'Which files of db/migrations this database has seen.';`),
  );
  const applied: string[] = [];
  for (const name of await missingMigrations(database)) {
    const sql = await readFile(new URL(`${name}.sql`, folder), 'utf8');
    const isOurs = await unlessApplied(() =>
      database.asOwner(locked(`insert into migration.applied (name) values ('${name}');\n${sql}`)),
    );
    if (isOurs) applied.push(name);
  }
  await database.asOwner(locked(partitionsFor(yearNow)));
  // Every process looks whether the tables are of its version before it serves.
  await database.asOwner(
    locked(
      'grant usage on schema migration to refettorio_system; grant select on migration.applied to refettorio_system;',
    ),
  );
  return applied;
}

/** One process at a time: the others wait, and find done what the first has done. */
const locked = (sql: string): string =>
  `begin; select pg_advisory_xact_lock(7261);\n${sql}\ncommit;`;

/** False when another process has applied the file while this one waited. */
async function unlessApplied(apply: () => Promise<unknown>): Promise<boolean> {
  try {
    await apply();
    return true;
  } catch (fault) {
    const isKnown =
      fault instanceof Error && 'constraint' in fault && fault.constraint === 'applied_pkey';
    if (!isKnown) throw fault;
    return false;
  }
}

/** The files that this database has not seen yet. */
export async function missingMigrations(database: Database): Promise<readonly string[]> {
  const [found] = await database.asOwner(
    `select to_regclass('migration.applied') is not null as "isKnown"`,
  );
  const rows =
    found?.['isKnown'] === true ? await database.asOwner('select name from migration.applied') : [];
  const applied = new Set(rows.map((row) => String(row['name'])));
  return (await migrationNames()).filter((name) => !applied.has(name));
}

export async function migrationNames(): Promise<readonly string[]> {
  const order = await readFile(new URL('order.txt', folder), 'utf8');
  return order.split('\n').filter((line) => line !== '');
}

/** Months of audit, school years of meals and of roll calls from last year to two years ahead; made by the owner, as tables are. */
function partitionsFor(yearNow: number): string {
  const years = [yearNow - 1, yearNow, yearNow + 1, yearNow + 2];
  const months = years.flatMap((year) =>
    Array.from({ length: 12 }, (_, index) => [year, index + 1] as const),
  );
  return [
    ...months.map(([year, month]) =>
      partition(
        'audit.event',
        `event_${year}_${two(month)}`,
        `${year}-${two(month)}-01 00:00:00+00`,
        monthAfter(year, month),
      ),
    ),
    ...years.map((year) =>
      partition('bookings.meal', `meal_${year}_${year + 1}`, `${year}-08-01`, `${year + 1}-08-01`),
    ),
    ...years.map((year) =>
      partition(
        'roll_call.presence',
        `presence_${year}_${year + 1}`,
        `${year}-08-01`,
        `${year + 1}-08-01`,
      ),
    ),
  ].join('\n');
}

function partition(parent: string, name: string, from: string, to: string): string {
  const child = `${parent.split('.')[0]}.${name}`;
  return `do $$ begin if to_regclass('${child}') is null then
    create table ${child} partition of ${parent} for values from ('${from}') to ('${to}');
    comment on table ${child} is 'A span of ${parent}.';
    call platform.isolate('${child}');
  end if; end $$;`;
}

const two = (number: number): string => String(number).padStart(2, '0');
const monthAfter = (year: number, month: number): string =>
  month === 12 ? `${year + 1}-01-01 00:00:00+00` : `${year}-${two(month + 1)}-01 00:00:00+00`;
