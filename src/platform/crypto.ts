// Keys and seals: AES-256-GCM envelopes, keys wrapped under the installation's master key, Ed25519 from a seed.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { uuidV7 } from '#ground/id.ts';
import type { Instant } from '#ground/instant.ts';

/** The installation's secret (32 bytes from the environment) and its public name. */
export interface MasterKey {
  readonly keyId: string;
  readonly bytes: Uint8Array;
}

export function masterKeyOf(bytes: Uint8Array): MasterKey {
  if (bytes.length !== 32) throw new Error('a master key has 32 bytes');
  return {
    keyId: createHash('sha256')
      .update('refettorio master')
      .update(bytes)
      .digest('hex')
      .slice(0, 12),
    bytes,
  };
}

/**
 * Envelope: version (1 byte) | key id (12 ASCII) | nonce (12) | tag (16) | ciphertext. The place
 * ('tenant|table|row|column') is authenticated, so a value moved elsewhere does not open.
 */
export function seal(
  key: { keyId: string; bytes: Uint8Array },
  place: string,
  plain: Uint8Array,
): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([
    Buffer.of(1),
    Buffer.from(key.keyId.padEnd(12)),
    nonce,
    cipher.getAuthTag(),
    body,
  ]);
}

export function unseal(
  keyOf: (keyId: string) => Uint8Array,
  place: string,
  envelope: Uint8Array,
): Uint8Array {
  const bytes = Buffer.from(envelope);
  if (bytes[0] !== 1) throw new Error('a sealed value of an unknown version');
  // Without the length a tag of four bytes would do, which can be guessed.
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyOf(sealedUnder(envelope)),
    bytes.subarray(13, 25),
    { authTagLength: 16 },
  );
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(25, 41));
  return Buffer.concat([decipher.update(bytes.subarray(41)), decipher.final()]);
}

/** The id of the key that an envelope was sealed under. */
export const sealedUnder = (envelope: Uint8Array): string =>
  Buffer.from(envelope).subarray(1, 13).toString('ascii').trimEnd();

/** An Ed25519 key pair from a 32-byte seed (RFC 8410: a PKCS#8 header before the seed). */
export function ed25519From(seed: Uint8Array): { privateKey: KeyObject; publicKey: Uint8Array } {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return { privateKey, publicKey: spki.subarray(-32) };
}

export const ed25519Public = (raw: Uint8Array): KeyObject =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]),
    format: 'der',
    type: 'spki',
  });

export const sha256 = (...parts: readonly (Uint8Array | string)[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Without telling by its time where they differ, nor how long either is. */
export const isSameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(sha256(one), sha256(other));

/** Time-ordered ids: rows of the same hour lie together in every index. Of one instant the later id is the greater. */
export const newId = (at: Instant): string => uuidV7(at, countedChance(at));

let countedAt: Instant | undefined;
let count = 0;

/** Ten bytes of chance; the 26 bits that come first in the id count on within an instant (RFC 9562 section 6.2, method 1). */
function countedChance(at: Instant): Uint8Array {
  const chance = nextChance(10);
  const [high = 0, second = 0, third = 0, low = 0] = chance;
  // It begins in the lower half: the upper is the room to count in.
  const fresh = ((high & 0x07) << 22) | (second << 14) | ((third & 0x3f) << 8) | low;
  count = at === countedAt ? count + 1 : fresh;
  countedAt = at;
  chance.set([(count >>> 22) & 0x0f, (count >>> 14) & 0xff, (count >>> 8) & 0x3f, count & 0xff]);
  return chance;
}

/** Drawn by the page: an import makes a million ids, and each draw is a call to the system. No byte is used twice. */
let chance: Uint8Array = new Uint8Array();
let chanceUsed = 0;

function nextChance(count: number): Uint8Array {
  if (chanceUsed + count > chance.length) {
    chance = randomBytes(4096);
    chanceUsed = 0;
  }
  chanceUsed += count;
  return chance.subarray(chanceUsed - count, chanceUsed);
}

export const randomDigits = (count: number): string =>
  Array.from({ length: count }, () => randomInt(10)).join('');

export const randomToken = (): string => randomBytes(32).toString('base64url');
export const freshBytes = (count: number): Uint8Array => randomBytes(count);
