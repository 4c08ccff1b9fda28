// Outings, strikes and extra openings of a school, recorded and undone on a real database (RULES A2, A4, A5).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewDayEvent } from '#calendar/model.ts';
import { planDayEvent, recordDayEvent } from '#calendar/record-day-event.ts';
import type { SampleCalendar } from '#calendar/sample.ts';
import { sampleCalendar, staff } from '#calendar/sample.ts';
import { undoDayEvent } from '#calendar/undo-day-event.ts';
import type { Actor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';

const office = staff('office');
const monday = '2026-11-30';
const tuesday = '2026-12-01';
const saturday = '2026-11-28';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const townAt = async (iso: string, reporting?: 'families'): Promise<SampleCalendar> => {
    const town = await sampleCalendar(database, `gite-${(towns += 1)}`, reporting);
    town.setClock(iso);
    return town;
  };
  const strike = (classIds: readonly string[], ...days: readonly string[]): NewDayEvent => ({
    kind: 'strike',
    serviceId: null,
    reason: 'Sciopero',
    classIds,
    days: days.map(asDay),
  });
  const outing = (
    lunch: 'none' | 'packed',
    classIds: readonly string[],
    ...days: readonly string[]
  ): NewDayEvent => ({ ...strike(classIds, ...days), kind: 'outing', lunch, reason: 'Gita' });
  const record = (town: SampleCalendar, event: NewDayEvent, actor: Actor = office) =>
    town.asOffice((tx) =>
      recordDayEvent(tx, town.means, actor, { event, arrivedAt: town.means.clock.now() }),
    );
  const idOf = async (recorded: ReturnType<typeof record>): Promise<string> => {
    const outcome = await recorded;
    if (!outcome.ok) throw new Error(outcome.refusal);
    return outcome.value.dayEventId;
  };
  const undo = (town: SampleCalendar, dayEventId: string, actor: Actor = office) =>
    town.asOffice((tx) =>
      undoDayEvent(tx, town.means, actor, { dayEventId, arrivedAt: town.means.clock.now() }),
    );

  it('A5: a strike for two classes cancels their day in one act, and every process sees it at once', async () => {
    const town = await townAt('2026-11-27T10:00:00+01:00');
    const { a, b, c } = town.classIds;
    await record(town, strike([a, b], monday));
    const closed = { kind: 'not-served', because: 'strike', reason: 'Sciopero' };
    expect(await town.dayOf(a, monday)).toEqual(closed);
    expect(await town.dayOf(b, monday)).toEqual(closed);
    expect(await town.dayOf(c, monday)).toEqual({ kind: 'canteen' });
    const audited = await database.asOwner(
      `select actor_id, facts->>'kind' as kind from audit.event where tenant_id = ${town.tenantId} and action = 'calendar.day-event-recorded'`,
    );
    expect(audited).toEqual([{ actor_id: office.accountId, kind: 'strike' }]);
  });

  it('A4: undone, what lay underneath counts again: the outing under a strike, then the ordinary day', async () => {
    const town = await townAt('2026-11-27T10:00:00+01:00');
    const { a } = town.classIds;
    const outingId = await idOf(record(town, outing('packed', [a], monday)));
    const strikeId = await idOf(record(town, strike([a], monday)));
    expect((await town.dayOf(a, monday)).kind).toBe('not-served');
    await undo(town, strikeId);
    expect(await town.dayOf(a, monday)).toEqual({ kind: 'canteen', packedLunch: true });
    await undo(town, outingId);
    expect(await town.dayOf(a, monday)).toEqual({ kind: 'canteen' });
    expect(await undo(town, outingId)).toMatchObject({ refusal: 'already-undone' });
  });

  it('A5: by default families report outings, and nobody records them in their place', async () => {
    const town = await townAt('2026-11-27T10:00:00+01:00', 'families');
    const refused = await record(town, outing('none', [town.classIds.a], monday));
    expect(refused).toEqual({ ok: false, refusal: 'reported-by-families' });
  });

  it('A2: an extra opening books when it is told three days before, and asks when it is told later', async () => {
    const town = await townAt('2026-11-25T10:00:00+01:00');
    const { a, b } = town.classIds;
    const { serviceId } = town;
    const opening = (classIds: readonly string[]): NewDayEvent => ({
      kind: 'opening',
      serviceId,
      reason: 'Festa della scuola',
      classIds,
      days: [asDay(saturday)],
    });
    await record(town, opening([a]));
    town.setClock('2026-11-26T10:00:00+01:00');
    await record(town, opening([b]));
    expect(await town.dayOf(a, saturday)).toEqual({ kind: 'canteen', opening: 'booked' });
    expect(await town.dayOf(b, saturday)).toEqual({ kind: 'canteen', opening: 'opt-in' });
    expect(await record(town, opening([a]))).toMatchObject({ refusal: 'already-recorded' });
  });

  it('E2: a secretary records for her school only, and opens nothing', async () => {
    const town = await townAt('2026-11-27T10:00:00+01:00');
    const { a, c } = town.classIds;
    const secretary = staff('school', town.north);
    expect(await record(town, strike([a, c], monday), secretary)).toMatchObject({
      refusal: 'not-allowed',
    });
    const opening = {
      ...strike([a], saturday),
      kind: 'opening',
      serviceId: town.serviceId,
    } as const;
    expect(await record(town, opening, secretary)).toMatchObject({ refusal: 'not-allowed' });
    expect(await record(town, strike([a], monday), staff('kitchen'))).toMatchObject({
      refusal: 'not-allowed',
    });
    const recorded = await database.inTenant(town.tenantId, 'school', (tx) =>
      recordDayEvent(tx, town.means, secretary, {
        event: strike([a], monday),
        arrivedAt: town.means.clock.now(),
      }),
    );
    expect(recorded.ok).toBe(true);
    const others = await idOf(record(town, strike([c], monday)));
    expect(await undo(town, others, secretary)).toMatchObject({ refusal: 'not-allowed' });
  });

  it('an event of two days is undone for the one that is still open; the other stays', async () => {
    const town = await townAt('2026-11-27T10:00:00+01:00');
    const { a } = town.classIds;
    const dayEventId = await idOf(record(town, strike([a], monday, tuesday)));
    town.setClock('2026-11-30T09:31:00+01:00');
    expect(await undo(town, dayEventId)).toMatchObject({
      ok: true,
      value: { undone: [{ day: tuesday }], kept: [{ day: monday }] },
    });
    expect((await town.dayOf(a, monday)).kind).toBe('not-served');
    expect(await town.dayOf(a, tuesday)).toEqual({ kind: 'canteen' });
    expect(await undo(town, dayEventId)).toMatchObject({ refusal: 'after-cut-off' });
  });

  it.each([
    ['2026-11-30T09:30:59+01:00', true],
    ['2026-11-30T09:31:00+01:00', false],
  ])(
    'A5: on the day itself an event is undone until the cut-off: at %s %s',
    async (iso, expected) => {
      const town = await townAt('2026-11-27T10:00:00+01:00');
      const dayEventId = await idOf(record(town, strike([town.classIds.a], monday)));
      town.setClock(iso);
      expect((await undo(town, dayEventId)).ok).toBe(expected);
    },
  );

  it.each([
    ['2026-10-26T09:30:59+01:00', '2026-10-26', true, 'the Monday after winter time has begun'],
    ['2026-10-26T09:31:00+01:00', '2026-10-26', false, 'a minute later'],
    ['2027-03-31T09:30:59+02:00', '2027-03-31', true, 'the Wednesday after summer time has begun'],
    ['2027-03-31T09:31:00+02:00', '2027-03-31', false, 'a minute later'],
  ])(
    'around the change of the clocks: at %s a strike of %s is recorded: %s (%s)',
    async (iso, day, expected) => {
      const town = await townAt(iso);
      expect((await record(town, strike([town.classIds.a], day))).ok).toBe(expected);
    },
  );

  it('a preview says what would be, and leaves nothing behind', async () => {
    const town = await townAt('2026-11-27T10:00:00+01:00');
    const { a } = town.classIds;
    const { serviceId } = town;
    const planned = await town.asOffice((tx) =>
      planDayEvent(tx, town.means, office, {
        event: outing('none', [a], monday),
        arrivedAt: town.means.clock.now(),
      }),
    );
    if (!planned.ok) throw new Error(planned.refusal);
    const { before, after } = planned.value;
    expect(before.classDay(a, serviceId, asDay(monday))).toEqual({ kind: 'canteen' });
    expect(after.classDay(a, serviceId, asDay(monday))).toMatchObject({ because: 'outing' });
    expect(await town.dayOf(a, monday)).toEqual({ kind: 'canteen' });
  });

  it('a class or a service that is not there is no fault but a refusal', async () => {
    const town = await townAt('2026-11-27T10:00:00+01:00');
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await record(town, strike([unknown], monday))).toMatchObject({
      refusal: 'class-not-found',
    });
    const ofNoService = { ...strike([town.classIds.a], monday), serviceId: unknown };
    expect(await record(town, ofNoService)).toMatchObject({ refusal: 'service-not-found' });
    expect(await undo(town, unknown)).toMatchObject({ refusal: 'event-not-found' });
  });

  it('two who undo the same event at once undo it once', async () => {
    const town = await townAt('2026-11-27T10:00:00+01:00');
    const dayEventId = await idOf(record(town, strike([town.classIds.a], monday)));
    const outcomes = await Promise.all([undo(town, dayEventId), undo(town, dayEventId)]);
    expect(outcomes.map((one) => (one.ok ? 'undone' : one.refusal)).toSorted()).toEqual([
      'already-undone',
      'undone',
    ]);
  });
});
