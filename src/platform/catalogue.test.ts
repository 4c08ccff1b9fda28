// What the live catalogue of both databases must say of every table there is: isolation, keys, roles, comments, types.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { floors } from '#floors.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const roles = ['family', 'office', 'school', 'kitchen', 'system'].map(
  (face) => `refettorio_${face}`,
);

/** The only tables that belong to no tenant; each is a decision (FOUNDATIONS 8, 17). */
const withoutTenant = [
  'identity.staff_account',
  'migration.applied',
  'tenancy.host',
  'tenancy.phone_line',
  'tenancy.tenant',
];
/** The only tables that the system may read over all tenants: to find out who has work waiting. */
const swept = ['notifications.submission', 'platform.outbox', 'receipts.unsealed'];
/** Rows that are never changed; of these, only these two may be erased (by retention). */
const erasable = ['certificates.certificate_file', 'receipts.payload'];
/** All of them. */
const appendOnly = [
  'audit.event',
  'bookings.adult_meal',
  'bookings.answered_change',
  'bookings.change',
  'bookings.change_line',
  'bookings.day_closing',
  'bookings.meal',
  'bookings.refused_request',
  'calendar.day_event',
  'certificates.certificate',
  'certificates.certificate_file',
  'certificates.decision',
  'certificates.withdrawal',
  'kitchen.seen_correction',
  'menus.day_change',
  'menus.draft',
  'menus.publication',
  'menus.season',
  'morning.school_check',
  'notifications.delivery_report',
  'notifications.submission',
  'open_suspensions.reminder',
  'receipts.payload',
  'receipts.published_head',
  'receipts.receipt',
  'receipts.seal',
  'roll_call.presence',
  'roll_call.roll_call',
  'tenancy.setting',
];

const ours = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')`;
/** The spans of a partitioned table repeat it, and are held to it apart. */
const tables = `
  select c.oid, n.nspname || '.' || c.relname as name, n.nspname as schema, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
         c.relispartition, c.relowner
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and ${ours}`;

