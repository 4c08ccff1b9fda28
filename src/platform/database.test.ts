// The one opener of transactions, on every database that the product runs on: tenant, role, commit and rollback.
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accept, refuse } from '#ground/refusal.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Database, DatabaseRole } from '#platform/database.ts';
import { bulkWork } from '#platform/bulk-work.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import {
  databaseKinds,
  freshPostgresDatabase,
  openTestDatabase,
  postgresUrl,
} from '#platform/test-database.ts';

const roles: readonly DatabaseRole[] = ['family', 'office', 'school', 'kitchen', 'system'];

/** A table of tenants with everything that can fail only at commit. */
const noteTable = `
  create table platform.note (tenant_id integer not null, code text not null, primary key (tenant_id, code));
  call platform.isolate('platform.note');
  grant select, insert, update, delete on platform.note to refettorio_family, refettorio_office;
  create function platform.refuse_late() returns trigger language plpgsql as $$
  begin
    if new.code = 'late' then raise exception 'refused at commit'; end if;
    return null;
  end $$;
  create constraint trigger late after insert on platform.note deferrable initially deferred
    for each row execute function platform.refuse_late();`;
const insertNote = 'insert into platform.note (tenant_id, code) values ($1, $2)';

describe.each(databaseKinds)('a transaction on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    await database.asOwner(noteTable);
  });
  beforeEach(() => database.asOwner('delete from platform.note').then(() => undefined));
  afterAll(() => database.close());

  const notes = async (): Promise<unknown[]> =>
    (await database.asOwner('select code from platform.note order by tenant_id, code')).map(
      ({ code }) => code,
    );
  const write = (tenantId: number, ...codes: readonly string[]): Promise<void> =>
    database.inTenant(tenantId, 'office', async (tx) => {
      for (const code of codes) tx.write(insertNote, code);
    });

  test('the first parameter is the tenant, and the caller begins at the second', async () => {
    const row = await database.inTenant(7, 'office', (tx) =>
      tx.row('select $1::int as tenant, $2::text as said', 'good morning'),
    );
    expect(row).toEqual({ tenant: 7, said: 'good morning' });
  });

  test('a statement that forgets the tenant is refused by the database', async () => {
    const forgetting = database.inTenant(7, 'office', (tx) => tx.rows('select 1 as one'));
    await expect(forgetting).rejects.toThrow(/supplies 1 parameters?, but .* requires 0/);
    const withOthers = database.inTenant(7, 'office', (tx) =>
      tx.rows("select code from platform.note where code = 'a'"),
    );
    await expect(withOthers).rejects.toThrow(/requires 0/);
    const amongWrites = database.inTenant(7, 'office', async (tx) => {
      tx.write(insertNote, 'a');
      tx.write("insert into platform.note (tenant_id, code) values (7, 'b')");
      tx.write(insertNote, 'c');
    });
    await expect(amongWrites).rejects.toThrow(/requires 0/);
  });

  test('rows of another tenant are neither seen, nor changed, nor written', async () => {
    await write(1, 'mine');
    await write(2, 'theirs');
    const seen = await database.inTenant(1, 'office', async (tx) => ({
      all: await tx.rows('select code from platform.note where $1::int is not null'),
      gone: await tx.rows('delete from platform.note where tenant_id <> $1 returning code'),
    }));
    expect(seen).toEqual({ all: [{ code: 'mine' }], gone: [] });
    const planting = database.inTenant(1, 'office', (tx) =>
      tx.rows('insert into platform.note (tenant_id, code) values ($1 + 1, $2)', 'planted'),
    );
    await expect(planting).rejects.toThrow('row-level security');
    expect(await notes()).toEqual(['mine', 'theirs']);
  });

  test.each(roles)('the role %s is what the database sees, and no other', async (role) => {
    const row = await database.inTenant(3, role, (tx) =>
      tx.row("select current_user as role, current_setting('app.tenant') as tenant, $1::int as id"),
    );
    expect(row).toEqual({ role: `refettorio_${role}`, tenant: '3', id: 3 });
  });

  test('neither role nor tenant outlives its transaction', async () => {
    await write(3, 'a');
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        const [after] = await database.asOwner(
          `select current_user as role, coalesce(current_setting('app.tenant', true), '') as tenant`,
        );
        expect(after).toEqual({ role: 'postgres', tenant: '' });
      }),
    );
  });

  test('a sweep over all tenants has no tenant, and sees nothing but what its policy opens', async () => {
    await database.asOwner('grant select on platform.note to refettorio_system');
    await write(1, 'a');
    const seen = await database.acrossTenants((tx) =>
      tx.rows('select code from platform.note where code = $1', 'a'),
    );
    expect(seen).toEqual([]);
  });

  test('a tenant that is no integer never reaches the database', async () => {
    await expect(write(Number.NaN, 'a')).rejects.toThrow('a tenant id is an integer');
    await expect(write(1.5, 'a')).rejects.toThrow('a tenant id is an integer');
  });

  test('a refusal is a value, and what was written with it stays', async () => {
    const outcome = await database.inTenant(
      1,
      'office',
      async (tx): Promise<Outcome<string, 'too-late'>> => {
        tx.write(insertNote, 'refused');
        return tx.tenantId === 1 ? refuse('too-late') : accept('');
      },
    );
    expect(outcome).toMatchObject({ ok: false, refusal: 'too-late' });
    expect(await notes()).toEqual(['refused']);
  });

  test('a fault that is thrown leaves nothing behind, and the next transaction is served', async () => {
    const failing = database.inTenant(1, 'office', async (tx) => {
      tx.write(insertNote, 'half');
      await tx.rows('select code from platform.note where tenant_id = $1');
      throw new Error('the other half is missing');
    });
    await expect(failing).rejects.toThrow('the other half is missing');
    expect(await notes()).toEqual([]);
    await write(1, 'whole');
    expect(await notes()).toEqual(['whole']);
  });

  test('a write that fails is thrown at commit, and nothing of the transaction remains', async () => {
    await expect(write(1, 'a', 'twice', 'twice')).rejects.toThrow('note_pkey');
    expect(await notes()).toEqual([]);
  });

  test('a write that fails only when it is committed is thrown too', async () => {
    await expect(write(1, 'a', 'late')).rejects.toThrow('refused at commit');
    expect(await notes()).toEqual([]);
  });

  test('a fault that the caller swallowed cannot pass for success: a COMMIT answered ROLLBACK throws', async () => {
    const swallowing = database.inTenant(1, 'office', async (tx) => {
      tx.write(insertNote, 'a');
      await tx.rows('select no_such_column from platform.note where tenant_id = $1').catch(() => 0);
      return 'done';
    });
    await expect(swallowing).rejects.toThrow('the database rolled the transaction back');
    expect(await notes()).toEqual([]);
  });

  test('a result that nobody awaited still decides whether the transaction succeeds', async () => {
    const careless = database.inTenant(1, 'office', async (tx) => {
      tx.write(insertNote, 'a');
      void tx.rows('select no_such_column from platform.note where tenant_id = $1').catch(() => 0);
    });
    await expect(careless).rejects.toThrow(/no_such_column|rolled the transaction back/);
    expect(await notes()).toEqual([]);
  });

  test('a second transaction inside the first throws instead of waiting for ever', async () => {
    const other = async (): Promise<void> => write(1, 'inner');
    await database.inTenant(1, 'office', async (tx) => {
      await expect(other()).rejects.toThrow('a transaction is already open here');
      await expect(database.acrossTenants(async () => 0)).rejects.toThrow('already open');
      await expect(database.asOwner('select 1')).rejects.toThrow('already open');
      tx.write(insertNote, 'outer');
    });
    expect(await notes()).toEqual(['outer']);
  });

  test('a statement that comes after the end reaches nobody: neither as owner nor in the next transaction', async () => {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    let late: Promise<unknown> = Promise.resolve();
    const failing = database.inTenant(1, 'office', async (tx) => {
      late = ended.then(() => tx.rows('select code from platform.note where $1::int is not null'));
      late.catch(() => undefined);
      await tx.rows('select no_such_column from platform.note where tenant_id = $1');
    });
    await expect(failing).rejects.toThrow('no_such_column');
    await write(2, 'theirs');
    end();
    await expect(late).rejects.toThrow('this transaction has ended');
    let keptTx: { write: (sql: string, code: string) => void } | undefined;
    await database.inTenant(1, 'office', async (tx) => {
      keptTx = tx;
    });
    expect(() => keptTx?.write(insertNote, 'late')).toThrow('this transaction has ended');
    expect(await notes()).toEqual(['theirs']);
  });

  test('a statement first met in a transaction that failed works in the next one', async () => {
    const sql = 'select code as "codeAgain" from platform.note where tenant_id = $1 and code = $2';
    const failing = database.inTenant(1, 'office', (tx) =>
      Promise.all([
        tx.rows('select no_such_column from platform.note where tenant_id = $1'),
        tx.rows(sql, 'a'),
      ]),
    );
    await expect(failing).rejects.toThrow('no_such_column');
    await write(1, 'a');
    const found = await Promise.all(
      Array.from({ length: 8 }, () => database.inTenant(1, 'office', (tx) => tx.row(sql, 'a'))),
    );
    expect(found).toEqual(Array.from({ length: 8 }, () => ({ codeAgain: 'a' })));
  });

  test('a script of the owner that fails in the middle leaves no open transaction', async () => {
    await expect(database.asOwner('begin; select no_such_column')).rejects.toThrow('no_such');
    const asked = Array.from({ length: 8 }, () => database.asOwner('select 1 as one'));
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 8 }, () => [{ one: 1 }]));
  });

  test('many transactions of several tenants at once never see each other', async () => {
    const codes = Array.from({ length: 40 }, (_, index) => `n${String(index).padStart(2, '0')}`);
    const seen = await Promise.all(
      codes.map((code, index) =>
        database.inTenant(index % 4, 'family', async (tx) => {
          tx.write(insertNote, code);
          return tx.rows<{ tenantId: number }>(
            'select tenant_id as "tenantId" from platform.note where $1::int is not null',
          );
        }),
      ),
    );
    for (const [index, rows] of seen.entries())
      expect(rows.every((row) => row.tenantId === index % 4)).toBe(true);
    expect(await notes()).toHaveLength(40);
  });
});

