// The keys of a tenant: made once, kept wrapped under the installation's master key, held unwrapped in memory.
import type { Instant } from '#ground/instant.ts';
import { ed25519From, freshBytes, seal, sha256, unseal } from '#platform/crypto.ts';
import type { MasterKey } from '#platform/crypto.ts';
import type { TenantId, Tx } from '#platform/database.ts';
import { insertKey, listKeys } from '#tenancy/key-store.ts';
import type { KeyPurpose, KeyRow } from '#tenancy/key-store.ts';

/** Seals fields with `keyId`; older keys still open what they sealed. */
export interface FieldKey {
  readonly tenantId: TenantId;
  readonly keyId: string;
  /** 32 bytes each, by key id, the one in use included. */
  readonly bytesById: ReadonlyMap<string, Uint8Array>;
}

/** Signs receipts with Ed25519. The key id is a fingerprint of the public key. */
export interface ReceiptKey {
  readonly tenantId: TenantId;
  /** The authority that receipts name. */
  readonly slug: string;
  readonly keyId: string;
  readonly privateKey: ReturnType<typeof ed25519From>['privateKey'];
  readonly publicKey: Uint8Array;
}

/** A key that anybody may know; receipts that it signed can be verified with it, also when a newer one is in use. */
export interface ReceiptPublicKey {
  readonly keyId: string;
  /** 32 bytes (RFC 8032). */
  readonly publicKey: Uint8Array;
  readonly createdAt: Instant;
}

/** The key in use for fields; asks the database once per process and tenant. */
export async function fieldKey(tx: Tx, masterKey: MasterKey): Promise<FieldKey> {
  return (await keysOf(tx, masterKey)).fields;
}

/** The key in use for receipts; asks the database once per process and tenant. */
export async function receiptKey(tx: Tx, masterKey: MasterKey): Promise<ReceiptKey> {
  return (await keysOf(tx, masterKey)).receipts;
}

/** All keys that ever signed receipts of the tenant, newest first. */
export async function receiptPublicKeys(tx: Tx): Promise<readonly ReceiptPublicKey[]> {
  return (await listKeys(tx)).flatMap(({ purpose, keyId, publicKey, createdAt }) =>
    purpose === 'receipts' && publicKey !== null ? [{ keyId, publicKey, createdAt }] : [],
  );
}

/** Makes the keys that the tenant lacks. The caller holds the lock of the tenant's version row. */
export async function createMissingKeys(tx: Tx, masterKey: MasterKey, at: Instant): Promise<void> {
  const present = new Set((await listKeys(tx)).map((key) => key.purpose));
  for (const purpose of ['fields', 'receipts'] as const) {
    if (present.has(purpose)) continue;
    const secret = freshBytes(32);
    const publicKey = purpose === 'receipts' ? ed25519From(secret).publicKey : null;
    const keyId = fingerprint(publicKey ?? freshBytes(32));
    insertKey(tx, {
      purpose,
      keyId,
      masterKeyId: masterKey.keyId,
      wrappedKey: seal(masterKey, wrappingPlace(tx.tenantId, purpose, keyId), secret),
      publicKey,
      createdAt: at,
    });
  }
}

/** Throws when the key is wrapped under another master key, or was moved here from elsewhere. */
export function unwrapKey(tenantId: TenantId, masterKey: MasterKey, row: KeyRow): Uint8Array {
  if (row.masterKeyId !== masterKey.keyId) {
    throw new Error(
      `the key ${row.keyId} of tenant ${tenantId} is wrapped under the master key ${row.masterKeyId}, not under ${masterKey.keyId}`,
    );
  }
  const place = wrappingPlace(tenantId, row.purpose, row.keyId);
  return unseal(() => masterKey.bytes, place, row.wrappedKey);
}

export function wrappingPlace(tenantId: TenantId, purpose: KeyPurpose, keyId: string): string {
  return `${tenantId}|tenancy.key|${purpose} ${keyId}|wrapped_key`;
}

interface UnwrappedKeys {
  readonly fields: FieldKey;
  readonly receipts: ReceiptKey;
}

// By the master key as it was handed in: two installations in one process (tests) share nothing.
const unwrapped = new WeakMap<MasterKey, Map<TenantId, UnwrappedKeys>>();

async function keysOf(tx: Tx, masterKey: MasterKey): Promise<UnwrappedKeys> {
  const byTenant = unwrapped.get(masterKey) ?? new Map<TenantId, UnwrappedKeys>();
  unwrapped.set(masterKey, byTenant);
  const known = byTenant.get(tx.tenantId);
  if (known !== undefined) return known;
  const keys = unwrapAll(tx.tenantId, masterKey, await listKeys(tx));
  byTenant.set(tx.tenantId, keys);
  return keys;
}

function unwrapAll(
  tenantId: TenantId,
  masterKey: MasterKey,
  rows: readonly KeyRow[],
): UnwrappedKeys {
  const fields = rows.filter((row) => row.purpose === 'fields');
  const signing = rows.find((row) => row.purpose === 'receipts');
  const sealing = fields[0];
  if (signing === undefined || sealing === undefined) {
    throw new Error(`tenant ${tenantId} has no keys: it was not made by createTenant`);
  }
  return {
    fields: {
      tenantId,
      keyId: sealing.keyId,
      bytesById: new Map(fields.map((row) => [row.keyId, unwrapKey(tenantId, masterKey, row)])),
    },
    receipts: {
      tenantId,
      slug: signing.slug,
      keyId: signing.keyId,
      ...ed25519From(unwrapKey(tenantId, masterKey, signing)),
    },
  };
}

/** Twelve characters, as many as an envelope holds. */
const fingerprint = (bytes: Uint8Array): string =>
  Buffer.from(sha256(bytes)).toString('hex').slice(0, 12);
