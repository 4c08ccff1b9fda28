// The phone code of a pupil: digits that open its meals on the telephone and by SMS, and nothing else (RULES E1).
import { withCheckDigit } from '#ground/check-digit.ts';
import { randomDigits } from '#platform/crypto.ts';

/** Codes that families know from before are brought to this length with leading zeros, and carry no check digit. */
export const phoneCodeDigits = 6;

/**
 * Draws codes that nobody has, each once: random digits and their check digit, so that a new code with one wrong digit
 * is never another new one. Throws when the authority has run out of them.
 */
export function phoneCodeDrawer(
  taken: Iterable<string | null>,
  draw: () => string = () => withCheckDigit(randomDigits(phoneCodeDigits - 1)),
): () => string {
  const known = new Set(taken);
  return () => {
    for (let tries = 0; tries < triesMax; tries += 1) {
      const code = draw();
      if (known.has(code)) continue;
      known.add(code);
      return code;
    }
    throw new Error('no phone code is left');
  };
}

/** With nine codes of ten given, hardly ever more than some hundreds. */
const triesMax = 10_000;
