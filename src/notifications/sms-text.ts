// How a text goes out by SMS: rewritten into the letters that cost least, then counted and cut into segments.
import { SegmentedMessage } from 'sms-segments-calculator';
import type { SmsText } from '#notifications/sms-model.ts';

/**
 * Rewritten only where the whole text then fits GSM-7: one letter that does not, and every letter costs double
 * whatever the others are, so they stay as they were written.
 */
export function smsText(written: string): SmsText {
  const text = written.normalize('NFC').replaceAll('\r\n', '\n');
  const rewritten = [...text].map(inGsm7).join('');
  return isGsm7(rewritten)
    ? {
        encoding: 'gsm7',
        segments: isOneSegment(rewritten) ? [rewritten] : cut(rewritten, 'GSM-7'),
      }
    : { encoding: 'ucs2', segments: cut(text, 'UCS-2') };
}

/** 3GPP TS 23.038: the default alphabet, and the extension whose letters cost two. */
const gsm7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€',
);

function isGsm7(text: string): boolean {
  return [...text].every((letter) => gsm7.has(letter));
}

/** Counted here: the library takes milliseconds for each text, and previews are made by the thousand. */
function isOneSegment(text: string): boolean {
  const letters = [...text];
  return letters.length + letters.filter((letter) => extension.has(letter)).length <= 160;
}

const extension = new Set('\f^{}\\[~]|€');

/** Itself where nothing readable stands for it. */
function inGsm7(letter: string): string {
  if (gsm7.has(letter)) return letter;
  const known = standsFor.get(letter);
  if (known !== undefined) return known;
  // Romanian, Albanian, Polish, Turkish and the like are read without their marks; other scripts are not.
  const bare = letter.normalize('NFD').replaceAll(/\p{Mark}/gu, '');
  return /^\p{Script=Latin}+$/u.test(bare) && isGsm7(bare) ? bare : letter;
}

const standsFor: ReadonlyMap<string, string> = new Map([
  // As Italian typewriters wrote them.
  ...pairs('ÀÈÌÒÙ', ["A'", "E'", "I'", "O'", "U'"]),
  ...alike('’‘‛′`´ʼ', "'"),
  ...alike('“”„‟«»″', '"'),
  ...alike('–—‑‐−•·', '-'),
  ...alike('\u00a0\u202f\u2009\t', ' '),
  // Without width.
  ...alike('\u200b\u200e\u200f\ufeff\u00ad', ''),
  ...pairs('…°ºª×÷½¼¾', ['...', 'o', 'o', 'a', 'x', '/', '1/2', '1/4', '3/4']),
  ...pairs('™©®', ['TM', '(c)', '(R)']),
  // Letters that are not a letter and a mark.
  ...pairs('đĐłŁıœŒðÐþÞ', ['d', 'D', 'l', 'L', 'i', 'oe', 'OE', 'd', 'D', 'th', 'Th']),
]);

function pairs(letters: string, stands: readonly string[]): [string, string][] {
  return [...letters].map((letter, index) => [letter, stands[index] ?? '']);
}

function alike(letters: string, stand: string): [string, string][] {
  return [...letters].map((letter) => [letter, stand]);
}

/** The library's segments begin with the bytes of their header, which have no letter. */
function cut(text: string, encoding: 'GSM-7' | 'UCS-2'): readonly string[] {
  return new SegmentedMessage(text, encoding).segments.map((segment) =>
    Array.from(segment, ({ raw = '' }: { readonly raw?: string }) => raw).join(''),
  );
}
