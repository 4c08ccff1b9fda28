// A school year is opened with its Region's calendar, once, whatever was there before.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchoolYear } from '#calendar/open-school-year.ts';
import { lombardy } from '#calendar/regional-rules.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { systemActor } from '#ground/actor.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import type { SampleTenant } from '#tenancy/sample.ts';
import { sampleTenant } from '#tenancy/sample.ts';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  const open = ({ tenantId, clock }: SampleTenant, schoolYear: number): Promise<number> =>
    database.inTenant(tenantId, 'system', (tx) =>
      openSchoolYear(tx, clock, systemActor('import'), { rule: lombardy, schoolYear }),
    );
  const versionOf = async ({ tenantId }: SampleTenant): Promise<unknown> =>
    (
      await database.asOwner(`select version from tenancy.version where tenant_id = ${tenantId}`)
    )[0]?.['version'];

  it('adds three spans, thirteen holidays and three vacations, writes one audit line, and is noticed by every process', async () => {
    const town = await sampleTenant(database, { slug: 'aperto' });
    const before = await versionOf(town);
    expect(await open(town, 2026)).toBe(19);
    expect(await versionOf(town)).not.toBe(before);
    const audited = await database.asOwner(
      `select subject_id, facts from audit.event where tenant_id = ${town.tenantId} and action = 'calendar.school-year-opened'`,
    );
    expect(audited).toEqual([{ subject_id: '2026', facts: { added: 19 } }]);
  });

  it('a second time adds nothing, and the next year is added beside it', async () => {
    const town = await sampleTenant(database, { slug: 'ripetuto' });
    await open(town, 2026);
    const before = await versionOf(town);
    expect(await open(town, 2026)).toBe(0);
    expect(await versionOf(town)).toBe(before);
    expect(await open(town, 2027)).toBe(19);
    const years = await database.asOwner(
      `select distinct school_year from calendar.school_year where tenant_id = ${town.tenantId} order by 1`,
    );
    expect(years).toEqual([{ school_year: 2026 }, { school_year: 2027 }]);
  });

  it('an authority without schools has a calendar with no class in it', async () => {
    const town = await sampleTenant(database, { slug: 'vuoto' });
    await open(town, 2026);
    const calendar = await database.inTenant(town.tenantId, 'family', loadTenantCalendar);
    expect([calendar.classIds, calendar.services]).toEqual([[], []]);
  });

  it.each(['calendar.school_year', 'calendar.closure'])(
    '%s is never edited: a fact is superseded, once',
    async (table) => {
      const town = await sampleTenant(database, { slug: `sostituito-${table.slice(9, 13)}` });
      await open(town, 2026);
      const whose = `where tenant_id = ${town.tenantId}`;
      const supersede = `update ${table} set superseded_at = timestamptz '2026-11-23 08:00:00+00' ${whose}`;
      await expect(
        database.asOwner(`update ${table} set recorded_by = 'nobody' ${whose}`),
      ).rejects.toThrow('bitemporal');
      await expect(database.asOwner(`delete from ${table} ${whose}`)).rejects.toThrow('bitemporal');
      await database.asOwner(supersede);
      await expect(database.asOwner(supersede)).rejects.toThrow('bitemporal');
    },
  );
});
