// Brings a database to the newest shape: every file of db/migrations once, in the order of order.txt, and the partitions ahead.
import { readFile } from 'node:fs/promises';
import type { Database } from '#platform/database.ts';

const folder = new URL('../../db/migrations/', import.meta.url);

/** Applies what is missing, each file in its own transaction; returns the names applied. Safe to run twice, and by two at once. */
export async function migrate(database: Database, yearNow: number): Promise<readonly string[]> {
  await database.asOwner(`
    create schema if not exists migration;
    create table if not exists migration.applied (name text primary key, applied_at timestamptz not null default now());
    comment on table migration.applied is 'Which files of db/migrations this database has seen.';`);
  const applied = new Set((await database.asOwner('select name from migration.applied')).map((row) => String(row['name'])));
  const missing = (await migrationNames()).filter((name) => !applied.has(name));
  for (const name of missing) {
    const sql = await readFile(new URL(`${name}.sql`, folder), 'utf8');
    // The lock makes a second process wait, and then fail on the name: its next run finds nothing missing.
    await database.asOwner(
      `begin; select pg_advisory_xact_lock(7261); insert into migration.applied (name) values ('${name}');\n${sql}\ncommit;`,
    );
  }
  await database.asOwner(partitionsFor(yearNow));
  return missing;
}

export async function migrationNames(): Promise<readonly string[]> {
  const order = await readFile(new URL('order.txt', folder), 'utf8');
  return order.split('\n').filter((line) => line !== '');
}

/** Months of audit and school years of meals from last year to two years ahead; made by the owner, as tables are. */
function partitionsFor(yearNow: number): string {
  const years = [yearNow - 1, yearNow, yearNow + 1, yearNow + 2];
  const months = years.flatMap((year) => Array.from({ length: 12 }, (_, index) => [year, index + 1] as const));
  return [
    ...months.map(([year, month]) =>
      partition('audit.event', `event_${year}_${two(month)}`, `${year}-${two(month)}-01 00:00:00+00`, monthAfter(year, month)),
    ),
    ...years.map((year) =>
      partition('bookings.meal', `meal_${year}_${year + 1}`, `${year}-08-01`, `${year + 1}-08-01`),
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
