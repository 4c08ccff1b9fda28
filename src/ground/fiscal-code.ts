// The Italian fiscal code (DM 23 December 1976): reading, control character, omocodia, provisional numbers.
import type { Brand } from '#ground/brand.ts';
import { dayOf } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { accept, refuse } from '#ground/refusal.ts';
import type { Outcome } from '#ground/refusal.ts';
import { foldText } from '#ground/text-forms.ts';

/**
 * Sixteen characters of a person, or eleven digits while provisional; capitals, no spaces, control character right.
 * Two people are compared by the code as given: omocodia exists because the plain one was already taken.
 */
export type FiscalCode = string & Brand<'FiscalCode'>;

export type FiscalCodeRefusal =
  | 'fiscal-code-length'
  | 'fiscal-code-characters'
  | 'fiscal-code-birth-day'
  | 'fiscal-code-control-character';

export type Sex = 'F' | 'M';

/** What a code says of its owner: a hint for checks, never the truth about a person. */
export interface FiscalCodeBirth {
  readonly bornOn: Day;
  readonly sex: Sex;
  /** The place: a letter and three digits, 'Z…' for a foreign country. */
  readonly belfiore: string;
}

const months = 'ABCDEHLMPRST';
/** Omocodia writes L for 0, M for 1 … V for 9. */
const omocodia = 'LMNPQRSTUV';
const pattern = /^[A-Z]{6}[\dLMNPQRSTUV]{2}[A-Z][\dLMNPQRSTUV]{2}[A-Z][\dLMNPQRSTUV]{3}[A-Z]$/;
/** Values of 0–9 and of A–Z in the odd places (first, third …); in the even places a letter or digit is its rank. */
const oddDigits = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
const oddLetters = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/** Spaces and small letters are forgiven; what is wrong is named by the refusal. */
export function parseFiscalCode(text: string): Outcome<FiscalCode, FiscalCodeRefusal> {
  const code = text.replaceAll(/\s/g, '').toUpperCase();
  if (code.length === 11) return parseProvisional(code);
  if (code.length !== 16) return refuse('fiscal-code-length', { length: code.length });
  if (!pattern.test(code) || !months.includes(code[8] ?? ''))
    return refuse('fiscal-code-characters');
  const expected = fiscalCodeControlCharacter(code.slice(0, 15));
  if (code[15] !== expected) return refuse('fiscal-code-control-character');
  if (!hasBirthDay(code)) return refuse('fiscal-code-birth-day');
  return accept(code as FiscalCode);
}

/** Eleven digits, given until the true code is known. */
export function isProvisional(code: FiscalCode): boolean {
  return code.length === 11;
}

/** The sixteenth character for the first fifteen (capital letters and digits, omocodia allowed). */
export function fiscalCodeControlCharacter(first15: string): string {
  if (!/^[A-Z\d]{15}$/.test(first15)) throw new RangeError('fifteen letters or digits are needed');
  let sum = 0;
  for (let place = 0; place < 15; place += 1) {
    const character = first15[place] ?? '';
    const isDigit = character >= '0' && character <= '9';
    const rank = isDigit ? Number(character) : letterRank(character);
    sum += place % 2 === 1 ? rank : ((isDigit ? oddDigits : oddLetters)[rank] ?? 0);
  }
  return letterOf(sum % 26);
}

/**
 * Birth day, sex and place, omocodia decoded; null for a provisional code. The code has two digits of the year:
 * the latest such day not after `notAfter` is taken.
 */
export function birthOf(code: FiscalCode, notAfter: Day): FiscalCodeBirth | null {
  if (isProvisional(code)) return null;
  const plain = withoutOmocodia(code);
  const dayNumber = Number(plain.slice(9, 11));
  const month = months.indexOf(plain[8] ?? '') + 1;
  const century = Math.floor(Number(notAfter.slice(0, 4)) / 100) * 100;
  for (const start of [century, century - 100]) {
    const bornOn = dayOf(
      start + Number(plain.slice(6, 8)),
      month,
      dayNumber > 40 ? dayNumber - 40 : dayNumber,
    );
    if (bornOn !== undefined && bornOn <= notAfter) {
      return { bornOn, sex: dayNumber > 40 ? 'F' : 'M', belfiore: plain.slice(11, 15) };
    }
  }
  return null;
}

/** The first fifteen characters with omocodia's letters turned back into digits. */
export function withoutOmocodia(code: string): string {
  return Array.from(code.slice(0, 15), (character, place) =>
    [6, 7, 9, 10, 12, 13, 14].includes(place) && omocodia.includes(character)
      ? String(omocodia.indexOf(character))
      : character,
  ).join('');
}

function parseProvisional(code: string): Outcome<FiscalCode, FiscalCodeRefusal> {
  if (!/^\d{11}$/.test(code)) return refuse('fiscal-code-characters');
  // The Luhn digit of VAT numbers: even places doubled, minus nine above nine.
  const sum = Array.from(code, (digit, place) => {
    const value = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return value > 9 ? value - 9 : value;
  }).reduce((one, other) => one + other, 0);
  return sum % 10 === 0 ? accept(code as FiscalCode) : refuse('fiscal-code-control-character');
}

/**
 * The sixteen-character code of a person without omocodia, for invented people: the real one is assigned
 * by the Revenue Agency. `belfiore` is a letter and three digits. Throws RangeError for another place.
 */
export function fiscalCodeOf(person: {
  readonly lastName: string;
  readonly firstName: string;
  readonly sex: Sex;
  readonly bornOn: Day;
  readonly belfiore: string;
}): FiscalCode {
  if (!/^[A-Z]\d{3}$/.test(person.belfiore))
    throw new RangeError('a place is a letter and 3 digits');
  const dayNumber = Number(person.bornOn.slice(8)) + (person.sex === 'F' ? 40 : 0);
  const first15 =
    threeLetters(person.lastName, false) +
    threeLetters(person.firstName, true) +
    person.bornOn.slice(2, 4) +
    (months[Number(person.bornOn.slice(5, 7)) - 1] ?? '') +
    String(dayNumber).padStart(2, '0') +
    person.belfiore;
  return toFiscalCode(first15 + fiscalCodeControlCharacter(first15));
}

function toFiscalCode(code: string): FiscalCode {
  return code as FiscalCode;
}

/** Consonants first, then vowels, then X; a first name with four consonants or more skips the second. */
function threeLetters(name: string, isFirstName: boolean): string {
  const letters = foldText(name)
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, '');
  const consonants = letters.replaceAll(/[AEIOU]/g, '');
  const chosen =
    isFirstName && consonants.length >= 4 ? consonants.replace(/^(.)./, '$1') : consonants;
  return `${chosen}${letters.replaceAll(/[^AEIOU]/g, '')}XXX`.slice(0, 3);
}

/** The century is unknown, and only 1900 among the possible ones lacked a 29 February that '00' claims. */
function hasBirthDay(code: string): boolean {
  const plain = withoutOmocodia(code);
  const dayNumber = Number(plain.slice(9, 11));
  const dayOfMonth = dayNumber > 40 ? dayNumber - 40 : dayNumber;
  const month = months.indexOf(plain[8] ?? '') + 1;
  return dayOf(2000 + Number(plain.slice(6, 8)), month, dayOfMonth) !== undefined;
}

function letterRank(letter: string): number {
  return letter.charCodeAt(0) - 65;
}

function letterOf(rank: number): string {
  return String.fromCharCode(65 + rank);
}
