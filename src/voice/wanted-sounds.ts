// Everything a call may have to say, as pieces of sound: made before it, so that nothing is made while somebody waits.
import bookingsItalian from '#bookings/texts/it.json' with { type: 'json' };
import type { DayRefusal, RangeRefusal } from '#bookings/model.ts';
import { addDays, asDay } from '#ground/day.ts';
import type { Language, SentencePlace } from '#ground/sentence.ts';
import { placesOf, sayInParts } from '#ground/sentence.ts';
import type { Catalogue } from '#voice/fragments.ts';
import { fragmentsOfValue, wordsOf } from '#voice/fragments.ts';
import type { Spoken } from '#voice/model.ts';
import { countMax } from '#voice/spoken-day.ts';

export const spokenLanguages = ['it', 'en'] as const satisfies readonly Language[];

/** A piece that has to be there; of whose name it is nobody writes down (file names hold no name). */
export interface WantedSound {
  readonly text: string;
  readonly language: Language;
  /** Where it comes from, for whoever records it: the key of a sentence, or what kind of value. */
  readonly origin: string;
}

/** The same for every authority: the words of all sentences, digits, times, days. */
export function standingSounds(catalogue: Catalogue): readonly WantedSound[] {
  return withoutRepeats(
    spokenLanguages.flatMap((language) => [
      ...sentenceSounds(catalogue, language),
      ...valueSounds(language),
    ]),
  );
}

/** First names, classes, schools, authorities and reasons of closed days, as the registers hold them. */
export function nameSounds(names: readonly string[]): readonly WantedSound[] {
  return withoutRepeats(
    spokenLanguages.flatMap((language) =>
      names.filter(isSpeakable).map((text) => ({ text, language, origin: nameOrigin })),
    ),
  );
}

export const nameOrigin = 'name';

/** What a change asked for by telephone can be refused with: the compiler holds this complete. */
const spokenRefusals: Readonly<Record<DayRefusal | RangeRefusal | 'too-slow', true>> = {
  'not-served': true,
  'outside-school-year': true,
  'next-school-year': true,
  'no-canteen': true,
  'not-an-opening': true,
  'after-cut-off': true,
  'was-present': true,
  'on-hold': true,
  suspended: true,
  absent: true,
  'not-absent': true,
  'not-plain': true,
  'plain-by-certificate': true,
  'plain-too-long': true,
  'not-opted-in': true,
  'range-ends-before': true,
  'range-over': true,
  'nothing-asked': true,
  'not-suspended': true,
  'no-plain-range': true,
  'too-slow': true,
};

/** Of bookings' texts the refusals of changes; of the room's own those that a call says. */
export function isSpokenKey(key: string): boolean {
  if (Object.hasOwn(bookingsItalian, key))
    return Object.hasOwn(spokenRefusals, key.replace('refusal.', ''));
  return !writtenOnly.test(key);
}

/** Sentences of the room that are only read: answers by SMS, pages, refusals of web requests, settings. */
const writtenOnly = /^(?:sms|page|phone|refusal|setting)\./;

function sentenceSounds(catalogue: Catalogue, language: Language): readonly WantedSound[] {
  return Object.keys(catalogue[language])
    .filter(isSpokenKey)
    .flatMap((key) =>
      formsOf(placesOf(catalogue[language], key, language)).flatMap((values) =>
        sayInParts(catalogue[language], key, values, language).flatMap((part) =>
          typeof part === 'string'
            ? wordsOf(part).map(({ text }) => ({ text, language, origin: key }))
            : [],
        ),
      ),
    );
}

type Values = Readonly<Record<string, { readonly choice: string | number }>>;

/** The values with which a sentence takes each of its forms. */
function formsOf(places: readonly SentencePlace[]): readonly Values[] {
  return places.reduce<readonly Values[]>(
    (forms, { name, chosenBy }) =>
      forms.flatMap((form) => {
        if (Object.hasOwn(form, name) && chosenBy === 'nothing') return [form];
        return choices(chosenBy).map((choice) => ({ ...form, [name]: { choice } }));
      }),
    [{}],
  );
}

function choices(chosenBy: SentencePlace['chosenBy']): readonly (string | number)[] {
  if (chosenBy === 'nothing') return [''];
  return chosenBy === 'number' ? numbers(0, countMax) : chosenBy;
}

function valueSounds(language: Language): readonly WantedSound[] {
  const monday = asDay('2024-01-01');
  const two = (value: number): string => String(value).padStart(2, '0');
  const values: readonly Spoken[] = [
    ...numbers(0, countMax).map((count): Spoken => ({ kind: 'count', count })),
    ...numbers(0, 9).flatMap((digit): Spoken[] => [
      { kind: 'code', code: String(digit).repeat(4) },
    ]),
    // A leap year has every weekday, every day of a month and every month.
    ...numbers(0, 365).map((days): Spoken => ({ kind: 'day', day: addDays(monday, days) })),
    ...numbers(2020, 2060).map((year): Spoken => ({
      kind: 'day',
      day: asDay(`${year}-01-01`),
      isYearSaid: true,
    })),
    ...numbers(0, 23).map((hour): Spoken => ({ kind: 'time', time: `${two(hour)}:00` })),
    ...numbers(0, 59).map((minute): Spoken => ({ kind: 'time', time: `09:${two(minute)}` })),
  ];
  return values.flatMap((spoken) =>
    fragmentsOfValue(spoken, language).map(({ text, kind }) => ({ text, language, origin: kind })),
  );
}

function withoutRepeats(wanted: readonly WantedSound[]): readonly WantedSound[] {
  return [
    ...new Map(wanted.map((one) => [`${one.language} ${one.text}`, one] as const).toReversed()),
  ]
    .toReversed()
    .map(([, one]) => one);
}

function isSpeakable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
