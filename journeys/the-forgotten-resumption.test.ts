// The forgotten resumption: an open suspension goes on until somebody resumes it; the family is reminded, the office sees it, nobody eats unasked.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Neighbours } from './neighbours.ts';
import { meetNeighbours } from './neighbours.ts';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await meetNeighbours();
});
afterAll(() => neighbours.leave());

const reminders = async (whose: 'mother' | 'father'): Promise<number> =>
  (await neighbours.mails(whose)).filter(
    ({ subject }) => !/^(Disdetta prolungata|Pasto riattivato|Assenza)/.test(subject),
  ).length;

test('suspended without an end: nobody cooks for the child, week after week', async () => {
  const { mother } = neighbours;
  await neighbours.at('2026-11-23T08:20');
  const before = await neighbours.cooked('2026-11-23');
  await mother.suspend('2026-11-23');
  expect(await neighbours.cooked('2026-11-23')).toBe(before - 1);
  await mother.absent('2026-12-16');
  await neighbours.at('2026-11-29T20:00');
  expect(await reminders('mother')).toBe(0);
});

test('every seven days both parents are reminded, once', async () => {
  await neighbours.at('2026-11-30T20:00');
  expect([await reminders('mother'), await reminders('father')]).toEqual([1, 1]);
  await neighbours.at('2026-12-01T20:00');
  expect(await reminders('mother')).toBe(1);
  await neighbours.at('2026-12-07T20:00');
  expect(await reminders('mother')).toBe(2);
});

test('a month and a half later it is resumed on the same morning; the absence ahead stays and is named', async () => {
  const { mother } = neighbours;
  await neighbours.at('2026-12-14T08:45');
  expect((await mother.month('2026-12'))['2026-12-14']).toBe('suspended');
  const resumed = await mother.resume();
  expect(resumed).toMatchObject({
    status: 200,
    lines: [{ operation: 'resumption', from: '2026-12-14', stillAbsent: ['2026-12-16'] }],
  });
  const month = await mother.month('2026-12');
  expect([month['2026-12-11'], month['2026-12-14'], month['2026-12-16']]).toEqual([
    'suspended',
    'expected',
    'absent',
  ]);
  const sent = await reminders('mother');
  await neighbours.at('2026-12-22T20:00');
  expect(await reminders('mother')).toBe(sent);
});
