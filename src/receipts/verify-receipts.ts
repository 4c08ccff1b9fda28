// Verifies all receipts of an authority and their chain: what was changed, removed, swapped or made anew is found.
import type { Database, TenantId, Tx } from '#platform/database.ts';
import { checkPublished } from '#receipts/check-published.ts';
import { linesOf } from '#receipts/model.ts';
import type { Finding } from '#receipts/finding.ts';
import {
  genesisHead,
  headAfter,
  isReceiptSignedBy,
  isSame,
  leafOf,
} from '#receipts/receipt-proof.ts';
import { isoInstant } from '#ground/instant.ts';
import { listChain, listOutsideChain, listWithoutPriorHead } from '#receipts/verification-store.ts';
import type { ReceiptFacts } from '#receipts/verification-store.ts';
import { receiptPublicKeys } from '#tenancy/tenant-keys.ts';

export interface Verification {
  readonly tenant: string;
  readonly sealedCount: number;
  /** Issued, and not yet given their position. */
  readonly waitingCount: number;
  /** Retention erased what they said: proof and position remain, and were checked. */
  readonly erasedCount: number;
  /** Published heads compared, those from outside included. */
  readonly publishedCount: number;
  /** The first thousand; empty means that everything is as it was signed. */
  readonly findings: readonly Finding[];
  /** Codes whose payload is erased, the first thousand. */
  readonly erased: readonly { readonly code: string; readonly position: number | null }[];
}

export const findingsMax = 1000;
const pageMax = 5000;

/**
 * `published` is the text of files or mails kept outside of the server. Without it, last rows that were removed
 * and a chain that was made anew are noticed only against the heads that the database itself remembers.
 */
export async function verifyReceipts(
  database: Database,
  tenant: { readonly tenantId: TenantId; readonly slug: string },
  published = '',
): Promise<Verification> {
  const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    database.inTenant(tenant.tenantId, 'system', work);
  const keys = await inTenant(receiptPublicKeys);
  const walk = walkOf(tenant.slug, new Map(keys.map((key) => [key.keyId, key.publicKey])));

  let position = 0;
  let head = genesisHead(tenant.slug);
  for (;;) {
    const page = await inTenant((tx) => listChain(tx, position, pageMax));
    for (const link of page) {
      const isNext = link.position === position + 1;
      if (!isNext) walk.found('position-missing', null, position + 1, link.position - 1);
      if (link.leaf === null) {
        walk.found('receipt-missing', link.code, link.position);
      } else {
        // The stored head before is the start of each step: one broken link is one finding, not all that follow.
        if (isNext && !isSame(headAfter(head, link.position, link.leaf), link.head)) {
          walk.found('head-wrong', link.code, link.position);
        }
        walk.receipt(link, link.position);
      }
      ({ position, head } = link);
      walk.sealedCount += 1;
    }
    if (page.length < pageMax) break;
  }

  for (let after = ''; ;) {
    const page = await inTenant((tx) => listOutsideChain(tx, after, pageMax));
    for (const receipt of page) {
      if (receipt.waiting) walk.waitingCount += 1;
      else walk.found('never-sealed', receipt.code, null);
      walk.receipt(receipt, null);
      after = receipt.code;
    }
    if (page.length < pageMax) break;
  }

  const orphans = await inTenant((tx) =>
    listWithoutPriorHead(tx, genesisHead(tenant.slug), findingsMax),
  );
  for (const orphan of orphans) walk.found('prior-head-unknown', orphan.code, orphan.position);
  const compared = await inTenant((tx) => checkPublished(tx, tenant.slug, keys, published));
  const { sealedCount, waitingCount, erasedCount, erased } = walk;
  return {
    tenant: tenant.slug,
    sealedCount,
    waitingCount,
    erasedCount,
    erased,
    publishedCount: compared.count,
    findings: [...walk.findings, ...compared.findings].slice(0, findingsMax),
  };
}

/** What has been seen so far, and the checks of one receipt by itself. */
function walkOf(tenant: string, publicKeys: ReadonlyMap<string, Uint8Array>) {
  const findings: Finding[] = [];
  const erased: { code: string; position: number | null }[] = [];
  const found = (
    kind: Finding['kind'],
    code: string | null,
    position: number | null,
    to = position,
  ): void => {
    if (findings.length < findingsMax) findings.push({ kind, code, position, to });
  };
  const walk = {
    findings,
    erased,
    found,
    sealedCount: 0,
    waitingCount: 0,
    erasedCount: 0,
    receipt: (receipt: ReceiptFacts, position: number | null): void => {
      const { code, salt, text, leaf } = receipt;
      const publicKey = publicKeys.get(receipt.keyId);
      if (publicKey === undefined) found('key-unknown', code, position);
      else if (!isReceiptSignedBy(publicKey, tenant, receipt))
        found('signature-wrong', code, position);
      if (salt === null || text === null) {
        walk.erasedCount += 1;
        if (erased.length < findingsMax) erased.push({ code, position });
      } else if (!isSame(leafOf(salt, text), leaf)) {
        found('payload-changed', code, position);
      } else if (!saysItself(tenant, receipt, text)) {
        found('text-of-another', code, position);
      }
    },
  };
  return walk;
}

/** The columns beside the text say what the signed text says. */
function saysItself(tenant: string, receipt: ReceiptFacts, text: string): boolean {
  const said = linesOf(text)
    ?.slice(0, 4)
    .map(([, value]) => value);
  const columns = [tenant, receipt.code, receipt.subjectId, isoInstant(receipt.issuedAt)];
  return said !== undefined && columns.every((value, index) => said[index] === value);
}
