// Plain meals, suspensions and many days at once, as a parent does them on a phone (RULES B1, B3, B5, B7).
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { atHome, beginAgain, turnClockTo } from './valserena.ts';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

test('a plain meal today says that it is for health only; with tomorrow there are two, and a third is not possible', async ({
  arrive,
}) => {
  const page = await arrive();
  await atHome(page, 'twoSchools');
  await page.getByRole('button', { name: 'Altro per oggi: Tommaso' }).tap();
  const more = page.getByRole('dialog', { name: 'Altro per oggi: Tommaso' });
  await more.getByRole('button', { name: 'Mangia in bianco' }).tap();
  const confirming = page.getByRole('dialog', { name: 'Oggi mangia in bianco' });
  await expect(confirming).toContainText('Il pasto in bianco è solo per motivi di salute.');
  await confirm(page, /^Tommaso mangia in bianco oggi, lunedì 23 novembre \(Mensa\)\.$/);
  await expect(page.getByRole('region', { name: 'Tommaso' })).toContainText(
    'Oggi mangia in bianco',
  );

  await openPresenze(page, 'Tommaso');
  await dayButton(page, 'martedì 24 novembre').tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Mangia in bianco' }).tap();
  await confirm(page, /^Tommaso mangia in bianco martedì 24 novembre \(Mensa\)\.$/);
  await dayButton(page, 'mercoledì 25 novembre').tap();
  const third = page.getByRole('dialog', { name: 'mercoledì 25 novembre' });
  await expect(third).toContainText(
    'In bianco si può per 2 giorni di mensa di seguito: così sarebbero di più.',
  );
  await expect(third.getByRole('button', { name: 'Mangia in bianco' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Scegli i giorni nel calendario' }).tap();
  await dayButton(page, 'giovedì 26 novembre').tap();
  await expect(page.getByRole('button', { name: 'Mangia in bianco', exact: true })).toBeVisible();
  await dayButton(page, 'mercoledì 25 novembre').tap();
  await expect(page.getByText('In bianco si può per 2 giorni')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mangia in bianco', exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Non mangia', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Lascia stare' }).tap();

  await dayButton(page, 'martedì 24 novembre').tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Mangia il pasto normale' }).tap();
  await confirm(page, /^Tommaso mangia il pasto normale martedì 24 novembre \(Mensa\)\.$/);
});

test('two phones of one family: where the other parent was faster, the server refuses the third plain meal in a sentence', async ({
  arrive,
}) => {
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  await openPresenze(mother, 'Bianca');
  await dayButton(mother, 'giovedì 26 novembre').tap();
  await mother.getByRole('dialog').getByRole('button', { name: 'Mangia in bianco' }).tap();
  const other = await arrive();
  await atHome(other, 'twoSchools');
  await openPresenze(other, 'Bianca');
  for (const day of ['mercoledì 25 novembre', 'venerdì 27 novembre']) {
    await dayButton(other, day).tap();
    await other.getByRole('dialog').getByRole('button', { name: 'Mangia in bianco' }).tap();
    await confirm(other, new RegExp(`^Bianca mangia in bianco ${day} `));
  }
  await mother.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  await expect(mother.getByRole('alert')).toContainText(
    /Il pasto in bianco si può chiedere per 2 giorni di mensa di seguito.*Non è stato registrato nulla\./,
  );
});

test('an open suspension stops the service until it is resumed, in two taps; the receipt names the absences ahead', async ({
  arrive,
}) => {
  const page = await arrive();
  await atHome(page, 'oneChild');
  await openPresenze(page, 'Awa');
  await dayButton(page, 'venerdì 27 novembre').tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Non mangia', exact: true }).tap();
  await confirm(page, /^Awa non mangia venerdì 27 novembre/);

  await page.getByRole('link', { name: 'Oggi' }).tap();
  await page.getByRole('button', { name: 'Altro per oggi: Awa' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Disdetta prolungata' }).tap();
  const form = page.getByRole('dialog', { name: 'Disdetta prolungata' });
  await expect(form).toContainText('Il pasto torna quando lo dici tu');
  await form.getByRole('button', { name: 'Avanti' }).tap();
  await confirm(
    page,
    /^Awa: disdetta prolungata da lunedì 23 novembre, finché non riattivi il pasto \(Mensa\)\.$/,
  );
  const awa = page.getByRole('region', { name: 'Awa' });
  await expect(awa).toContainText(
    'Disdetta prolungata da lunedì 23 novembre, finché non riattivi il pasto.',
  );
  await expect(awa).toContainText('Richiesta di Ibrahima Ndiaye.');
  await expect(page.getByRole('button', { name: 'Oggi non mangia' })).toHaveCount(0);

  await awa.getByRole('button', { name: 'Riattiva il pasto di Awa' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  const receipt = page.getByRole('dialog', { name: 'Fatto' });
  await expect(receipt).toContainText('Awa: pasto riattivato da lunedì 23 novembre (Mensa).');
  await expect(receipt).toContainText('Resta assente venerdì 27 novembre.');
  await receipt.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(awa).toContainText('Oggi mangia');
});

test('a suspension with its dates is a range; after the cut-off it resumes from the next day, or from another', async ({
  arrive,
  request,
}) => {
  const page = await arrive();
  await atHome(page, 'oneChild');
  await openPresenze(page, 'Awa');
  await page.getByRole('button', { name: 'Più giorni' }).tap();
  const several = page.getByRole('dialog', { name: 'Più giorni' });
  await several.getByRole('radio', { name: 'Disdetta prolungata' }).check();
  await expect(several).toContainText('Niente pasti da un giorno in poi');
  await several.getByRole('radio', { name: 'Fino a un giorno' }).check();
  await several.getByLabel('Ultimo giorno').fill('2026-12-11');
  await several.getByRole('button', { name: 'Avanti' }).tap();
  await confirm(
    page,
    /^Awa: disdetta prolungata da lunedì 23 novembre a venerdì 11 dicembre \(Mensa\)\.$/,
  );
  await expect(dayButton(page, 'mercoledì 25 novembre')).toHaveAccessibleName(
    /Disdetta prolungata$/,
  );

  await turnClockTo(request, '09:31:10');
  await page.reload();
  await page.getByRole('button', { name: 'Riattiva il pasto di Awa' }).tap();
  const resuming = page.getByRole('dialog', { name: 'Riattiva il pasto' });
  await expect(resuming.getByRole('radio', { name: 'Da martedì 24 novembre' })).toBeChecked();
  await resuming.getByRole('radio', { name: 'Un altro giorno' }).check();
  await resuming.getByLabel('Da quale giorno').fill('2026-12-01');
  await confirm(page, /^Awa: pasto riattivato da martedì 1 dicembre \(Mensa\)\.$/);
  await expect(page.getByText(/da lunedì 23 novembre a lunedì 30 novembre\./)).toBeVisible();

  await page.getByRole('button', { name: 'Mese dopo' }).tap();
  await expect(dayButton(page, 'martedì 1 dicembre')).toHaveAccessibleName(/: Mangia$/);
});

test('every Tuesday of December is two taps and one receipt, without the holiday; the day says who asked, when and through what', async ({
  arrive,
}) => {
  const page = await arrive();
  await atHome(page, 'twoSchools');
  await openPresenze(page, 'Tommaso');
  await page.getByRole('button', { name: 'Mese dopo' }).tap();
  await expect(dayButton(page, 'martedì 1 dicembre')).toBeVisible();
  await page.getByRole('button', { name: 'Scegli i giorni nel calendario' }).tap();
  await page.getByRole('button', { name: 'Ogni martedì di dicembre 2026' }).tap();
  await expect(page.getByText('3 giorni scelti').first()).toBeVisible();
  await page.getByRole('button', { name: 'Non mangia', exact: true }).tap();
  await confirm(
    page,
    /^Tommaso non mangia martedì 1 dicembre, martedì 15 dicembre, martedì 22 dicembre \(Mensa\)\.$/,
  );
  await dayButton(page, 'martedì 15 dicembre').tap();
  const day = page.getByRole('dialog', { name: 'martedì 15 dicembre' });
  await expect(day.getByRole('heading', { name: 'Che cosa è cambiato' })).toBeVisible();
  await expect(day.getByRole('listitem')).toContainText('Chiara Bonaldi · Portale · 9:');
  await day.getByRole('link', { name: /^Ricevuta / }).tap();
  await expect(page.getByRole('main')).toContainText('martedì 15 dicembre');
});

test('what was refused stays in the day’s history of whoever asked', async ({ arrive }) => {
  const page = await arrive();
  await atHome(page, 'apart');
  const { pupilId, day } = await childOf(page);
  const late = await page.request.post('/api/v1/absences', {
    headers: { 'idempotency-key': crypto.randomUUID() },
    data: { entries: [{ pupilId, days: [day] }] },
  });
  expect(late.status()).toBe(409);
  await page.getByRole('link', { name: 'Presenze' }).tap();
  await dayButton(page, 'lunedì 23 novembre').tap();
  await expect(page.getByRole('dialog')).toContainText("Non registrato: era dopo l'orario limite.");
});

test('what one did oneself can be told by SMS, or not at all, as Altro says', async ({
  arrive,
}) => {
  const page = await arrive();
  await atHome(page, 'twoSchools');
  await page.getByRole('link', { name: 'Altro', exact: true }).tap();
  const told = page.getByRole('group', {
    name: 'Avvisi sui cambiamenti che fai tu nel portale',
  });
  await expect(told.getByRole('radio', { name: 'Per mail' })).toBeChecked();
  await told.getByRole('radio', { name: 'Per SMS' }).check();
  await expect(page.getByText(/li ricevi sempre, a \+39300/)).toBeVisible();
  await told.getByRole('radio', { name: 'No' }).check();
  await expect(page.getByText('Fatto: la tua scelta vale da adesso.')).toBeVisible();
  await page.reload();
  await expect(told.getByRole('radio', { name: 'No' })).toBeChecked();
});

async function openPresenze(page: Page, child: string): Promise<void> {
  await page.getByRole('link', { name: 'Presenze' }).tap();
  const radio = page.getByRole('radio', { name: child });
  await expect(dayButton(page, 'lunedì 23 novembre')).toBeVisible();
  if ((await radio.count()) > 0) await radio.check();
  await expect(dayButton(page, 'lunedì 23 novembre')).toBeVisible();
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

async function childOf(page: Page): Promise<{ readonly pupilId: string; readonly day: string }> {
  const answer = await page.request.get('/api/v1/family/today');
  const { today, children } = toToday(await answer.json());
  return { pupilId: children[0]?.pupilId ?? '', day: today };
}

function toToday(body: unknown): {
  readonly today: string;
  readonly children: readonly { readonly pupilId: string }[];
} {
  return body as ReturnType<typeof toToday>;
}
