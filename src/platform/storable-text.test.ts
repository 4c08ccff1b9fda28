// What PostgreSQL cannot keep is found wherever it stands, and nothing else is.
import { expect, test } from 'vitest';
import { findUnstorable } from '#platform/storable-text.ts';

test.each([
  [{ login: 'a\0b' }, 'login'],
  [{ entries: [{ days: ['2026-11-23', '\ud800'] }] }, 'entries.0.days.1'],
  [{ dishes: [{ 'a\0': 1 }] }, 'dishes.0'],
])('%j has it', (value, place) => {
  expect(findUnstorable(value)).toBe(place);
});

test.each([
  [undefined],
  [null],
  [{ name: 'Zoë 👨‍👩‍👧 \u202e', days: [], count: 3, none: null }],
  [Buffer.from([0, 255])],
])('%j has none', (value) => {
  expect(findUnstorable(value)).toBeUndefined();
});

test('what is nested without end is refused where it becomes too deep, and never walked to its end', () => {
  const depth = 100_000;
  const endless: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  expect(findUnstorable(endless)?.split('.')).toHaveLength(50);
});
