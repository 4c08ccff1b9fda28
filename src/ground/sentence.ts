// Says a sentence of a room's texts with its values: voice, web, SMS and mail all speak through this one function.
import { IntlMessageFormat } from 'intl-messageformat';

/** Flat keys, ICU MessageFormat: the content of a room's `texts/it.json`. */
export type Messages = Readonly<Record<string, string>>;
export type Language = 'it' | 'en';
export type SentenceValues = Readonly<Record<string, string | number>>;

/** Per object of messages (imported once, never changed), then per language and key. */
const formats = new WeakMap<Messages, Map<string, IntlMessageFormat>>();

/**
 * The sentence under that key. With messages imported from JSON the compiler knows the keys;
 * an unknown key, a missing value or a sentence that is not ICU MessageFormat is a fault and throws.
 */
export function say<M extends Messages>(
  messages: M,
  key: keyof M & string,
  values: SentenceValues = {},
  language: Language = 'it',
): string {
  const text = Object.hasOwn(messages, key) ? messages[key] : undefined;
  // Most sentences hold no value and no quoting: a phone need not read their grammar.
  if (text !== undefined && !/[{}]|''/.test(text)) return text;
  return String(formatOf(messages, key, language).format({ ...values }));
}

/** A value that stays apart in the sentence: only where it chooses a plural is it turned into words. */
export interface ApartValue {
  /** The number that chooses a plural, or the word that chooses among alternatives. */
  readonly choice: string | number;
}

/** The sentence cut at its values: words between them, and each value as it was handed in. */
export function sayInParts<M extends Messages, V extends ApartValue>(
  messages: M,
  key: keyof M & string,
  values: Readonly<Record<string, V>>,
  language: Language,
): readonly (string | V)[] {
  const kept = Object.entries(values).map(([name, value]) => [name, new KeptApart(value)] as const);
  return formatOf(messages, key, language)
    .formatToParts<KeptApart<V>>(Object.fromEntries(kept))
    .map((part) => (part.value instanceof KeptApart ? part.value.value : part.value));
}

/** The formatter leaves objects as they are; a plural asks for its number, a choice for its word. */
class KeptApart<V extends ApartValue> {
  readonly value: V;
  constructor(value: V) {
    this.value = value;
  }
  valueOf(): string | number {
    return this.value.choice;
  }
  toString(): string {
    return String(this.value.choice);
  }
}

function formatOf(messages: Messages, key: string, language: Language): IntlMessageFormat {
  const known = formats.get(messages) ?? new Map<string, IntlMessageFormat>();
  formats.set(messages, known);
  const cached = known.get(`${language}:${key}`);
  if (cached !== undefined) return cached;
  const text = Object.hasOwn(messages, key) ? messages[key] : undefined;
  if (text === undefined) throw new Error(`no sentence for "${key}" in ${language}`);
  // Our texts hold no markup; with tags ignored, "<" is a character like any other.
  const format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
  known.set(`${language}:${key}`, format);
  return format;
}
