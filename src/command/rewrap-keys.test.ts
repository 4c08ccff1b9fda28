// Changing the master key can be broken off and done again: the second run finds what the first one left.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTenantCommand } from '#command/create-tenant.ts';
import type { Operator } from '#command/operator.ts';
import { rewrapKeysCommand } from '#command/rewrap-keys.ts';
import { asInstant } from '#ground/instant.ts';

const folder = mkdtempSync(join(tmpdir(), 'refettorio-rewrap-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('with the old key still set, a second run has nothing left to do, and refuses nothing', async () => {
  const said: string[] = [];
  const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
  const operator: Operator = {
    environment: {
      REFETTORIO_DATA: join(folder, 'data'),
      REFETTORIO_MASTER_KEY: key(1),
      REFETTORIO_NEW_MASTER_KEY: key(2),
    },
    clock: { now: () => asInstant(Date.UTC(2026, 10, 23, 7)) },
    log: { info: () => undefined, alarm: () => undefined },
    write: (line) => said.push(line),
    compose: () => Promise.reject(new Error('nothing is composed here')),
  };
  const words =
    '--slug prova --name Prova --province BG --region Lombardia --mail-from m@prova.example';
  await createTenantCommand(operator, words.split(' '));
  expect(await rewrapKeysCommand(operator, [])).toBe(0);
  expect(await rewrapKeysCommand(operator, [])).toBe(0);
  expect(said.slice(1).map((line) => line.slice(0, 21))).toEqual([
    'Wrapped anew: 2 keys.',
    'Wrapped anew: 0 keys.',
  ]);
}, 60_000);
