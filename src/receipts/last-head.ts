// The last sealed head of each chain, kept in memory so that issuing a receipt waits for no query.
import type { Tx } from '#platform/database.ts';
import { findLastSeal } from '#receipts/store.ts';
import { genesisHead } from '#receipts/receipt-proof.ts';
import type { ReceiptKey } from '#tenancy/tenant-keys.ts';

const refreshMs = 2000;

interface KnownHead {
  readonly head: Uint8Array;
  /** Real time: the demo's clock has no part in this. */
  readonly askedAtMs: number;
}

// By key id, which no two authorities share, not even in two databases of one process.
const known = new Map<string, KnownHead>();

/**
 * A head that is sealed, a few seconds old at most. When it is older than that, the query for the newer one travels
 * with the transaction's other statements, and the next receipt has it.
 */
export async function lastHead(tx: Tx, key: ReceiptKey): Promise<Uint8Array> {
  const kept = known.get(key.keyId);
  const now = performance.now();
  if (kept === undefined) return readHead(tx, key, now);
  if (now - kept.askedAtMs > refreshMs) {
    known.set(key.keyId, { head: kept.head, askedAtMs: now });
    // When it fails the transaction fails at its commit, and says so there.
    readHead(tx, key, now).catch(() => undefined);
  }
  return kept.head;
}

/** Told by the sealer of this process, after its commit. */
export function rememberHead(keyId: string, head: Uint8Array): void {
  known.set(keyId, { head, askedAtMs: performance.now() });
}

async function readHead(tx: Tx, key: ReceiptKey, askedAtMs: number): Promise<Uint8Array> {
  const head = (await findLastSeal(tx))?.head ?? genesisHead(key.slug);
  known.set(key.keyId, { head, askedAtMs });
  return head;
}
