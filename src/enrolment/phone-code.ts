// The phone code of a pupil: digits that open its meals on the telephone and by SMS, and nothing else (RULES E1).
import { withCheckDigit } from '#ground/check-digit.ts';
import { randomDigits } from '#platform/crypto.ts';

/** Codes that families know from before are brought to this length with leading zeros, and carry no check digit. */
export const phoneCodeDigits = 6;

/** Random digits and their check digit: a new code with one wrong digit is never another new code. */
export function newPhoneCode(): string {
  return withCheckDigit(randomDigits(phoneCodeDigits - 1));
}
