// What an operator types about the SMS of an authority: refused with a sentence, or recorded from today on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { localHolidaysSetting } from '#calendar/settings.ts';
import { createTenantCommand } from '#command/create-tenant.ts';
import { configOf, withDatabase } from '#command/operator.ts';
import type { Operator } from '#command/operator.ts';
import { setSmsCommand } from '#command/set-sms.ts';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import { findTenant } from '#tenancy/list-tenants.ts';
import { listSettings } from '#tenancy/record-setting.ts';
import { resolveSetting } from '#tenancy/settings.ts';
import { smsFromKnownNumbersOnlySetting } from '#voice/sms-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'refettorio-sms-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the patron saint’s day and who may write are recorded from today; what is no date is refused', async () => {
  const operator: Operator = {
    environment: {
      REFETTORIO_DATA: join(folder, 'data'),
      REFETTORIO_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    },
    clock: { now: () => asInstant(Date.UTC(2026, 10, 23, 7)) },
    log: { info: () => undefined, alarm: () => undefined },
    write: () => undefined,
    compose: () => Promise.reject(new Error('nothing is composed here')),
  };
  const words =
    '--slug prova --name Prova --province BG --region Lombardia --mail-from m@prova.example';
  await createTenantCommand(operator, words.split(' '));
  const set = (more: string) =>
    setSmsCommand(
      operator,
      `--tenant prova --sender Prova --state approved ${more}`.trim().split(' '),
    );
  const recorded = async () => {
    const settings = await withDatabase(operator, configOf(operator), async (database) => {
      const tenantId = (await findTenant(database, 'prova'))?.tenantId ?? 0;
      return database.inTenant(tenantId, 'system', listSettings);
    });
    const day = asDay('2026-11-23');
    return {
      patron: resolveSetting(localHolidaysSetting, settings, { day }),
      isKnownOnly: resolveSetting(smsFromKnownNumbersOnlySetting, settings, { day }),
    };
  };
  for (const wrong of ['11/11', '30-02', '2-9', '11-11-2026', 'Martino'])
    await expect(set(`--patron ${wrong}`)).rejects.toThrow('--patron is month and day');
  await expect(set('--known-numbers-only si')).rejects.toThrow('"yes" or "no"');
  expect(await recorded()).toEqual({ patron: [], isKnownOnly: false });
  await set('--patron 02-29 --known-numbers-only yes');
  expect(await recorded()).toEqual({ patron: [{ month: 2, day: 29 }], isKnownOnly: true });
  // Without the option it stays.
  await set('');
  expect(await recorded()).toEqual({ patron: [{ month: 2, day: 29 }], isKnownOnly: true });
  await set('--patron none');
  expect(await recorded()).toEqual({ patron: [], isKnownOnly: true });
}, 180_000);
