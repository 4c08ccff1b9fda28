// What an operator types about the telephone of an authority: refused with a sentence, or recorded from a day on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTenantCommand } from '#command/create-tenant.ts';
import { configOf, withDatabase } from '#command/operator.ts';
import type { Operator } from '#command/operator.ts';
import { setPhoneCommand } from '#command/set-phone.ts';
import { callerNumberSetting, phonePinFrom } from '#enrolment/settings.ts';
import { asDay } from '#ground/day.ts';
import { asInstant } from '#ground/instant.ts';
import { findTenant } from '#tenancy/list-tenants.ts';
import { listSettings } from '#tenancy/record-setting.ts';
import { resolveSetting } from '#tenancy/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'refettorio-phone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the PIN is asked for from the day that is written, and numbers are no longer believed', async () => {
  const said: string[] = [];
  const operator: Operator = {
    environment: {
      REFETTORIO_DATA: join(folder, 'data'),
      REFETTORIO_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    },
    clock: { now: () => asInstant(Date.UTC(2026, 10, 23, 7)) },
    log: { info: () => undefined, alarm: () => undefined },
    write: (line) => said.push(line),
    compose: () => Promise.reject(new Error('nothing is composed here')),
  };
  const words =
    '--slug prova --name Prova --province BG --region Lombardia --mail-from m@prova.example';
  await createTenantCommand(operator, words.split(' '));
  const set = (words: string) => setPhoneCommand(operator, words.split(' '));
  await expect(set('--tenant prova')).rejects.toThrow('--pin yes|no');
  await expect(set('--tenant prova --pin si')).rejects.toThrow('--pin is "yes" or "no"');
  await expect(set('--tenant prova --pin yes --from 2026-11-22')).rejects.toThrow('a day to come');
  expect(await set('--tenant prova --pin yes --known-numbers no --from 2026-12-01')).toBe(0);
  expect(said.filter((line) => line.startsWith('Recorded'))).toEqual([
    'Recorded: the telephone of Prova does so from 2026-12-01 on.',
  ]);
  const settings = await withDatabase(operator, configOf(operator), async (database) => {
    const tenantId = (await findTenant(database, 'prova'))?.tenantId ?? 0;
    return database.inTenant(tenantId, 'system', listSettings);
  });
  const today = asDay('2026-11-23');
  expect(phonePinFrom(settings, today)).toBe('2026-12-01');
  expect(phonePinFrom([], today)).toBeNull();
  const believed = (day: string): boolean =>
    resolveSetting(callerNumberSetting, settings, { day: asDay(day) });
  expect([believed('2026-11-30'), believed('2026-12-01')]).toEqual([true, false]);
}, 180_000);