describe.each(databaseKinds)('in the catalogue of %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  /** The first column of what SQL finds, sorted. */
  const names = async (sql: string): Promise<string[]> =>
    (await database.asOwner(sql)).map((row) => String(Object.values(row)[0])).toSorted();
  const tablesOfTenants = `select * from (${tables}) t where name not in (${list(withoutTenant)})`;

  describe('tenants', () => {
    test('every table belongs to a tenant and is isolated by force; the exceptions are these, by name', async () => {
      const open = `select name from (${tables}) t where not (relrowsecurity and relforcerowsecurity)`;
      expect(await names(open)).toEqual(withoutTenant);
      const without = `select name from (${tables}) t where not exists (
        select from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id'
           and a.atttypid = 'integer'::regtype and a.attnotnull)`;
      // The directory of authorities and its addresses say tenant_id too, but are read before there is a tenant.
      expect(await names(without)).toEqual(['identity.staff_account', 'migration.applied']);
    });

    test('each has the one policy that compares with the tenant of the transaction, for every command and role', async () => {
      const policies = await database.asOwner(`
        select t.name, p.polname as policy, p.polcmd as command, p.polpermissive as permissive, p.polroles::oid[]::text as roles,
               pg_get_expr(p.polqual, p.polrelid) as qual, pg_get_expr(p.polwithcheck, p.polrelid) as "check"
          from (${tablesOfTenants}) t left join pg_policy p on p.polrelid = t.oid and p.polname <> 'sweep'`);
      expect(policies.length).toBeGreaterThan(40);
      const expression = '(tenant_id = platform.current_tenant())';
      for (const policy of policies)
        expect(policy).toMatchObject({
          policy: 'tenant',
          command: '*',
          permissive: true,
          roles: '{0}',
          qual: expression,
          check: expression,
        });
    });

    test('the system sweeps over all tenants these tables and no other', async () => {
      const sweeps = await database.asOwner(`
        select t.name, array_to_string(p.polroles::regrole[], ',') as roles, p.polcmd as command
          from (${tables}) t join pg_policy p on p.polrelid = t.oid where p.polname <> 'tenant' order by 1`);
      expect(sweeps).toEqual(
        swept.map((name) => ({ name, roles: 'refettorio_system', command: '*' })),
      );
    });

    test('the tenant of the transaction is what the opener has set, and nobody when it has set none', async () => {
      const [none] = await database.asOwner('select platform.current_tenant() as tenant');
      expect(none).toEqual({ tenant: null });
      const row = await database.inTenant(5, 'kitchen', (tx) =>
        tx.row('select platform.current_tenant() as tenant, $1::int as given'),
      );
      expect(row).toEqual({ tenant: 5, given: 5 });
    });
  });

  describe('keys', () => {
    /** The first column of every index that keeps something unique (exclusion constraints are such indexes too). */
    const firstOfUnique = `
      select t.name, i.relname as index, a.attname as first, x.indisprimary
        from (${tables}) t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
       where x.indisunique or x.indisexclusion`;

    test('every table has a primary key', async () => {
      expect(
        await names(`select name from (${tables}) t where not exists (
          select from pg_index x where x.indrelid = t.oid and x.indisprimary)`),
      ).toEqual([]);
    });

    test('whatever is unique is unique within a tenant: tenant_id comes first', async () => {
      const other = `select name || ' ' || index from (${firstOfUnique}) u
        where first is distinct from 'tenant_id' and name not in (${list(withoutTenant)})`;
      expect(await names(other)).toEqual([]);
    });

    test('a foreign key joins rows of one tenant: tenant_id comes first on both sides', async () => {
      const foreign = await names(`
        select t.name || ' -> ' || k.confrelid::regclass
          from (${tablesOfTenants}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
          join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
         where a.attname <> 'tenant_id' or b.attname <> 'tenant_id'`);
      // Staff belong to the installation; their grants to a tenant (FOUNDATIONS 17).
      expect(foreign).toEqual(['identity.staff_grant -> identity.staff_account']);
    });

    test('an index that helps to find rows begins with the tenant too, but for what is swept', async () => {
      const other = `
        select t.name || ' ' || i.relname
          from (${tablesOfTenants}) t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
          left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
         where a.attname is distinct from 'tenant_id'`;
      expect(await names(other)).toEqual([
        'notifications.submission submission_by_provider_id',
        'platform.outbox outbox_waiting',
      ]);
    });
  });

  describe('the floors', () => {
    const schemas = floors.map((floor) => floor.room.replaceAll('-', '_'));
    const heightOf = (schema: string): number => schemas.indexOf(schema);

    test('every schema is a room of floors.ts (or that of the migrations)', async () => {
      const found = await names(`select n.nspname from pg_namespace n where ${ours}`);
      expect(found.filter((schema) => heightOf(schema) === -1)).toEqual(['migration']);
    });

    test('nothing of ours lies in public', async () => {
      const strays = `
        select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace
           and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`;
      expect(await names(strays)).toEqual([]);
      expect(await names('select extname from pg_extension')).toEqual(['btree_gist', 'plpgsql']);
    });

    test('foreign keys point only down', async () => {
      const keys = await database.asOwner(`
        select n.nspname as "from", m.nspname as "to", k.conname as name
          from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
          join pg_class d on d.oid = k.confrelid join pg_namespace m on m.oid = d.relnamespace where k.contype = 'f'`);
      expect(keys.length).toBeGreaterThan(40);
      const up = keys.filter(({ from, to }) => heightOf(String(to)) > heightOf(String(from)));
      expect(up).toEqual([]);
    });

    test('a view reads its own room and what lower rooms publish', async () => {
      const reads = await database.asOwner(`
        select distinct n.nspname || '.' || v.relname as view, n.nspname as "from", m.nspname as "to", c.relkind as kind
          from pg_class v join pg_namespace n on n.oid = v.relnamespace
          join pg_rewrite r on r.ev_class = v.oid
          join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
          join pg_class c on c.oid = d.refobjid and c.oid <> v.oid
          join pg_namespace m on m.oid = c.relnamespace
         where v.relkind = 'v' and ${ours}`);
      const wrong = reads.filter(
        ({ from, to, kind }) =>
          from !== to && (heightOf(String(to)) > heightOf(String(from)) || kind !== 'v'),
      );
      expect(wrong).toEqual([]);
    });
  });

  describe('views and functions', () => {
    test('every view reads with the rights of whoever asks', async () => {
      const views = `select n.nspname || '.' || c.relname as name, c.reloptions from pg_class c
        join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${ours}`;
      expect((await names(views)).length).toBeGreaterThan(10);
      expect(
        await names(
          `select name from (${views}) v where not coalesce('security_invoker=true' = any (reloptions), false)`,
        ),
      ).toEqual([]);
    });

    test('there is no materialized view, no foreign table, no rule of our own', async () => {
      const others = `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('m', 'f') and ${ours}`;
      expect(await names(others)).toEqual([]);
      const rules = `select r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
        join pg_namespace n on n.oid = c.relnamespace where r.rulename <> '_RETURN' and ${ours}`;
      expect(await names(rules)).toEqual([]);
    });

    test('no function runs with the rights of its owner', async () => {
      const definers = `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`;
      expect(await names(definers)).toEqual([]);
    });

    test('neither a default nor a function asks for the time', async () => {
      const clock = String.raw`\m(now|clock_timestamp|transaction_timestamp|statement_timestamp|localtimestamp|current_date|current_time|current_timestamp)\M`;
      const defaults = `select t.name from (${tables}) t join pg_attrdef d on d.adrelid = t.oid
        where pg_get_expr(d.adbin, d.adrelid) ~* '${clock}'`;
      // The migrations' own list is not a fact of anybody's day.
      expect(await names(defaults)).toEqual(['migration.applied']);
      const functions = `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosrc ~* '${clock}' and ${ours}`;
      expect(await names(functions)).toEqual([]);
    });
  });

  describe('columns', () => {
    const columns = `
      select t.name || '.' || a.attname as name, y.typtype, y.typcategory, format_type(a.atttypid, a.atttypmod) as type
        from (${tables}) t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        join pg_type y on y.oid = a.atttypid`;

    test('no column is an enum, a range or a domain: under isolation no index would serve it (FOUNDATIONS 9)', async () => {
      expect(
        await names(`select name from (${columns}) c where typtype in ('e', 'r', 'm', 'd')`),
      ).toEqual([]);
      const own = `select y.typname from pg_type y join pg_namespace n on n.oid = y.typnamespace
        where y.typtype in ('e', 'r', 'm', 'd') and ${ours}`;
      expect(await names(own)).toEqual([]);
    });

    test('no number is inexact, and money would be whole cents in bigint', async () => {
      const inexact = `select name from (${columns}) c where type ~ '^(real|double|money|numeric)'`;
      expect(await names(inexact)).toEqual([]);
      expect(
        await names(`select name from (${columns}) c where name ~ '_cents$' and type <> 'bigint'`),
      ).toEqual([]);
    });

    test('an instant has its zone, and is called …_at; a day is called otherwise', async () => {
      expect(
        await names(`select name from (${columns}) c where type ~ 'without time zone'`),
      ).toEqual([]);
      const instants = await names(
        `select name from (${columns}) c where type = 'timestamp with time zone'`,
      );
      expect(instants.filter((name) => !/(_at|_until|\.at)$/.test(name))).toEqual([]);
      const days = await names(`select name from (${columns}) c where type = 'date'`);
      expect(days.filter((name) => !/(_on|\.day|valid_from|valid_to)$/.test(name))).toEqual([]);
    });
  });

  describe('what is never rewritten', () => {
    const triggers = `
      select t.name, t.oid, f.proname as function, g.tgtype, g.tgenabled
        from (${tables}) t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
        join pg_proc f on f.oid = g.tgfoid`;
    // Bits of pg_trigger.tgtype: 1 for each row, 2 before, 8 delete, 16 update.
    const guards = (bits: number): string => `tgenabled = 'O' and (tgtype & ${bits}) = ${bits}`;

    test('append-only tables refuse every change, whoever asks', async () => {
      const refused = `select name from (${triggers}) g where function = 'refuse_change' and ${guards(19)}
        and name not in (select name from (${tables}) t where relispartition)`;
      expect(await names(refused)).toEqual(appendOnly);
      const undeletable = `select name from (${triggers}) g where function = 'refuse_change' and ${guards(27)}
        and name not in (select name from (${tables}) t where relispartition)`;
      expect(await names(undeletable)).toEqual(
        appendOnly.filter((name) => !erasable.includes(name)),
      );
    });

    test('no role has been given the right to change or delete them either', async () => {
      const rights = await names(`
        select r.rolname || ' ' || p.privilege || ' ' || t.name
          from (${tables}) t cross join (values ('UPDATE'), ('DELETE')) p (privilege) join pg_roles r on r.rolname in (${list(roles)})
         where t.name in (${list(appendOnly)}) and has_table_privilege(r.oid, t.oid, p.privilege)`);
      expect(rights).toEqual(erasable.map((name) => `refettorio_system DELETE ${name}`));
    });

    test('every table with superseded_at lets a fact be superseded, once, and nothing else', async () => {
      const dated = `select t.name from (${tables}) t join pg_attribute a on a.attrelid = t.oid and a.attname = 'superseded_at'`;
      expect((await names(dated)).length).toBeGreaterThan(8);
      expect(
        await names(
          `select name from (${triggers}) g where function = 'only_supersede' and ${guards(27)}`,
        ),
      ).toEqual(await names(dated));
    });

    test('the spans of a partitioned table carry its triggers', async () => {
      const without = `
        select t.name from (${tables}) t join pg_inherits i on i.inhrelid = t.oid
         where exists (select from pg_trigger g where g.tgrelid = i.inhparent and not g.tgisinternal)
           and not exists (select from pg_trigger g where g.tgrelid = t.oid)`;
      expect(await names(without)).toEqual([]);
    });
  });

  describe('partitions', () => {
    test('what is partitioned has a span for whatever fits in no other, and it is empty', async () => {
      const spans = await database.asOwner(`
        select p.name, d.partdefid::regclass::text as "default" from (${tables}) p
          left join pg_partitioned_table d on d.partrelid = p.oid where p.relkind = 'p' order by 1`);
      expect(spans).toEqual([
        { name: 'audit.event', default: 'audit.event_default' },
        { name: 'bookings.meal', default: 'bookings.meal_default' },
        { name: 'roll_call.presence', default: 'roll_call.presence_default' },
      ]);
      for (const { default: table } of spans)
        expect(await database.asOwner(`select from ${String(table)} limit 1`)).toEqual([]);
    });

    test('a span is reached through its table only: nobody has a right on it', async () => {
      expect(
        await names(`select distinct t.name from (${tables}) t join pg_class c on c.oid = t.oid, aclexplode(c.relacl) a
          where t.relispartition and a.grantee <> t.relowner`),
      ).toEqual([]);
    });
  });

  describe('roles', () => {
    test('there are five, none of them can sign in, and none is above the policies', async () => {
      const found = await database.asOwner(`
        select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolcanlogin as strong
          from pg_roles where rolname ~ '^refettorio_' order by 1`);
      expect(found).toEqual(roles.toSorted().map((name) => ({ name, strong: false })));
    });

    test('none is a member of another, and none owns anything', async () => {
      const members = `select m.roleid::regrole || ' in ' || m.member::regrole from pg_auth_members m
        where m.member::regrole::text ~ '^refettorio_(family|office|school|kitchen|system)$'`;
      expect(await names(members)).toEqual([]);
      const owned = `select c.relname from pg_class c where c.relowner::regrole::text ~ '^refettorio_'`;
      expect(await names(owned)).toEqual([]);
    });

    test('none may empty a table, point at it, hang a trigger on it, or make anything in a schema', async () => {
      const rights = `
        select distinct a.grantee::regrole || ' ' || a.privilege_type || ' ' || t.name
          from (${tables}) t join pg_class c on c.oid = t.oid, aclexplode(c.relacl) a
         where a.grantee <> t.relowner and (a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') or a.is_grantable)`;
      expect(await names(rights)).toEqual([]);
      const creating = `
        select r.rolname || ' ' || n.nspname from pg_namespace n join pg_roles r on r.rolname in (${list(roles)})
         where has_schema_privilege(r.oid, n.oid, 'CREATE')`;
      expect(await names(creating)).toEqual([]);
    });

    test('the public has no right on anything of ours', async () => {
      const open = `
        select t.name from (${tables}) t join pg_class c on c.oid = t.oid, aclexplode(c.relacl) a where a.grantee = 0
        union all select n.nspname from pg_namespace n, aclexplode(n.nspacl) a where a.grantee = 0 and ${ours}`;
      expect(await names(open)).toEqual([]);
    });

    test('of every table and view somebody has decided who may use it', async () => {
      const undecided = `
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'v') and not c.relispartition and ${ours}
           and not exists (select from aclexplode(c.relacl) a where a.grantee <> c.relowner)
           and not exists (select from pg_attribute b, aclexplode(b.attacl) a where b.attrelid = c.oid)`;
      expect(await names(undecided)).toEqual([]);
    });

    test.each<[what: string, who: readonly string[], reads: readonly string[]]>([
      [
        'the hash of a password, an attempt, a recovery: the system alone',
        ['family', 'office', 'school', 'kitchen'],
        [
          'identity.family_account.password_hash',
          'identity.staff_account.password_hash',
          'identity.sign_in_attempt.failures',
          'identity.recovery.token_hash',
        ],
      ],
      [
        'what another face does: no family reads audit, messages, outbox, grants of staff',
        ['family'],
        [
          'audit.event.facts',
          'notifications.message.body',
          'notifications.message.address',
          'platform.outbox.payload',
          'identity.staff_account.login',
          'identity.staff_grant.role',
          'enrolment.adult_diner.last_name',
          'diets.special_diet.note_sealed',
        ],
      ],
      [
        'codes, fiscal codes, guardians, contacts, requests: no kitchen',
        ['kitchen'],
        [
          'enrolment.pupil.fiscal_code',
          'enrolment.pupil.phone_code',
          'enrolment.pupil.pupil_code',
          'enrolment.pupil.born_on',
          'enrolment.guardian.last_name',
          'enrolment.guardianship.restricted',
          'identity.family_account.email',
          'identity.contact_view.email',
          'diets.special_diet.note_sealed',
          'bookings.change.actor_id',
          'bookings.change_line.days',
          'receipts.payload.canonical_text',
          'audit.event.facts',
        ],
      ],
      [
        'codes of the family, guardians: no school (RULES E2: it finds pupils by their names)',
        ['school'],
        [
          'enrolment.pupil.fiscal_code',
          'enrolment.pupil.phone_code',
          'enrolment.pupil.born_on',
          'enrolment.guardian.last_name',
          'identity.contact_view.email',
        ],
      ],
      [
        'diets: no school (RULES C5: its list says only booked or not booked)',
        ['school'],
        [
          'diets.special_diet.variant',
          'diets.diet_view.plate_label',
          'diets.recorded_diet_view.kind',
          'notifications.message.address',
          'audit.event.facts',
          'identity.family_account.email',
        ],
      ],
      [
        'medical certificates: neither school nor kitchen (RULES B7, E2)',
        ['school', 'kitchen'],
        [
          'certificates.certificate.pupil_id',
          'certificates.certificate_file.sealed',
          'certificates.decision.to_on',
          'certificates.withdrawal.guardian_id',
          'certificates.certificate_view.pupil_id',
        ],
      ],
      [
        'the page of a certificate: the office alone, not even the job that erases it',
        ['family', 'school', 'kitchen', 'system'],
        ['certificates.certificate_file.sealed'],
      ],
      [
        'the text of a mail: not even the office, because it may open an account',
        ['office', 'school', 'kitchen', 'family'],
        ['notifications.message.body'],
      ],
      [
        'the addresses that are served: the system alone',
        ['family', 'office', 'school', 'kitchen'],
        ['tenancy.host.host'],
      ],
    ])('nobody reads more than their work needs: %s', async (_, who, reads) => {
      for (const column of reads) {
        const [schema, table, name] = column.split('.');
        const [found] = await database.asOwner(
          `select ${who
            .map(
              (face) =>
                `has_column_privilege('refettorio_${face}', '${schema}.${table}', '${name}', 'SELECT')`,
            )
            .join(' or ')} as allowed`,
        );
        expect({ column, ...found }).toEqual({ column, allowed: false });
      }
    });
  });

  test('every table says in a comment what it is for', async () => {
    expect(
      await names(
        `select name from (${tables}) t where coalesce(obj_description(oid, 'pg_class'), '') !~ '\\w+ \\w+'`,
      ),
    ).toEqual([]);
  });
});

