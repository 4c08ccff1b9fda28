// Receipts from the moment they are issued to their place in the chain, on every database that the product runs on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#platform/crypto.ts';
import type { Database, Tx } from '#platform/database.ts';
import { databaseKinds, openTestDatabase, postgresUrl } from '#platform/test-database.ts';
import { receiptIssuer } from '#receipts/issue-receipt.ts';
import { genesisHead } from '#receipts/receipt-proof.ts';
import { issueSome, sealedReceipts } from '#receipts/sample.ts';
import { sealReceipts } from '#receipts/seal-receipts.ts';
import { findLastSeal } from '#receipts/store.ts';
import { verifyReceipts } from '#receipts/verify-receipts.ts';
import { sampleMorning, sampleTenant } from '#tenancy/sample.ts';

describe.each(databaseKinds)('on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  test('receipts that were issued and sealed verify, each signed after a head that was sealed before it', async () => {
    const tenant = await sampleTenant(database);
    const issued = await sealedReceipts(database, tenant, [3, 2]);
    await issueSome(database, tenant, 1);
    expect(issued[0]?.priorHead).toEqual(genesisHead('valserena'));
    expect(issued[3]?.priorHead).not.toEqual(genesisHead('valserena'));
    expect(await verifyReceipts(database, tenant)).toEqual({
      tenant: 'valserena',
      sealedCount: 5,
      waitingCount: 1,
      erasedCount: 0,
      erased: [],
      publishedCount: 0,
      findings: [],
    });
  });

  test('what is sealed is not sealed again, and the chain goes on without a gap', async () => {
    const tenant = await sampleTenant(database, { slug: 'steady' });
    await sealedReceipts(database, tenant, [1, 1]);
    expect(await sealReceipts(database, tenant.clock)).toBe(0);
    const last = await database.inTenant(tenant.tenantId, 'family', findLastSeal);
    expect(last?.position).toBe(2);
  });

  test('the chain of one authority knows nothing of another', async () => {
    const one = await sampleTenant(database, { slug: 'one' });
    const other = await sampleTenant(database, { slug: 'other' });
    await issueSome(database, one, 2);
    await issueSome(database, other, 3);
    expect(await sealReceipts(database, one.clock)).toBe(5);
    const positions = await Promise.all(
      [one, other].map(({ tenantId }) => database.inTenant(tenantId, 'office', findLastSeal)),
    );
    expect(positions.map((seal) => seal?.position)).toEqual([2, 3]);
  });

  test('two sealers at once seal every receipt once', async () => {
    const tenant = await sampleTenant(database, { slug: 'hurried' });
    await issueSome(database, tenant, 20);
    await Promise.all([1, 2, 3].map(() => sealReceipts(database, tenant.clock)));
    await sealReceipts(database, tenant.clock);
    expect(await verifyReceipts(database, tenant)).toMatchObject({ sealedCount: 20, findings: [] });
  });

  test('once key and head are known, issuing waits for no query', async () => {
    const tenant = await sampleTenant(database, { slug: 'warm' });
    await issueSome(database, tenant, 1);
    const issue = receiptIssuer(tenant.masterKey);
    const request = { at: sampleMorning, subjectId: newId(sampleMorning), content: [] };
    await database.inTenant(tenant.tenantId, 'family', async (tx) => {
      const deaf: Tx = {
        ...tx,
        rows: () => Promise.reject(new Error('asked')),
        row: () => Promise.reject(new Error('asked')),
      };
      await expect(issue(deaf, request)).resolves.toMatchObject({ keyId: expect.any(String) });
    });
  });

  test('a code that is already taken undoes the whole transaction', async () => {
    const tenant = await sampleTenant(database, { slug: 'unlucky' });
    const [taken] = await issueSome(database, tenant, 1);
    const issue = receiptIssuer(tenant.masterKey);
    const request = { at: sampleMorning, subjectId: newId(sampleMorning), content: [] };
    const unlucky = database.inTenant(tenant.tenantId, 'family', (tx) =>
      issue(
        { ...tx, write: (sql, _, ...rest) => tx.write(sql, taken?.code ?? '', ...rest) },
        request,
      ),
    );
    await expect(unlucky).rejects.toMatchObject({ code: '23505' });
    expect(await verifyReceipts(database, tenant)).toMatchObject({ waitingCount: 1, findings: [] });
  });

  test('a family may not rewrite a receipt, nor take one out of the chain', async () => {
    const tenant = await sampleTenant(database, { slug: 'curious' });
    await sealedReceipts(database, tenant, [1]);
    for (const sql of [
      `delete from receipts.receipt where tenant_id = $1`,
      `update receipts.payload set canonical_text = 'x' where tenant_id = $1`,
      `delete from receipts.seal where tenant_id = $1`,
      `delete from receipts.unsealed where tenant_id = $1`,
    ]) {
      const act = database.inTenant(tenant.tenantId, 'family', (tx) => tx.rows(sql));
      await expect(act).rejects.toThrow('permission denied');
    }
    await expect(database.asOwner(`update receipts.receipt set version = 2`)).rejects.toThrow(
      'append-only',
    );
    await expect(database.asOwner(`delete from receipts.seal`)).rejects.toThrow('append-only');
  });
});

// PGlite has one session: there two transactions are never open at once.
describe.skipIf(postgresUrl === undefined)('two transactions open at once (PostgreSQL)', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase('postgres');
  });
  afterAll(() => database.close());

  test('a receipt that commits after a younger one was sealed is sealed next time', async () => {
    const tenant = await sampleTenant(database, { slug: 'late' });
    const [issued, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const issue = receiptIssuer(tenant.masterKey);
    const request = { at: sampleMorning, subjectId: newId(sampleMorning), content: [] };
    const late = database.inTenant(tenant.tenantId, 'family', async (tx) => {
      await issue(tx, request);
      issued.resolve();
      await released.promise;
    });
    await issued.promise;
    await sealedReceipts(database, tenant, [1]);
    expect(await verifyReceipts(database, tenant)).toMatchObject({
      sealedCount: 1,
      waitingCount: 0,
    });
    released.resolve();
    await late;
    expect(await sealReceipts(database, tenant.clock)).toBe(1);
    expect(await verifyReceipts(database, tenant)).toMatchObject({
      sealedCount: 2,
      findings: [],
    });
  });
});
