// Prints docs/rights.md: what each face's role may do with each table, so that a new right is one visible line in review.
import { writeFileSync } from 'node:fs';
import type { Database } from '#platform/database.ts';
import { openPglite } from '#platform/database-pglite.ts';
import { migrate } from '#platform/migrate.ts';

export const rightsFile = new URL('../docs/rights.md', import.meta.url);
const faces = ['family', 'office', 'school', 'kitchen', 'system'];

export async function printRights(database: Database): Promise<string> {
  const rows = await database.asOwner(rightsSql);
  const tables = [...new Set(rows.map((row) => String(row['table'])))];
  const cell = (table: string, face: string): string =>
    rows
      .filter((row) => row['table'] === table && row['role'] === `refettorio_${face}`)
      .map((row) => String(row['right']))
      .join(', ');
  return [
    '# Rights',
    '',
    "Printed by `npm run papers` from the database's catalogue; not written by hand. Every row is also bound to the tenant",
    'of the transaction. Columns stand in brackets where only some may be read; *views* need the right on their tables too.',
    '',
    `| table | ${faces.join(' | ')} |`,
    `|---|${faces.map(() => '---').join('|')}|`,
    ...tables.map(
      (table) => `| ${table} | ${faces.map((face) => cell(table, face)).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}

/** Rights on whole tables, then those on some columns only; in the order select, insert, update, delete. */
const rightsSql = `
  select case when c.relkind = 'v' then '*' || c.oid::regclass || '*' else c.oid::regclass::text end as "table",
         r.rolname as role, g.right
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')
    left join lateral (
      select a.grantee, lower(a.privilege_type) as "right" from aclexplode(c.relacl) a
      union all
      select a.grantee, lower(a.privilege_type) || ' (' || string_agg(b.attname, ', ' order by b.attnum) || ')'
        from pg_attribute b, aclexplode(b.attacl) a where b.attrelid = c.oid group by a.grantee, a.privilege_type
    ) g on g.grantee <> c.relowner
    left join pg_roles r on r.oid = g.grantee
   where c.relkind in ('r', 'p', 'v') and not c.relispartition
   order by c.oid::regclass::text, r.rolname,
            array_position(array['select', 'insert', 'update', 'delete'], split_part(g.right, ' ', 1))`;

if (import.meta.main) {
  const database = await openPglite({});
  await migrate(database, 2026);
  writeFileSync(rightsFile, await printRights(database));
  await database.close();
}
