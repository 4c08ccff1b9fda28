// The hashes and signatures of receipts: a salted leaf, a chain of heads, Ed25519 over a message with a name of its own.
import { sign, verify } from 'node:crypto';
import { ed25519Public, sha256 } from '#platform/crypto.ts';
import { headMessage, signedMessage } from '#receipts/model.ts';
import type { PublishedHead } from '#receipts/model.ts';
import type { ReceiptKey } from '#tenancy/tenant-keys.ts';

/** The first byte keeps leaves, heads and the genesis apart: none can be passed off as another (as in RFC 6962). */
const leafByte = Uint8Array.of(0);
const headByte = Uint8Array.of(1);
const genesisByte = Uint8Array.of(2);

export const saltLength = 32;

/** SHA-256(0x00 | salt | canonical text in UTF-8). The salt keeps an erased text from being guessed. */
export function leafOf(salt: Uint8Array, canonicalText: string): Uint8Array {
  return sha256(leafByte, salt, canonicalText);
}

/** The head before the first receipt of an authority: SHA-256(0x02 | 32 zero bytes | slug). */
export function genesisHead(tenant: string): Uint8Array {
  return sha256(genesisByte, new Uint8Array(32), tenant);
}

/** SHA-256(0x01 | head before | position as 8 bytes, big-endian | leaf); the first position is 1. */
export function headAfter(priorHead: Uint8Array, position: number, leaf: Uint8Array): Uint8Array {
  const place = Buffer.alloc(8);
  place.writeBigUInt64BE(BigInt(position));
  return sha256(headByte, priorHead, place, leaf);
}

export interface SignedParts {
  readonly code: string;
  readonly leaf: Uint8Array;
  readonly priorHead: Uint8Array;
}

/** 64 bytes; about 35 µs. */
export function signReceipt(key: ReceiptKey, parts: SignedParts): Uint8Array {
  return sign(null, Buffer.from(messageOf(key.slug, parts)), key.privateKey);
}

export function isReceiptSignedBy(
  publicKey: Uint8Array,
  tenant: string,
  parts: SignedParts & { readonly signature: Uint8Array },
): boolean {
  const message = Buffer.from(messageOf(tenant, parts));
  return verify(null, message, keyObjectOf(publicKey), parts.signature);
}

/** The published line of a head, with the signature at its end. */
export function publishedLine(
  key: ReceiptKey,
  head: Pick<PublishedHead, 'day' | 'position' | 'headHex'>,
): string {
  const message = headMessage({
    ...head,
    tenant: key.slug,
    keyId: key.keyId,
    publicKey: base64(key.publicKey),
  });
  return `${message} ${base64(sign(null, Buffer.from(message), key.privateKey))}`;
}

/** True when the line is as it was signed, by the key that it names itself. */
export function isPublishedLineWhole(head: PublishedHead): boolean {
  const publicKey = ed25519Public(Buffer.from(head.publicKey, 'base64'));
  const signature = Buffer.from(head.signature, 'base64');
  return verify(null, Buffer.from(headMessage(head)), publicKey, signature);
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  Buffer.compare(one, other) === 0;

// Reading a key costs a third of a verification, and a chain of a million receipts has one or two keys.
const keyObjects = new WeakMap<Uint8Array, ReturnType<typeof ed25519Public>>();

function keyObjectOf(publicKey: Uint8Array): ReturnType<typeof ed25519Public> {
  const keyObject = keyObjects.get(publicKey) ?? ed25519Public(publicKey);
  keyObjects.set(publicKey, keyObject);
  return keyObject;
}

function messageOf(tenant: string, { code, leaf, priorHead }: SignedParts): string {
  return signedMessage({ tenant, code, leafHex: hex(leaf), priorHeadHex: hex(priorHead) });
}
