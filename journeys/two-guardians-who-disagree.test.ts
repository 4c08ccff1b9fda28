// Two guardians who disagree: each sees who did what, either may undo the other's until the cut-off, both at once end as one of the two.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Neighbours } from './neighbours.ts';
import { meetNeighbours } from './neighbours.ts';

const day = '2026-11-25';
let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await meetNeighbours();
});
afterAll(() => neighbours.leave());

test('the mother takes the child off; the father sees that it was she, and is told', async () => {
  const { mother, father } = neighbours;
  await neighbours.at('2026-11-24T18:30');
  const receipt = await mother.absent(day);
  expect((await father.makers('2026-11'))[day]).toBe(receipt.by);
  const [mail] = await neighbours.mails('father');
  expect(mail?.subject).toContain('Assenza registrata');
  expect(mail?.body).toContain(`Richiesta di ${receipt.by}`);
});

test('the father puts the child back, the mother takes it off again: three receipts, the last counts', async () => {
  const { mother, father } = neighbours;
  await neighbours.at('2026-11-25T08:10');
  const before = await neighbours.cooked(day);
  const back = await father.eatsAgain(day);
  expect(await neighbours.cooked(day)).toBe(before + 1);
  expect((await mother.month('2026-11'))[day]).toBe('expected');
  const off = await mother.absent(day);
  expect(new Set([back.code, off.code]).size).toBe(2);
  expect(await neighbours.cooked(day)).toBe(before);
});

test('both at the same moment: both are answered, and what stands is what the last receipt says', async () => {
  const { mother, father } = neighbours;
  await neighbours.at('2026-11-25T09:30:30');
  const [one, other] = await Promise.all([father.eatsAgain(day), mother.absent(day)]);
  expect([one.status, other.status]).toEqual([200, 200]);
  const states = ['expected', 'absent'];
  expect(states).toContain((await mother.month('2026-11'))[day]);
  expect(await father.month('2026-11')).toEqual(await mother.month('2026-11'));
});

test('after the cut-off neither can change it, and the kitchen has the number that both see', async () => {
  const { mother, father } = neighbours;
  await neighbours.at('2026-11-25T09:31:15');
  const state = (await mother.month('2026-11'))[day];
  expect(['booked', 'absent']).toContain(state);
  const late = state === 'booked' ? await mother.absent(day) : await father.eatsAgain(day);
  expect(late.status).toBe(409);
  expect(late.detail).toContain('9:30');
  const sheet = await neighbours.sheet(day);
  const frozen = await neighbours.cooked(day);
  expect(sheet.schools[0]?.closedAt).not.toBeNull();
  await father.eatsAgain(day);
  expect(await neighbours.cooked(day)).toBe(frozen);
});
