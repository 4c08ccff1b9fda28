// What happens in the same moment: double taps, two guardians, and a closing while changes are under way. Real transactions.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeAnswer, ChangeRefusal } from '#bookings/record-change.ts';
import { closeDay } from '#bookings/close-day.ts';
import type { Closing, ClosingRefusal } from '#bookings/close-day.ts';
import type { SampleDesk, SampleRequest } from '#bookings/sample.ts';
import { codeOf, instant, sampleDesk, sampleGuardian, stillClock } from '#bookings/sample.ts';
import { suppliedSchools } from '#bookings/supplied-schools.ts';
import { asDay } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Database } from '#platform/database.ts';
import { retryingConflicts } from '#platform/retry.ts';
import { databaseKinds, openTestDatabase, postgresUrl } from '#platform/test-database.ts';

const monday = '2026-11-23';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const deskAt = (iso: string): Promise<SampleDesk> => sampleDesk(database, (towns += 1), iso);
  const ask = (
    desk: SampleDesk,
    request: SampleRequest,
  ): Promise<Outcome<ChangeAnswer, ChangeRefusal>> => retryingConflicts(() => desk.ask(request));
  const count = async (desk: SampleDesk, what: string): Promise<number> => {
    const [row] = await database.asOwner(
      `select count(*)::int as n from ${what} where tenant_id = ${desk.town.tenantId}`,
    );
    return Number(row?.['n']);
  };

  it('the same request six times at once, with one key, is one change and one receipt', async () => {
    const desk = await deskAt('2026-11-23T09:12:00+01:00');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ask(desk, { days: [monday], key: 'tap-1' })),
    );
    expect(new Set(answers.map(codeOf)).size).toBe(1);
    expect(answers.filter(isChanged)).toHaveLength(1);
    expect([await count(desk, 'bookings.change'), await count(desk, 'receipts.receipt')]).toEqual([
      1, 1,
    ]);
  });

  it('two guardians who take the same child off at once make one change, and get the same receipt', async () => {
    const desk = await deskAt('2026-11-23T09:12:00+01:00');
    const father = await sampleGuardian(database, desk.town, desk.town.families[0]?.pupilIds ?? []);
    const answers = await Promise.all([
      ask(desk, { days: [monday] }),
      ask(desk, { days: [monday], family: father }),
    ]);
    expect(new Set(answers.map(codeOf)).size).toBe(1);
    expect(await count(desk, 'bookings.change')).toBe(1);
  });

  it('one key for two different requests at once: one is recorded, the other refused', async () => {
    const desk = await deskAt('2026-11-23T09:12:00+01:00');
    const [anna = '', bruno = ''] = desk.town.families[0]?.pupilIds ?? [];
    const answers = await Promise.all(
      [anna, bruno].map((pupilId) =>
        ask(desk, { days: [monday], key: 'tap-1', pupilIds: [pupilId] }),
      ),
    );
    expect(
      answers.map((answer) => (answer.ok ? answer.value.kind : answer.refusal)).toSorted(),
    ).toEqual(['changed', 'key-reused']);
    expect(await count(desk, 'bookings.change')).toBe(1);
  });

  it('siblings named in opposite order by many requests at once never block each other', async () => {
    const desk = await deskAt('2026-11-16T08:00:00+01:00');
    const pupilIds = desk.town.families[0]?.pupilIds ?? [];
    const weekdays = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        desk.ask({
          days: [weekdays[turn % 5] ?? ''],
          pupilIds: turn % 2 === 0 ? pupilIds : pupilIds.toReversed(),
          operation: turn < 10 ? 'absence' : 'absence-undone',
        }),
      ),
    );
    expect(answers).toHaveLength(20);
    const [{ off, on } = {}] = await database.asOwner(`
      select coalesce(sum(cardinality(days)) filter (where operation = 'absence'), 0)::int as off,
             coalesce(sum(cardinality(days)) filter (where operation = 'absence-undone'), 0)::int as on
        from bookings.change_line where tenant_id = ${desk.town.tenantId}`);
    expect(await count(desk, 'bookings.absent_day')).toBe(Number(off) - Number(on));
  });

  it('two closings of the same day at once close it once', async () => {
    const desk = await deskAt('2026-11-23T09:31:10+01:00');
    const outcomes = (await Promise.all([desk.close(monday), desk.close(monday)])).flat();
    expect(
      outcomes
        .map((outcome) => (outcome.ok ? `${outcome.value.pupilMeals} meals` : outcome.refusal))
        .toSorted(),
    ).toEqual(['3 meals', 'already-closed']);
    expect(await count(desk, 'bookings.meal')).toBe(3);
  });
});

