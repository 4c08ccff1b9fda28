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

/** A place of a sentence: filled in as it is, or chosen by: a number (plural), or one of these words. */
export interface SentencePlace {
  readonly name: string;
  readonly chosenBy: 'nothing' | 'number' | readonly string[];
}

/** What a sentence asks for, so that all of its forms can be made in advance. A name may come twice. */
export function placesOf<M extends Messages>(
  messages: M,
  key: keyof M & string,
  language: Language,
): readonly SentencePlace[] {
  return placesIn(formatOf(messages, key, language).getAst());
}

function placesIn(elements: ReturnType<IntlMessageFormat['getAst']>): readonly SentencePlace[] {
  return elements.flatMap((element): readonly SentencePlace[] => {
    if ('options' in element) {
      const { value: name, options } = element;
      const chosenBy = 'pluralType' in element ? 'number' : Object.keys(options);
      return [
        { name, chosenBy },
        ...Object.values(options).flatMap((option) => placesIn(option.value)),
      ];
    }
    return isArgument(element) ? [{ name: element.value, chosenBy: 'nothing' }] : [];
  });
}

/** Of the parser's tree: an argument as text (1), number (2), date (3) or time (4). */
function isArgument(element: object): element is { readonly value: string } {
  return (
    'type' in element && typeof element.type === 'number' && [1, 2, 3, 4].includes(element.type)
  );
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
