// Suspensions, resumptions, plain meals and opt-ins as whole use cases: what is recorded, answered, told, and rebuilt from the log.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookingsHandlers } from '#bookings/jobs.ts';
import { readMonth } from '#bookings/family-days.ts';
import { changeDays } from '#bookings/change-days.ts';
import type { DayOperation, RangeOperation } from '#bookings/model.ts';
import type { ReceiptResponse } from '#bookings/api.ts';
import type { SampleDesk, SampleRangeRequest } from '#bookings/sample.ts';
import {
  accountOfSample,
  codeOf,
  daysInForce,
  daysOfLog,
  ofFamily,
  sampleDesk,
  sampleGuardian,
} from '#bookings/sample.ts';
import { asDay, asMonth } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import { asInstant } from '#ground/instant.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Database } from '#platform/database.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { logTo } from '#platform/log.ts';
import { sweepOutbox } from '#platform/outbox.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const log = logTo(
  () => undefined,
  () => 'now',
);

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const deskAt = (iso: string): Promise<SampleDesk> => sampleDesk(database, (towns += 1), iso);
  const ones = (desk: SampleDesk): readonly string[] =>
    desk.town.families[0]?.pupilIds.slice(0, 1) ?? [];
  const states = async (desk: SampleDesk, month: string): Promise<Record<string, string>> => {
    const family = ofFamily(desk.town, 0).family;
    const answer = await database.inTenant(desk.town.tenantId, 'family', (tx) =>
      readMonth(
        tx,
        { ...desk.means, language: 'it' },
        Promise.resolve(accountOfSample(family)),
        family.pupilIds[0] ?? '',
        asMonth(month),
      ),
    );
    if (!answer.ok) throw new Error(answer.refusal);
    return Object.fromEntries(
      answer.value.services[0]?.days.map(({ day, state }) => [day, state]) ?? [],
    );
  };
  const suspensions = ({ town }: SampleDesk) =>
    database.asOwner(
      `select to_char(from_on, 'YYYY-MM-DD') as "from", to_char(to_on, 'YYYY-MM-DD') as "to", open
         from bookings.suspension where tenant_id = ${town.tenantId} order by from_on`,
    );
  const receiptOf = (outcome: Outcome<unknown, string>): ReceiptResponse => {
    const value = outcome.ok ? toChanged(outcome.value) : undefined;
    if (value === undefined) throw new Error(`not changed: ${JSON.stringify(outcome)}`);
    return value;
  };

  it('B1: an open suspension from today takes every day off until the school year ends, and the receipt says so', async () => {
    const desk = await deskAt('2026-12-01T08:50:00+01:00');
    const receipt = receiptOf(await desk.askRange({ from: '2026-12-01', pupilIds: ones(desk) }));
    expect(receipt.lines).toMatchObject([
      { operation: 'suspension', days: [], from: '2026-12-01', to: null },
    ]);
    expect(await suspensions(desk)).toEqual([{ from: '2026-12-01', to: '2027-07-31', open: true }]);
    const month = await states(desk, '2027-03');
    expect(new Set(Object.values(month))).toEqual(
      new Set(['suspended', 'no-canteen', 'not-served']),
    );
    await desk.close('2026-12-01');
    desk.clock.set('2026-12-01T09:32:00+01:00');
    expect(await desk.close('2026-12-01')).toMatchObject([{ value: { pupilMeals: 1 } }]);
  });

  it('B1: the same morning it is resumed, before the cut-off and not after it', async () => {
    const desk = await deskAt('2026-12-01T08:50:00+01:00');
    await desk.askRange({ from: '2026-12-01', pupilIds: ones(desk) });
    desk.clock.set('2026-12-01T09:30:59+01:00');
    const resumed = await desk.askRange({
      operation: 'resumption',
      from: '2026-12-01',
      pupilIds: ones(desk),
    });
    expect(receiptOf(resumed).lines).toMatchObject([
      { operation: 'resumption', from: '2026-12-01' },
    ]);
    expect(await suspensions(desk)).toEqual([]);
    await desk.askRange({ from: '2026-12-02', pupilIds: ones(desk) });
    desk.clock.set('2026-12-02T09:31:00+01:00');
    const late = { operation: 'resumption', pupilIds: ones(desk) } as const;
    expect(await desk.askRange({ ...late, from: '2026-12-02' })).toMatchObject({
      refusal: 'after-cut-off',
    });
    expect(receiptOf(await desk.askRange(late)).lines).toMatchObject([{ from: '2026-12-03' }]);
    expect(await suspensions(desk)).toEqual([
      { from: '2026-12-02', to: '2026-12-02', open: false },
    ]);
  });

  it('B1: a resumption lists the absences still ahead, on the receipt, later, and in the mail', async () => {
    const desk = await deskAt('2026-11-30T08:50:00+01:00');
    await desk.ask({ days: ['2026-12-03', '2026-12-15'], pupilIds: ones(desk) });
    await desk.askRange({ from: '2026-12-01', to: '2026-12-11', pupilIds: ones(desk) });
    const resumed = await desk.askRange({
      operation: 'resumption',
      from: '2026-12-02',
      pupilIds: ones(desk),
    });
    expect(receiptOf(resumed).lines).toMatchObject([{ stillAbsent: ['2026-12-03'] }]);
    const month = await states(desk, '2026-12');
    expect([month['2026-12-01'], month['2026-12-02'], month['2026-12-03']]).toEqual([
      'suspended',
      'expected',
      'absent',
    ]);
    const handlers = {
      ...bookingsHandlers({ ...desk.means, log }),
      'notifications.deliver': { outside: async () => 'done' as const },
    };
    await sweepOutbox({ database, clock: desk.clock, log, handlers, limit: 100 });
    const [mail] = await database.asOwner(
      `select body from notifications.message where tenant_id = ${desk.town.tenantId} and subject like 'Pasto riattivato%'`,
    );
    expect(mail?.['body']).toContain('pasto riattivato da mercoledì 2 dicembre');
    expect(mail?.['body']).toContain('Resta assente giovedì 3 dicembre');
  });

  it('B1: two guardians who suspend at once make one suspension of both, without overlap', async () => {
    const desk = await deskAt('2026-12-01T08:50:00+01:00');
    const pupilIds = ones(desk);
    const father = await sampleGuardian(database, desk.town, pupilIds);
    const both = await Promise.all([
      desk.askRange({ from: '2026-12-02', to: '2026-12-11', pupilIds }),
      desk.askRange({ from: '2026-12-07', to: '2026-12-18', pupilIds, family: father }),
    ]);
    expect(both.map((outcome) => outcome.ok)).toEqual([true, true]);
    const spans = await suspensions(desk);
    const covered = spans.flatMap((span) =>
      eachDay({ from: asDay(String(span['from'])), to: asDay(String(span['to'])) }),
    );
    expect(covered.toSorted()).toEqual(
      eachDay({ from: asDay('2026-12-02'), to: asDay('2026-12-18') }),
    );
  });

  it('B7: a third plain day is refused and recorded; two are told as plain and cooked as plain', async () => {
    const desk = await deskAt('2026-11-30T08:50:00+01:00');
    const asked = { operation: 'plain-meal', pupilIds: ones(desk) } as const;
    expect(await desk.ask({ ...asked, days: ['2026-12-01', '2026-12-02'] })).toMatchObject({
      ok: true,
    });
    expect(await desk.ask({ ...asked, days: ['2026-12-03'] })).toEqual({
      ok: false,
      refusal: 'plain-too-long',
      details: { day: '2026-12-03', max: 2 },
    });
    const refused = await database.asOwner(
      `select refusal from bookings.refused_request where tenant_id = ${desk.town.tenantId}`,
    );
    expect(refused).toEqual([{ refusal: 'plain-too-long' }]);
    desk.clock.set('2026-12-01T09:32:00+01:00');
    await desk.close('2026-12-01');
    const plain = await database.asOwner(
      `select plain from bookings.meal where tenant_id = ${desk.town.tenantId} and pupil_id = '${ones(desk)[0]}'`,
    );
    expect(plain).toEqual([{ plain: true }]);
  });

  it('FOUNDATIONS 13: every table in force can be rebuilt from the log of changes', async () => {
    const desk = await deskAt('2026-11-16T08:00:00+01:00');
    const operations = [
      'absence',
      'suspension',
      'plain-meal',
      'absence-undone',
      'resumption',
      'plain-range',
      'plain-meal-undone',
      'plain-range-ended',
    ] as const;
    let seed = 7;
    const draw = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const day = (ahead: number): string =>
      new Date(desk.clock.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    let accepted = 0;
    for (let turn = 0; turn < 120; turn += 1) {
      desk.clock.set(new Date(asInstant(desk.clock.now() + 3 * 3_600_000)).toISOString());
      const operation = operations[draw(operations.length)] ?? 'absence';
      const [near, far] = [draw(8), 2 + draw(20)];
      const pupilIds = desk.town.families[0]?.pupilIds.slice(draw(2)) ?? [];
      const outcome = isRange(operation)
        ? await desk.askRange(
            range(operation, day(near), draw(3) > 0 ? day(near + far) : '', pupilIds),
          )
        : await desk.ask({ operation, pupilIds, days: [day(near), day(near + draw(4))] });
      if (outcome.ok) accepted += 1;
    }
    expect(accepted).toBeGreaterThan(40);
    const rebuilt = await daysOfLog(database, desk.town.tenantId);
    expect(await daysInForce(database, desk.town.tenantId)).toEqual(rebuilt);
    const { 'opted-in': none, ...others } = rebuilt;
    expect(none).toEqual([]);
    expect(Object.values(others).every((entries) => entries.length > 2)).toBe(true);
  });

  it('B5, B8: the office suspends on the family’s behalf, once, whoever reads it sees the office', async () => {
    const desk = await deskAt('2026-12-01T08:50:00+01:00');
    const clerk = {
      kind: 'staff',
      accountId: randomUUID(),
      login: 'ufficio',
      displayName: 'Impiegata',
      mustChangePassword: false,
      grants: [{ role: 'office', schoolId: null, kitchenId: null }],
    } as const;
    const entries = ones(desk).map((pupilId) => ({ pupilId, days: [asDay('2026-12-02')] }));
    const ask = (grants: typeof clerk.grants | readonly [] = clerk.grants) =>
      database.inTenant(desk.town.tenantId, 'school', (tx) =>
        changeDays(
          tx,
          desk.means,
          { kind: 'staff', account: Promise.resolve({ ...clerk, grants }) },
          {
            operation: 'absence',
            entries,
            arrivedAt: desk.clock.now(),
            key: idempotencyKeyOf('office-1', 'absence', entries),
          },
        ),
      );
    expect(await ask([])).toEqual({ ok: false, refusal: 'not-allowed' });
    const first = await ask();
    expect(receiptOf(first)).toMatchObject({ channel: 'office', by: 'Impiegata' });
    expect(await ask()).toEqual({
      ok: true,
      value: { kind: 'repeated', receiptCode: codeOf(first) },
    });
    expect((await states(desk, '2026-12'))['2026-12-02']).toBe('absent');
  });
});

function isRange(operation: DayOperation | RangeOperation): operation is RangeOperation {
  return /suspension|resumption|range/.test(operation);
}

function range(
  operation: RangeOperation,
  from: string,
  to: string,
  pupilIds: readonly string[],
): SampleRangeRequest {
  const end = to === '' && operation === 'plain-range' ? from : to;
  return { operation, from, pupilIds, ...(end === '' ? {} : { to: end }) };
}

function toChanged(value: unknown): ReceiptResponse | undefined {
  return (value as { receipt?: ReceiptResponse }).receipt;
}