describe.skipIf(postgresUrl === undefined)('while another transaction is open (PostgreSQL)', () => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase('postgres');
  });
  afterAll(() => database.close());

  const deskAt = (iso: string): Promise<SampleDesk> => sampleDesk(database, (towns += 1), iso);
  const waiting = async (): Promise<number> => {
    const [row] = await database.asOwner(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return Number(row?.['n']);
  };
  const untilWaiting = async (transactions: number): Promise<void> => {
    await expect.poll(waiting, { interval: 5, timeout: 10_000 }).toBe(transactions);
  };

  /** A request that stops before its receipt until it is let go; `reached` tells that it stands there, holding its locks. */
  function stoppedRequest(desk: SampleDesk, request: SampleRequest) {
    const reached = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const answer = desk.ask({
      ...request,
      means: {
        ...desk.means,
        issueReceipt: async (...args) => {
          reached.resolve();
          await gate.promise;
          return desk.means.issueReceipt(...args);
        },
      },
    });
    return { answer, reached: reached.promise, letGo: gate.resolve };
  }

  /** The same for a closing, which stops while it counts. */
  function stoppedClosing(desk: SampleDesk) {
    const reached = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const close = async (): Promise<readonly Outcome<Closing, ClosingRefusal>[]> => {
      const inTown = desk.town.tenantId;
      const means = {
        clock: stillClock('2026-11-23T09:31:10+01:00'),
        calendarAt: async (...args: Parameters<typeof desk.means.calendarAt>) => {
          reached.resolve();
          await gate.promise;
          return desk.means.calendarAt(...args);
        },
      };
      return database.inTenant(inTown, 'system', async (tx) =>
        closeDay(tx, means, await suppliedSchools(tx, asDay(monday)), asDay(monday)),
      );
    };
    return { outcome: close(), reached: reached.promise, letGo: gate.resolve };
  }

  const mealsOf = async (desk: SampleDesk): Promise<readonly unknown[]> =>
    (
      await database.asOwner(
        `select p.pupil_code as code from bookings.meal m join enrolment.pupil p on p.tenant_id = m.tenant_id and p.pupil_id = m.pupil_id
          where m.tenant_id = ${desk.town.tenantId} order by 1`,
      )
    ).map((row) => row['code']);

  it('a closing waits for a change under way and counts without the child', async () => {
    const desk = await deskAt('2026-11-23T09:30:59+01:00');
    const change = stoppedRequest(desk, { days: [monday] });
    await change.reached;
    desk.clock.set('2026-11-23T09:31:10+01:00');
    const closing = desk.close(monday);
    await untilWaiting(1);
    expect(await mealsOf(desk)).toEqual([]);
    change.letGo();
    expect(await change.answer).toMatchObject({ value: { kind: 'changed' } });
    expect(await closing).toEqual([{ ok: true, value: { pupilMeals: 1, adultMeals: 0 } }]);
    expect(await mealsOf(desk)).toEqual(['201']);
  });

  it('a closing does not wait for the change of a child of another authority', async () => {
    const [desk, other] = [
      await deskAt('2026-11-23T09:31:10+01:00'),
      await deskAt('2026-11-23T09:30:59+01:00'),
    ];
    const change = stoppedRequest(other, { days: [monday] });
    await change.reached;
    expect(await desk.close(monday)).toMatchObject([{ ok: true }]);
    change.letGo();
    expect(await change.answer).toMatchObject({ ok: true });
  });

  it('changes of different children do not wait for each other', async () => {
    const desk = await deskAt('2026-11-23T09:12:00+01:00');
    const [, second] = desk.town.families;
    const change = stoppedRequest(desk, { days: [monday] });
    await change.reached;
    expect(
      await desk.ask({
        days: [monday],
        pupilIds: second?.pupilIds ?? [],
        ...(second === undefined ? {} : { family: second }),
      }),
    ).toMatchObject({ ok: true });
    change.letGo();
    expect(await change.answer).toMatchObject({ ok: true });
  });

  it('a second change of the same child waits for the first and then sees it', async () => {
    const desk = await deskAt('2026-11-23T09:12:00+01:00');
    const first = stoppedRequest(desk, { days: [monday] });
    await first.reached;
    const second = desk.ask({ days: [monday], operation: 'absence-undone' });
    await untilWaiting(1);
    first.letGo();
    expect(await first.answer).toMatchObject({ value: { kind: 'changed' } });
    expect(await second).toMatchObject({
      value: { kind: 'changed', receipt: { lines: [{ operation: 'absence-undone' }, {}] } },
    });
  });

  it('a change that waited for the closing until its ten seconds were over records nothing', async () => {
    const desk = await deskAt('2026-11-23T09:30:59.999+01:00');
    const closing = stoppedClosing(desk);
    await closing.reached;
    const change = desk.ask({
      days: [monday],
      arrivedAt: instant('2026-11-23T09:30:59.999+01:00'),
    });
    await untilWaiting(1);
    desk.clock.set('2026-11-23T09:31:10+01:00');
    closing.letGo();
    expect(await closing.outcome).toMatchObject([{ ok: true, value: { pupilMeals: 3 } }]);
    expect(await change).toEqual({ ok: false, refusal: 'too-slow' });
  });

  it('a change that waited for the closing of a process whose clock runs ahead becomes a correction of the closed day', async () => {
    const desk = await deskAt('2026-11-23T09:30:59+01:00');
    const closing = stoppedClosing(desk);
    await closing.reached;
    const change = desk.ask({ days: [monday] });
    await untilWaiting(1);
    closing.letGo();
    expect(await closing.outcome).toMatchObject([{ ok: true, value: { pupilMeals: 3 } }]);
    expect(await change).toMatchObject({ ok: true, value: { kind: 'changed' } });
    expect(await mealsOf(desk)).toHaveLength(3);
  });

  it('a connection that is cut after the decision leaves nothing, and the same request can be made again', async () => {
    const desk = await deskAt('2026-11-23T09:12:00+01:00');
    const change = stoppedRequest(desk, { days: [monday], key: 'tap-1' });
    await change.reached;
    await database.asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
    );
    change.letGo();
    await expect(change.answer).rejects.toThrow(/connection|terminat/i);
    expect(await desk.ask({ days: [monday], key: 'tap-1' })).toMatchObject({
      value: { kind: 'changed' },
    });
    const [row] = await database.asOwner(
      `select count(*)::int as n from bookings.change where tenant_id = ${desk.town.tenantId}`,
    );
    expect(row).toEqual({ n: 1 });
  });
});

function isChanged(outcome: Outcome<ChangeAnswer, string>): boolean {
  return outcome.ok && outcome.value.kind === 'changed';
}