describe('in the source', () => {
  const root = new URL('../', import.meta.url).pathname;
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  const saying = (pattern: RegExp): string[] =>
    files
      .filter(({ text }) => pattern.test(text))
      .map(({ path }) => path)
      .toSorted();

  test('only the opener opens transactions; migrations are the owner, and the lock of the folder is no database of ours', () => {
    const opening =
      /['"`]\s*(begin|start transaction|savepoint|commit|rollback)\b|set (local )?role|set_config\('(role|app\.tenant)'/i;
    expect(saying(opening)).toEqual([
      'platform/data-folder.ts',
      'platform/database-pglite.ts',
      'platform/database-postgres.ts',
      'platform/database.ts',
      'platform/migrate.ts',
      'platform/pglite-session.ts',
    ]);
  });

  test('only the two drivers know a driver', () => {
    expect(saying(/from '(pg|@electric-sql\/pglite[^']*)'/)).toEqual([
      'platform/database-pglite.ts',
      'platform/database-postgres.ts',
      'platform/pglite-session.ts',
      'platform/postgres-notifier.ts',
      'platform/postgres-session.ts',
    ]);
  });

  test('statements of the owner are given by migrations, by tests, and by the demo when it copies its folder', () => {
    const mayCall = ['demo/main.ts', 'platform/migrate.ts', 'platform/test-database.ts'];
    const others = saying(/\.asOwner\(/).filter(
      (path) => !mayCall.includes(path) && !path.endsWith('/sample.ts'),
    );
    expect(others).toEqual([]);
  });
});

function list(texts: readonly string[]): string {
  return texts.map((text) => `'${text}'`).join(', ');
}
