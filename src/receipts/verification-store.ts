// The SQL of verification: the whole chain of a tenant page by page, as it lies in the database, nothing believed.
import type { Instant } from '#ground/instant.ts';
import type { Tx } from '#platform/database.ts';

export interface ReceiptFacts {
  readonly code: string;
  readonly subjectId: string;
  readonly version: number;
  readonly keyId: string;
  readonly leaf: Uint8Array;
  readonly signature: Uint8Array;
  readonly priorHead: Uint8Array;
  readonly issuedAt: Instant;
  readonly salt: Uint8Array | null;
  readonly text: string | null;
}

/** A link of the chain; without the receipt when its row is gone. */
export type ChainLink = { readonly position: number; readonly head: Uint8Array } & (
  | ReceiptFacts
  | { readonly code: string; readonly leaf: null }
);

const facts = `r.subject_id as "subjectId", r.version, r.key_id as "keyId", r.leaf, r.signature,
  r.prior_head as "priorHead", r.issued_at as "issuedAt", p.salt, p.canonical_text as "text"`;

export function listChain(tx: Tx, after: number, countMax: number): Promise<readonly ChainLink[]> {
  return tx.rows<ChainLink>(
    `select s.position, s.head, receipt_code as "code", ${facts}
       from receipts.seal s
       left join receipts.receipt r using (tenant_id, receipt_code)
       left join receipts.payload p using (tenant_id, receipt_code)
      where s.tenant_id = $1 and s.position > $2 order by s.position limit $3`,
    after,
    countMax,
  );
}

/** Receipts without a position, by code; those in the sealer's queue are `waiting`. */
export function listOutsideChain(
  tx: Tx,
  afterCode: string,
  countMax: number,
): Promise<readonly (ReceiptFacts & { readonly waiting: boolean })[]> {
  return tx.rows(
    `select receipt_code as "code", ${facts}, u.receipt_code is not null as "waiting"
       from receipts.receipt r
       left join receipts.payload p using (tenant_id, receipt_code)
       left join receipts.unsealed u using (tenant_id, receipt_code)
      where r.tenant_id = $1 and receipt_code > $2
        and not exists (select from receipts.seal s where s.tenant_id = r.tenant_id and s.receipt_code = r.receipt_code)
      order by receipt_code limit $3`,
    afterCode,
    countMax,
  );
}

/** Receipts that were signed after a head which is not in the chain before them. */
export function listWithoutPriorHead(
  tx: Tx,
  genesis: Uint8Array,
  countMax: number,
): Promise<readonly { readonly code: string; readonly position: number | null }[]> {
  return tx.rows(
    `select r.receipt_code as "code", s.position
       from receipts.receipt r
       left join receipts.seal s on s.tenant_id = r.tenant_id and s.receipt_code = r.receipt_code
      where r.tenant_id = $1 and r.prior_head <> $2
        and not exists (select from receipts.seal e where e.tenant_id = r.tenant_id and e.head = r.prior_head
                           and (s.position is null or e.position < s.position))
      order by s.position, r.receipt_code limit $3`,
    genesis,
    countMax,
  );
}

export async function listPublishedLines(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.rows<{ line: string }>(
    `select line from receipts.published_head where tenant_id = $1 order by day`,
  );
  return rows.map((row) => row.line);
}

export function listHeadsAt(
  tx: Tx,
  positions: readonly number[],
): Promise<readonly { readonly position: number; readonly headHex: string }[]> {
  return tx.rows(
    `select position, encode(head, 'hex') as "headHex" from receipts.seal
      where tenant_id = $1 and position = any($2::bigint[])`,
    positions,
  );
}
