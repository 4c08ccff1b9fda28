// Encrypted columns (FOUNDATIONS 18): a text, or a file, sealed under the tenant's key, bound to its table, row and column.
import { seal, unseal } from '#platform/crypto.ts';
import type { FieldKey } from '#tenancy/tenant-keys.ts';

/** Where the value lies; read from another place it does not open. */
export interface FieldPlace {
  /** With its schema: 'identity.second_factor'. */
  readonly table: string;
  /** The row's own key, without the tenant. */
  readonly row: string;
  readonly column: string;
}

/** The envelope to store in a bytea column. */
export function sealField(key: FieldKey, place: FieldPlace, text: string): Uint8Array {
  return sealBytes(key, place, Buffer.from(text));
}

/** Throws when the envelope was changed, moved, or sealed under a key that the tenant does not have. */
export function unsealField(key: FieldKey, place: FieldPlace, envelope: Uint8Array): string {
  return Buffer.from(unsealBytes(key, place, envelope)).toString();
}

/** The same for a file. */
export function sealBytes(key: FieldKey, place: FieldPlace, plain: Uint8Array): Uint8Array {
  const bytes = bytesOf(key, key.keyId);
  return seal({ keyId: key.keyId, bytes }, written(key, place), plain);
}

/** Throws as `unsealField`. */
export function unsealBytes(key: FieldKey, place: FieldPlace, envelope: Uint8Array): Uint8Array {
  return unseal((keyId) => bytesOf(key, keyId), written(key, place), envelope);
}

function bytesOf(key: FieldKey, keyId: string): Uint8Array {
  const bytes = key.bytesById.get(keyId);
  if (bytes === undefined) throw new Error(`tenant ${key.tenantId} has no field key ${keyId}`);
  return bytes;
}

const written = (key: FieldKey, place: FieldPlace): string =>
  `${key.tenantId}|${place.table}|${place.row}|${place.column}`;
