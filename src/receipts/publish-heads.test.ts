// The daily head: in the file, told to the authority, recorded; and what the command says with it and without it.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stoppedClock } from '#ground/clock.ts';
import { plusSeconds } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { publishHeads } from '#receipts/publish-heads.ts';
import { issueSome, sealedReceipts } from '#receipts/sample.ts';
import { verifyCommand } from '#receipts/verify-command.ts';
import { sampleMorning, sampleTenant } from '#tenancy/sample.ts';
import type { SampleTenant } from '#tenancy/sample.ts';

let database: Database;
let tenant: SampleTenant;
let folder: string;
let told: string[];

beforeEach(async () => {
  database = await openTestDatabase();
  tenant = await sampleTenant(database);
  folder = await mkdtemp(join(tmpdir(), 'heads-'));
  told = [];
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const publish = (daysLater = 0): Promise<readonly string[]> =>
  publishHeads(database, stoppedClock(plusSeconds(sampleMorning, daysLater * 86_400)), {
    folder,
    masterKey: tenant.masterKey,
    tell: (_tx, line, { mailFrom }) => told.push(`${mailFrom}: ${line}`),
  });
const file = (): Promise<string> => readFile(join(folder, 'valserena.txt'), 'utf8');

async function verify(published?: string): Promise<{ exit: number; said: string }> {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const options = published === undefined ? { write } : { write, published };
  const exit = await verifyCommand(database, { ...options, language: 'en' });
  return { exit, said: lines.join('\n') };
}

test('a chain that has grown is published once a day, in the file and to the authority', async () => {
  expect(await publish()).toEqual([]);
  await sealedReceipts(database, tenant, [3]);
  const [first] = await publish();
  expect(first).toMatch(/^refettorio-head 1 valserena 2026-11-23 3 /);
  await sealedReceipts(database, tenant, [1]);
  expect(await publish()).toEqual([]);
  const [second] = await publish(1);
  expect(second).toMatch(/^refettorio-head 1 valserena 2026-11-24 4 /);
  expect(await publish(2)).toEqual([]);
  expect(await file()).toBe(`${first}\n${second}\n`);
  expect(told).toEqual([first, second].map((line) => `mensa@valserena.example: ${line}`));
});

test('when the file cannot be written nothing is recorded, and the next run publishes', async () => {
  await sealedReceipts(database, tenant, [1]);
  const [whole, blocked] = [folder, join(folder, 'valserena.txt')];
  await publish();
  await sealedReceipts(database, tenant, [1]);
  folder = blocked;
  await expect(publish(1)).rejects.toThrow('valserena.txt');
  folder = whole;
  expect(await publish(1)).toHaveLength(1);
});

test('the command says what it compared, and that nothing was found', async () => {
  await sealedReceipts(database, tenant, [3]);
  await publish();
  await issueSome(database, tenant, 1);
  const { exit, said } = await verify(folder);
  expect(exit).toBe(0);
  expect(said).toContain('3 receipts in the chain, 1 waiting');
  expect(said).toContain('1 published head compared');
  expect(said).toContain('everything is as it was signed');
});

test('the command ends with 1 when the last receipts are gone that the file knows of', async () => {
  await sealedReceipts(database, tenant, [3]);
  await publish();
  await database.asOwner(`
    alter table receipts.seal disable trigger all; alter table receipts.receipt disable trigger all;
    alter table receipts.payload disable trigger all; alter table receipts.published_head disable trigger all;
    delete from receipts.seal where position = 3; delete from receipts.published_head;
    delete from receipts.payload p where not exists (select from receipts.seal s where s.receipt_code = p.receipt_code);
    delete from receipts.receipt p where not exists (select from receipts.seal s where s.receipt_code = p.receipt_code);`);
  const without = await verify();
  expect(without.exit).toBe(0);
  expect(without.said).toContain('can pass unnoticed');
  const { exit, said } = await verify(join(folder, 'valserena.txt'));
  expect(exit).toBe(1);
  expect(said).toContain('the last rows were removed');
  expect(said).not.toContain('can pass unnoticed');
});

test('an authority that does not exist is said to be none', async () => {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  expect(await verifyCommand(database, { tenant: 'altrove', write })).toBe(2);
  expect(lines).toEqual(['Nessun ente si chiama altrove.']);
});
