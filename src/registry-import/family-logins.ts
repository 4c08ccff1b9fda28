// The login of a new guardian: what the person knows already, or a code that can be read out.
import { withCheckDigit } from '#ground/check-digit.ts';
import { randomDigits } from '#platform/crypto.ts';
import type { GuardianRecord } from '#registry-import/model.ts';

/** The fiscal code; else the e-mail where nobody shares it; else a code of eight digits, the last a check digit. */
export function loginsOf(guardians: readonly GuardianRecord[]): string[] {
  const holders = new Map<string, number>();
  for (const { email } of guardians) {
    if (email !== null) holders.set(email, (holders.get(email) ?? 0) + 1);
  }
  return guardians.map(({ fiscalCode, email }) => {
    if (fiscalCode !== null) return fiscalCode.toLowerCase();
    return email !== null && holders.get(email) === 1 ? email : codedLogin();
  });
}

export function codedLogin(): string {
  return withCheckDigit(randomDigits(7));
}
