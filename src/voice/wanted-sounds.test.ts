// What is made ahead is all that a call may say: no sentence, no day, no time, no code lacks its sound.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayFromEpoch, daysSinceEpoch, asDay } from '#ground/day.ts';
import { fragmentsOf, voiceCatalogue } from '#voice/fragments.ts';
import type { Catalogue } from '#voice/fragments.ts';
import { isSpokenKey, nameSounds, spokenLanguages, standingSounds } from '#voice/wanted-sounds.ts';
import { placesOf } from '#ground/sentence.ts';
import type { Spoken } from '#voice/model.ts';

const wantedTexts = (catalogue: Catalogue): ReadonlySet<string> =>
  new Set(standingSounds(catalogue).map(({ language, text }) => `${language} ${text}`));
const standing = wantedTexts(voiceCatalogue);
const names = new Set(nameSounds(['Sofia']).map(({ language, text }) => `${language} ${text}`));

const spoken: fc.Arbitrary<Spoken> = fc.oneof(
  fc.constant<Spoken>({ kind: 'name', text: 'Sofia' }),
  fc
    .integer({ min: daysSinceEpoch(asDay('2026-09-01')), max: daysSinceEpoch(asDay('2029-06-30')) })
    .chain((days) =>
      fc.constantFrom<Spoken>(
        { kind: 'day', day: dayFromEpoch(days) },
        { kind: 'day', day: dayFromEpoch(days), isYearSaid: true },
      ),
    ),
  fc.integer({ min: 0, max: 1439 }).map((minutes): Spoken => {
    const two = (value: number): string => String(value).padStart(2, '0');
    return { kind: 'time', time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
  }),
  fc.stringMatching(/^[0-9]{1,12}$/).map((code): Spoken => ({ kind: 'code', code })),
);
const count = fc
  .integer({ min: 0, max: 31 })
  .map((value): Spoken => ({ kind: 'count', count: value }));

const sentences = spokenLanguages.flatMap((language) =>
  Object.keys(voiceCatalogue[language])
    .filter(isSpokenKey)
    .map((key) => [language, key] as const),
);

test.each(sentences)('no piece of a sentence lacks a sound: %s %s', (language, key) => {
  const places = placesOf(voiceCatalogue[language], key, language);
  const values = fc.record(
    Object.fromEntries(
      places.map(({ name, chosenBy }) => [name, chosenBy === 'number' ? count : spoken]),
    ),
  );
  fc.assert(
    fc.property(values, (given) => {
      const lacking = fragmentsOf({ key, values: given }, language)
        .map(({ text }) => `${language} ${text}`)
        .filter((one) => !standing.has(one) && !names.has(one));
      expect(lacking).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test('every form of a plural and of a choice is made', () => {
  const forms: Catalogue = {
    it: {
      'a.b':
        '{n, plural, one {un giorno} other {# giorni}} {act, select, x {sì {day}!} other {no}}',
    },
    en: {},
  };
  const texts = wantedTexts(forms);
  for (const text of ['un giorno sì', '31 giorni sì', '2 giorni no'])
    expect(texts).toContain(`it ${text}`);
});

test('sentences that are only read need no sound', () => {
  expect(isSpokenKey('refusal.after-cut-off')).toBe(true);
  expect(isSpokenKey('refusal.correction-too-late')).toBe(false);
  expect(isSpokenKey('mail.subject')).toBe(false);
  expect(isSpokenKey('sms.recorded')).toBe(false);
});
