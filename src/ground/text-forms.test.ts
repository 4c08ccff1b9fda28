// Names for searching, for sorting and for reading.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText, sortKeyOf, titleCaseName } from '#ground/text-forms.ts';

test.each([
  ["D'ANGELO", 'dangelo'],
  ['D’Angelò', 'dangelo'],
  ['  De   Luca ', 'de luca'],
  ['Rossi-Bianchi', 'rossi bianchi'],
  ['Öztürk', 'ozturk'],
  ['İbrahim Łukasz Søren Đorđe Groß', 'ibrahim lukasz soren dorde gross'],
  ["NICOLO'", 'nicolo'],
  ['Nicolò', 'nicolo'],
])('%s is found as "%s"', (text, folded) => expect(foldText(text)).toBe(folded));

test('folding what is already folded changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
    }),
  );
});

test('a class list is in the order a secretary expects', () => {
  const names: [string, string][] = [
    ['Rossini', 'Anna'],
    ['De Luca', 'Aldo'],
    ['Rossi', 'Zita'],
    ['De', 'Zita'],
    ["D'Angelo", 'Maria'],
    ['Èspositi', 'Ada'],
  ];
  const sorted = names.map(([last, first]) => sortKeyOf(last, first)).toSorted();
  expect(sorted).toEqual([
    'dangelo  maria',
    'de  zita',
    'de luca  aldo',
    'espositi  ada',
    'rossi  zita',
    'rossini  anna',
  ]);
});

test.each([
  ["D'ANGELO MARIA", "D'Angelo Maria"],
  ['D’ANGELO', 'D’Angelo'],
  ['rossi-bianchi', 'Rossi-Bianchi'],
  ['NICOLÒ', 'Nicolò'],
  ['ÖZTÜRK', 'Öztürk'],
  ['DE LUCA', 'De Luca'],
])('%s is written %s', (name, written) => expect(titleCaseName(name)).toBe(written));
