// Texts in the one order in which days and codes are sorted.
import { expect, test } from 'vitest';
import { ascending } from '#ground/order.ts';

test('earlier days come first, and what is equal stays as it stood', () => {
  const lines = [
    ['2026-11-24', 'lunch'],
    ['2026-11-23', 'snack'],
    ['2026-11-24', 'snack'],
    ['2026-11-23', 'lunch'],
  ] as const;
  expect(lines.toSorted(([one], [other]) => ascending(one, other))).toEqual([
    ['2026-11-23', 'snack'],
    ['2026-11-23', 'lunch'],
    ['2026-11-24', 'lunch'],
    ['2026-11-24', 'snack'],
  ]);
});

test('a text is neither before nor after itself', () => {
  expect(ascending('10', '10')).toBe(0);
  expect(ascending('10', '9')).toBe(-1);
  expect(ascending('9', '10')).toBe(1);
});
