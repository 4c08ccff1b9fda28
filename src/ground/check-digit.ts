// The last digit of codes that people read out: it notices a wrong digit and two swapped ones.

/**
 * The Damm algorithm, with the quasigroup of H. Michael Damm, "Total anti-symmetrische Quasigruppen" (Marburg 2004).
 * It detects every single wrong digit and every swap of two neighbours; leading zeros do not change the digit.
 */
const table: readonly string[] = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** The digits with their check digit behind. Throws RangeError for anything but one or more digits. */
export function withCheckDigit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError('a check digit needs digits');
  return digits + String(interimOf(digits));
}

/** True when the last digit is the check digit of the others. */
export function hasValidCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && interimOf(digits) === 0;
}

function interimOf(digits: string): number {
  let interim = 0;
  for (const digit of digits) interim = Number(table[interim]?.[Number(digit)]);
  return interim;
}
