// A sentence of a call as fragments of sound: what is recorded once and played one after the other.
import bookingsEnglish from '#bookings/texts/en.json' with { type: 'json' };
import bookingsItalian from '#bookings/texts/it.json' with { type: 'json' };
import { dayInWords } from '#ground/day-in-words.ts';
import type { Language, Messages } from '#ground/sentence.ts';
import { sayInParts } from '#ground/sentence.ts';
import { timeInPieces } from '#voice/spoken-time.ts';
import type { Sentence, Spoken } from '#voice/model.ts';
import voiceEnglish from '#voice/texts/en.json' with { type: 'json' };
import voiceItalian from '#voice/texts/it.json' with { type: 'json' };

/** A piece of sound. Its text is what a voice reads out: the same text is the same sound. */
export interface Fragment {
  readonly text: string;
  readonly kind: 'words' | 'name' | 'day' | 'time' | 'count' | 'code';
}

export type Catalogue = Readonly<Record<Language, Messages>>;

/** Refusals are said with the sentences of bookings (RULES B6). */
export const voiceCatalogue: Catalogue = {
  it: { ...bookingsItalian, ...voiceItalian },
  en: { ...bookingsEnglish, ...voiceEnglish },
};

/** What is played, in order. Joined, the texts are what `textOf` says, up to spaces and signs between them. */
export function fragmentsOf(
  sentence: Sentence,
  language: Language,
  catalogue: Catalogue = voiceCatalogue,
): readonly Fragment[] {
  return partsOf(sentence, language, catalogue).flatMap((part) =>
    typeof part === 'string' ? wordsOf(part) : fragmentsOfValue(part, language),
  );
}

/** The whole sentence, for voices elsewhere (hosted telephony, a browser) and for transcripts. */
export function textOf(
  sentence: Sentence,
  language: Language,
  catalogue: Catalogue = voiceCatalogue,
): string {
  return partsOf(sentence, language, catalogue)
    .map((part) =>
      typeof part === 'string'
        ? part
        : fragmentsOfValue(part, language)
            .map(({ text }) => text)
            .join(' '),
    )
    .join('');
}

/** The pieces of a value: few enough altogether that each can be recorded. */
export function fragmentsOfValue(spoken: Spoken, language: Language): readonly Fragment[] {
  const { kind } = spoken;
  return piecesOf(spoken, language).map((text) => ({ text, kind }));
}

/**
 * Words between two values, without the sign that ends what was said before them: ". Chiama" sounds as "Chiama".
 * Nothing where no letter and no digit is left.
 */
export function wordsOf(literal: string): readonly Fragment[] {
  const text = literal.replace(/^[\s.,;:!?)»"]+/u, '').trim();
  return /[\p{L}\p{N}]/u.test(text) ? [{ text, kind: 'words' }] : [];
}

function partsOf(
  { key, values = {} }: Sentence,
  language: Language,
  catalogue: Catalogue,
): readonly (string | Spoken)[] {
  const apart = Object.entries(values).map(
    ([name, spoken]) => [name, { spoken, choice: choiceOf(spoken) }] as const,
  );
  return sayInParts(catalogue[language], key, Object.fromEntries(apart), language).map((part) =>
    typeof part === 'string' ? part : part.spoken,
  );
}

/** What the value is where a sentence chooses by it. */
function choiceOf(spoken: Spoken): string | number {
  switch (spoken.kind) {
    case 'count':
      return spoken.count;
    case 'name':
      return spoken.text;
    case 'day':
      return spoken.day;
    case 'time':
      return spoken.time;
    case 'code':
      return spoken.code;
  }
}

function piecesOf(spoken: Spoken, language: Language): readonly string[] {
  switch (spoken.kind) {
    case 'count':
      return [String(spoken.count)];
    case 'name':
      return [spoken.text];
    case 'day':
      return [
        ...dayInWords(spoken.day, language).split(' '),
        ...(spoken.isYearSaid === true ? [spoken.day.slice(0, 4)] : []),
      ];
    case 'time':
      return timeInPieces(spoken.time, language);
    case 'code':
      return codeInPieces(spoken.code);
  }
}

/** "4 8 2, 9 1 7": the comma is a pause, so that a hand can follow. */
function codeInPieces(code: string): readonly string[] {
  const signs = [...code].filter((sign) => /[\p{L}\p{N}]/u.test(sign));
  return signs.map((sign, index) =>
    index % 3 === 2 && index < signs.length - 1 ? `${sign},` : sign,
  );
}
