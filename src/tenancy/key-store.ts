// The SQL of a tenant's keys; they leave the database wrapped.
import type { Instant } from '#ground/instant.ts';
import { sqlInstant } from '#platform/database.ts';
import type { Tx } from '#platform/database.ts';

export type KeyPurpose = 'fields' | 'receipts';

export interface KeyRow {
  readonly keyId: string;
  readonly purpose: KeyPurpose;
  readonly masterKeyId: string;
  readonly wrappedKey: Uint8Array;
  /** Only of signing keys. */
  readonly publicKey: Uint8Array | null;
  readonly createdAt: Instant;
  /** The tenant's slug, which receipts name. */
  readonly slug: string;
}

/** Newest first: the first of a purpose is the one in use. */
export function listKeys(tx: Tx): Promise<readonly KeyRow[]> {
  return tx.rows<KeyRow>(
    `select k.key_id as "keyId", k.purpose, k.master_key_id as "masterKeyId", k.wrapped_key as "wrappedKey",
            k.public_key as "publicKey", k.created_at as "createdAt", t.slug
       from tenancy.key k join tenancy.tenant t on t.tenant_id = k.tenant_id
      where k.tenant_id = $1 order by k.created_at desc, k.key_id`,
  );
}

export function insertKey(tx: Tx, key: Omit<KeyRow, 'slug'>): void {
  tx.write(
    `insert into tenancy.key (tenant_id, purpose, key_id, master_key_id, wrapped_key, public_key, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    key.purpose,
    key.keyId,
    key.masterKeyId,
    key.wrappedKey,
    key.publicKey,
    sqlInstant(key.createdAt),
  );
}

export function updateWrapping(
  tx: Tx,
  key: Pick<KeyRow, 'keyId' | 'purpose' | 'masterKeyId' | 'wrappedKey'>,
): void {
  tx.write(
    `update tenancy.key set master_key_id = $4, wrapped_key = $5 where tenant_id = $1 and purpose = $2 and key_id = $3`,
    key.purpose,
    key.keyId,
    key.masterKeyId,
    key.wrappedKey,
  );
}
