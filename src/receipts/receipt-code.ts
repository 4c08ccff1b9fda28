// The code by which people name a receipt: digits, because letters fail on a phone line (FOUNDATIONS 15).
import { withCheckDigit } from '#ground/check-digit.ts';
import { randomDigits } from '#platform/crypto.ts';

/**
 * Eight random digits and their check digit. Two receipts of an authority may draw the same code once in a hundred
 * million: the insert then fails on the primary key (SQLSTATE 23505), and the whole transaction is tried again.
 */
export function newReceiptCode(): string {
  return withCheckDigit(randomDigits(8));
}

/** As it is read out and printed: '123 456 785'. */
export function spokenCode(code: string): string {
  return code.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3');
}