describe.skipIf(postgresUrl === undefined)('a connection that dies', () => {
  let url: string;
  let database: Database;
  /** Another way in: our own opener refuses to be asked inside a transaction. */
  let admin: pg.Client;
  beforeAll(async () => {
    url = await freshPostgresDatabase();
    database = openPostgres({ url, connectionsMax: 1 });
    await database.asOwner(noteTable);
    admin = new pg.Client(url);
    await admin.connect();
  });
  afterAll(async () => {
    await database.close();
    await admin.end();
  });

  const pidOf = async (): Promise<number> =>
    Number((await database.asOwner('select pg_backend_pid() as pid'))[0]?.['pid']);
  const kill = async (pid: number): Promise<void> => {
    await admin.query('select pg_terminate_backend($1)', [pid]);
    const isAlive = 'select from pg_stat_activity where pid = $1';
    while ((await admin.query(isAlive, [pid])).rowCount !== 0) continue;
    // The news lies in our socket: the next turns of the event loop read it.
    await setImmediate();
    await setImmediate();
  };

  const away = {
    name: 'DatabaseAway',
    message: expect.stringMatching(/terminat|closed|ended|connection error/i),
  };

  test('while it is idle is replaced by another, unnoticed', async () => {
    const before = await pidOf();
    await kill(before);
    expect(await pidOf()).not.toBe(before);
  });

  test('in the middle of a transaction fails that one, leaves nothing, and the next is served', async () => {
    const before = await pidOf();
    const dying = database.inTenant(1, 'office', async (tx) => {
      await tx.rows(`${insertNote} returning code`, 'half');
      await kill(before);
      await tx.rows('select code from platform.note where tenant_id = $1');
    });
    await expect(dying).rejects.toMatchObject(away);
    const after = await database.inTenant(1, 'office', (tx) =>
      tx.rows('select code from platform.note where tenant_id = $1'),
    );
    expect(after).toEqual([]);
    expect(await pidOf()).not.toBe(before);
  });

  test('because its transaction was silent for too long gives back its locks', async () => {
    const silent = openPostgres({ url, connectionsMax: 1, silenceSecondsMax: 0.05 });
    const lock = `select pg_advisory_lock(hashtextextended('a school', 0))`;
    const dying = silent.inTenant(1, 'office', async (tx) => {
      await tx.rows(lock.replace('_lock', '_xact_lock'));
      // Whoever waits for it gets it though this transaction has not ended.
      await admin.query(lock);
      await tx.rows('select 1 where $1 = 1');
    });
    await expect(dying).rejects.toMatchObject({ name: 'DatabaseAway' });
    await silent.close();
  });

  test('bulk work may be silent for as long as it needs', async () => {
    const silent = openPostgres({ url, connectionsMax: 1, silenceSecondsMax: 0.05 });
    const working = silent.inTenant(1, 'system', async (tx) => {
      await bulkWork(tx);
      await admin.query('select pg_sleep(0.5)');
      return tx.rows<{ mode: string }>(
        `select current_setting('plan_cache_mode') as mode where $1 = 1`,
      );
    });
    await expect(working).resolves.toEqual([{ mode: 'force_custom_plan' }]);
    await silent.close();
  });

  test('when nothing but the commit is left to send is a fault, never a success', async () => {
    const before = await pidOf();
    const dying = database.inTenant(1, 'office', async (tx) => {
      await tx.rows(`${insertNote} returning code`, 'half');
      await kill(before);
    });
    await expect(dying).rejects.toMatchObject(away);
    expect((await admin.query('select code from platform.note')).rows).toEqual([]);
  });
});
