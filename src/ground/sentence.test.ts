// Sentences with values, plurals and languages; nothing missing passes in silence.
import { expect, test } from 'vitest';
import { placesOf, say, sayInParts } from '#ground/sentence.ts';
import type { Messages } from '#ground/sentence.ts';

const italian = {
  greeting: 'Buongiorno',
  absent: '{count, plural, one {# pasto disdetto} other {# pasti disdetti}} entro le {cutOff}',
  less: 'meno di <b>3</b> < 4 & "virgolette"',
} as const;
const english: Messages = { absent: '{count, plural, one {# meal} other {# meals}} cancelled' };

test('a sentence takes its values and its plural', () => {
  expect(say(italian, 'absent', { count: 1, cutOff: '9:30' })).toBe(
    '1 pasto disdetto entro le 9:30',
  );
  expect(say(italian, 'absent', { count: 3, cutOff: '9:30' })).toBe(
    '3 pasti disdetti entro le 9:30',
  );
  expect(say(english, 'absent', { count: 2 }, 'en')).toBe('2 meals cancelled');
});

test('numbers are written as the language writes them', () => {
  const thousands: Messages = { eaten: '{count, number} pasti' };
  expect(say(thousands, 'eaten', { count: 12_345 }, 'it')).toBe('12.345 pasti');
  expect(say(thousands, 'eaten', { count: 12_345 }, 'en')).toBe('12,345 pasti');
});

test('a sentence without values is said as it stands, signs included', () => {
  expect(say(italian, 'greeting')).toBe('Buongiorno');
  expect(say(italian, 'less')).toBe('meno di <b>3</b> < 4 & "virgolette"');
});

test('an apostrophe stands once, in a sentence with values and in one without', () => {
  const texts: Messages = {
    plain: "l'orario dell''ufficio",
    valued: "l'orario dell''ufficio: {at}",
  };
  expect(say(texts, 'plain')).toBe("l'orario dell'ufficio");
  expect(say(texts, 'valued', { at: '9:30' })).toBe("l'orario dell'ufficio: 9:30");
});

test('a missing sentence is a fault, never an empty page', () => {
  expect(() => say(english, 'farewell')).toThrow('farewell');
  expect(() => say(english, 'toString')).toThrow('toString');
  // @ts-expect-error with texts imported from JSON the compiler already refuses an unknown key
  expect(() => say(italian, 'farewell')).toThrow('farewell');
});

test('a missing value is a fault too', () => {
  expect(() => say(italian, 'absent', { count: 1 })).toThrow('cutOff');
});

test('two rooms may use the same key for different sentences', () => {
  const other: Messages = { greeting: 'Buonasera' };
  expect([say(italian, 'greeting'), say(other, 'greeting')]).toEqual(['Buongiorno', 'Buonasera']);
});

test('a sentence is cut at its values, which come back as they were handed in', () => {
  const cutOff = { choice: '9:30', seconds: 59 };
  expect(sayInParts(italian, 'absent', { count: { choice: 3 }, cutOff }, 'it')).toEqual([
    '3 pasti disdetti entro le ',
    cutOff,
  ]);
  expect(sayInParts(italian, 'greeting', {}, 'it')).toEqual(['Buongiorno']);
  expect(() => sayInParts(italian, 'absent', { cutOff }, 'it')).toThrow('count');
});

test('a sentence tells what it asks for, and by what it chooses', () => {
  const texts: Messages = {
    act: '{act, select, trip {on {day}} other {no}}: {count, plural, other {#}}',
  };
  expect(placesOf(texts, 'act', 'en')).toEqual([
    { name: 'act', chosenBy: ['trip', 'other'] },
    { name: 'day', chosenBy: 'nothing' },
    { name: 'count', chosenBy: 'number' },
  ]);
  expect(placesOf(italian, 'greeting', 'it')).toEqual([]);
});
