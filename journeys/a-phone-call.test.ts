// A phone call: a child is taken off the meal by telephone, and kitchen, portal, the other parent and the office know it at once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spokenCode } from '#receipts/receipt-code.ts';
import { codeIn } from '#voice/sample.ts';
import type { Neighbours } from './neighbours.ts';
import { meetNeighbours, motherNumber, phoneCode } from './neighbours.ts';

const day = '2026-11-25';
const grandmother = '+393489999999';
let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await meetNeighbours();
});
afterAll(() => neighbours.leave());

test('at 9:12 the mother telephones: the kitchen cooks one less, the portal shows it, the father is told', async () => {
  const { mother, father } = neighbours;
  await neighbours.at('2026-11-25T09:12');
  const before = await neighbours.cooked(day);
  const said = await neighbours.ring(motherNumber, '1', '1', '1');
  expect(said).toContain('Fatto, è registrato.');
  expect(codeIn(said)).toMatch(/^\d{9}$/);
  expect(await neighbours.cooked(day)).toBe(before - 1);
  expect((await father.month('2026-11'))[day]).toBe('absent');
  expect((await mother.makers('2026-11'))[day]).toBe((await father.makers('2026-11'))[day]);
  expect((await neighbours.mails('father')).at(-1)?.body).toContain('Richiesta di Genitore 1');
});

test('the father undoes it on the portal; the next call finds the child at table again', async () => {
  await neighbours.father.eatsAgain(day);
  expect(await neighbours.ring(motherNumber, '1')).toContain(
    'mangia a mensa mercoledì 25 novembre',
  );
});

test('the grandmother has only the phone code: both parents and the office read "with the phone code"', async () => {
  const said = await neighbours.ring(grandmother, phoneCode, '1', '1');
  const code = codeIn(said);
  expect(code).toMatch(/^\d{9}$/);
  for (const whose of ['mother', 'father'] as const)
    expect(
      (await neighbours.mails(whose)).find(({ body }) => body.includes(spokenCode(code)))?.body,
    ).toContain('Richiesta di famiglia, con il codice telefono');
  expect((await neighbours.mother.makers('2026-11'))[day]).toBe('famiglia, con il codice telefono');
  expect(await neighbours.office('GET', `/receipts/${code}`)).toMatchObject({
    status: 200,
    by: 'famiglia, con il codice telefono',
    channel: 'voice',
  });
});

test('called again, the line says that it is done and gives the same code', async () => {
  const [first, second] = [
    await neighbours.ring(grandmother, phoneCode, '1', '1'),
    await neighbours.ring(motherNumber, '1', '1', '1'),
  ];
  expect(first).toContain('Era già registrato');
  expect(codeIn(second)).toBe(codeIn(first));
});

test('after the cut-off the line says since when it is too late, and the frozen count stays', async () => {
  await neighbours.ring(motherNumber, '1', '3', '1');
  await neighbours.at('2026-11-25T09:31:20');
  const frozen = await neighbours.cooked(day);
  const said = await neighbours.ring(motherNumber, '1');
  expect(said).toContain('è tardi per mercoledì 25 novembre: si poteva cambiare fino alle 9 e 30');
  expect(said).toContain('Puoi richiamare da mercoledì 25 novembre');
  expect(await neighbours.cooked(day)).toBe(frozen);
});
