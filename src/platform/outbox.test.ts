// The outbox on a real database: nothing told twice, nothing forgotten, whoever crashes or hurries.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '#ground/clock.ts';
import type { Instant } from '#ground/instant.ts';
import { asInstant, plusSeconds } from '#ground/instant.ts';
import type { Database, Tx } from '#platform/database.ts';
import { logTo } from '#platform/log.ts';
import type { OutboxHandler, OutboxMessage, OutboxSweep } from '#platform/outbox.ts';
import { backoffSeconds, leaseSeconds, sweepOutbox, tellOutside } from '#platform/outbox.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const morning = asInstant(Date.UTC(2026, 10, 23, 7, 12));

describe.each(databaseKinds)('the outbox on %s', (kind) => {
  let database: Database;
  let time: Instant;
  let lines: string[];
  const clock: Clock = { now: () => time };
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    await database.asOwner('create table platform.told (tenant_id integer, code text)');
    await database.asOwner('grant select, insert on platform.told to refettorio_system');
  });
  afterAll(() => database.close());

  /** Each test has its own tenant and an outbox where nothing of the others is due. */
  const begin = async (): Promise<void> => {
    await database.asOwner('delete from platform.outbox; delete from platform.told');
    time = morning;
    lines = [];
  };
  const tell = (tenantId: number, ...codes: readonly string[]): Promise<void> =>
    database.inTenant(tenantId, 'family', async (tx) => {
      for (const code of codes) tellOutside(tx, time, 'test.tell', { code });
    });
  const sweep = (handler: OutboxHandler, changes: Partial<OutboxSweep> = {}): Promise<number> =>
    sweepOutbox({
      database,
      clock,
      log: logTo(
        (line) => lines.push(line),
        () => 'then',
      ),
      handlers: { 'test.tell': handler },
      limit: 50,
      ...changes,
    });
  const writeDown = async (tx: Tx, message: OutboxMessage): Promise<'done'> => {
    tx.write(
      'insert into platform.told (tenant_id, code) values ($1, $2)',
      String(message.payload['code']),
    );
    return 'done';
  };
  const told = async (): Promise<unknown[]> =>
    (await database.asOwner('select code from platform.told order by code')).map(
      ({ code }) => code,
    );
  const rows = (): Promise<readonly Record<string, unknown>[]> =>
    database.asOwner('select * from platform.outbox order by tenant_id');

  it('what is told by two tenants is carried out for each of them, and once', async () => {
    await begin();
    await tell(1, 'a');
    await tell(2, 'b');
    expect(await sweep({ inTransaction: writeDown })).toBe(2);
    expect(await sweep({ inTransaction: writeDown })).toBe(0);
    expect(await told()).toEqual(['a', 'b']);
    expect(await rows()).toMatchObject([
      { tenant_id: 1, attempts: 1, done_at: morning },
      { tenant_id: 2, attempts: 1, done_at: morning },
    ]);
  });

  it('a change that is undone tells nobody', async () => {
    await begin();
    const failing = database.inTenant(1, 'family', async (tx) => {
      tellOutside(tx, time, 'test.tell', { code: 'a' });
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    expect(await sweep({ inTransaction: writeDown })).toBe(0);
  });

  it('two sweepers at once never carry out the same row', async () => {
    await begin();
    const codes = Array.from({ length: 60 }, (_, index) => String(index).padStart(2, '0'));
    await tell(1, ...codes);
    const taken = await Promise.all([
      sweep({ inTransaction: writeDown }, { limit: 40 }),
      sweep({ inTransaction: writeDown }, { limit: 40 }),
    ]);
    expect(taken[0] + taken[1]).toBe(60);
    expect(await told()).toEqual(codes);
  });

  it('a fault in the middle undoes the effects, raises an alarm without the text of the fault, and is tried again', async () => {
    await begin();
    await tell(1, 'a');
    await sweep({
      inTransaction: async (tx, message) => {
        await writeDown(tx, message);
        throw new TypeError('Maria Rossi could not be told');
      },
    });
    expect(await told()).toEqual([]);
    expect(lines.join('')).toContain('"level":"alarm","event":"outbox-fault","tenantId":1');
    expect(lines.join('')).not.toContain('Rossi');
    expect(await sweep({ inTransaction: writeDown })).toBe(0);
    time = plusSeconds(morning, 12);
    expect(await sweep({ inTransaction: writeDown })).toBe(1);
    expect(await told()).toEqual(['a']);
  });

  it('a sweeper that dies is followed by another when its lease ends, and its late answer counts for nothing', async () => {
    await begin();
    await tell(1, 'a');
    const { promise: lateAnswer, resolve: answerLate } = Promise.withResolvers<{
      failed: string;
    }>();
    const { promise: called, resolve: sayCalled } = Promise.withResolvers<void>();
    const frozen = sweep({
      outside: () => {
        sayCalled();
        return lateAnswer;
      },
    });
    await called;
    time = plusSeconds(morning, leaseSeconds - 1);
    expect(await sweep({ inTransaction: writeDown })).toBe(0);
    time = plusSeconds(morning, leaseSeconds);
    expect(await sweep({ inTransaction: writeDown })).toBe(1);
    answerLate({ failed: 'too late' });
    await frozen;
    expect(await told()).toEqual(['a']);
    expect(await rows()).toMatchObject([{ attempts: 2, done_at: time, failed_at: null }]);
  });

  it('an answer "later" waits, an answer "never" is kept with its reason and not tried again', async () => {
    await begin();
    await tell(1, 'a');
    await sweep({ outside: async () => ({ retryAfterSeconds: 30, answer: '451' }) });
    expect(await rows()).toMatchObject([{ due_at: plusSeconds(morning, 30), last_error: '451' }]);
    time = plusSeconds(morning, 30);
    await sweep({ outside: async () => ({ failed: '550' }) });
    expect(await rows()).toMatchObject([{ attempts: 2, failed_at: time, last_error: '550' }]);
    time = plusSeconds(morning, 100_000);
    expect(await sweep({ inTransaction: writeDown })).toBe(0);
  });

  it('a kind that nobody handles is an alarm, and stays', async () => {
    await begin();
    await tell(1, 'a');
    await sweep({ inTransaction: writeDown }, { handlers: {} });
    expect(lines.join('')).toContain('outbox-fault');
    expect(await rows()).toMatchObject([{ done_at: null, failed_at: null }]);
  });

  it('a family may write to the outbox but not read it', async () => {
    await begin();
    const reading = database.inTenant(1, 'family', (tx) =>
      tx.rows('select 1 from platform.outbox where tenant_id = $1'),
    );
    await expect(reading).rejects.toThrow('permission denied');
  });
});

describe('the time until the next try', () => {
  it('doubles from ten seconds and never passes an hour and a fifth', () => {
    const tries = [1, 2, 3, 9, 10, 40].map((attempts) => backoffSeconds(attempts));
    const middles = [10, 20, 40, 2560, 3600, 3600];
    for (const [index, middle] of middles.entries()) {
      expect(tries[index]).toBeGreaterThanOrEqual(middle * 0.8);
      expect(tries[index]).toBeLessThanOrEqual(middle * 1.2);
    }
  });
});
