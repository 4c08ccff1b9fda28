// A day's cut-off extended in one act (RULES A8), and a cut-off set anew from the next day not yet open (RULES B2).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeCutOff } from '#calendar/change-cut-off.ts';
import { extendCutOff } from '#calendar/extend-cut-off.ts';
import { freezeDay } from '#calendar/freeze-day.ts';
import type { SampleCalendar } from '#calendar/sample.ts';
import { at, sampleCalendar, staff } from '#calendar/sample.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import type { Actor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { romeIso } from '#platform/rome.ts';
import type { SettingScope } from '#tenancy/model.ts';

const office = staff('office');
const monday = '2026-11-23';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let towns = 0;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  const townAt = async (iso: string): Promise<SampleCalendar> => {
    const town = await sampleCalendar(database, `orari-${(towns += 1)}`);
    town.setClock(iso);
    return town;
  };
  const extend = (
    town: SampleCalendar,
    untilIso: string,
    schoolId: string | null = null,
    actor: Actor = office,
  ) =>
    town.asOffice((tx) =>
      extendCutOff(tx, town.means, actor, { schoolId, day: asDay(monday), untilAt: at(untilIso) }),
    );
  const stored = async (town: SampleCalendar) =>
    (
      await database.asOwner(
        `select s.code, to_char(d.cut_off_at at time zone 'Europe/Rome', 'HH24:MI') as cut_off,
                to_char(d.amnesty_until at time zone 'Europe/Rome', 'HH24:MI') as amnesty
           from calendar.service_day d join schools.school s on s.tenant_id = d.tenant_id and s.school_id = d.school_id
          where d.tenant_id = ${town.tenantId} order by 1`,
      )
    ).map((row) => [row['code'], row['cut_off'], row['amnesty'] ?? '-'].join(' '));
  const freeze = (town: SampleCalendar, schoolId: string) =>
    database.inTenant(town.tenantId, 'system', async (tx) =>
      freezeDay(
        tx,
        [{ schoolId, serviceId: town.serviceId, cutOffAt: at('2026-11-23T09:30:00+01:00') }],
        { day: asDay(monday), frozenAt: at('2026-11-23T09:31:10+01:00') },
      ),
    );

  it('A8: one act extends the cut-off of every school of the authority', async () => {
    const town = await townAt('2026-11-23T09:20:00+01:00');
    await extend(town, '2026-11-23T10:15:00+01:00');
    expect(await stored(town)).toEqual(['nord 10:15 -', 'sud 10:15 -']);
    const audited = await database.asOwner(
      `select subject_kind, facts->>'untilAt' as until from audit.event where tenant_id = ${town.tenantId} and action = 'calendar.cut-off-extended'`,
    );
    expect(audited).toEqual([
      { subject_kind: 'tenant', until: String(at('2026-11-23T10:15:00+01:00')) },
    ]);
  });

  it('A8: or of one school', async () => {
    const town = await townAt('2026-11-23T09:20:00+01:00');
    await extend(town, '2026-11-23T10:15:00+01:00', town.south);
    expect(await stored(town)).toEqual(['sud 10:15 -']);
  });

  it('A8: after closing it is an amnesty; the cut-off of the closed day stays as it was', async () => {
    const town = await townAt('2026-11-23T09:45:00+01:00');
    await freeze(town, town.north);
    await extend(town, '2026-11-23T11:00:00+01:00');
    expect(await stored(town)).toEqual(['nord 09:30 11:00', 'sud 11:00 -']);
  });

  it('is never shortened, and is granted by the office alone', async () => {
    const town = await townAt('2026-11-23T09:20:00+01:00');
    await extend(town, '2026-11-23T10:15:00+01:00');
    expect(await extend(town, '2026-11-23T10:00:00+01:00')).toMatchObject({ refusal: 'not-later' });
    for (const role of ['school', 'caterer', 'kitchen'] as const)
      expect(await extend(town, '2026-11-23T11:00:00+01:00', null, staff(role))).toMatchObject({
        refusal: 'not-allowed',
      });
  });

  it('a closing that comes at the same moment leaves either a later cut-off or an amnesty, never nothing', async () => {
    const town = await townAt('2026-11-23T09:31:05+01:00');
    const outcomes = await Promise.all([
      extend(town, '2026-11-23T10:15:00+01:00', town.north),
      freeze(town, town.north),
    ]);
    expect(outcomes[0].ok).toBe(true);
    expect([['nord 10:15 -'], ['nord 09:30 10:15']]).toContainEqual(await stored(town));
  });

  const set = (
    town: SampleCalendar,
    time: string | null,
    scope: SettingScope = { kind: 'tenant' },
    validFrom?: string,
  ) =>
    town.asOffice((tx) =>
      changeCutOff(tx, town.means, office, {
        scope,
        setting: time === null ? null : { daysBefore: 0, time, counted: 'calendar' },
        ...(validFrom === undefined ? {} : { validFrom: asDay(validFrom) }),
      }),
    );
  const cutOffOn = async (town: SampleCalendar, day: string, classId = town.classIds.a) =>
    romeIso(
      (await town.asOffice(loadTenantCalendar)).cutOff(classId, town.serviceId, asDay(day))
        .cutOffAt,
    ).slice(0, 16);

  it.each([
    ['2026-11-23T08:00:00+01:00', '2026-11-24'],
    ['2026-11-23T17:59:59+01:00', '2026-11-24'],
    ['2026-11-23T18:00:00+01:00', '2026-11-25'],
  ])('B2: a cut-off changed at %s applies from %s', async (iso, expected) => {
    const town = await townAt(iso);
    expect(await set(town, '08:30')).toEqual({ ok: true, value: { validFrom: expected } });
    expect(await cutOffOn(town, monday)).toBe('2026-11-23T09:30');
    expect(await cutOffOn(town, expected)).toBe(`${expected}T08:30`);
  });

  it('B2: from a later day if the office says so, and never from one that is open', async () => {
    const town = await townAt('2026-11-23T18:00:00+01:00');
    expect(await set(town, '08:30', { kind: 'tenant' }, '2026-12-01')).toMatchObject({ ok: true });
    expect(await cutOffOn(town, '2026-11-30')).toBe('2026-11-30T09:30');
    expect(await set(town, '08:30', { kind: 'tenant' }, '2026-11-24')).toEqual({
      ok: false,
      refusal: 'day-already-open',
      details: { firstDay: '2026-11-25' },
    });
  });

  it('B2: for one school only, and withdrawn again', async () => {
    const town = await townAt('2026-11-23T08:00:00+01:00');
    const scope = { kind: 'school', schoolId: town.south } as const;
    await set(town, '08:30', scope);
    expect(await cutOffOn(town, '2026-11-24')).toBe('2026-11-24T09:30');
    expect(await cutOffOn(town, '2026-11-24', town.classIds.c)).toBe('2026-11-24T08:30');
    await set(town, null, scope);
    expect(await cutOffOn(town, '2026-11-24', town.classIds.c)).toBe('2026-11-24T09:30');
  });

  it.each([
    ['2026-10-25T12:00:00+01:00', '2026-10-26', 'the Sunday on which winter time begins'],
    ['2027-03-27T19:00:00+01:00', '2027-03-29', 'the evening before summer time begins'],
  ])('B2: at %s it applies from %s: %s', async (iso, expected) => {
    const town = await townAt(iso);
    expect(await set(town, '08:30')).toMatchObject({ value: { validFrom: expected } });
    expect(await cutOffOn(town, expected)).toBe(`${expected}T08:30`);
  });

  it('a value that is none is refused', async () => {
    const town = await townAt('2026-11-23T08:00:00+01:00');
    expect(await set(town, '25:00')).toMatchObject({ refusal: 'setting-not-valid' });
  });
});
