// A family that telephones: the office finds the child by a scrap, changes a day, reads the code out, and lets a father in again.
import type { Locator, Page } from '@playwright/test';
import { expect, tablet, test } from './journey.ts';
import {
  atHome,
  atTheOffice,
  beginAgain,
  codeIn,
  inThrees,
  mailWaitMs,
  mails,
  signIn,
  turnClockTo,
} from './valserena.ts';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

let code = '';

test('three letters find the child; the absence is confirmed, its code is read out, the father has a mail', async ({
  arrive,
  request,
}) => {
  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  await openChild(office, 'ndia awa', 'Ndiaye Awa');
  const guardians = office.getByRole('region', { name: 'Genitori e tutori' });
  await expect(guardians).toContainText('Ibrahima Ndiaye');
  await dayButton(office, 'lunedì 23 novembre').tap();
  const day = office.getByRole('dialog');
  await expect(day).toContainText('Si può cambiare fino alle 9:30 di lunedì 23 novembre');
  await day.getByRole('button', { name: 'Non mangia', exact: true }).tap();
  await expect(day).toContainText('Awa, lunedì 23 novembre');
  await day.getByRole('button', { name: 'Conferma' }).tap();
  const receipt = office.getByRole('dialog', { name: 'Fatto' });
  await expect(receipt).toContainText('Leggi alla famiglia il codice');
  code = codeIn(await receipt.locator('.receipt-box').innerText());
  await receipt.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(dayButton(office, 'lunedì 23 novembre')).toHaveAccessibleName(/Non mangia$/);
  const changes = office.getByRole('region', { name: 'Che cosa è cambiato' });
  await expect(changes.getByRole('listitem').first()).toContainText('ufficio mensa');
  await expect
    .poll(async () => (await mails(request)).filter(({ text }) => text.includes(inThrees(code))), {
      timeout: mailWaitMs,
    })
    .toHaveLength(1);
});

test('the receipt is found by the code, with a digit heard wrongly on the way, and leads to the child', async ({
  arrive,
}) => {
  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  await office.getByRole('link', { name: 'Ricevute' }).tap();
  const box = office.getByRole('textbox', { name: 'Codice della ricevuta' });
  await box.fill(withLastDigitWrong(code));
  await office.getByRole('button', { name: 'Trova la ricevuta' }).tap();
  await expect(office.getByText('una cifra di troppo, di meno o sbagliata')).toBeVisible();
  await box.fill(inThrees(code));
  await office.getByRole('button', { name: 'Trova la ricevuta' }).tap();
  await expect(office.getByText('Awa Ndiaye · Mensa: Non mangia')).toBeVisible();
  await expect(office.getByText(/Sigillata, posto \d+ della catena/)).toBeVisible();
  await office.getByRole('link', { name: 'Apri la scheda di Awa Ndiaye' }).tap();
  await expect(office.getByRole('heading', { level: 1, name: 'Awa Ndiaye' })).toBeVisible();
});

test('an open suspension and its resumption on the family’s behalf; the father reads who did it', async ({
  arrive,
}) => {
  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  await openChild(office, 'ndiaye', 'Ndiaye Awa');
  await office.getByRole('button', { name: 'Disdetta prolungata' }).tap();
  await office.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  await closeReceipt(office);
  await expect(office.getByText('finché non si riattiva')).toBeVisible();

  const father = await arrive();
  await atHome(father, 'oneChild');
  await expect(father.getByRole('region', { name: 'Awa' })).toContainText('ufficio mensa');

  await office.getByRole('button', { name: 'Riattiva il pasto' }).tap();
  await office.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  await closeReceipt(office);
  await expect(office.getByText('finché non si riattiva')).toBeHidden();
});

test('the father forgot his password and has no mail: the office makes a code, and with it he is in', async ({
  arrive,
}) => {
  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  await openChild(office, 'ndiaye', 'Ndiaye Awa');
  await office.getByRole('button', { name: 'Dai un codice di recupero a Ibrahima Ndiaye' }).tap();
  await office.getByRole('dialog').getByRole('button', { name: 'Crea il codice' }).tap();
  const letter = office.getByRole('dialog', { name: 'Per Ibrahima Ndiaye' });
  const given = codeIn(await letter.locator('.receipt-box').innerText());
  const [, login = ''] = /Codice utente per entrare: (\S+)/.exec(await letter.innerText()) ?? [];

  const father = await arrive();
  await father.goto('/');
  await father.getByRole('link', { name: 'Ho dimenticato la password' }).tap();
  await father.getByRole('link', { name: "Ho un codice dell'ufficio mensa" }).tap();
  await father.getByRole('textbox', { name: 'Codice utente' }).fill(login);
  await father.getByRole('textbox', { name: "Codice dell'ufficio" }).fill(given);
  await father.getByRole('textbox', { name: 'Nuova password' }).fill('campo di papaveri rossi');
  await father.getByRole('button', { name: 'Salva la password' }).tap();
  await expect(father.getByText('la password è cambiata')).toBeVisible();
  await father.getByRole('link', { name: "Torna all'accesso" }).tap();
  await signIn(father, { login, password: 'campo di papaveri rossi' });
  await expect(father.getByRole('heading', { level: 1, name: /^Oggi, / })).toBeVisible();
});

test('the school finds its own children and no guardian’s contacts; after the cut-off it is told why nothing changes', async ({
  arrive,
  request,
}) => {
  await turnClockTo(request, '09:31:15');
  const secretary = await arrive();
  await atTheOffice(secretary, 'secretary');
  await secretary.goto('/ufficio/bambini');
  await secretary.getByRole('searchbox', { name: 'Cerca un bambino' }).fill('morandi leonardo');
  await expect(secretary.getByRole('main').getByRole('status')).toContainText(
    'Nessun bambino trovato',
  );
  await secretary.getByRole('searchbox', { name: 'Cerca un bambino' }).fill('awa');
  await secretary.getByRole('link', { name: /^Ndiaye Awa/ }).tap();
  await expect(secretary.getByRole('heading', { level: 1, name: 'Awa Ndiaye' })).toBeVisible();
  await expect(secretary.getByRole('region', { name: 'Presenze' })).toBeVisible();
  await expect(secretary.getByRole('region', { name: 'Genitori e tutori' })).toHaveCount(0);
  await dayButton(secretary, 'lunedì 23 novembre').tap();
  const day = secretary.getByRole('dialog');
  await expect(day).toContainText(
    "Non si può più cambiare: l'orario limite era alle 9:30 di lunedì 23 novembre",
  );
  await expect(day.getByRole('button', { name: 'Non mangia', exact: true })).toHaveCount(0);
});

async function openChild(office: Page, scrap: string, name: string): Promise<void> {
  await office.getByRole('link', { name: 'Bambini' }).tap();
  await office.getByRole('searchbox', { name: 'Cerca un bambino' }).fill(scrap);
  await office.getByRole('link', { name: new RegExp(`^${name}`) }).tap();
  await expect(office.getByRole('region', { name: 'Presenze' })).toBeVisible();
}

function dayButton(page: Page, day: string): Locator {
  return page.getByRole('gridcell').getByRole('button', { name: new RegExp(`^${day}: `) });
}

async function closeReceipt(office: Page): Promise<void> {
  const receipt = office.getByRole('dialog', { name: 'Fatto' });
  await receipt.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(receipt).toBeHidden();
}

function withLastDigitWrong(digits: string): string {
  return `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`;
}
