// A third party with one script and the public keys verifies a real receipt, and does not believe a forged one.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasValidCheckDigit } from '#ground/check-digit.ts';
import { stoppedClock } from '#ground/clock.ts';
import type { Database } from '#platform/database.ts';
import { httpServer } from '#platform/http-server.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { receiptKeysPath, receiptProofSchema } from '#receipts/api.ts';
import type { ReceiptProof } from '#receipts/api.ts';
import { proofOf } from '#receipts/proof-of.ts';
import { receiptRoutes } from '#receipts/routes.ts';
import { sealedReceipts } from '#receipts/sample.ts';
import { sampleMorning, sampleTenant } from '#tenancy/sample.ts';
import type { SampleTenant } from '#tenancy/sample.ts';
import { tenantDirectory } from '#tenancy/serve-host.ts';

let database: Database;
let tenant: SampleTenant;
let proof: ReceiptProof;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proof-'));
  database = await openTestDatabase();
  tenant = await sampleTenant(database);
  const [, second] = await sealedReceipts(database, tenant, [1, 2]);
  const found = await database.inTenant(tenant.tenantId, 'family', (tx) =>
    proofOf(tx, second?.code ?? ''),
  );
  if (found === undefined) throw new Error('the receipt was issued');
  proof = found;
  await writeFile(join(folder, 'keys.json'), await keysOnTheWire());
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function keysOnTheWire(): Promise<string> {
  const app = await httpServer({
    clock: stoppedClock(sampleMorning),
    log: { info: () => undefined, alarm: () => undefined },
    tenantAt: tenantDirectory(database).tenantAt,
    trustedProxies: [],
    https: false,
    version: '0.0.0',
  });
  receiptRoutes(app, { database });
  const headers = { host: 'valserena.example' };
  const answer = await app.inject({ method: 'GET', url: receiptKeysPath, headers });
  const elsewhere = await app.inject({ method: 'GET', url: receiptKeysPath });
  await app.close();
  expect([answer.statusCode, elsewhere.statusCode]).toEqual([200, 404]);
  return answer.body;
}

async function run(changes: Partial<ReceiptProof>): Promise<{ exit: number; said: string }> {
  const script = fileURLToPath(new URL('../../scripts/verify-receipt.mjs', import.meta.url));
  const path = join(folder, 'receipt.json');
  await writeFile(path, JSON.stringify({ ...proof, ...changes }));
  return new Promise((resolve) => {
    execFile(process.execPath, [script, path, join(folder, 'keys.json')], (fault, said) => {
      resolve({ exit: fault === null ? 0 : Number(fault.code), said });
    });
  });
}

test('the proof is what the contract says, sealed, and a receipt that does not exist has none', async () => {
  expect(receiptProofSchema.parse(proof)).toEqual(proof);
  expect(proof).toMatchObject({ tenant: 'valserena', position: 2, version: 1 });
  expect(hasValidCheckDigit(proof.code)).toBe(true);
  const none = await database.inTenant(tenant.tenantId, 'family', (tx) => proofOf(tx, '000000000'));
  expect(none).toBeUndefined();
});

test('the script finds a real receipt genuine, and prints what it says', async () => {
  const { exit, said } = await run({});
  expect(exit).toBe(0);
  expect(said).toContain('GENUINE');
  expect(said).toContain(`code: ${proof.code}`);
});

test.each<[string, () => Partial<ReceiptProof>]>([
  [
    'another day in the text',
    () => ({ canonicalText: proof.canonicalText?.replace('absence', 'undone') ?? '' }),
  ],
  ['another code', () => ({ code: '000000000' })],
  ['another authority', () => ({ tenant: 'altrove' })],
  ['another prior head', () => ({ priorHead: 'ab'.repeat(32) })],
  ['another salt', () => ({ salt: Buffer.alloc(32).toString('base64') })],
  ['a signature of nobody', () => ({ signature: Buffer.alloc(64, 1).toString('base64') })],
  ['a key that the authority does not publish', () => ({ keyId: 'ffffffffffff' })],
  ['an erased content', () => ({ canonicalText: null, salt: null })],
])('the script does not believe a receipt with %s', async (_, changes) => {
  const { exit, said } = await run(changes());
  expect(exit).toBe(1);
  expect(said).toContain('NOT GENUINE');
});
