// What a bench says: figures in the middle, goals met or missed, and whether the machine was busy.
import { expect, test } from 'vitest';
import type { Finding } from './measure.ts';
import { isMet } from './measure.ts';
import { jsonOf, tableOf } from './report.ts';
import { median, percentile } from './rounds.ts';

const ratio: Finding = {
  what: 'absences',
  measured: 0.5,
  unit: '×',
  goal: { atLeast: 0.5 },
  because: '500/s beside 1000/s',
  isDisturbed: false,
};
const wait: Finding = { ...ratio, what: 'p99', measured: 61, unit: 'ms', goal: { atMost: 60 } };

test('the middle of an even number of figures lies between two', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(percentile([5, 1, 4, 2, 3], 0.99)).toBe(5);
  expect(() => median([])).toThrow('nothing was measured');
});

test('a goal is met on the line itself, and a figure without a goal is held against nothing', () => {
  expect([ratio, { ...ratio, measured: 0.49 }, wait].map(isMet)).toEqual([true, false, false]);
  expect(isMet({ ...wait, measured: 60 })).toBe(true);
  const { goal: _, ...without } = ratio;
  expect(isMet(without)).toBeUndefined();
});

test('the table says what was missed and whether the machine was busy', () => {
  expect(tableOf([ratio, { ...wait, isDisturbed: true }])).toBe(
    [
      'what      measured  goal',
      'absences  0.50 ×    ≥ 0.5  met',
      '  500/s beside 1000/s',
      'p99       61.0 ms   ≤ 60   MISSED (busy machine)',
      '  500/s beside 1000/s',
    ].join('\n'),
  );
});

test('programs read the same, with the machine and the moment', () => {
  const at = new Date('2026-11-25T08:00:00Z');
  expect(JSON.parse(jsonOf([wait], at))).toMatchObject({
    at: '2026-11-25T08:00:00.000Z',
    machine: { node: process.version },
    findings: [{ what: 'p99', measured: 61, isMet: false, isDisturbed: false }],
  });
});
