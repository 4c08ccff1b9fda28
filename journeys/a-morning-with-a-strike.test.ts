// A morning with a strike: recorded for a class, families told, meals gone; undone in time, and what lay underneath returns.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventReportingSetting } from '#calendar/settings.ts';
import type { Neighbours } from './neighbours.ts';
import { meetNeighbours } from './neighbours.ts';

const day = '2026-11-25';
let neighbours: Neighbours;
let eventId = '';
let expected = 0;
beforeAll(async () => {
  neighbours = await meetNeighbours();
});
afterAll(() => neighbours.leave());

const strike = (): object => ({
  kind: 'strike',
  reason: 'Sciopero del personale',
  serviceId: null,
  classIds: [neighbours.classIds.everyDay],
  days: [day],
});

test('where families report strikes themselves, the office is told so (A5)', async () => {
  await neighbours.at('2026-11-24T14:00');
  const refused = await neighbours.office('POST', '/day-events', strike());
  expect(refused.status).toBe(409);
  await neighbours.decided(eventReportingSetting, 'recorded');
});

test('the office looks first at what it would do, and nothing has happened yet', async () => {
  await neighbours.at('2026-11-24T15:00');
  await neighbours.father.absent(day);
  expected = await neighbours.cooked(day);
  const preview = await neighbours.office('POST', '/day-events/preview', strike());
  expect(preview.status).toBe(200);
  expect(await neighbours.cooked(day)).toBe(expected);
});

test('recorded, it takes the meals of the class away and tells the families, who need do nothing', async () => {
  const { mother } = neighbours;
  const recorded = await neighbours.office('POST', '/day-events', strike());
  expect(recorded.status).toBe(200);
  eventId = toId(recorded);
  expect(await neighbours.cooked(day)).toBeLessThan(expected);
  expect((await mother.month('2026-11'))[day]).toBe('not-served');
  const mails = await neighbours.mails('mother');
  expect(mails.some(({ body }) => body.includes('Sciopero del personale'))).toBe(true);
  const needless = await mother.absent(day);
  expect(needless.status).toBe(409);
  expect(needless.detail).toContain('Sciopero del personale');
});

test('called off before the cut-off, everything is as it was, the absence underneath too', async () => {
  await neighbours.at('2026-11-25T07:45');
  expect((await neighbours.office('POST', `/day-events/${eventId}/undo`)).status).toBe(200);
  expect((await neighbours.mother.month('2026-11'))[day]).toBe('absent');
  expect(await neighbours.cooked(day)).toBe(expected);
});

test('after the cut-off nobody records one any more, and the numbers stay', async () => {
  await neighbours.at('2026-11-25T09:31:15');
  const late = await neighbours.office('POST', '/day-events', strike());
  expect(late.status).toBe(409);
  expect(await neighbours.cooked(day)).toBe(expected);
});

function toId(answer: object): string {
  return (answer as { id: string }).id;
}
