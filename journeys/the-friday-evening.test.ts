// The Friday evening: the next meal is on Monday, for each child its own; until Monday's cut-off it can be undone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Neighbours } from './neighbours.ts';
import { meetNeighbours } from './neighbours.ts';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await meetNeighbours();
});
afterAll(() => neighbours.leave());

test('Oggi says on Friday evening which meal comes next', async () => {
  await neighbours.at('2026-11-27T19:40');
  const [child] = (await neighbours.mother.today()).children;
  expect(child?.services[0]?.next).toMatchObject({ day: '2026-11-30', state: 'expected' });
});

test('the week-end itself has nothing to take off, and the answer says so', async () => {
  const saturday = await neighbours.mother.absent('2026-11-28');
  expect(saturday).toMatchObject({ status: 409 });
  expect(saturday.detail).toContain('sabato 28 novembre');
});

test('Monday is taken off, seen at once by the kitchen, and taken back on Monday before 9:30', async () => {
  const { mother } = neighbours;
  const before = await neighbours.cooked('2026-11-30');
  const off = await mother.absent('2026-11-30');
  expect(off.lines?.[0]?.days).toEqual(['2026-11-30']);
  expect(await neighbours.cooked('2026-11-30')).toBe(before - 1);
  await neighbours.at('2026-11-30T09:30:59');
  expect(await mother.eatsAgain('2026-11-30')).toMatchObject({ status: 200 });
  await neighbours.at('2026-11-30T09:31:15');
  expect(await neighbours.cooked('2026-11-30')).toBe(before);
});
