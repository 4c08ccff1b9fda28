// Envelopes that open nowhere else, keys after the books, ids in the order of time.
import { sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { asInstant } from '#ground/instant.ts';
import {
  ed25519From,
  ed25519Public,
  freshBytes,
  masterKeyOf,
  newId,
  randomDigits,
  randomToken,
  seal,
  sealedUnder,
  sha256,
  unseal,
} from '#platform/crypto.ts';

const key = { keyId: 'k-1', bytes: new Uint8Array(32).fill(3) };
const place = '1|diets.special_diet|42|note_sealed';
const keyOf = (keyId: string): Uint8Array => {
  if (keyId !== key.keyId) throw new Error(`no key is called ${keyId}`);
  return key.bytes;
};
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('an envelope', () => {
  const plain = Buffer.from('niente arachidi, è allergica');
  const envelope = seal(key, place, plain);

  test('opens at its place, says which key it was sealed under, and shows nothing of what is inside', () => {
    expect(text(unseal(keyOf, place, envelope))).toBe('niente arachidi, è allergica');
    expect(sealedUnder(envelope)).toBe('k-1');
    expect(text(envelope)).not.toContain('arachidi');
  });

  test('is another one each time, so that equal values are not seen to be equal', () => {
    expect(seal(key, place, plain)).not.toEqual(envelope);
  });

  test.each([
    ['another tenant', '2|diets.special_diet|42|note_sealed'],
    ['another row', '1|diets.special_diet|43|note_sealed'],
    ['another column', '1|diets.special_diet|42|iban_sealed'],
    ['no place', ''],
  ])('does not open at %s', (_, elsewhere) => {
    expect(() => unseal(keyOf, elsewhere, envelope)).toThrow(/authenticate/);
  });

  test('does not open after any one of its bytes was changed', () => {
    for (const at of envelope.keys()) {
      const changed = Uint8Array.from(envelope);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => unseal(keyOf, place, changed)).toThrow(/authenticate|version|no key/);
    }
  });

  test.each([
    ['some words', plain],
    ['nothing', Buffer.alloc(0)],
  ])('around %s does not open when it was cut short, wherever', (_, inside) => {
    const whole = seal(key, place, inside);
    for (const length of whole.keys())
      expect(() => unseal(keyOf, place, whole.subarray(0, length))).toThrow(/./);
  });

  test('does not open with another key', () => {
    expect(() => unseal(() => new Uint8Array(32).fill(4), place, envelope)).toThrow(/authenticate/);
  });
});

describe('keys', () => {
  // RFC 8032 section 7.1, test 1.
  const seed = Buffer.from(
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'hex',
  );
  const publicKey = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
  const signature =
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b';

  test('Ed25519 from a seed is the one of RFC 8032', () => {
    const pair = ed25519From(seed);
    expect(Buffer.from(pair.publicKey).toString('hex')).toBe(publicKey);
    expect(sign(null, Buffer.alloc(0), pair.privateKey).toString('hex')).toBe(signature);
  });

  test('a public key of 32 bytes verifies what its seed signed, and nothing else', () => {
    const pair = ed25519From(seed);
    const signed = sign(null, Buffer.from('assente'), pair.privateKey);
    const verifier = ed25519Public(pair.publicKey);
    expect(verify(null, Buffer.from('assente'), verifier, signed)).toBe(true);
    expect(verify(null, Buffer.from('presente'), verifier, signed)).toBe(false);
  });

  test('a master key has 32 bytes and a name that does not give it away', () => {
    const master = masterKeyOf(new Uint8Array(32).fill(9));
    expect(master.keyId).toMatch(/^[0-9a-f]{12}$/);
    expect(masterKeyOf(new Uint8Array(32).fill(8)).keyId).not.toBe(master.keyId);
    expect(() => masterKeyOf(new Uint8Array(31))).toThrow('32 bytes');
  });
});

test('SHA-256 of parts is that of the whole', () => {
  const whole = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(Buffer.from(sha256('abc')).toString('hex')).toBe(whole);
  expect(Buffer.from(sha256('a', Buffer.from('b'), 'c')).toString('hex')).toBe(whole);
});

test('ids of a later millisecond come later, and of one millisecond they differ', () => {
  const at = asInstant(Date.UTC(2026, 10, 23));
  expect(newId(at) < newId(asInstant(at + 1))).toBe(true);
  const ofOneInstant = Array.from({ length: 1000 }, () => newId(at));
  expect(new Set(ofOneInstant).size).toBe(1000);
  expect(ofOneInstant).toEqual(ofOneInstant.toSorted());
});

test('digits, tokens and bytes of chance have their length and do not repeat', () => {
  expect(randomDigits(8)).toMatch(/^\d{8}$/);
  expect(randomToken()).toMatch(/^[\w-]{43}$/);
  expect(freshBytes(16)).toHaveLength(16);
  expect(new Set(Array.from({ length: 100 }, () => randomToken())).size).toBe(100);
});
