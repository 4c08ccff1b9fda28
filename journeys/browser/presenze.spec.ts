// Presenze: the month by keyboard, a day and why it is so, several days at once and back, as far as the school year goes.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { atHome, beginAgain } from './valserena.ts';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

test('the month is walked by keyboard, from the first canteen month to the last and no further', async ({
  arrive,
}) => {
  const page = await atPresenze(await arrive(), 'Tommaso');
  const today = dayButton(page, 'lunedì 23 novembre');
  await today.focus();
  await page.keyboard.press('ArrowRight');
  await expect(dayButton(page, 'martedì 24 novembre')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(dayButton(page, 'martedì 1 dicembre')).toBeFocused();
  await expect(page.getByRole('grid', { name: 'dicembre 2026' })).toBeVisible();
  await page.keyboard.press('End');
  await expect(dayButton(page, 'venerdì 4 dicembre')).toBeFocused();
  // The week-end, without meals, has no column: Friday leads to Monday.
  await page.keyboard.press('ArrowRight');
  const bridge = dayButton(page, 'lunedì 7 dicembre');
  await expect(bridge).toBeFocused();
  await expect(bridge).toHaveAccessibleName('lunedì 7 dicembre: Mensa chiusa');
  await page.keyboard.press('Enter');
  const closed = page.getByRole('dialog', { name: 'lunedì 7 dicembre' });
  await expect(closed).toContainText('Ponte dell’Immacolata');
  await expect(closed.getByRole('button', { name: 'Non mangia' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(bridge).toBeFocused();

  for (const month of ['novembre 2026', 'ottobre 2026', 'settembre 2026']) {
    await page.keyboard.press('PageUp');
    await expect(page.getByRole('grid', { name: month })).toBeVisible();
    await expect(page.getByRole('gridcell').getByRole('button').first()).toBeVisible();
  }
  await expect(page.getByRole('button', { name: 'Mese prima' })).toHaveCount(0);
  await page.keyboard.press('PageUp');
  await expect(page.getByRole('grid', { name: 'settembre 2026' })).toBeVisible();
  await expect(page.getByRole('gridcell').locator(':focus')).toHaveCount(1);

  const next = page.getByRole('button', { name: 'Mese dopo' });
  for (const month of ['ottobre', 'novembre', 'dicembre']) {
    await next.tap();
    await expect(page.getByRole('heading', { level: 2, name: `${month} 2026` })).toBeVisible();
  }
  for (const month of ['gennaio', 'febbraio', 'marzo', 'aprile', 'maggio', 'giugno']) {
    await next.tap();
    await expect(page.getByRole('heading', { level: 2, name: `${month} 2027` })).toBeVisible();
  }
  await expect(dayButton(page, 'mercoledì 30 giugno')).toBeVisible();
  await expect(next).toHaveCount(0);
});

test('one day from its dialog, and back from the same dialog', async ({ arrive }) => {
  const page = await atPresenze(await arrive(), 'Bianca');
  const wednesday = dayButton(page, 'mercoledì 25 novembre');
  await wednesday.tap();
  const day = page.getByRole('dialog', { name: 'mercoledì 25 novembre' });
  await expect(day).toContainText('Puoi cambiare entro le 9:15 di mercoledì 25 novembre.');
  await day.getByRole('button', { name: 'Non mangia' }).tap();
  await confirm(page, /^Bianca non mangia mercoledì 25 novembre \(Mensa\)\.$/);
  await expect(wednesday).toHaveAccessibleName('mercoledì 25 novembre: Non mangia');
  await wednesday.tap();
  await expect(day).toContainText('Avviso di Chiara Bonaldi');
  await day.getByRole('button', { name: 'Torna a mangiare' }).tap();
  await confirm(page, /^Bianca torna a mangiare mercoledì 25 novembre \(Mensa\)\.$/);
  await expect(wednesday).toHaveAccessibleName('mercoledì 25 novembre: Mangia');
});

test('several days are one receipt, without the days that have no meal; a range says what is wrong with it', async ({
  arrive,
}) => {
  const page = await atPresenze(await arrive(), 'Tommaso');
  await page.getByRole('button', { name: 'Più giorni' }).tap();
  const range = page.getByRole('dialog', { name: 'Più giorni' });
  await range.getByRole('button', { name: 'Avanti' }).tap();
  await expect(range.getByLabel('Ultimo giorno')).toHaveAccessibleDescription(
    'Scrivi una data tra lunedì 23 novembre 2026 e martedì 8 giugno 2027.',
  );
  await range.getByLabel('Primo giorno').fill('2026-12-07');
  await range.getByLabel('Ultimo giorno').fill('2026-12-08');
  await range.getByRole('button', { name: 'Avanti' }).tap();
  await expect(range.getByRole('alert')).toContainText("non c'è nessun pasto da togliere");
  await range.getByLabel('Primo giorno').fill('2026-12-01');
  await range.getByLabel('Ultimo giorno').fill('2026-12-11');
  await range.getByRole('button', { name: 'Avanti' }).tap();
  await confirm(
    page,
    /^Tommaso non mangia per 7 giorni \(Mensa\)\. dicembre 2026: 1, 2, 3, 4, 9, 10, 11\.$/,
  );

  await page.getByRole('button', { name: 'Mese dopo' }).tap();
  await expect(dayButton(page, 'giovedì 10 dicembre')).toHaveAccessibleName(/Non mangia$/);
  await page.getByRole('button', { name: 'Scegli i giorni nel calendario' }).tap();
  await dayButton(page, 'giovedì 10 dicembre').tap();
  await dayButton(page, 'venerdì 11 dicembre').tap();
  // A day that eats cannot be picked together with days that do not.
  await dayButton(page, 'lunedì 14 dicembre').tap();
  await expect(page.getByRole('status').filter({ hasText: 'non si può scegliere' })).toBeVisible();
  await page.getByRole('button', { name: 'Torna a mangiare' }).tap();
  await confirm(
    page,
    /^Tommaso torna a mangiare giovedì 10 dicembre, venerdì 11 dicembre \(Mensa\)\.$/,
  );
  await expect(dayButton(page, 'venerdì 11 dicembre')).toHaveAccessibleName(/Mangia$/);
  await expect(dayButton(page, 'mercoledì 9 dicembre')).toHaveAccessibleName(/Non mangia$/);
});

async function atPresenze(page: Page, child: string): Promise<Page> {
  await atHome(page, 'twoSchools');
  await page.getByRole('link', { name: 'Presenze' }).tap();
  await page.getByRole('radio', { name: child }).check();
  await expect(dayButton(page, 'lunedì 23 novembre')).toBeVisible();
  return page;
}

function dayButton(page: Page, day: string): Locator {
  return page.getByRole('gridcell').getByRole('button', { name: new RegExp(`^${day}: `) });
}

async function confirm(page: Page, line: RegExp): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  const receipt = page.getByRole('dialog', { name: 'Fatto' });
  await expect(receipt.getByRole('status').getByText(line)).toBeVisible();
  await receipt.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(receipt).toBeHidden();
}
