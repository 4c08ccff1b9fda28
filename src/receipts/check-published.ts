// Compares the chain with the heads that left the server: the only witness against whoever owns the server.
import type { Tx } from '#platform/database.ts';
import type { Finding, FindingKind } from '#receipts/finding.ts';
import { readPublishedHeads } from '#receipts/model.ts';
import type { PublishedHead } from '#receipts/model.ts';
import { base64, isPublishedLineWhole } from '#receipts/receipt-proof.ts';
import { listHeadsAt, listPublishedLines } from '#receipts/verification-store.ts';
import type { ReceiptPublicKey } from '#tenancy/tenant-keys.ts';

/** Lines of other authorities are passed over; the same line in file, mail and database is compared once. */
export async function checkPublished(
  tx: Tx,
  tenant: string,
  keys: readonly ReceiptPublicKey[],
  outside: string,
): Promise<{ readonly count: number; readonly findings: readonly Finding[] }> {
  const text = `${(await listPublishedLines(tx)).join('\n')}\n${outside}`;
  const lines = new Map(
    readPublishedHeads(text)
      .filter((line) => line.tenant === tenant)
      .map((line) => [JSON.stringify(line), line]),
  );
  const positions = [...lines.values()].map((line) => line.position);
  const sealed = await listHeadsAt(tx, positions);
  const headAt = new Map(sealed.map((row) => [row.position, row.headHex]));
  const publicKeys = new Map(keys.map((key) => [key.keyId, base64(key.publicKey)]));
  const findings = [...lines.values()].flatMap((line) => {
    const kind = faultOf(line, headAt, publicKeys);
    return kind === undefined
      ? []
      : [{ kind, code: null, position: line.position, to: line.position }];
  });
  return { count: lines.size, findings };
}

function faultOf(
  line: PublishedHead,
  headAt: ReadonlyMap<number, string>,
  publicKeys: ReadonlyMap<string, string>,
): FindingKind | undefined {
  if (!isPublishedLineWhole(line)) return 'published-line-damaged';
  if (publicKeys.get(line.keyId) !== line.publicKey) return 'published-key-unknown';
  const head = headAt.get(line.position);
  if (head === undefined) return 'published-rows-missing';
  return head === line.headHex ? undefined : 'published-head-differs';
}
