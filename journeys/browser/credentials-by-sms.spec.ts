// Credentials by SMS: a clerk sends a code and a small batch, the telephones ring, and two fathers come in with what they got.
import type { APIRequestContext, Page } from '@playwright/test';
import { fathersLogin } from './father.ts';
import { expect, test } from './journey.ts';
import { atTheOffice, beginAgain, loginOf, mailWaitMs, signIn, turnClockTo } from './valserena.ts';

const office = { viewport: { width: 1280, height: 800 } };
const chosen = 'campo di papaveri rossi';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

/** The texts that the message centre of the demo has, the newest first. */
async function smsTexts(request: APIRequestContext): Promise<readonly string[]> {
  const answer = await request.get('/demo/sms', { headers: { accept: 'application/json' } });
  const kept = (await answer.json()) as readonly { readonly text: string }[];
  return kept.map(({ text }) => text);
}

async function openPupil(page: Page, scrap: string, name: RegExp): Promise<void> {
  await page.goto('/ufficio/bambini');
  await page.getByRole('searchbox', { name: 'Cerca un bambino' }).fill(scrap);
  await page.getByRole('link', { name }).click();
}

test('a father who telephones gets a code by SMS, seen before by the clerk, and chooses a password with it', async ({
  arrive,
  request,
}) => {
  const clerk = await arrive(office);
  await atTheOffice(clerk, 'office');
  await openPupil(clerk, 'massimiliana', /Maria Vittoria Massimiliana/);
  await clerk.getByRole('button', { name: /^Dai un codice di recupero a Gian Maria/ }).click();
  const dialog = clerk.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Per SMS' }).check();
  await expect(dialog).toContainText(/e codice \*\*\* \*\*\* \*\*\* entro 48 ore\./);
  await expect(dialog).toContainText(/Al numero \+39 ••• ••• \d{4}, un SMS\./);
  await dialog.getByRole('button', { name: 'Manda il codice per SMS' }).click();
  const guardians = clerk.getByRole('region', { name: 'Genitori' });
  await expect(guardians.getByText('arrivato')).toBeVisible({ timeout: mailWaitMs });

  const [text = ''] = await smsTexts(request);
  const [, login = '', code = ''] = / codice utente (\w+) e codice ([\d ]+) entro/.exec(text) ?? [];
  await expect(clerk.getByRole('main')).not.toContainText(code);
  const father = await arrive();
  await father.goto('/recupero/codice');
  await father.getByRole('textbox', { name: 'Codice utente' }).fill(login);
  await father.getByRole('textbox', { name: /^Codice dell/ }).fill(code);
  await father.getByLabel('Nuova password').first().fill(chosen);
  await father.getByRole('button', { name: 'Salva la password' }).tap();
  await expect(father.getByText('Fatto: la password è cambiata.')).toBeVisible();
});

test('a class gets its first credentials after nine, each once, and Andrea comes in with his', async ({
  arrive,
  request,
}) => {
  const before = (await smsTexts(request)).length;
  const clerk = await arrive(office);
  await atTheOffice(clerk, 'office');
  await clerk.getByRole('link', { name: 'Credenziali' }).click();
  await clerk.getByLabel('Scuola').selectOption({ label: 'Scuola primaria Ada Fontanalta' });
  await clerk.getByLabel('Classe').selectOption({ label: '2ª A' });
  const andrea = clerk.getByRole('listitem').filter({ hasText: 'Zanetti Andrea' });
  await expect(andrea).toContainText(`codice utente ${fathersLogin} e password ****-****-****`);
  await expect(clerk.getByText('Adesso è ora di silenzio: partono alle 9:00.')).toBeVisible();

  await clerk.getByRole('button', { name: /^Manda \d+ SMS$/ }).click();
  const dialog = clerk.getByRole('dialog', { name: 'Manda le credenziali' });
  await expect(dialog).toContainText('persone ricevono codice utente e prima password');
  await dialog.getByRole('button', { name: 'Manda', exact: true }).click();
  const going = clerk.getByRole('region', { name: /^Già mandati/ });
  await expect(going.getByText('parte alle 9:00').first()).toBeVisible();
  expect(await smsTexts(request)).toHaveLength(before);

  // The page is left and found again as it stands.
  await turnClockTo(request, '09:00:10');
  await clerk.reload();
  await clerk.getByLabel('Scuola').selectOption({ label: 'Scuola primaria Ada Fontanalta' });
  await clerk.getByLabel('Classe').selectOption({ label: '2ª A' });
  await expect(going.getByRole('status')).toContainText(
    /arrivati, nessuno in consegna, nessuno in attesa/,
    { timeout: 2 * mailWaitMs },
  );
  // Nothing moves any more, and the page still answers.
  await clerk.getByLabel('Classe').selectOption({ label: '2ª B' });
  await expect(clerk.getByRole('button', { name: /^Manda \d+ SMS$/ })).toBeVisible();

  const texts = await smsTexts(request);
  const mine = texts.filter((text) => text.includes(fathersLogin));
  expect(mine).toHaveLength(1);
  expect(mine[0]).not.toContain('Zanetti');
  const father = await arrive();
  await father.goto('/');
  const password = / password ([a-z0-9-]+)\./.exec(mine[0] ?? '')?.[1] ?? '';
  await signIn(father, { login: fathersLogin, password });
  await expect(father.getByText('È il tuo primo accesso')).toBeVisible();
  await father.getByLabel('Password che hai ricevuto').first().fill(password);
  await father.getByLabel('Nuova password').first().fill(chosen);
  await father.getByRole('button', { name: 'Salva la password' }).tap();
  await expect(father.getByRole('heading', { level: 1, name: /^Oggi, / })).toBeVisible();
  await clerk.reload();
  await expect(clerk.getByRole('heading', { level: 1, name: 'Credenziali' })).toBeVisible();
  await expect(clerk.getByText('Zanetti Andrea')).toHaveCount(0);
});

test('who has no mobile number gets a letter, and opens the door with it', async ({ arrive }) => {
  const clerk = await arrive(office);
  await atTheOffice(clerk, 'office');
  await clerk.goto('/ufficio/credenziali');
  await clerk.getByRole('button', { name: /^Prepara / }).click();
  await clerk
    .getByRole('dialog', { name: 'Lettere per i genitori' })
    .getByRole('button', { name: 'Prepara' })
    .click();
  const letter = clerk.getByRole('article').first();
  const said = await letter.innerText();
  const [, login = ''] = /Codice utente: (\S+)/.exec(said) ?? [];
  const [, password = ''] = /Prima password: (\S+)/.exec(said) ?? [];
  const mother = await arrive();
  await mother.goto('/');
  await signIn(mother, { login, password });
  await expect(mother.getByText('È il tuo primo accesso')).toBeVisible();
});

test('a secretary has no such page, and the way there is closed', async ({ arrive }) => {
  const secretary = await arrive(office);
  await atTheOffice(secretary, 'secretary');
  await expect(secretary.getByRole('link', { name: 'Oggi' })).toBeVisible();
  await expect(secretary.getByRole('link', { name: 'Credenziali' })).toHaveCount(0);
  const answer = await secretary.request.get('/api/v1/staff/credentials');
  expect(answer.status()).toBe(403);
  expect(loginOf('secretary').login).toBe('segreteria');
});
