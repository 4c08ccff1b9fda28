// The office changes a setting: from when it holds, who may, and what is refused.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemActor } from '#ground/actor.ts';
import type { Actor, StaffRole } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import type { Database } from '#platform/database.ts';
import { databaseKinds, openTestDatabase } from '#platform/test-database.ts';
import { tenancyRefusals } from '#tenancy/api.ts';
import type { SettingDefinition } from '#tenancy/model.ts';
import { listSettings, recordSetting } from '#tenancy/record-setting.ts';
import type { SettingCommand } from '#tenancy/record-setting.ts';
import { sampleTenant } from '#tenancy/sample.ts';
import type { SampleTenant } from '#tenancy/sample.ts';
import { resolveSetting } from '#tenancy/settings.ts';
import { findVersion } from '#tenancy/store.ts';

const daysNotice: SettingDefinition<{ days: number }> = {
  key: 'sample.days-notice',
  schema: z.object({ days: z.int().min(0) }),
  default: { days: 3 },
};
const staff = (role: StaffRole): Actor => ({
  kind: 'staff',
  accountId: '019ab000-0000-7000-8000-000000000001',
  grants: [{ role, schoolId: null, kitchenId: null }],
  channel: 'office',
});
const command: SettingCommand = {
  definition: daysNotice,
  scope: { kind: 'tenant' },
  value: { days: 5 },
  validFrom: asDay('2026-11-24'),
  firstDayNotYetOpen: asDay('2026-11-24'),
};

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  let tenant: SampleTenant;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    tenant = await sampleTenant(database);
  });
  afterAll(() => database.close());

  const record = (actor: Actor, changes: Partial<SettingCommand> = {}) =>
    database.inTenant(tenant.tenantId, 'office', async (tx) => {
      const before = await findVersion(tx);
      const outcome = recordSetting(tx, tenant.clock, actor, { ...command, ...changes });
      return { outcome, moved: (await findVersion(tx)) !== before };
    });
  const settings = () => database.inTenant(tenant.tenantId, 'family', listSettings);

  test('a changed setting holds from its day, is read back as written, and moves the version', async () => {
    const { outcome, moved } = await record(staff('office'));
    expect(outcome.ok).toBe(true);
    expect(moved).toBe(true);
    const rows = await settings();
    expect(resolveSetting(daysNotice, rows, { day: asDay('2026-11-23') })).toEqual({ days: 3 });
    expect(resolveSetting(daysNotice, rows, { day: asDay('2026-11-24') })).toEqual({ days: 5 });
  });

  test('a school that withdraws its setting has it written as nothing, not as a word', async () => {
    const scope = { kind: 'school', schoolId: '019ab000-0000-7000-8000-000000000002' } as const;
    await record(systemActor('import'), { scope });
    await record(systemActor('import'), { scope, value: null, validFrom: asDay('2026-12-01') });
    const ofSchool = (await settings()).filter((row) => row.scope === 'school');
    expect(new Set(ofSchool.map((row) => row.value))).toEqual(new Set([{ days: 5 }, null]));
  });

  test('what is refused records nothing and leaves the version alone', async () => {
    const before = await settings();
    const refused = [
      await record(staff('kitchen')),
      await record(staff('office'), { value: { days: -1 } }),
      await record(staff('office'), { validFrom: asDay('2026-11-23') }),
    ];
    expect(refused.map(({ outcome }) => (outcome.ok ? 'ok' : outcome.refusal))).toEqual([
      'not-allowed',
      'setting-not-valid',
      'day-already-open',
    ]);
    expect(refused.map(({ moved }) => moved)).toEqual([false, false, false]);
    expect(await settings()).toEqual(before);
  });

  test('a recorded setting is never changed', async () => {
    const change = database.asOwner(`update tenancy.setting set key = 'other'`);
    await expect(change).rejects.toThrow('append-only');
  });
});

test('every refusal has its sentence in both languages', () => {
  for (const refusal of Object.keys(tenancyRefusals.statuses)) {
    expect(tenancyRefusals.texts.it[`refusal.${refusal}`]).toMatch(/Non è stato registrato nulla/);
    expect(tenancyRefusals.texts.en[`refusal.${refusal}`]).toMatch(/Nothing was recorded/);
  }
});
