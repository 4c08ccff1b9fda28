// The office closes days, takes closures back and moves canteen weekdays in the middle of the year (RULES A2, A4).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeCanteenWeekdays } from '#calendar/change-canteen-weekdays.ts';
import { liftClosure } from '#calendar/lift-closure.ts';
import type { ClosureScope } from '#calendar/model.ts';
import { recordClosure } from '#calendar/record-closure.ts';
import { recordDayEvent } from '#calendar/record-day-event.ts';
import type { SampleCalendar } from '#calendar/sample.ts';
import { sampleCalendar, staff } from '#calendar/sample.ts';
import type { Actor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { weekdaysOf } from '#ground/weekdays.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const office = staff('office');
const bridge = { kind: 'not-served', because: 'closure', reason: 'Ponte' };
const canteen = { kind: 'canteen' };

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  const townAt = async (iso: string): Promise<SampleCalendar> => {
    const town = await sampleCalendar(database, `chiusure-${(towns += 1)}`);
    town.setClock(iso);
    return town;
  };
  const close = (
    town: SampleCalendar,
    fromOn: string,
    toOn = fromOn,
    scope: ClosureScope = { kind: 'tenant' },
    actor: Actor = office,
  ) =>
    town.asOffice((tx) =>
      recordClosure(tx, town.means, actor, {
        closure: { scope, fromOn: asDay(fromOn), toOn: asDay(toOn), reason: 'Ponte' },
        arrivedAt: town.means.clock.now(),
      }),
    );
  const idOf = async (recorded: ReturnType<typeof close>): Promise<string> => {
    const outcome = await recorded;
    if (!outcome.ok) throw new Error(outcome.refusal);
    return outcome.value.closureId;
  };
  const lift = (town: SampleCalendar, closureId: string) =>
    town.asOffice((tx) =>
      liftClosure(tx, town.means, office, { closureId, arrivedAt: town.means.clock.now() }),
    );
  const days = (town: SampleCalendar, classId: string, ...of: readonly string[]) =>
    Promise.all(of.map((day) => town.dayOf(classId, day)));

  it.each<[string, (town: SampleCalendar) => ClosureScope, readonly unknown[]]>([
    ['everybody', () => ({ kind: 'tenant' }), [bridge, bridge]],
    ['a grade', () => ({ kind: 'grade', grade: 'primary' }), [bridge, bridge]],
    ['a school', ({ north }) => ({ kind: 'school', schoolId: north }), [bridge, canteen]],
    ['a class', ({ classIds }) => ({ kind: 'class', classId: classIds.c }), [canteen, bridge]],
  ])('A2: a closure set by the office cancels for %s', async (_whom, scope, expected) => {
    const town = await townAt('2026-11-30T10:00:00+01:00');
    await close(town, '2026-12-07', '2026-12-07', scope(town));
    const { a, c } = town.classIds;
    expect([await town.dayOf(a, '2026-12-07'), await town.dayOf(c, '2026-12-07')]).toEqual(
      expected,
    );
  });

  it('A4: lifted, the days are again what they were', async () => {
    const town = await townAt('2026-11-30T10:00:00+01:00');
    const closureId = await idOf(close(town, '2026-12-07'));
    await lift(town, closureId);
    expect(await town.dayOf(town.classIds.a, '2026-12-07')).toEqual(canteen);
    expect(await lift(town, closureId)).toMatchObject({ refusal: 'already-undone' });
  });

  it('lifted in the middle, what has elapsed stays closed, also over an opening of then', async () => {
    const town = await townAt('2026-11-30T10:00:00+01:00');
    const { a } = town.classIds;
    const closureId = await idOf(close(town, '2026-12-02', '2026-12-04'));
    town.setClock('2026-12-01T10:00:00+01:00');
    const opening = {
      kind: 'opening',
      serviceId: town.serviceId,
      reason: 'Ripensamento',
      classIds: [a],
      days: [asDay('2026-12-03')],
    } as const;
    await town.asOffice((tx) =>
      recordDayEvent(tx, town.means, office, { event: opening, arrivedAt: town.means.clock.now() }),
    );
    town.setClock('2026-12-03T10:00:00+01:00');
    expect(await lift(town, closureId)).toMatchObject({ value: { fromOn: '2026-12-04' } });
    expect(await days(town, a, '2026-12-02', '2026-12-03', '2026-12-04')).toEqual([
      bridge,
      { kind: 'canteen', opening: 'opt-in' },
      canteen,
    ]);
  });

  it.each([
    ['2026-12-07T09:30:59+01:00', '2026-12-07', 'closed', 'in the last minute'],
    ['2026-12-07T09:31:00+01:00', '2026-12-07', 'after-cut-off', 'a minute too late'],
    ['2026-12-06T12:00:00+01:00', '2026-12-06', 'closed', 'a Sunday, on which nobody eats'],
    ['2026-12-07T08:00:00+01:00', '2026-12-04', 'day-past', 'a day that is over'],
  ])('at %s the office closes %s: %s (%s)', async (iso, day, expected) => {
    const town = await townAt(iso);
    const outcome = await close(town, day);
    expect(outcome.ok ? 'closed' : outcome.refusal).toBe(expected);
  });

  it('is closed by the office, not by a secretary; the official calendar is not lifted', async () => {
    const town = await townAt('2026-11-30T10:00:00+01:00');
    const own: ClosureScope = { kind: 'school', schoolId: town.north };
    const refused = await close(town, '2026-12-07', '2026-12-07', own, staff('school', town.north));
    expect(refused).toMatchObject({ refusal: 'not-allowed' });
    const [official] = await database.asOwner(
      `select closure_id from calendar.closure where tenant_id = ${town.tenantId} and origin = 'national' limit 1`,
    );
    expect(await lift(town, String(official?.['closure_id']))).toMatchObject({
      refusal: 'official-closure',
    });
  });

  const move = (town: SampleCalendar, from: string, actor: Actor = office) =>
    town.asOffice((tx) =>
      changeCanteenWeekdays(tx, town.means, actor, {
        classIds: [town.classIds.b],
        serviceId: town.serviceId,
        weekdays: weekdaysOf([2, 4]),
        from: asDay(from),
        arrivedAt: town.means.clock.now(),
      }),
    );

  it('A2: canteen weekdays change in the middle of the year, from a day on', async () => {
    const town = await townAt('2026-11-30T10:00:00+01:00');
    await move(town, '2027-02-03');
    await move(town, '2027-02-04');
    expect(
      (
        await days(town, town.classIds.b, '2027-02-01', '2027-02-03', '2027-02-04', '2027-02-15')
      ).map((one) => one.kind),
    ).toEqual(['canteen', 'no-canteen', 'canteen', 'no-canteen']);
    const history = await database.asOwner(
      `select count(*)::int as spans, count(superseded_at)::int as superseded from calendar.canteen_weekdays
        where tenant_id = ${town.tenantId} and class_id = '${town.classIds.b}'`,
    );
    expect(history).toEqual([{ spans: 5, superseded: 2 }]);
  });

  it.each([
    ['2026-11-30T09:30:59+01:00', '2026-11-30', 'changed'],
    ['2026-11-30T09:31:00+01:00', '2026-11-30', 'after-cut-off'],
    ['2026-11-30T09:31:00+01:00', '2026-12-01', 'changed'],
    ['2026-12-04T10:00:00+01:00', '2026-12-01', 'day-past'],
  ])('at %s they change from %s: %s', async (iso, from, expected) => {
    const town = await townAt(iso);
    const outcome = await move(town, from);
    expect(outcome.ok ? 'changed' : outcome.refusal).toBe(expected);
  });

  it('are changed by the office alone', async () => {
    const town = await townAt('2026-11-30T10:00:00+01:00');
    expect(await move(town, '2027-02-03', staff('school', town.north))).toMatchObject({
      refusal: 'not-allowed',
    });
  });
});
