// What the arrow keys promise in the calendar of Presenze.
import { expect, test } from 'vitest';
import { asDay, asMonth } from '#ground/day.ts';
import { destination, nearestShown, weeksOf } from './month-weeks.ts';

const friday = asDay('2026-11-27');

test('a month without meals at the week-end shows five columns, from the Monday of its first week', () => {
  const weeks = weeksOf(asMonth('2026-12'), false);
  expect(weeks.map((week) => week.length)).toEqual([5, 5, 5, 5, 5]);
  expect(weeks[0]?.[0]).toBe('2026-11-30');
});

test('a month that begins on a Sunday does not show an empty first row of five days', () => {
  const weeks = weeksOf(asMonth('2026-11'), false);
  expect(weeks[0]?.[0]).toBe('2026-11-02');
  expect(weeksOf(asMonth('2026-11'), true)[0]?.at(-1)).toBe('2026-11-01');
});

test('the right arrow on a Friday goes to Monday where week-ends are not shown', () => {
  expect(destination('ArrowRight', friday, true)).toBe('2026-11-30');
  expect(destination('ArrowRight', friday, false)).toBe('2026-11-28');
});

test('Page Down keeps the date, and takes the last day of a shorter month', () => {
  expect(destination('PageDown', asDay('2026-10-30'), true)).toBe('2026-11-30');
  expect(destination('PageDown', asDay('2027-01-31'), false)).toBe('2027-02-28');
});

test('Home and End are the first and last day of the week shown', () => {
  expect(destination('Home', friday, true)).toBe('2026-11-23');
  expect(destination('End', asDay('2026-11-23'), true)).toBe('2026-11-27');
});

test('a letter is not a key of the grid', () => {
  expect(destination('a', friday, true)).toBeUndefined();
});

test('a date that falls on a Saturday gives the focus to a day that is shown', () => {
  const shown = weeksOf(asMonth('2026-11'), false).flat();
  expect(nearestShown(asDay('2026-11-07'), shown)).toBe('2026-11-09');
  expect(nearestShown(asDay('2026-11-01'), shown)).toBe('2026-11-02');
  expect(nearestShown(asDay('2027-05-29'), [asDay('2027-05-28')])).toBe('2027-05-28');
});
