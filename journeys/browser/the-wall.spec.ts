// The wall of the kitchen: it lives by itself, says its age without a network, and keeps a correction until it is seen.
import type { Page } from '@playwright/test';
import { expect, tablet, test } from './journey.ts';
import { sendHome } from './send-home.ts';
import { atHome, atTheOffice, beginAgain, turnClockTo } from './valserena.ts';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

test('what a parent changes is on the wall within a second, and nobody touched the wall', async ({
  arrive,
}) => {
  const cook = await arrive(tablet);
  await atTheOffice(cook, 'centralCook');
  const before = await meals(cook);
  await expect(cook.getByText(/Numeri di /).first()).toBeVisible();
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  await mother.getByRole('checkbox', { name: 'Tommaso oggi non mangia' }).tap();
  await mother.getByRole('button', { name: 'Oggi non mangia' }).tap();
  const changed = cook.waitForFunction(
    (number) => document.querySelector('.grand dd')?.textContent === String(number),
    before - 1,
    { polling: 20 },
  );
  const recorded = mother.waitForResponse((answer) => answer.url().endsWith('/api/v1/absences'));
  await mother.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  await recorded;
  const recordedAt = performance.now();
  await changed;
  expect(performance.now() - recordedAt).toBeLessThan(1000);
});

test('without a network the wall keeps its numbers, says of when they are, and comes back by itself', async ({
  arrive,
}) => {
  const cook = await arrive(tablet);
  await atTheOffice(cook, 'centralCook');
  const before = await meals(cook);
  await cook.context().setOffline(true);
  const banner = cook.getByRole('alert');
  await expect(banner).toContainText('Nessuna connessione. I numeri che vedi sono di');
  expect(await meals(cook)).toBe(before);
  await expect(cook.getByText(/Numeri di /).first()).toBeVisible();
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  await mother.getByRole('button', { name: 'Torna a mangiare: Tommaso' }).tap();
  await mother.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  await expect(mother.getByRole('dialog', { name: 'Fatto' })).toBeVisible();
  expect(await meals(cook)).toBe(before);
  await cook.context().setOffline(false);
  await expect.poll(() => meals(cook)).toBe(before + 1);
  await expect(banner).toBeHidden();
});

test('a child sent home after the closing is "−1" until the cook has seen it, and the site reads its plates', async ({
  arrive,
  request,
}) => {
  await turnClockTo(request, '09:31:30');
  const cook = await arrive(tablet);
  await atTheOffice(cook, 'centralCook');
  await expect(cook.getByText(/numeri definitivi/).first()).toBeVisible();
  const before = await meals(cook);
  const server = await arrive(tablet);
  await atTheOffice(server, 'servingSite');
  await expect(server.getByRole('heading', { level: 1, name: 'In refettorio' })).toBeVisible();
  await expect(server.getByText('Senza glutine').first()).toBeVisible();
  await expect(server.getByText('Vegetariano').first()).toBeVisible();

  const clerk = await arrive(tablet);
  await atTheOffice(clerk, 'office');
  await sendHome(clerk);
  const corrections = cook.getByRole('region', { name: 'Correzioni dopo la chiusura' });
  await expect(corrections).toContainText('−1');
  expect(await meals(cook)).toBe(before - 1);
  await corrections.getByRole('button', { name: /^Visto: −1/ }).click();
  await expect(corrections).toContainText('La cucina le ha viste tutte.');
  await expect(corrections).toContainText(/Visto alle/);
  await expect(corrections.getByRole('button')).toHaveCount(0);
});

/** The large number of the wall. */
async function meals(cook: Page): Promise<number> {
  await expect(cook.getByRole('term').first()).toHaveText('Pasti in tutto');
  return Number(await cook.getByRole('definition').first().innerText());
}
