// Without a network: the app says at once that nothing was sent, and nothing is ever recorded twice.
import { expect, test } from './journey.ts';
import { atHome, atTheOffice, beginAgain, codeIn, mailWaitMs, mails } from './valserena.ts';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

test('offline nothing is sent, and the page says so and since when it knows; online the same confirm goes through once', async ({
  arrive,
}) => {
  const page = await arrive();
  await atHome(page, 'oneChild');
  await page.getByRole('button', { name: 'Oggi non mangia' }).tap();
  const dialog = page.getByRole('dialog');
  await page.context().setOffline(true);
  await dialog.getByRole('button', { name: 'Conferma' }).tap();
  await expect(dialog.getByRole('status')).toHaveText(
    'Nessuna connessione: niente è stato inviato. Riprova quando torna la rete.',
  );
  await dialog.getByRole('button', { name: 'Chiudi' }).tap();
  await expect(page.getByText('Nessuna connessione. Controlla la rete e riprova.')).toBeVisible();
  await expect(page.getByText(/^Quello che vedi è di: 8:\d\d\.$/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Awa' })).toContainText('Oggi mangia');

  await page.getByRole('button', { name: 'Oggi non mangia' }).tap();
  await dialog.getByRole('button', { name: 'Conferma' }).tap();
  await expect(dialog.getByRole('status')).toContainText('niente è stato inviato');
  await page.context().setOffline(false);
  await dialog.getByRole('button', { name: 'Conferma' }).tap();
  await expect(page.getByRole('dialog', { name: 'Fatto' })).toContainText('Awa non mangia oggi');
  await page.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(page.getByText('Nessuna connessione')).toHaveCount(0);
  await page.goto('/ricevute');
  await expect(page.getByRole('article').filter({ hasText: 'Awa non mangia oggi' })).toHaveCount(1);
});

test('an answer that got lost is honest about it; the repeat carries the same key and is the same change', async ({
  arrive,
  request,
}) => {
  const page = await arrive();
  await atHome(page, 'apart');
  const keys: (string | undefined)[] = [];
  await page.route('**/api/v1/absences', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const answer = await route.fetch();
    // The first answer is lost on the way back: the server has done it, the phone does not know.
    if (keys.length === 1) await route.abort('connectionreset');
    else await route.fulfill({ response: answer });
  });
  await page.getByRole('button', { name: 'Oggi non mangia' }).tap();
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Conferma' });
  await confirm.tap();
  await expect(page.getByRole('alert')).toContainText(
    'La risposta non è arrivata e non sappiamo se la richiesta è stata registrata.',
  );
  await confirm.tap();
  const receipt = page.getByRole('dialog', { name: 'Fatto' });
  await expect(receipt).toContainText('Maria Vittoria Massimiliana non mangia oggi');
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  const code = codeIn(await receipt.innerText());
  await page.goto('/ricevute');
  const shown = page.getByRole('article').filter({ hasText: 'non mangia oggi' });
  await expect(shown).toHaveCount(1);
  expect(codeIn(await shown.innerText())).toBe(code);
  const told = async (): Promise<number> =>
    (await mails(request)).filter(({ text }) => text.replaceAll(' ', '').includes(code)).length;
  await expect.poll(told, { timeout: mailWaitMs }).toBe(2);
});

test('the kitchen’s screen says how old its numbers are while there is no network, and goes on by itself', async ({
  arrive,
}) => {
  const cook = await arrive();
  await atTheOffice(cook, 'nurseryCook');
  await expect(cook.getByText(/Numeri di /)).toBeVisible();
  await cook.context().setOffline(true);
  await expect(cook.getByRole('alert')).toContainText(
    'Nessuna connessione. I numeri che vedi sono di: 8:',
  );
  await cook.context().setOffline(false);
  await expect(cook.getByText(/Numeri di /)).toBeVisible({ timeout: 10_000 });
});
