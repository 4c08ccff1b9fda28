// A day's history: every change with who asked, through what and when; what one was refused; what was corrected (RULES B5, B6, B9).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '#bookings/api.ts';
import { historyResponse } from '#bookings/api.ts';
import { correctMeals } from '#bookings/correct-meal.ts';
import { readHistory } from '#bookings/family-history.ts';
import type { SampleDesk, SampleFamily } from '#bookings/sample.ts';
import { accountOfSample, codeOf, ofFamily, sampleDesk, sampleGuardian } from '#bookings/sample.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay, asMonth } from '#ground/day.ts';
import type { Outcome } from '#ground/refusal.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';

const monday = '2026-11-23';

describe('the history of a pupil', () => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const deskAt = (iso: string): Promise<SampleDesk> => sampleDesk(database, (towns += 1), iso);
  const history = (
    desk: SampleDesk,
    family: SampleFamily,
    pupilId: string,
    month = '2026-11',
  ): Promise<Outcome<{ readonly entries: readonly HistoryEntry[] }, string>> =>
    database.inTenant(desk.town.tenantId, 'family', (tx) =>
      readHistory(tx, Promise.resolve(accountOfSample(family)), pupilId, asMonth(month), 'it'),
    );
  const entriesOf = async (
    desk: SampleDesk,
    family: SampleFamily,
    month?: string,
  ): Promise<readonly HistoryEntry[]> => {
    const outcome = await history(desk, family, family.pupilIds[0] ?? '', month);
    if (!outcome.ok) throw new Error(outcome.refusal);
    expect(historyResponse.parse(outcome.value)).toEqual(outcome.value);
    return outcome.value.entries;
  };

  it('names who asked for each change, through what, when and under which receipt, newest first', async () => {
    const desk = await deskAt('2026-11-23T08:50:00+01:00');
    const { family } = ofFamily(desk.town, 1);
    const absence = codeOf(await desk.ask({ days: [monday], ...ofFamily(desk.town, 1) }));
    const father = await sampleGuardian(database, desk.town, family.pupilIds);
    desk.clock.set('2026-11-23T09:05:00+01:00');
    const undone = codeOf(
      await desk.ask({
        days: [monday],
        operation: 'absence-undone',
        family: father,
        pupilIds: family.pupilIds,
      }),
    );
    expect(await entriesOf(desk, family)).toMatchObject([
      {
        kind: 'change',
        operation: 'absence-undone',
        days: [monday],
        channel: 'portal',
        at: '2026-11-23T09:05:00.000+01:00',
        receiptCode: undone,
      },
      {
        kind: 'change',
        operation: 'absence',
        by: 'Genitore 2',
        at: '2026-11-23T08:50:00.000+01:00',
        receiptCode: absence,
      },
    ]);
  });

  it('a refused request is in the history of whoever asked, and in nobody else’s', async () => {
    const desk = await deskAt('2026-11-23T09:31:00+01:00');
    const { family } = ofFamily(desk.town, 1);
    await desk.ask({ days: [monday], ...ofFamily(desk.town, 1) });
    expect(await entriesOf(desk, family)).toMatchObject([
      { kind: 'refused', operation: 'absence', days: [monday], refusal: 'after-cut-off' },
    ]);
    const father = await sampleGuardian(database, desk.town, family.pupilIds);
    expect(await entriesOf(desk, father)).toEqual([]);
  });

  it('a suspension stands in every month that it covers, and in no earlier one', async () => {
    const desk = await deskAt('2026-11-23T08:50:00+01:00');
    const { family } = ofFamily(desk.town, 1);
    await desk.askRange({ from: '2026-12-01', ...ofFamily(desk.town, 1) });
    expect(await entriesOf(desk, family)).toEqual([]);
    for (const month of ['2026-12', '2027-02'])
      expect(await entriesOf(desk, family, month)).toMatchObject([
        { kind: 'change', operation: 'suspension', days: [], from: '2026-12-01', to: null },
      ]);
  });

  it('a correction after closing is in it, with what the meal became', async () => {
    const desk = await deskAt('2026-11-23T08:50:00+01:00');
    const { family } = ofFamily(desk.town, 1);
    desk.clock.set('2026-11-23T09:31:10+01:00');
    await desk.close(monday);
    await database.inTenant(desk.town.tenantId, 'school', (tx) =>
      correctMeals(
        tx,
        desk.clock.now(),
        systemActor('sample'),
        {
          serviceId: desk.town.serviceId,
          day: asDay(monday),
          correction: 'sent-home',
          reason: 'Ha chiamato la nonna',
        },
        [{ pupilId: family.pupilIds[0] ?? '', outcome: 'absent', restored: null }],
      ),
    );
    expect(await entriesOf(desk, family)).toMatchObject([
      { kind: 'correction', day: monday, correction: 'sent-home', outcome: 'absent' },
    ]);
  });

  it('of another family’s child there is none', async () => {
    const desk = await deskAt('2026-11-23T08:50:00+01:00');
    const [stranger] = desk.town.families;
    const { family } = ofFamily(desk.town, 1);
    if (stranger === undefined) throw new Error('a town has two families');
    expect(await history(desk, stranger, family.pupilIds[0] ?? '')).toMatchObject({ ok: false });
  });
});
