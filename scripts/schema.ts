// Prints db/schema.sql from the catalogue of a migrated database, the same text from PostgreSQL 15 and from the embedded
// one (pg_dump of different versions prints differently). `node scripts/schema.ts` writes it; a test holds it fresh.
import { writeFileSync } from 'node:fs';
import { floors } from '#floors.ts';
import type { Database } from '#platform/database.ts';
import { openPglite } from '#platform/database-pglite.ts';
import { migrate } from '#platform/migrate.ts';

export const schemaFile = new URL('../db/schema.sql', import.meta.url);
const faces = ['family', 'office', 'school', 'kitchen', 'system'].map(
  (face) => `refettorio_${face}`,
);

/** Rooms in the order of the floors; in each its functions, tables and views. Time spans of partitions are left out. */
export async function printSchema(database: Database): Promise<string> {
  const asked = await Promise.all(
    [
      extensions,
      schemas,
      functions,
      tables,
      columns,
      constraints,
      indexes,
      policies,
      triggers,
      views,
      grants,
    ].map((sql) => database.asOwner(sql)),
  );
  const [extensionRows = [], schemaRows = [], functionRows = [], tableRows = [], ...ofTables] =
    asked.map((rows) => rows.map(texts));
  const viewRows = ofTables[5] ?? [];
  const grantRows = ofTables[6] ?? [];
  const of = (rows: readonly Row[], name: string | undefined) =>
    rows.filter((row) => row['name'] === name);
  const about = (name: string): string[] => printGrants(name, of(grantRows, name));

  const printTable = (table: Row): string => {
    const name = table['name'] ?? '';
    const [columnRows, constraintRows, indexRows, policyRows, triggerRows] = ofTables
      .slice(0, 5)
      .map((rows) => of(rows, name));
    const body = [...(columnRows ?? []), ...(constraintRows ?? [])]
      .map((row) => `  ${row['line']}`)
      .join(',\n');
    const made =
      table['parent'] === ''
        ? ` (\n${body}\n)${suffix(' partition by ', table['span'])}`
        : ` partition of ${table['parent']} default`;
    return lines(
      `create table ${name}${made};`,
      comment('table', name, table['comment']),
      ...(table['isolated'] === 'true'
        ? [
            `alter table ${name} enable row level security;`,
            `alter table ${name} force row level security;`,
          ]
        : []),
      ...[...(indexRows ?? []), ...(policyRows ?? []), ...(triggerRows ?? [])].map(
        (row) => `${row['line']};`,
      ),
      ...about(name),
    );
  };
  const sections = schemaRows.toSorted(byFloor).flatMap((schema) => {
    const name = schema['name'] ?? '';
    const inside = (rows: readonly Row[]) => rows.filter((row) => row['schema'] === name);
    return [
      lines(`-- ${purposeOf(name)}`, `create schema ${name};`, ...about(name)),
      ...inside(functionRows).map((row) =>
        lines(
          `${row['line']?.trimEnd()};`,
          comment(row['kind'] ?? '', row['name'] ?? '', row['comment']),
        ),
      ),
      ...inside(tableRows).map(printTable),
      ...inside(viewRows).map((row) =>
        lines(
          `create view ${row['name']}${suffix(' with (', row['options'], ')')} as\n${plainColumns(row['line'] ?? '')}`,
          comment('view', row['name'] ?? '', row['comment']),
          ...about(row['name'] ?? ''),
        ),
      ),
    ];
  });
  const head = lines(
    '-- The database after all migrations, printed from its catalogue by `npm run papers`; not written by hand, not run by anybody.',
    '-- Spans of partitioned tables (months, school years) are left out: each repeats its table.',
    '',
    ...extensionRows.map((row) => `create extension ${row['name']};`),
    ...faces.map((face) => `create role ${face} nologin;`),
  );
  return `${[head, ...sections].join('\n\n')}\n`;
}

type Row = Readonly<Record<string, string>>;

const texts = (row: Record<string, unknown>): Row =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, textOf(value)]));
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
const lines = (...parts: readonly string[]): string =>
  parts.filter((part, index) => part !== '' || index === 2).join('\n');
const suffix = (before: string, text: string | undefined, after = ''): string =>
  text === undefined || text === '' ? '' : `${before}${text}${after}`;
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const comment = (kind: string, name: string, text: string | undefined): string =>
  text === undefined || text === '' ? '' : `comment on ${kind} ${name} is ${quoted(text)};`;

/** Of a view on one table: until version 15 its name stood before every column. */
function plainColumns(view: string): string {
  const [from, ...more] = view.matchAll(
    /\b(?:FROM|JOIN) \w+\.(\w+)(?: (?!WHERE|ORDER|GROUP)(\w+))?/g,
  );
  const name = from?.[2] ?? from?.[1];
  return name === undefined || more.length > 0
    ? view
    : view.replaceAll(new RegExp(`(?<![.\\w])${name}\\.(?=\\w)`, 'g'), '');
}

const roomOf = (schema: string): number =>
  floors.findIndex((floor) => floor.room.replaceAll('-', '_') === schema);
