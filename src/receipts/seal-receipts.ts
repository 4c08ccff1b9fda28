// The sealer: gives each receipt its position in the authority's chain, without gaps, some seconds after it was issued.
import type { Clock } from '#ground/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { rememberHead } from '#receipts/last-head.ts';
import { genesisHead, headAfter, hex } from '#receipts/receipt-proof.ts';
import {
  findLastSeal,
  insertSeals,
  listTenantsToSeal,
  listUnsealed,
  lockChain,
} from '#receipts/store.ts';
import type { NewSeal, UnsealedReceipt } from '#receipts/store.ts';
import { listTenants } from '#tenancy/list-tenants.ts';

const batchMax = 10_000;

/**
 * Seals what waits, all tenants, in batches; returns how many. Two processes may run it at once: of one tenant's
 * chain one of them is the writer. What is not committed yet is not seen, waits in its queue, and is next time's.
 */
export async function sealReceipts(database: Database, clock: Clock): Promise<number> {
  const waiting = new Set(await database.acrossTenants(listTenantsToSeal));
  if (waiting.size === 0) return 0;
  let count = 0;
  for (const { tenantId, slug } of await listTenants(database)) {
    if (!waiting.has(tenantId)) continue;
    for (;;) {
      const sealed = await database.inTenant(tenantId, 'system', (tx) =>
        sealBatch(tx, clock, slug),
      );
      for (const { keyId } of sealed.receipts) rememberHead(keyId, sealed.head);
      count += sealed.receipts.length;
      if (sealed.receipts.length < batchMax) break;
    }
  }
  return count;
}

interface SealedBatch {
  readonly receipts: readonly UnsealedReceipt[];
  readonly head: Uint8Array;
}

async function sealBatch(tx: Tx, clock: Clock, slug: string): Promise<SealedBatch> {
  const genesis = genesisHead(slug);
  // The lock first and alone: the statements after it must see what its last holder committed.
  if (!(await lockChain(tx))) return { receipts: [], head: genesis };
  const [last, receipts] = await Promise.all([findLastSeal(tx), listUnsealed(tx, batchMax)]);
  let { head, position } = last ?? { head: genesis, position: 0 };
  const seals: NewSeal[] = [];
  for (const { code, leaf } of receipts) {
    position += 1;
    head = headAfter(head, position, leaf);
    seals.push({ code, position, headHex: hex(head) });
  }
  if (seals.length > 0) insertSeals(tx, seals, clock.now());
  return { receipts, head };
}
