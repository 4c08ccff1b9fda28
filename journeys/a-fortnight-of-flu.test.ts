// A fortnight of flu: first a day, then more, a suspension over it, plain meals on the way back, and the kitchen in step.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Neighbours } from './neighbours.ts';
import { meetNeighbours } from './neighbours.ts';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await meetNeighbours();
});
afterAll(() => neighbours.leave());

test('on Monday morning the child has fever: one day off, and the kitchen cooks one less', async () => {
  const { mother } = neighbours;
  await neighbours.at('2026-11-23T08:50');
  const before = await neighbours.cooked('2026-11-23');
  expect(await mother.absent('2026-11-23')).toMatchObject({ status: 200, repeated: false });
  expect(await neighbours.cooked('2026-11-23')).toBe(before - 1);
});

test('the doctor says a week and more: a suspension from Tuesday, which merges when it is made longer', async () => {
  const { mother } = neighbours;
  await neighbours.at('2026-11-23T16:00');
  expect(await mother.suspend('2026-11-24', '2026-11-27')).toMatchObject({ status: 200 });
  await neighbours.at('2026-11-26T10:00');
  expect(await mother.suspend('2026-11-27', '2026-12-04')).toMatchObject({ status: 200 });
  const [service] = (await mother.today()).children[0]?.services ?? [];
  expect(service?.suspension).toMatchObject({ from: '2026-11-24', to: '2026-12-04' });
  const month = await mother.month('2026-11');
  expect(['2026-11-23', '2026-11-24', '2026-11-26', '2026-11-27'].map((day) => month[day])).toEqual(
    ['absent', 'suspended', 'suspended', 'suspended'],
  );
});

test('he is well sooner: resumed on Thursday morning, with two plain days; the third is refused with what to do', async () => {
  const { mother } = neighbours;
  await neighbours.at('2026-12-03T08:40');
  expect(await mother.resume()).toMatchObject({
    status: 200,
    lines: [{ operation: 'resumption', from: '2026-12-03', stillAbsent: [] }],
  });
  expect(await mother.plain('2026-12-03', '2026-12-04')).toMatchObject({ status: 200 });
  // A week-end lies between: it does not break the run.
  const third = await mother.plain('2026-12-07');
  expect(third.status).toBe(409);
  expect(third.detail).toContain('certificato');
  const month = await mother.month('2026-12');
  expect(['2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07'].map((day) => month[day])).toEqual(
    ['suspended', 'plain', 'plain', 'expected'],
  );
});

test('on Friday fever again: the absence covers the plain day, undoing brings it back', async () => {
  const { mother } = neighbours;
  await neighbours.at('2026-12-04T08:10');
  await mother.absent('2026-12-04');
  expect((await mother.month('2026-12'))['2026-12-04']).toBe('absent');
  await neighbours.at('2026-12-04T08:20');
  await mother.eatsAgain('2026-12-04');
  expect((await mother.month('2026-12'))['2026-12-04']).toBe('plain');
  await neighbours.at('2026-12-04T09:32');
  expect((await mother.month('2026-12'))['2026-12-04']).toBe('booked');
});

test('afterwards every day of the fortnight says what was charged, and every change has told both parents', async () => {
  const { mother, father } = neighbours;
  const november = await mother.month('2026-11');
  expect(november).toEqual(await father.month('2026-11'));
  const booked = Object.entries({ ...november, ...(await mother.month('2026-12')) })
    .filter(([day, state]) => day >= '2026-11-23' && day <= '2026-12-04' && state === 'booked')
    .map(([day]) => day);
  expect(booked).toEqual(['2026-12-03', '2026-12-04']);
  const subjects = (mails: readonly { subject: string }[]): readonly string[] =>
    mails
      .map(({ subject }) => subject.split(':')[0] ?? '')
      .filter((text) => !text.startsWith('Promemoria'))
      // What was told in one sweep has no order.
      .toSorted();
  expect(subjects(await neighbours.mails('father'))).toEqual([
    'Assenza annullata',
    'Assenza registrata',
    'Assenza registrata',
    'Disdetta prolungata registrata',
    'Disdetta prolungata registrata',
    'Pasto in bianco registrato',
    'Pasto riattivato',
  ]);
  expect(subjects(await neighbours.mails('mother'))).toEqual(
    subjects(await neighbours.mails('father')),
  );
});
