// For tests: an authority with receipts issued and sealed, and the acts of somebody who owns the database.
import { asInstant } from '#ground/instant.ts';
import { newId } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { receiptIssuer } from '#receipts/issue-receipt.ts';
import type { IssuedReceipt } from '#receipts/issue-receipt.ts';
import { sealReceipts } from '#receipts/seal-receipts.ts';
import type { SampleTenant } from '#tenancy/sample.ts';

/** Issues that many receipts, one after the other, each a second later than the one before. */
export async function issueSome(
  database: Database,
  { tenantId, masterKey, clock }: SampleTenant,
  count: number,
): Promise<readonly IssuedReceipt[]> {
  const issue = receiptIssuer(masterKey);
  const issued: IssuedReceipt[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = asInstant(clock.now() + index * 1000);
    const request = { at, subjectId: newId(at), content: [['line', `absence ${index}`]] } as const;
    issued.push(await database.inTenant(tenantId, 'family', (tx) => issue(tx, request)));
  }
  return issued;
}

/** Issues and seals in batches, so that later receipts are signed after heads of earlier ones. */
export async function sealedReceipts(
  database: Database,
  tenant: SampleTenant,
  batches: readonly number[],
): Promise<readonly IssuedReceipt[]> {
  const all: IssuedReceipt[] = [];
  for (const count of batches) {
    all.push(...(await issueSome(database, tenant, count)));
    await sealReceipts(database, tenant.clock);
  }
  return all;
}
