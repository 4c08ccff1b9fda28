// The SQL of receipts: issuing, sealing, publishing, and one receipt with its proof.
import type { Day } from '#ground/day.ts';
import type { Instant } from '#ground/instant.ts';
import { sqlInstant } from '#platform/database.ts';
import type { SweepTx, TenantId, Tx } from '#platform/database.ts';

export interface NewReceipt {
  readonly code: string;
  readonly subjectId: string;
  readonly version: number;
  readonly keyId: string;
  readonly leaf: Uint8Array;
  readonly signature: Uint8Array;
  readonly priorHead: Uint8Array;
  readonly issuedAt: Instant;
  readonly salt: Uint8Array;
  readonly text: string;
}

/** One statement for the proof, what it says, and its place in the queue of the sealer. */
export function insertReceipt(tx: Tx, receipt: NewReceipt): void {
  tx.write(
    `insert into receipts.receipt (tenant_id, receipt_code, subject_id, version, key_id, leaf, signature, prior_head, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    receipt.code,
    receipt.subjectId,
    receipt.version,
    receipt.keyId,
    receipt.leaf,
    receipt.signature,
    receipt.priorHead,
    sqlInstant(receipt.issuedAt),
  );
  tx.write(
    `insert into receipts.payload (tenant_id, receipt_code, salt, canonical_text) values ($1, $2, $3, $4)`,
    receipt.code,
    receipt.salt,
    receipt.text,
  );
  tx.write(`insert into receipts.unsealed (tenant_id, receipt_code) values ($1, $2)`, receipt.code);
}

export interface SealedHead {
  readonly position: number;
  readonly head: Uint8Array;
}

export function findLastSeal(tx: Tx): Promise<SealedHead | undefined> {
  return tx.row<SealedHead>(
    `select position, head from receipts.seal where tenant_id = $1 order by position desc limit 1`,
  );
}

export async function listTenantsToSeal(tx: SweepTx): Promise<readonly TenantId[]> {
  const rows = await tx.rows<{ tenantId: TenantId }>(
    `select distinct tenant_id as "tenantId" from receipts.unsealed`,
  );
  return rows.map((row) => row.tenantId);
}

/** False when another process is sealing this tenant; held until the transaction ends. */
export async function lockChain(tx: Tx): Promise<boolean> {
  const row = await tx.row<{ locked: boolean }>(
    `select pg_try_advisory_xact_lock(7263, $1::integer) as "locked"`,
  );
  return row?.locked ?? false;
}

export interface UnsealedReceipt {
  readonly code: string;
  readonly keyId: string;
  readonly leaf: Uint8Array;
}

/** Those that waited longest first. */
export function listUnsealed(tx: Tx, countMax: number): Promise<readonly UnsealedReceipt[]> {
  return tx.rows<UnsealedReceipt>(
    `select receipt_code as "code", r.key_id as "keyId", r.leaf
       from receipts.unsealed u join receipts.receipt r using (tenant_id, receipt_code)
      where u.tenant_id = $1 order by r.issued_at, receipt_code limit $2`,
    countMax,
  );
}

export interface NewSeal {
  readonly code: string;
  readonly position: number;
  readonly headHex: string;
}

/** Heads travel as hexadecimal: an array of bytes is written differently by the two drivers. */
export function insertSeals(tx: Tx, seals: readonly NewSeal[], sealedAt: Instant): void {
  const codes = seals.map((seal) => seal.code);
  tx.write(
    `insert into receipts.seal (tenant_id, receipt_code, position, head, sealed_at)
     select $1, code, position, decode(head_hex, 'hex'), $5
       from unnest($2::text[], $3::bigint[], $4::text[]) as new (code, position, head_hex)`,
    codes,
    seals.map((seal) => seal.position),
    seals.map((seal) => seal.headHex),
    sqlInstant(sealedAt),
  );
  tx.write(
    `delete from receipts.unsealed where tenant_id = $1 and receipt_code = any($2::text[])`,
    codes,
  );
}

export interface LastPublished {
  readonly day: Day;
  readonly position: number;
}

export function findLastPublished(tx: Tx): Promise<LastPublished | undefined> {
  return tx.row<LastPublished>(
    `select day, position from receipts.published_head where tenant_id = $1 order by day desc limit 1`,
  );
}

export function insertPublishedHead(
  tx: Tx,
  published: SealedHead & {
    readonly day: Day;
    readonly line: string;
    readonly publishedAt: Instant;
  },
): void {
  tx.write(
    `insert into receipts.published_head (tenant_id, day, position, head, line, published_at) values ($1, $2, $3, $4, $5, $6)`,
    published.day,
    published.position,
    published.head,
    published.line,
    sqlInstant(published.publishedAt),
  );
}

export interface ReceiptRow {
  readonly tenant: string;
  readonly code: string;
  readonly subjectId: string;
  readonly version: number;
  readonly keyId: string;
  readonly leaf: Uint8Array;
  readonly signature: Uint8Array;
  readonly priorHead: Uint8Array;
  readonly issuedAt: Instant;
  /** Null when retention erased what the receipt said. */
  readonly salt: Uint8Array | null;
  readonly text: string | null;
  /** Null until the sealer has come by. */
  readonly position: number | null;
  readonly head: Uint8Array | null;
}

export function findReceipt(tx: Tx, code: string): Promise<ReceiptRow | undefined> {
  return tx.row<ReceiptRow>(
    `select t.slug as "tenant", receipt_code as "code", r.subject_id as "subjectId", r.version, r.key_id as "keyId", r.leaf, r.signature,
            r.prior_head as "priorHead", r.issued_at as "issuedAt", p.salt, p.canonical_text as "text", s.position, s.head
       from receipts.receipt r
       join tenancy.tenant_view t using (tenant_id)
       left join receipts.payload p using (tenant_id, receipt_code)
       left join receipts.seal s using (tenant_id, receipt_code)
      where r.tenant_id = $1 and receipt_code = $2`,
    code,
  );
}
