// A grandmother telephones from her landline: a code, two keys, a receipt; the kitchen counts one fewer, the mother sees it.
import type { Page } from '@playwright/test';
import { expect, tablet, test } from './journey.ts';
import { atHome, atTheOffice, beginAgain, codeIn, inThrees, turnClockTo } from './valserena.ts';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

let code = '';

test('from a number that nobody knows: the code, the first name, the whole date, two keys, and the code of the receipt', async ({
  arrive,
}) => {
  const cook = await arrive(tablet);
  await atTheOffice(cook, 'centralCook');
  const before = await mealsIn(cook);

  const grandmother = await arrive();
  await grandmother.goto('/demo');
  await grandmother.getByRole('link', { name: 'Telefono della mensa' }).tap();
  await expect(grandmother.getByText('0399 555 0101')).toBeVisible();
  await grandmother.getByRole('button', { name: 'Chiama' }).tap();
  await expect(heard(grandmother)).toContainText('Comune di Valserena, servizio mensa.');
  await expect(heard(grandmother)).toContainText('Componi il codice telefono del bambino');
  for (const digit of await phoneCodeOf(grandmother, 'Tommaso')) await press(grandmother, digit);
  await press(grandmother, 'Cancelletto');
  await expect(heard(grandmother)).toContainText('Tommaso mangia a mensa lunedì 23 novembre');
  await expect(heard(grandmother)).not.toContainText('Zanetti');
  await press(grandmother, '1');
  await expect(heard(grandmother)).toContainText('Tommaso non mangia a mensa lunedì 23 novembre');
  expect(await mealsIn(cook)).toBe(before);
  await press(grandmother, '1');
  await expect(heard(grandmother)).toContainText('Il codice della ricevuta è');
  await expect.poll(() => mealsIn(cook), { timeout: 10_000 }).toBe(before - 1);
  const said = /ricevuta è ((?:\d[ ,]*){9})/.exec(await heard(grandmother).innerText())?.[1] ?? '';
  code = codeIn(said.replaceAll(/\D/g, ''));
  await grandmother.getByRole('button', { name: 'Riaggancia' }).tap();
  await expect(heard(grandmother)).toContainText('La chiamata è finita.');
  await expect(grandmother.getByRole('button', { name: 'Chiama' })).toBeFocused();
});

test('the mother sees it on the portal, with the same code', async ({ arrive }) => {
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  await expect(mother.getByRole('region', { name: 'Tommaso' })).toContainText('Oggi non mangia');
  await mother.goto('/ricevute');
  await expect(mother.getByRole('article').filter({ hasText: inThrees(code) })).toHaveCount(1);
});

test('the mother’s own number is known: her children are offered at once, and the keyboard is enough', async ({
  arrive,
}) => {
  const mother = await arrive(tablet);
  await mother.goto('/demo/telefono');
  await mother
    .getByLabel('Chi chiama')
    .selectOption({ label: 'Chiara Bonaldi, per Tommaso e Bianca: 300 100 0137' });
  await mother.getByRole('button', { name: 'Chiama' }).press('Enter');
  await expect(heard(mother)).toContainText('Per Bianca, premi 1.');
  await mother.keyboard.press('1');
  await expect(heard(mother)).toContainText('Bianca mangia a mensa lunedì 23 novembre');
  await mother.getByRole('button', { name: 'Resta in silenzio' }).press('Enter');
  await expect(heard(mother)).toContainText('Non ho sentito nulla.');
  await mother.getByRole('button', { name: 'Riaggancia' }).press('Enter');
  await expect(heard(mother)).toContainText('La chiamata è finita.');
});

test('after the cut-off the line says why, and what is still possible', async ({
  arrive,
  request,
}) => {
  await turnClockTo(request, '09:31:15');
  const page = await arrive();
  await page.goto('/demo/telefono');
  await page.getByRole('button', { name: 'Chiama' }).tap();
  await expect(heard(page)).toContainText('Componi il codice');
  for (const digit of await phoneCodeOf(page, 'Awa')) await press(page, digit);
  await press(page, 'Cancelletto');
  await expect(heard(page)).toContainText('Per Awa');
});

const heard = (page: Page) => page.getByRole('log', { name: 'Che cosa si sente' });

async function press(page: Page, key: string): Promise<void> {
  await page.getByRole('button', { name: key, exact: true }).tap();
}

async function phoneCodeOf(page: Page, firstName: string): Promise<string> {
  const line = page.getByRole('listitem').filter({ hasText: firstName });
  return line.getByRole('code').innerText();
}

async function mealsIn(cook: Page): Promise<number> {
  await expect(cook.getByRole('term').first()).toHaveText('Pasti in tutto');
  return Number(await cook.getByRole('definition').first().innerText());
}
