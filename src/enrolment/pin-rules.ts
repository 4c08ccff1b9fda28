// Which PIN a pupil may have beside the phone code: five digits that nobody guesses first (decision 028).
import type { Outcome } from '#ground/refusal.ts';
import { accept, refuse } from '#ground/refusal.ts';

export const phonePinDigits = 5;

export type PinRefusal = 'pin-not-five-digits' | 'pin-too-easy';

/** Too easy: two digits or one over and over (11111, 12121), equal steps (12345, 54321, 13579), a piece of the phone code. */
export function decidePin(pin: string, phoneCode: string | null): Outcome<string, PinRefusal> {
  if (pin.length !== phonePinDigits || !/^\d+$/.test(pin)) return refuse('pin-not-five-digits');
  const digits = [...pin].map(Number);
  // Stryker disable next-line ArithmeticOperator: ten more or ten less is the same step
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10);
  const isEasy =
    new Set(digits).size < 3 || new Set(steps).size === 1 || phoneCode?.includes(pin) === true;
  return isEasy ? refuse('pin-too-easy') : accept(pin);
}
