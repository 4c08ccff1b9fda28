// The line will ask for a PIN: the mother chooses one, the office gives one on paper, and the grandmother calls with it.
import type { Page } from '@playwright/test';
import { expect, tablet, test } from './journey.ts';
import { atHome, atTheOffice, beginAgain, turnClockToDay } from './valserena.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.beforeAll(({ request }) => beginAgain(request));

let ofTommaso = '';
const chosenForBianca = '48213';

test('the mother finds the number, the codes and the day from which a PIN is asked for, and chooses one', async ({
  arrive,
}) => {
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  await mother.getByRole('link', { name: 'Altro', exact: true }).tap();
  await mother.getByRole('link', { name: 'Telefono' }).tap();
  const numbers = mother.getByRole('region', { name: 'I numeri della mensa' });
  await expect(numbers.getByRole('link', { name: '0399 555 0101' })).toHaveAttribute(
    'href',
    'tel:+3903995550101',
  );
  await expect(mother.getByText('Da martedì 1 dicembre chi chiama')).toBeVisible();
  const bianca = mother.getByRole('region', { name: 'Bianca' });
  await expect(bianca).toContainText(/Codice telefono(\d ){5}\d\d{3} \d{3}PIN/);
  await expect(bianca).toContainText("non c'è ancora");
  await mother.getByRole('button', { name: 'Scegli un PIN per Bianca' }).tap();
  const dialog = mother.getByRole('dialog', { name: 'Scegli un PIN per Bianca' });
  const field = dialog.getByRole('textbox', { name: 'Nuovo PIN' });
  await field.fill('12345');
  await dialog.getByRole('button', { name: 'Salva il PIN' }).tap();
  await expect(field).toHaveAccessibleDescription(/si indovina facilmente/);
  await field.fill(chosenForBianca);
  await dialog.getByRole('button', { name: 'Salva il PIN' }).tap();
  await expect(mother.getByRole('status').filter({ hasText: 'Fatto' })).toHaveText(
    'Fatto: il PIN di Bianca è salvato.',
  );
  await expect(bianca).toContainText("c'è, da lunedì 23 novembre");
  await expect(mother.getByRole('main')).not.toContainText(chosenForBianca);
  await expect(mother.getByRole('button', { name: 'Cambia il PIN di Bianca' })).toBeFocused();
});

test('the office gives a PIN once, with code and number on the letter; a school secretary sees none of it', async ({
  arrive,
}) => {
  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  await openChild(office, 'zanetti tommaso');
  const card = office.getByRole('region', { name: 'Scheda' });
  await expect(card).toContainText(/PIN del telefono\s*non c'è ancora/);
  await card.getByRole('button', { name: 'Dai un nuovo PIN' }).tap();
  await office.getByRole('button', { name: 'Crea il PIN' }).tap();
  const letter = office.getByRole('dialog', { name: /^Per Tommaso/ });
  await expect(letter).toContainText('Numero da chiamare: 0399 555 0101');
  ofTommaso = await letter.locator('.receipt-box > .receipt-code').last().innerText();
  expect(ofTommaso).toMatch(/^\d{5}$/);
  await office.keyboard.press('Escape');
  await expect(card).toContainText(/PIN del telefono\s*c'è, da lunedì 23 novembre/);
  await expect(office.getByRole('main')).not.toContainText(ofTommaso);

  const secretary = await arrive(tablet);
  await atTheOffice(secretary, 'secretary');
  await openChild(secretary, 'zanetti');
  await expect(secretary.getByRole('region', { name: 'Scheda' })).toContainText('Codice utente');
  await expect(secretary.getByRole('button', { name: 'Dai un nuovo PIN' })).toHaveCount(0);
});

test('before that day the code is enough; from then on it takes the PIN, and a wrong one says how to get one', async ({
  arrive,
  request,
}) => {
  const grandmother = await arrive();
  await call(grandmother, 'Tommaso');
  await expect(heard(grandmother)).toContainText('Tommaso mangia a mensa lunedì 23 novembre');
  await grandmother.getByRole('button', { name: 'Riaggancia' }).tap();

  await turnClockToDay(request, '2026-12-01T18:30:00+01:00');
  await call(grandmother, 'Tommaso');
  await expect(heard(grandmother)).toContainText('Componi il PIN di cinque cifre');
  await pressAll(grandmother, '90417');
  await expect(heard(grandmother)).toContainText('Il codice o il PIN non è giusto');
  await expect(heard(grandmother)).toContainText('Chi non ha un PIN lo sceglie sul portale');
  await pressAll(grandmother, await phoneCodeOf(grandmother, 'Bianca'));
  await pressAll(grandmother, chosenForBianca);
  await expect(heard(grandmother)).toContainText('Bianca mangia a mensa mercoledì 2 dicembre');
  await grandmother.getByRole('button', { name: 'Riaggancia' }).tap();

  await call(grandmother, 'Tommaso');
  await expect(heard(grandmother)).toContainText('Componi il PIN di cinque cifre');
  await pressAll(grandmother, ofTommaso);
  await expect(heard(grandmother)).toContainText('Tommaso mangia a mensa mercoledì 2 dicembre');
  await press(grandmother, '1');
  await press(grandmother, '1');
  await expect(heard(grandmother)).toContainText('Il codice della ricevuta è');
});

test('an SMS from a number that is not on file changes nothing any more; the mother’s own calls need no PIN', async ({
  arrive,
}) => {
  const page = await arrive();
  await page.goto('/demo/telefono');
  const code = await phoneCodeOf(page, 'Bianca');
  await page.goto('/demo/sms/scrivi');
  await page
    .getByLabel('Chi scrive')
    .selectOption({ label: 'La nonna: 0399 555 0199, un numero che nessuno conosce' });
  await page.getByLabel('Messaggio').fill(code);
  await page.getByRole('button', { name: 'Manda' }).tap();
  await expect(
    page.getByText(`Il codice ${code} da questo numero non vale per SMS.`),
  ).toBeVisible();
  await page.goto('/demo/telefono');
  await page
    .getByLabel('Chi chiama')
    .selectOption({ label: 'Chiara Bonaldi, per Tommaso e Bianca: 300 100 0137' });
  await page.getByRole('button', { name: 'Chiama' }).tap();
  await expect(heard(page)).toContainText('Per Bianca, premi 1.');
});

const heard = (page: Page) => page.getByRole('log', { name: 'Che cosa si sente' });

async function call(page: Page, firstName: string): Promise<void> {
  await page.goto('/demo/telefono');
  await page.getByRole('button', { name: 'Chiama' }).tap();
  await expect(heard(page)).toContainText('Componi il codice telefono');
  await pressAll(page, await phoneCodeOf(page, firstName));
}

async function pressAll(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await press(page, digit);
  await press(page, 'Cancelletto');
}

async function press(page: Page, key: string): Promise<void> {
  await page.getByRole('button', { name: key, exact: true }).tap();
}

async function phoneCodeOf(page: Page, firstName: string): Promise<string> {
  const line = page.getByRole('listitem').filter({ hasText: firstName });
  return line.getByRole('code').innerText();
}

async function openChild(office: Page, scrap: string): Promise<void> {
  await office.getByRole('link', { name: 'Bambini' }).tap();
  await office.getByRole('searchbox', { name: 'Cerca un bambino' }).fill(scrap);
  await office
    .getByRole('link', { name: /Zanetti/ })
    .first()
    .tap();
  await expect(office.getByRole('region', { name: 'Presenze' })).toBeVisible();
}
