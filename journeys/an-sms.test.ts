// A grandmother without internet writes on Friday evening; the mother sees it, the kitchen counts it, anybody can take it back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smsSenderSetting } from '#notifications/settings.ts';
import type { Neighbours } from './neighbours.ts';
import { meetNeighbours, motherNumber, phoneCode } from './neighbours.ts';

const grandmother = '+393480000001';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await meetNeighbours();
  await neighbours.decided(smsSenderSetting, { sender: 'Borgo', state: 'approved' });
});
afterAll(() => neighbours.leave());

test('on Friday afternoon nothing is recorded, and she is told when to write', async () => {
  await neighbours.at('2026-11-27T15:00');
  expect(await neighbours.write(grandmother, phoneCode)).toContain(
    'Riscrivi da venerdì 27 novembre alle 18:00',
  );
});

test('in the evening the code is enough: Monday, with the receipt, and the portal shows it at once', async () => {
  await neighbours.at('2026-11-27T19:40');
  const before = await neighbours.cooked('2026-11-30');
  const answer = await neighbours.write(grandmother, phoneCode);
  expect(answer).toMatch(/non mangia lunedì 30 novembre\. Ricevuta \d{3} \d{3} \d{3}\.$/);
  expect(await neighbours.cooked('2026-11-30')).toBe(before - 1);
  expect((await neighbours.mother.month('2026-11'))['2026-11-30']).toBe('absent');
});

test('the parents are told that somebody did it with the phone code', async () => {
  const mails = await neighbours.mails('mother');
  expect(mails.at(-1)?.body).toContain('famiglia, con il codice telefono');
});

test('the mother takes it back on the portal; the grandmother hears that the meal is expected', async () => {
  expect(await neighbours.mother.eatsAgain('2026-11-30')).toMatchObject({ status: 200 });
  expect(await neighbours.write(grandmother, `${phoneCode} P`)).toContain('Già registrato');
});

test('from the number on file the mother is the maker; undone by SMS until the minute of the cut-off', async () => {
  await neighbours.at('2026-11-30T09:28');
  await neighbours.write(motherNumber, `Mensa ${phoneCode} assenza`);
  expect((await neighbours.mother.makers('2026-11'))['2026-11-30']).toBe('Genitore 1');
  await neighbours.at('2026-11-30T09:30:59');
  expect(await neighbours.write(motherNumber, `${phoneCode}p`)).toContain(
    'mangia lunedì 30 novembre',
  );
  const before = await neighbours.cooked('2026-11-30');
  await neighbours.at('2026-11-30T09:31:15');
  expect(await neighbours.write(motherNumber, phoneCode)).toContain('adesso il servizio è chiuso');
  expect(await neighbours.cooked('2026-11-30')).toBe(before);
});
