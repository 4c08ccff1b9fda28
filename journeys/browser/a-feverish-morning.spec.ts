// The feverish morning: three taps and a receipt; the kitchen, the mail and the other parent know it at once.
import type { Page } from '@playwright/test';
import { expect, tablet, test } from './journey.ts';
import { fathersLogin } from './father.ts';
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

const newPassword = 'pioggia-sulla-tenda';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

let fevered = '';

test('three taps take a feverish child off; the kitchen counts one fewer within ten seconds, both parents have a mail', async ({
  arrive,
  request,
}) => {
  const cook = await arrive(tablet);
  await atTheOffice(cook, 'centralCook');
  const before = await mealsIn(cook);
  const glutenFree = await countOf(cook, 'Senza glutine');

  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  // Some mornings later: the session is open, and the icon opens Oggi.
  await mother.goto('/');
  await countTaps(mother);
  const tommaso = mother.getByRole('region', { name: 'Tommaso' });
  await expect(tommaso).toContainText('Oggi mangia');
  await expect(tommaso).toContainText('entro le 9:15');
  await mother.getByRole('checkbox', { name: 'Tommaso oggi non mangia' }).tap();
  await mother.getByRole('button', { name: 'Oggi non mangia' }).tap();
  await mother.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  const receipt = mother.getByRole('dialog', { name: 'Fatto' });
  await expect(receipt).toContainText('Tommaso non mangia oggi, lunedì 23 novembre');
  expect(await tapsOn(mother)).toBe(3);
  fevered = codeIn(await receipt.innerText());

  await expect.poll(() => mealsIn(cook), { timeout: 10_000 }).toBe(before - 1);
  expect(await countOf(cook, 'Senza glutine')).toBe(glutenFree - 1);

  await receipt.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(tommaso).toContainText('Oggi non mangia');
  await expect(mother.getByRole('region', { name: 'Bianca' })).toContainText('Oggi mangia');

  await expect
    .poll(async () => toldOf(await mails(request), fevered), { timeout: mailWaitMs })
    .toEqual(['andrea.zanetti@posta.example', 'chiara.bonaldi@posta.example']);
  await mother.goto('/demo/mail');
  await expect(mother.getByRole('listitem').filter({ hasText: inThrees(fevered) })).toHaveCount(2);
});

test('the father, who never had a password, gets one by mail and undoes it; the receipts show both', async ({
  arrive,
  request,
}) => {
  const father = await arrive();
  await father.goto('/');
  await father.getByRole('link', { name: 'Ho dimenticato la password' }).tap();
  await father.getByRole('textbox', { name: 'Codice utente' }).fill(fathersLogin);
  await father.getByRole('button', { name: 'Mandami il messaggio' }).tap();
  await expect(
    father.getByRole('status').filter({ hasText: 'Se il codice è giusto' }),
  ).toBeVisible();
  await expect
    .poll(async () => linkIn((await mails(request))[0]?.text ?? ''), { timeout: mailWaitMs })
    .toContain('/recupero');
  await father.goto(linkIn((await mails(request))[0]?.text ?? ''));
  await father.getByLabel('Nuova password').first().fill(newPassword);
  await father.getByRole('button', { name: 'Salva la password' }).tap();
  await expect(father.getByText('Fatto: la password è cambiata.')).toBeVisible();
  await father.getByRole('link', { name: "Torna all'accesso" }).tap();
  await signIn(father, { login: fathersLogin, password: newPassword });

  const tommaso = father.getByRole('region', { name: 'Tommaso' });
  await expect(tommaso).toContainText('Avviso di Chiara Bonaldi');
  await father.getByRole('button', { name: 'Torna a mangiare: Tommaso' }).tap();
  await father.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  const receipt = father.getByRole('dialog', { name: 'Fatto' });
  await expect(receipt).toContainText('Tommaso torna a mangiare oggi');
  const undone = codeIn(await receipt.innerText());
  await receipt.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(tommaso).toContainText('Oggi mangia');

  await father.getByRole('link', { name: 'Altro' }).tap();
  await father.getByRole('main').getByRole('link', { name: 'Ricevute' }).tap();
  const shown = father.getByRole('article');
  await expect(shown.nth(0)).toContainText('Tommaso torna a mangiare oggi');
  await expect(shown.nth(1)).toContainText('Tommaso non mangia oggi');
  expect(codeIn(await shown.nth(0).innerText())).toBe(undone);
  expect(codeIn(await shown.nth(1).innerText())).toBe(fevered);

  await father
    .getByRole('link', { name: /^Ricevuta / })
    .nth(1)
    .tap();
  await expect(father.getByRole('main')).toContainText('Chiara Bonaldi');
  await expect(father.getByRole('main')).toContainText('Portale');
});

test('two feverish children are one action and one receipt', async ({ arrive, request }) => {
  await turnClockTo(request, '09:20:00');
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  await expect(mother.getByRole('region', { name: 'Bianca' })).toContainText(
    'Sei ancora in tempo fino alle 9:30',
  );
  await mother.getByRole('button', { name: 'Oggi non mangia' }).tap();
  await expect(mother.getByRole('alert')).toHaveText('Scegli prima chi oggi non mangia.');
  await mother.getByRole('checkbox', { name: 'Tommaso oggi non mangia' }).tap();
  await mother.getByRole('checkbox', { name: 'Bianca oggi non mangia' }).tap();
  await mother.getByRole('button', { name: 'Oggi non mangia' }).tap();
  await mother.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  const receipt = mother.getByRole('dialog', { name: 'Fatto' });
  await expect(receipt).toContainText('Tommaso non mangia oggi');
  await expect(receipt).toContainText('Bianca non mangia oggi');
  await receipt.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(mother.getByRole('button', { name: 'Oggi non mangia' })).toBeHidden();
  await expect(mother.getByRole('button', { name: /^Torna a mangiare: / })).toHaveCount(2);
});

test('a code is shown to its own family only', async ({ arrive }) => {
  const stranger = await arrive();
  await atHome(stranger, 'oneChild');
  const answer = await stranger.request.get(`/api/v1/receipts/${fevered}`);
  expect(answer.status()).toBe(404);
  await stranger.goto(`/ricevute/${fevered}`);
  await expect(stranger.getByRole('alert')).toContainText("Questa ricevuta non c'è, o non è tua");
  await expect(stranger.getByText('Tommaso')).toHaveCount(0);
});

async function countTaps(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    dataset['taps'] = '0';
    const count = (): string => (dataset['taps'] = String(Number(dataset['taps']) + 1));
    addEventListener('pointerdown', count, true);
  });
}

async function tapsOn(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.documentElement.dataset['taps']));
}

/** The large number of the kitchen's screen. */
async function mealsIn(cook: Page): Promise<number> {
  await expect(cook.getByRole('term').first()).toHaveText('Pasti in tutto');
  return Number(await cook.getByRole('definition').first().innerText());
}

async function countOf(cook: Page, variant: string): Promise<number> {
  const terms = await cook.getByRole('term').allInnerTexts();
  return Number(await cook.getByRole('definition').nth(terms.indexOf(variant)).innerText());
}

function toldOf(
  all: readonly { readonly to: readonly string[]; readonly text: string }[],
  code: string,
): string[] {
  return all
    .filter(({ text }) => text.replaceAll(' ', '').includes(code))
    .flatMap(({ to }) => to)
    .toSorted();
}

function linkIn(text: string): string {
  return /https?:\/\/\S+/.exec(text)?.[0] ?? '';
}
