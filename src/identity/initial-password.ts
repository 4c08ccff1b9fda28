// The first password of an account, given or made up here; the office hands it over, and it must be changed.
import { randomInt } from 'node:crypto';
import { hashPassword } from '#identity/password.ts';

export interface InitialPassword {
  /** For the letter or the SMS; kept nowhere. */
  readonly password: string;
  readonly passwordHash: string;
}

/** Hashing takes 20 ms: prepare passwords before the transaction that makes the accounts. */
export async function initialPassword(given?: string): Promise<InitialPassword> {
  const password = given ?? generatedPassword();
  return { password, passwordHash: await hashPassword(password) };
}

/** Twelve letters and digits that nobody mixes up on paper (no 0/O, 1/l/i), in three groups: 59 bits. */
function generatedPassword(): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => readable.charAt(randomInt(readable.length))).join('');
  return `${group()}-${group()}-${group()}`;
}

const readable = 'abcdefghjkmnpqrstuvwxyz23456789';
