// Self-test of tidy: every check is seen biting on a tree that breaks it and keeping quiet on one in order.
import { describe, expect, test } from 'vitest';
import { readBanned } from './tidy/checks/glossary.ts';
import { checks } from './tidy/checks.ts';
import { breaches, goodTree, sampleFloors } from './tidy/samples.ts';
import { treeOf } from './tidy/tree.ts';

describe.each(Object.entries(breaches))('%s', (name, samples) => {
  const check = Object.entries(checks).find(([key]) => key === name)?.[1];

  test('keeps quiet where everything is in order', () => {
    expect(check?.(treeOf(goodTree, sampleFloors))).toEqual([]);
  });

  test.each(samples)('bites when $because', ({ files, at }) => {
    const violations = check?.(treeOf({ ...goodTree, ...files }, sampleFloors)) ?? [];
    expect(violations.map(({ path, line }) => `${path}:${line}`)).toEqual([at]);
    expect(violations[0]?.sentence).toMatch(/\w+ \w+/);
  });
});

test('every check has been seen biting', () => {
  const seen = Object.entries(breaches).filter(([, samples]) => samples.length > 0);
  expect(seen.map(([name]) => name).toSorted()).toEqual(Object.keys(checks).toSorted());
});

test('a sentence that fills in other values than its translation is found from both sides', () => {
  const texts = {
    'src/bookings/texts/en.json': '{ "late": "It is {hour}", "meals": "some meals" }',
  };
  const violations = checks.texts(treeOf({ ...goodTree, ...texts }, sampleFloors));
  expect(violations.map(({ path }) => path).toSorted()).toEqual([
    'src/bookings/texts/en.json',
    'src/bookings/texts/it.json',
  ]);
});

test('a line is counted right behind accented letters', () => {
  const files = {
    'src/bookings/a.ts':
      '// Perché è così: àèìòù €𝄞.\nexport const è = "àèìòù";\nexport const b: any = 1;',
  };
  const [violation] = checks.assertions(treeOf({ ...goodTree, ...files }, sampleFloors));
  expect(violation?.line).toBe(3);
});

test('the glossary is read by its headings, several words to a cell', () => {
  expect(readBanned(goodTree['docs/glossary.md'] ?? '')).toEqual([
    { words: ['child'], instead: 'pupil' },
    { words: ['student'], instead: 'pupil' },
    { words: ['tax', 'code'], instead: 'fiscal code' },
  ]);
});
