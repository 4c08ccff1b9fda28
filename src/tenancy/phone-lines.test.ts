// The numbers that are answered and what is kept in memory of them, on every database that the product runs on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { lineDirectory } from '#tenancy/phone-lines.ts';
import { sampleTenant } from '#tenancy/sample.ts';

const cost = { it: 'come una chiamata urbana', en: 'as a local call' };

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  test('a number says whose line it is, before anything else is read', async () => {
    const { tenantId } = await sampleTenant(database, {
      phoneLines: [
        { number: '+3903995550101', kind: 'voice', cost },
        { number: '+3903995550102', kind: 'sms', cost: null },
      ],
    });
    const { lineAt, linesOf } = lineDirectory(database);
    expect(await lineAt('+3903995550101')).toEqual({
      number: '+3903995550101',
      kind: 'voice',
      cost,
      tenant: { tenantId, slug: 'valserena', name: 'Comune di Valserena' },
    });
    expect(await lineAt('+3903995550109')).toBeUndefined();
    expect((await linesOf(tenantId)).map((line) => line.kind)).toEqual(['voice', 'sms']);
    expect(await linesOf(tenantId + 1)).toEqual([]);
  });

  test('a number belongs to one authority only', async () => {
    const line = { number: '+3903995550103', kind: 'voice', cost: null } as const;
    await sampleTenant(database, { slug: 'valbruna', phoneLines: [line] });
    const other = sampleTenant(database, { slug: 'valchiara', phoneLines: [line] });
    await expect(other).rejects.toThrow('+3903995550103');
  });

  test('what is no number with its country is refused', async () => {
    const line = { number: '0399 5550104', kind: 'voice', cost: null } as const;
    await expect(sampleTenant(database, { slug: 'vald', phoneLines: [line] })).rejects.toThrow(
      '0399 5550104',
    );
  });

  test('a line whose cost changed says the new one', async () => {
    const line = { number: '+3903995550105', kind: 'voice', cost: null } as const;
    await sampleTenant(database, { slug: 'vale', phoneLines: [line] });
    await sampleTenant(database, { slug: 'vale', phoneLines: [{ ...line, cost }] });
    expect(await lineDirectory(database).lineAt(line.number)).toMatchObject({ cost });
  });

  test('a known line is answered from memory while the database is away, an unknown one is not', async () => {
    let nowMs = 0;
    let isAway = false;
    const flaky: Database = {
      ...database,
      acrossTenants: (work) =>
        isAway ? Promise.reject(new Error('away')) : database.acrossTenants(work),
    };
    const { lineAt } = lineDirectory(flaky, { refreshSeconds: 5, realMs: () => nowMs });
    expect((await lineAt('+3903995550101'))?.tenant.slug).toBe('valserena');
    isAway = true;
    nowMs = 5001;
    expect((await lineAt('+3903995550101'))?.tenant.slug).toBe('valserena');
    await expect(lineAt('+3903995550999')).rejects.toThrow('away');
  });
});