const byFloor = (a: Row, b: Row): number => roomOf(a['name'] ?? '') - roomOf(b['name'] ?? '');
const purposeOf = (schema: string): string =>
  floors[roomOf(schema)]?.purpose ?? 'which migrations have been applied';

/** One line for each set of rights, and the roles that have it in the order of the faces. */
function printGrants(name: string, rows: readonly Row[]): string[] {
  const rightsOf = new Map<string, string[]>();
  for (const face of faces) {
    const rights = rows
      .filter((row) => row['role'] === face)
      .map((row) => row['right'])
      .join(', ');
    if (rights !== '') rightsOf.set(rights, [...(rightsOf.get(rights) ?? []), face]);
  }
  const kind = name.includes('.') ? '' : 'schema ';
  return [...rightsOf].map(
    ([rights, roles]) => `grant ${rights} on ${kind}${name} to ${roles.join(', ')};`,
  );
}

const ours = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`;
/** Tables without the time spans of partitioned ones; the default spans stay. */
const printed = `
  select c.*, n.nspname, n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and ${ours} and (not c.relispartition or pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT')`;

const extensions = `select extname as name from pg_extension where extname <> 'plpgsql' order by 1`;

const schemas = `select n.nspname as name from pg_namespace n where ${ours} order by 1`;

const functions = `
  select n.nspname as schema, p.oid::regprocedure::text as name, case p.prokind when 'p' then 'procedure' else 'function' end as kind,
         pg_get_functiondef(p.oid) as line, obj_description(p.oid, 'pg_proc') as comment
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours} order by 2`;

const tables = `
  select t.nspname as schema, t.name, t.relrowsecurity and t.relforcerowsecurity as isolated,
         case when t.relkind = 'p' then pg_get_partkeydef(t.oid) end as span,
         (select i.inhparent::regclass from pg_inherits i where i.inhrelid = t.oid) as parent,
         obj_description(t.oid, 'pg_class') as comment
    from (${printed}) t order by 2`;

const columns = `
  select t.name, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || case when a.attcollation <> y.typcollation then ' collate ' || quote_ident(l.collname) else '' end
         || case a.attidentity when 'a' then ' generated always as identity' when 'd' then ' generated by default as identity' else '' end
         || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
         || case when a.attnotnull then ' not null' else '' end as line
    from (${printed}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    join pg_type y on y.oid = a.atttypid left join pg_collation l on l.oid = a.attcollation
    left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
   order by t.name, a.attnum`;

// From version 18 on "not null" is a constraint too; it stands with its column.
const constraints = `
  select t.name, 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid) as line
    from (${printed}) t join pg_constraint k on k.conrelid = t.oid
   where k.contype in ('p', 'u', 'f', 'c', 'x') and not t.relispartition
   order by t.name, position(k.contype::text in 'puxcf'), k.conname`;

const indexes = `
  select t.name, pg_get_indexdef(x.indexrelid) as line
    from (${printed}) t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
   where not t.relispartition and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
   order by t.name, i.relname`;

const policies = `
  select t.name, 'create policy ' || p.polname || ' on ' || t.name
         || case p.polcmd when '*' then '' else ' for ' || p.polcmd::text end
         || case when p.polroles = '{0}' then '' else ' to ' || array_to_string(p.polroles::regrole[], ', ') end
         || coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
         || coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') as line
    from (${printed}) t join pg_policy p on p.polrelid = t.oid order by t.name, p.polname`;

const triggers = `
  select t.name, pg_get_triggerdef(g.oid) as line
    from (${printed}) t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal and g.tgparentid = 0
   order by t.name, g.tgname`;

const views = `
  select n.nspname as schema, n.nspname || '.' || c.relname as name, array_to_string(c.reloptions, ', ') as options,
         pg_get_viewdef(c.oid) as line, obj_description(c.oid, 'pg_class') as comment
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${ours} order by 2`;

const grants = `
  select name, role, "right" from (
    select n.nspname || '.' || c.relname as name, a.grantee::regrole::text as role, lower(a.privilege_type) as "right"
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a where ${ours} and a.grantee <> c.relowner
    union all
    select n.nspname, a.grantee::regrole::text, lower(a.privilege_type)
      from pg_namespace n, aclexplode(n.nspacl) a where ${ours} and a.grantee <> n.nspowner
    union all
    select n.nspname || '.' || c.relname, a.grantee::regrole::text,
           lower(a.privilege_type) || ' (' || string_agg(b.attname, ', ' order by b.attnum) || ')'
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute b on b.attrelid = c.oid, aclexplode(b.attacl) a
     where ${ours} group by n.nspname, c.relname, a.grantee, a.privilege_type) g
   order by name, role, array_position(array['usage', 'select', 'insert', 'update', 'delete'], split_part("right", ' ', 1)), "right"`;

if (import.meta.main) {
  const database = await openPglite({});
  await migrate(database, 2026);
  writeFileSync(schemaFile, await printSchema(database));
  await database.close();
}
