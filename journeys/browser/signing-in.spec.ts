// Coming in: a letter's password is changed at once, a forgotten one by mail, a wrong one is told kindly, guessing waits.
import { expect, test } from './journey.ts';
import { atHome, beginAgain, loginOf, mailWaitMs, mails, signIn } from './valserena.ts';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

const chosen = 'campo di papaveri rossi';

test('a mother with her letter chooses a password of her own before anything else, and comes back with it', async ({
  arrive,
}) => {
  const page = await arrive();
  const letter = loginOf('firstLogin');
  await page.goto('/presenze');
  await signIn(page, letter);
  await expect(page.getByText('È il tuo primo accesso')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Sezioni' })).toHaveCount(0);
  await page.getByLabel('Password che hai ricevuto').first().fill(letter.password);
  await page.getByLabel('Nuova password').first().fill('corta');
  await page.getByRole('button', { name: 'Salva la password' }).tap();
  const wanted = page.getByRole('textbox', { name: 'Nuova password' });
  await expect(wanted).toHaveAccessibleDescription(/troppo corta. La password non è cambiata/);
  await wanted.fill(chosen);
  await page.getByRole('button', { name: 'Salva la password' }).tap();
  // Where she wanted to go in the first place.
  await expect(page.getByRole('heading', { level: 1, name: 'Presenze' })).toBeVisible();

  await page.getByRole('button', { name: /Il tuo profilo/ }).tap();
  await page.getByRole('button', { name: 'Esci' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Entra nella mensa' })).toBeVisible();
  await signIn(page, { ...letter, password: chosen });
  await expect(page.getByRole('heading', { level: 1, name: 'Presenze' })).toBeVisible();
});

test('a forgotten password is replaced by the mail’s link, which works once and ends the other sessions', async ({
  arrive,
  request,
}) => {
  const father = loginOf('oneChild');
  const sofa = await arrive();
  await atHome(sofa, 'oneChild');

  const page = await arrive();
  await page.goto('/recupero');
  await page.getByRole('textbox', { name: 'Codice utente' }).fill(father.login);
  await page.getByRole('button', { name: 'Mandami il messaggio' }).tap();
  await expect(page.getByText(/Se il codice è giusto, tra poco arriva un messaggio/)).toBeVisible();
  const readLink = async (): Promise<string> => {
    const sent = (await mails(request)).find(({ to }) =>
      to.includes('ibrahima.ndiaye@posta.example'),
    );
    return /https?:\/\/\S+\/recupero\S+/.exec(sent?.text ?? '')?.[0] ?? '';
  };
  await expect.poll(readLink, { timeout: mailWaitMs }).not.toBe('');
  const link = await readLink();
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Nuova password' }).fill(chosen);
  await page.getByRole('button', { name: 'Salva la password' }).tap();
  await expect(page.getByText('Fatto: la password è cambiata.')).toBeVisible();
  await expect
    .poll(async () => (await mails(request)).map(({ subject }) => subject), {
      timeout: mailWaitMs,
    })
    .toContain('La tua password per la mensa è cambiata');

  await sofa.reload();
  await expect(sofa.getByRole('heading', { level: 1, name: 'Entra nella mensa' })).toBeVisible();
  await signIn(sofa, father);
  await expect(sofa.getByRole('alert')).toContainText('Codice utente o password non corrispondono');
  await signIn(sofa, { ...father, password: chosen });
  await expect(sofa.getByRole('region', { name: 'Awa' })).toBeVisible();

  await page.goto(link);
  await page.getByRole('textbox', { name: 'Nuova password' }).fill('un altro campo di papaveri');
  await page.getByRole('button', { name: 'Salva la password' }).tap();
  await expect(page.getByRole('alert')).toContainText('è scaduto o è già stato usato');
  await page.getByRole('link', { name: 'Chiedi un nuovo messaggio' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Password dimenticata' })).toBeVisible();
});

test('after five wrong passwords even the right one waits, and the page says for how long', async ({
  arrive,
}) => {
  const page = await arrive();
  const { login, password } = loginOf('apart');
  await page.goto('/');
  for (const _ of [1, 2, 3, 4, 5]) {
    await signIn(page, { login, password: 'sbagliata-sbagliata' });
    await expect(page.getByRole('alert')).toHaveText(
      'Codice utente o password non corrispondono. Controlla e riprova; se hai dimenticato la password puoi sceglierne una nuova.',
    );
    await expect(page.getByRole('button', { name: 'Entra' })).not.toHaveAttribute(
      'aria-disabled',
      'true',
    );
  }
  await signIn(page, { login, password });
  await expect(page.getByRole('alert')).toContainText(
    'Ci sono stati diversi tentativi sbagliati: per sicurezza aspetta un minuto e riprova.',
  );
});

test('a guardian whom a court has limited sees no child and may change nothing', async ({
  arrive,
}) => {
  const page = await arrive();
  await atHome(page, 'restricted');
  await expect(
    page.getByRole('status').filter({ hasText: 'Qui non ci sono bambini' }),
  ).toContainText("Se pensi che manchi qualcuno, chiedi all'ufficio mensa.");
  await expect(page.getByRole('button', { name: 'Oggi non mangia' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Presenze' }).tap();
  await expect(page.getByRole('main')).toContainText('Qui non ci sono bambini');
  await expect(page.getByText('Leonardo')).toHaveCount(0);
});

test('staff at the families’ door, and families at the staff’s, are shown the right one', async ({
  arrive,
}) => {
  const cook = await arrive();
  await cook.goto('/');
  await signIn(cook, loginOf('centralCook'));
  await cook.getByRole('link', { name: 'Vai alla pagina del personale' }).tap();
  await expect(cook.getByRole('button', { name: 'Stampa' })).toBeVisible();
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  await mother.goto('/ufficio/');
  await mother.getByRole('link', { name: 'Vai al portale delle famiglie' }).tap();
  await expect(mother.getByRole('heading', { level: 1, name: /^Oggi, / })).toBeVisible();
});
