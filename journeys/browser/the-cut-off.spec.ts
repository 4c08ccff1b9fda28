// The cut-off: the minute 9:30 is in time, 9:31 is not; then the day closes and the kitchen's numbers are final.
import { expect, tablet, test } from './journey.ts';
import { atHome, atTheOffice, beginAgain, turnClockTo } from './valserena.ts';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

test('a parent within 9:30 is in time, one at 9:31 is told why not and what is still possible; then the day closes', async ({
  arrive,
  request,
}) => {
  const father = await arrive();
  await atHome(father, 'oneChild');
  await father.getByRole('button', { name: 'Oggi non mangia' }).tap();
  const mother = await arrive();
  await atHome(mother, 'apart');
  await mother.getByRole('button', { name: 'Oggi non mangia' }).tap();
  await expect(mother.getByRole('dialog').getByRole('button', { name: 'Conferma' })).toBeVisible();

  // The clock runs: from here to the end of the minute there are three seconds.
  await turnClockTo(request, '09:30:57');
  await father.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  const receipt = father.getByRole('dialog', { name: 'Fatto' });
  await expect(receipt).toContainText('Ricevuto: 9:30');
  await receipt.getByRole('button', { name: 'Chiudi' }).last().tap();

  const cook = await arrive(tablet);
  await atTheOffice(cook, 'centralCook');
  await turnClockTo(request, '09:31:00');
  await mother.getByRole('dialog').getByRole('button', { name: 'Conferma' }).tap();
  await expect(mother.getByRole('alert')).toContainText(
    /^Per lunedì 23 novembre è tardi: si poteva cambiare fino alle 0?9:30 di lunedì 23 novembre\. Il pasto resta com'era e la tua richiesta è annotata\. Puoi ancora cambiare i giorni successivi\.$/,
  );
  await cook.reload();
  const school = cook.getByRole('region', { name: 'Scuola primaria Ada Fontanalta' });
  await expect(school).toContainText('In chiusura: ancora pochi secondi');

  await turnClockTo(request, '09:31:10');
  await expect(school).toContainText('Chiuso alle 9:31: numeri definitivi', { timeout: 10_000 });

  await mother.getByRole('dialog').getByRole('button', { name: 'Chiudi' }).tap();
  const late = mother.getByRole('region', { name: 'Maria Vittoria Massimiliana' });
  await mother.reload();
  await expect(late).toContainText('Oggi mangia: pasto prenotato');
  await expect(mother.getByRole('button', { name: 'Oggi non mangia' })).toHaveCount(0);
  await expect(late).toContainText('Prossimo giorno di mensa: mercoledì 25 novembre (Mangia).');
  await late.getByRole('link', { name: /^Cambia un altro giorno/ }).tap();
  await expect(mother.getByRole('heading', { level: 1, name: 'Presenze' })).toBeVisible();

  await father.reload();
  await expect(father.getByRole('region', { name: 'Awa' })).toContainText('Oggi non mangia');
  await expect(father.getByRole('button', { name: /^Torna a mangiare/ })).toHaveCount(0);
});

test('the closed sheet prints: numbers, special plates and the hour, without buttons or frame', async ({
  arrive,
}) => {
  const cook = await arrive(tablet);
  await cook.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('lang', 'it-printed');
  });
  await atTheOffice(cook, 'centralCook');
  await expect(cook.getByRole('region').first()).toContainText('numeri definitivi');
  await cook.getByRole('button', { name: 'Stampa' }).click();
  expect(await cook.evaluate(() => document.documentElement.lang)).toBe('it-printed');

  await cook.emulateMedia({ media: 'print' });
  await expect(cook.getByText(/lunedì 23 novembre · Stampato: 9:3\d/)).toBeVisible();
  for (const control of await cook.getByRole('button').all()) await expect(control).toBeHidden();
  await expect(cook.getByRole('contentinfo')).toBeHidden();
  await expect(
    cook.getByRole('heading', { level: 3, name: 'Piatti speciali' }).first(),
  ).toBeVisible();
  await expect(cook.getByRole('region').first()).toContainText('numeri definitivi');
  await expect(cook.getByRole('definition').first()).toBeVisible();
  const pages = (await cook.pdf()).toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
  expect(pages).toBeGreaterThan(0);
  expect(pages).toBeLessThanOrEqual(4);
});
