// Passwords as argon2id hashes (PHC strings), two at a time at most: hashing costs memory and a core.
import { argon2, timingSafeEqual } from 'node:crypto';
import { freshBytes } from '#platform/crypto.ts';
import { turnstileFor } from '#platform/turnstile.ts';

/** OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane; some 20 ms. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;
const hashing = turnstileFor(2);
/** Beyond it a sign-in is refused for the moment: some three seconds of work are waiting. */
const waitingMax = 250;

/** '$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>', base64 without padding. */
export async function hashPassword(password: string): Promise<string> {
  const salt = freshBytes(16);
  const hash = await hashing.pass(() => derive(password, salt, cost, tagLength));
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(salt)}$${base64(hash)}`;
}

/** Without a hash (unknown login) it does the same work and says no, so that time tells nothing. */
export async function verifyPassword(password: string, phc: string | undefined): Promise<boolean> {
  const stored = parsePhc(phc ?? nobody);
  const hash = await hashing.pass(() => derive(password, stored.salt, stored, stored.hash.length));
  return timingSafeEqual(hash, stored.hash) && phc !== undefined;
}

export const isHashingBusy = (): boolean => hashing.waiting() >= waitingMax;

interface StoredHash {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

function parsePhc(phc: string): StoredHash {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(phc);
  if (parts === null) throw new Error('a password hash that is no argon2id PHC string');
  const [, memory, passes, parallelism, salt = '', hash = ''] = parts;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replaceAll('=', '');

const nobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(freshBytes(16))}$${base64(freshBytes(tagLength))}`;

function derive(
  password: string,
  nonce: Uint8Array,
  { memory, passes, parallelism }: { memory: number; passes: number; parallelism: number },
  length: number,
): Promise<Uint8Array> {
  // The same accents from every keyboard: "è" may come as one character or as two.
  const message = password.normalize('NFC');
  return new Promise((resolve, reject) => {
    argon2(
      'argon2id',
      { message, nonce, memory, passes, parallelism, tagLength: length },
      (fault, key) => (fault === null ? resolve(key) : reject(fault)),
    );
  });
}
