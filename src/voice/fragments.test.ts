// A sentence becomes pieces of sound that say the whole of it, in both languages.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asDay, dayFromEpoch, daysSinceEpoch } from '#ground/day.ts';
import type { Language } from '#ground/sentence.ts';
import { say } from '#ground/sentence.ts';
import type { Catalogue } from '#voice/fragments.ts';
import { fragmentsOf, fragmentsOfValue, textOf, voiceCatalogue } from '#voice/fragments.ts';
import type { Sentence, Spoken } from '#voice/model.ts';

const catalogue: Catalogue = {
  it: {
    child: '{name}, {day}: per confermare premi 1.',
    code: "Il codice e' {code}. Te lo ripeto: {code}.",
    until: 'Si poteva cambiare fino alle {time} di {day}.',
    limit: 'Al massimo {max, plural, one {un giorno} other {# giorni}}: {day} è troppo.',
    act: '{act, select, outing {la gita di {name}} other {altro}}',
  },
  en: { until: 'It could be changed until {time} on {day}.' },
};
const monday: Spoken = { kind: 'day', day: asDay('2026-11-23') };
const texts = (sentence: Sentence, language: Language = 'it'): readonly string[] =>
  fragmentsOf(sentence, language, catalogue).map(({ text }) => text);

test('a sentence is cut at its values, and a lone sign makes no sound', () => {
  const sentence = {
    key: 'child',
    values: { name: { kind: 'name', text: 'Sofia' }, day: monday },
  } as const;
  expect(fragmentsOf(sentence, 'it', catalogue)).toEqual([
    { text: 'Sofia', kind: 'name' },
    { text: 'lunedì', kind: 'day' },
    { text: '23', kind: 'day' },
    { text: 'novembre', kind: 'day' },
    { text: 'per confermare premi 1.', kind: 'words' },
  ]);
  expect(textOf(sentence, 'it', catalogue)).toBe(
    'Sofia, lunedì 23 novembre: per confermare premi 1.',
  );
});

test('a receipt code is read digit by digit in groups of three', () => {
  expect(
    textOf({ key: 'code', values: { code: { kind: 'code', code: '482917305' } } }, 'it', catalogue),
  ).toBe("Il codice e' 4 8 2, 9 1 7, 3 0 5. Te lo ripeto: 4 8 2, 9 1 7, 3 0 5.");
  expect(fragmentsOfValue({ kind: 'code', code: '4829-17305' }, 'it')).toHaveLength(9);
});

test('a time is an hour and its minutes, as people say them', () => {
  const at = (time: string, language: Language): string =>
    textOf(
      { key: 'until', values: { time: { kind: 'time', time }, day: monday } },
      language,
      catalogue,
    );
  expect(at('09:30', 'it')).toBe('Si poteva cambiare fino alle 9 e 30 di lunedì 23 novembre.');
  expect(at('18:00', 'it')).toBe('Si poteva cambiare fino alle 18 di lunedì 23 novembre.');
  expect(at('09:30', 'en')).toBe('It could be changed until 9 30 a.m. on Monday 23 November.');
  expect(at('18:05', 'en')).toBe('It could be changed until 6 oh 5 p.m. on Monday 23 November.');
  expect(at('00:00', 'en')).toContain('12 a.m.');
});

test('a number inside a plural becomes words, the other values stay apart', () => {
  const limit = (count: number): readonly string[] =>
    texts({ key: 'limit', values: { max: { kind: 'count', count }, day: monday } });
  expect(limit(1)[0]).toBe('Al massimo un giorno:');
  expect(limit(2)).toEqual(['Al massimo 2 giorni:', 'lunedì', '23', 'novembre', 'è troppo.']);
  expect(
    texts({
      key: 'act',
      values: { act: { kind: 'name', text: 'outing' }, name: { kind: 'name', text: 'Sofia' } },
    }),
  ).toEqual(['la gita di', 'Sofia']);
});

test('a value that is missing is a fault, and so is an unknown sentence', () => {
  expect(() => texts({ key: 'until' })).toThrow('time');
  expect(() => texts({ key: 'farewell' })).toThrow('farewell');
});

const anyDay = fc
  .integer({ min: daysSinceEpoch(asDay('2020-01-01')), max: daysSinceEpoch(asDay('2039-12-31')) })
  .map((days): Spoken => ({ kind: 'day', day: dayFromEpoch(days) }));
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]): Spoken => {
    const two = (value: number): string => String(value).padStart(2, '0');
    return { kind: 'time', time: `${two(hour)}:${two(minute)}` };
  });
const anyCount = fc.integer({ min: 0, max: 31 }).map((count): Spoken => ({ kind: 'count', count }));
/** By the name of the value, as bookings' refusals name them. */
const valueNamed: Readonly<Record<string, fc.Arbitrary<Spoken>>> = {
  dayText: anyDay,
  cutOffDayText: anyDay,
  cutOffTime: anyTime,
  max: anyCount,
  act: fc.constantFrom('sent_home', 'outing_late', 'else').map((text) => ({ kind: 'name', text })),
};
const otherwise = fc.constant<Spoken>({ kind: 'name', text: "Festa patronale di Sant'Ilario" });

const refusals = (['it', 'en'] as const).flatMap((language) =>
  Object.keys(voiceCatalogue[language])
    .filter((key) => key.startsWith('refusal.'))
    .map((key) => [language, key] as const),
);

test.each(refusals)('joined, the pieces say what the sentence says: %s %s', (language, key) => {
  const names = [...(voiceCatalogue[language][key] ?? '').matchAll(/\{(\w+)[,}]/g)].flatMap(
    ([, name]) => name ?? [],
  );
  const values = fc.record(
    Object.fromEntries(names.map((name) => [name, valueNamed[name] ?? otherwise])),
  );
  fc.assert(
    fc.property(values, (spoken) => {
      const said = say(voiceCatalogue[language], key, plainValues(spoken, language), language);
      expect(textOf({ key, values: spoken }, language)).toBe(said);
      const pieces = fragmentsOf({ key, values: spoken }, language).map(({ text }) => text);
      expect(lettersOf(pieces.join(' '))).toBe(lettersOf(said));
      expect(pieces.every((text) => /[\p{L}\p{N}]/u.test(text) && text === text.trim())).toBe(true);
    }),
    { numRuns: 50 },
  );
});

function plainValues(
  values: Readonly<Record<string, Spoken>>,
  language: Language,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, spoken]) => [
      name,
      spoken.kind === 'count'
        ? spoken.count
        : fragmentsOfValue(spoken, language)
            .map(({ text }) => text)
            .join(' '),
    ]),
  );
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '');
}
