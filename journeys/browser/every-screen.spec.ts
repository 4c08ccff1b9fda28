// Every screen and state once: at 320 CSS pixels nothing rolls sideways or hides, and axe finds nothing, light or dark.
import { Buffer } from 'node:buffer';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, tablet, test } from './journey.ts';
import { sendHome } from './send-home.ts';
import { tellEveryState, toldNames } from './told-states.ts';
import {
  atHome,
  atTheOffice,
  beginAgain,
  loginOf,
  mailWaitMs,
  mails,
  signIn,
  turnClockTo,
} from './valserena.ts';

// A small phone, which is also a window of 1280 at 400 %; 640 is that window at 200 % (WCAG 1.4.4, 1.4.10).
const narrow = {
  viewport: { width: 320, height: 640 },
  hasTouch: true,
  // Colours must not be met half-way from light to dark.
  reducedMotion: 'reduce',
} as const;
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Each journey looks at a dozen screens, and axe takes its time.
test.describe.configure({ mode: 'serial', timeout: 300_000 });
test.beforeAll(({ request }) => beginAgain(request));

test('the doors: sign-in, its mistakes, a forgotten password, the public pages', async ({
  arrive,
}) => {
  const page = await arrive(narrow);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Entra' })).toBeVisible();
  await look(page, 'sign-in');
  await signIn(page, { login: 'nessuno', password: 'sbagliata-sbagliata' });
  await expect(page.getByRole('alert')).toBeVisible();
  await look(page, 'wrong password');
  await page.getByRole('link', { name: 'Ho dimenticato la password' }).tap();
  await expect(page.getByRole('heading', { name: 'Password dimenticata' })).toBeVisible();
  await look(page, 'asking for recovery');
  await page.getByRole('textbox', { name: 'Codice utente' }).fill('nessuno');
  await page.getByRole('button', { name: 'Mandami il messaggio' }).tap();
  await expect(page.getByText('Se il codice è giusto')).toBeVisible();
  await look(page, 'recovery asked');
  await page.goto('/recupero?t=scaduto');
  await page.getByRole('textbox', { name: 'Nuova password' }).fill('campo di papaveri');
  await look(page, 'choosing a new password');
  await page.getByRole('button', { name: 'Salva la password' }).tap();
  await expect(page.getByRole('alert')).toBeVisible();
  await look(page, 'a link that is over');
  for (const path of ['/privacy', '/note-legali', '/accessibilita', '/non-esiste']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
    await look(page, path);
  }
});

test('whichever answer comes first, "not signed in" or who the municipality is, its name stays', async ({
  arrive,
}) => {
  const page = await arrive(narrow);
  const { promise: shown, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/api/v1/session', async (route) => {
    await shown;
    await route.continue();
  });
  await page.goto('/note-legali');
  await expect(page.getByRole('heading', { level: 1, name: 'Note legali' })).toBeVisible();
  const notSignedIn = page.waitForResponse('**/api/v1/session');
  release();
  await (await notSignedIn).finished();
  await page.getByRole('link', { name: 'Mensa scolastica' }).tap();
  await expect(page.getByRole('button', { name: 'Entra' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Comune di Valserena');
});

test('the office’s days: the list, the form with mistakes, what would change, recorded and taken back', async ({
  arrive,
}) => {
  const page = await arrive(narrow);
  await atTheOffice(page, 'office');
  await page.goto('/ufficio/giornate');
  await expect(page.getByRole('link', { name: 'Nuova giornata' })).toBeVisible();
  await look(page, 'the days');
  await page.getByRole('link', { name: 'Nuova giornata' }).tap();
  await page.getByRole('button', { name: 'Vedi che cosa cambia' }).tap();
  await expect(page.getByText('Scegli il giorno.')).toBeVisible();
  await look(page, 'a day with mistakes');
  await page.getByLabel('Motivo').fill('Sciopero generale');
  await page.getByLabel('Giorno', { exact: true }).fill('2026-12-10');
  await page.getByRole('button', { name: 'Scegli tutta la scuola' }).tap();
  await page.getByRole('button', { name: 'Vedi che cosa cambia' }).tap();
  await expect(page.getByRole('heading', { name: 'Che cosa cambia' })).toBeFocused();
  await look(page, 'what would change');
  await page.getByRole('button', { name: 'Registra e avvisa le famiglie' }).tap();
  await expect(page.getByText('Registrato. Stiamo avvisando')).toBeVisible();
  await look(page, 'a day recorded');
  await page.getByRole('button', { name: 'Annulla: Sciopero, Sciopero generale' }).tap();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'taking a day back');
  await page.getByRole('button', { name: 'Annulla e avvisa le famiglie' }).tap();
  await expect(page.getByText('Annullato. Stiamo avvisando le famiglie.')).toBeVisible();
  await page.getByText("Proroga l'orario limite di oggi").tap();
  await page.getByRole('button', { name: 'Proroga', exact: true }).tap();
  await expect(page.getByText("Scrivi un'ora come 10:15.")).toBeVisible();
  await look(page, 'an extension with a mistake');
  await page.getByText('Periodo di avvio del servizio').tap();
  await expect(page.getByText("Quest'anno non c'è un periodo di avvio.")).toBeVisible();
  await page.getByLabel('Primo giorno').fill('2026-09-14');
  await page.getByRole('button', { name: 'Registra il periodo' }).tap();
  await expect(page.getByText('Scegli un giorno.')).toBeVisible();
  await look(page, 'a grace period with a mistake');
  await page.getByLabel('Ultimo giorno').fill('2026-09-30');
  await page.getByRole('button', { name: 'Registra il periodo' }).tap();
  await expect(page.getByText('Da lunedì 14 settembre a mercoledì 30 settembre.')).toBeVisible();
  await look(page, 'a grace period');
  await page.getByRole('button', { name: 'Togli il periodo' }).tap();
  await expect(page.getByText("Quest'anno non c'è un periodo di avvio.")).toBeVisible();
  await page.goto('/ufficio/giornate/nuova');
  await page.getByRole('radio', { name: 'Chiusura' }).check();
  await page.getByLabel('Motivo').fill('Festa');
  await page.getByLabel('Giorno', { exact: true }).fill('2026-11-24');
  await page.getByRole('button', { name: 'Vedi che cosa cambia' }).tap();
  await expect(page.getByRole('heading', { name: 'Che cosa cambia' })).toBeVisible();
  await look(page, 'what a closure would change');
});

test('a family’s screens: Oggi, the confirm, the receipt, Presenze and its dialogs, receipts, Altro', async ({
  arrive,
  request,
}) => {
  const page = await arrive(narrow);
  await page.goto('/');
  await signIn(page, loginOf('firstLogin'));
  await expect(page.getByText('È il tuo primo accesso')).toBeVisible();
  await look(page, 'the first password');

  await page.context().clearCookies();
  await atHome(page, 'twoSchools');
  await look(page, 'Oggi');
  await page.getByRole('button', { name: 'Oggi non mangia' }).tap();
  await expect(page.getByRole('alert')).toBeVisible();
  await look(page, 'nobody chosen');
  await page.getByRole('checkbox', { name: 'Bianca oggi non mangia' }).tap();
  await page.getByRole('button', { name: 'Oggi non mangia' }).tap();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Conferma' })).toBeVisible();
  await look(page, 'confirm');
  await dialog.getByRole('button', { name: 'Conferma' }).tap();
  await expect(page.getByRole('dialog', { name: 'Fatto' })).toBeVisible();
  await look(page, 'receipt');
  await dialog.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(page.getByRole('button', { name: /^Torna a mangiare/ })).toBeVisible();
  await look(page, 'Oggi, one child away');
  await page.getByRole('button', { name: 'Altro per oggi: Tommaso' }).tap();
  await look(page, 'what else today can be');
  await dialog.getByRole('button', { name: 'Mangia in bianco' }).tap();
  await look(page, 'a plain meal, before the confirm');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Altro per oggi: Tommaso' }).tap();
  await dialog.getByRole('button', { name: 'Disdetta prolungata' }).tap();
  await look(page, 'a suspension’s dates');
  await dialog.getByRole('radio', { name: 'Fino a un giorno' }).check();
  await dialog.getByRole('button', { name: 'Avanti' }).tap();
  await expect(dialog.getByText(/Scrivi una data tra/)).toBeVisible();
  await look(page, 'a suspension’s dates, with a mistake');
  await dialog.getByRole('radio', { name: 'Senza data di fine' }).check();
  await dialog.getByRole('button', { name: 'Avanti' }).tap();
  await dialog.getByRole('button', { name: 'Conferma' }).tap();
  await expect(page.getByRole('dialog', { name: 'Fatto' })).toBeVisible();
  await look(page, 'a suspension’s receipt');
  await dialog.getByRole('button', { name: 'Chiudi' }).last().tap();
  const resume = page.getByRole('button', { name: 'Riattiva il pasto di Tommaso' });
  await expect(resume).toBeVisible();
  await look(page, 'Oggi, one child suspended');
  await resume.tap();
  await dialog.getByRole('radio', { name: 'Un altro giorno' }).check();
  await dialog.getByLabel('Da quale giorno').fill('2020-01-01');
  await look(page, 'the way back, with a mistake');
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Presenze' }).tap();
  const november = page
    .getByRole('gridcell')
    .getByRole('button', { name: /^lunedì 23 novembre: / });
  await expect(november).toBeVisible();
  await look(page, 'Presenze');
  await november.tap();
  await expect(dialog).toBeVisible();
  await look(page, 'a day');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Più giorni' }).tap();
  await dialog.getByRole('button', { name: 'Avanti' }).tap();
  await look(page, 'several days, with a mistake');
  await dialog.getByRole('radio', { name: 'Disdetta prolungata' }).check();
  await look(page, 'several days: a suspension');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Scegli i giorni nel calendario' }).tap();
  await page
    .getByRole('gridcell')
    .getByRole('button', { name: /^martedì 24 novembre: / })
    .tap();
  await page
    .getByRole('gridcell')
    .getByRole('button', { name: /^mercoledì 11 novembre: / })
    .tap();
  await expect(page.getByText('1 giorno scelto').first()).toBeVisible();
  await look(page, 'days picked, one refused');
  await page.getByRole('button', { name: 'Ogni martedì di novembre 2026' }).tap();
  await look(page, 'every Tuesday picked');
  await page.getByRole('button', { name: 'Lascia stare' }).tap();
  await page.getByText('Mostra come elenco').tap();
  await look(page, 'the month as a list');

  await page
    .getByRole('gridcell')
    .getByRole('button', { name: /^lunedì 23 novembre: / })
    .tap();
  await expect(dialog.getByRole('heading', { name: 'Che cosa è cambiato' })).toBeVisible();
  await look(page, 'a day and its history');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Tommaso' }).check();
  await expect(page.getByRole('button', { name: /^Riattiva il pasto/ })).toBeVisible();
  await look(page, 'Presenze of a suspended child');
  await page.goto('/');
  await page.getByText('A tavola:').first().tap();
  await look(page, 'Oggi, with the menu open');
  await page.goto('/menu');
  await expect(page.getByRole('region', { name: 'lunedì 23 novembre' })).toBeVisible();
  await page.getByText('Allergeni', { exact: true }).first().tap();
  await look(page, 'the menu of the week');
  await page.getByRole('button', { name: 'Settimana dopo' }).tap();
  await page.getByRole('button', { name: 'Settimana dopo' }).tap();
  await expect(page.getByText('Ponte dell’Immacolata')).toBeVisible();
  await look(page, 'a week with a closure');

  await page.goto('/ricevute');
  await expect(page.getByRole('article').first()).toBeVisible();
  await look(page, 'receipts');
  await page
    .getByRole('link', { name: /^Ricevuta / })
    .first()
    .tap();
  await page.getByText('Dati per la verifica').tap();
  await expect(page.getByText('Ed25519').or(page.getByText('canonicalText'))).toBeVisible();
  await look(page, 'a receipt and its proof');
  await page.goto('/telefono');
  await page.getByRole('button', { name: 'Scegli un PIN per Bianca' }).tap();
  await dialog.getByRole('textbox', { name: 'Nuovo PIN' }).fill('12345');
  await dialog.getByRole('button', { name: 'Salva il PIN' }).tap();
  await expect(dialog.getByText('si indovina facilmente')).toBeVisible();
  await look(page, 'a PIN that is too easy');
  await page.keyboard.press('Escape');
  await look(page, 'the family’s telephone');
  await page.goto('/altro');
  await expect(page.getByRole('heading', { name: 'I tuoi dati' })).toBeVisible();
  await page.getByRole('button', { name: /Il tuo profilo/ }).tap();
  await look(page, 'Altro, with the profile open');
  await page.getByRole('radio', { name: 'English' }).check();
  await expect(page.getByRole('heading', { level: 1, name: 'More' })).toBeVisible();
  await look(page, 'Altro in English');
  await page.goto('/altro/password');
  await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
  await look(page, 'change of password');
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Today' }).tap();
  await expect(page.getByText(/No connection/).first()).toBeVisible();
  await look(page, 'Oggi without network');
  await page.context().setOffline(false);

  await expect.poll(async () => (await mails(request)).length, { timeout: mailWaitMs }).not.toBe(0);
  for (const path of ['/demo', '/demo/mail', '/demo/sms']) {
    await page.goto(path);
    await look(page, path);
  }
});

test('the demo’s telephone: before a call, while the line speaks, after it', async ({ arrive }) => {
  const page = await arrive(narrow);
  await page.goto('/demo/telefono');
  await expect(page.getByRole('button', { name: 'Chiama' })).toBeEnabled();
  await look(page, 'the telephone');
  await page.getByLabel('Chi chiama').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Chiama' }).tap();
  const line = page.getByRole('log');
  await expect(line).toContainText('premi 1.');
  await look(page, 'a call');
  await page.getByRole('button', { name: 'Resta in silenzio' }).tap();
  await expect(line).toContainText('Non ho sentito nulla.');
  await page.getByRole('button', { name: 'Riaggancia' }).tap();
  await expect(line).toContainText('La chiamata è finita.');
  await look(page, 'after a call');
});

test('every state of a day is said in words on Oggi, also those of a strike, a hold or a correction', async ({
  arrive,
}) => {
  const page = await arrive(narrow);
  await tellEveryState(page);
  await atHome(page, 'twoSchools');
  for (const name of toldNames)
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  const told = async (name: string): Promise<string> =>
    page.getByRole('region', { name, exact: true }).innerText();
  expect(await told('Al sacco')).toContain('il pranzo è al sacco');
  expect(await told('Sciopero')).toContain('Sciopero del personale della mensa');
  expect(await told('Dall’ufficio')).toContain("L'ufficio mensa ha sospeso il servizio.");
  expect(await told('Uscita')).toContain('resta addebitato');
  expect(await told('Senza pasto')).toContain('non viene addebitato');
  expect(await told('Proroga')).toContain('puoi dire che non mangia fino alle 11:00');
  expect(await told('Appello')).toContain("Appello a tavola: c'era.");
  expect(await told('Prevista')).not.toContain('Appello');
  await look(page, 'Oggi in every state');
});

test('the longest name of the town, and the kitchen before and after the closing', async ({
  arrive,
  request,
}) => {
  const door = await arrive(narrow);
  await door.goto('/ufficio/');
  await expect(door.getByRole('button', { name: 'Entra' })).toBeVisible();
  await look(door, 'the staff’s sign-in');
  const cook = await arrive({ ...tablet, reducedMotion: 'reduce' });
  await atTheOffice(cook, 'office');
  await expect(cook.getByRole('region').first()).toContainText('Si può cambiare fino alle 9:30');
  await look(cook, 'today’s schools on a tablet');
  await cook.getByRole('link', { name: 'Cucina' }).tap();
  await expect(cook.getByRole('region').first()).toContainText('Provvisorio');
  await look(cook, 'the kitchen on a tablet');
  await cook.setViewportSize(narrow.viewport);
  await look(cook, 'the kitchen on a phone');

  await turnClockTo(request, '09:31:11');
  await expect(cook.getByRole('region').first()).toContainText('definitivi', { timeout: 15_000 });
  await look(cook, 'the kitchen, closed');
  await sendHome(cook);
  await expect(cook.getByRole('region', { name: 'Correzioni dopo la chiusura' })).toContainText(
    '−1',
  );
  await look(cook, 'the kitchen with a correction, as the office sees it');
  const wall = await arrive({ ...tablet, reducedMotion: 'reduce' });
  await atTheOffice(wall, 'centralCook');
  await expect(wall.getByRole('button', { name: /^Visto: −1/ })).toBeVisible();
  await look(wall, 'the wall with a correction to be seen');
  await wall.context().setOffline(true);
  await expect(wall.getByRole('alert')).toContainText('Nessuna connessione');
  await look(wall, 'the wall without a network');
  await wall.context().setOffline(false);
  const server = await arrive(narrow);
  await atTheOffice(server, 'servingSite');
  await expect(server.getByRole('heading', { level: 3 }).first()).toBeVisible();
  await look(server, 'the serving site on a phone');
  await server.setViewportSize(tablet.viewport);
  await look(server, 'the serving site on a tablet');
  await cook.getByRole('button', { name: 'Giorno prima' }).tap();
  await expect(cook.getByText('Non è giorno di mensa').first()).toBeVisible();
  await look(cook, 'a Sunday in the kitchen');

  const page = await arrive(narrow);
  await atHome(page, 'apart');
  await look(page, 'Oggi, closed, with the longest name');
  await page.setViewportSize({ width: 640, height: 800 });
  await look(page, 'Oggi at 200 %');
  await page.setViewportSize(tablet.viewport);
  await look(page, 'Oggi on a wide screen');
});

test('corrections of a closed day: the children of a class, what is missing, the confirm, done, whole classes', async ({
  arrive,
  request,
}) => {
  await turnClockTo(request, '11:00:00');
  const page = await arrive(narrow);
  await atTheOffice(page, 'office');
  await page.goto('/ufficio/correzioni');
  await expect(page.getByText('Giornata chiusa alle')).toBeVisible({ timeout: 15_000 });
  const child = page.getByRole('checkbox').first();
  await expect(child).toBeVisible();
  await look(page, 'corrections');
  await page.getByRole('button', { name: 'Controlla' }).tap();
  await expect(page.getByText('Scegli almeno un bambino')).toBeVisible();
  await look(page, 'corrections, with mistakes');
  await child.check();
  await page.getByRole('textbox', { name: 'Motivo' }).fill('Viene a prenderla la nonna');
  await page.getByRole('button', { name: 'Controlla' }).tap();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Paga il pasto: era già prenotato')).toBeVisible();
  await look(page, 'a correction to confirm');
  await dialog.getByRole('button', { name: 'Registra' }).tap();
  await expect(page.getByRole('dialog', { name: 'Fatto' })).toBeVisible();
  await look(page, 'a correction recorded');
  await dialog.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(page.getByText(/^Marta Cortesi, .*: Viene a prenderla la nonna$/)).toBeVisible();
  await page.getByRole('radio', { name: 'Pasto non consegnato' }).check();
  await look(page, 'corrections of whole classes, one act in the list');
  await page.getByRole('button', { name: 'Giorno prima' }).tap();
  await expect(page.getByText("non c'è mensa nelle tue scuole")).toBeVisible();
  await look(page, 'a Sunday in the corrections');
});

test('a school’s screens: today with its classes, a roll call to take and taken, the office’s open suspensions', async ({
  arrive,
}) => {
  const secretary = await arrive(narrow);
  await atTheOffice(secretary, 'secretary');
  await expect(secretary.getByRole('region').first()).toContainText('Appello da fare');
  await look(secretary, 'the school today');
  await secretary.getByRole('link', { name: /^1ª A/ }).tap();
  await expect(secretary.getByRole('checkbox').first()).toBeVisible();
  await look(secretary, 'a roll call to take');
  await secretary.getByRole('checkbox').first().click();
  await secretary.getByRole('button', { name: /^Registra l'appello/ }).tap();
  await expect(secretary.getByRole('heading', { name: 'Da guardare' })).toBeVisible();
  await look(secretary, 'a roll call taken');
  await secretary.goto('/ufficio/oggi/classe/nessuno/nessuna');
  await expect(secretary.getByRole('alert')).toBeVisible();
  await look(secretary, 'a class that is not there');
  const office = await arrive(narrow);
  await atTheOffice(office, 'office');
  await office.goto('/ufficio/oggi/disdette');
  await expect(office.getByText('Nessuna disdetta è aperta')).toBeVisible();
  await look(office, 'open suspensions');
});

test('first credentials: the list, the confirmation, those on their way, letters, the SMS of the month', async ({
  arrive,
}) => {
  const page = await arrive(narrow);
  await atTheOffice(page, 'office');
  const openClass = async (): Promise<void> => {
    await page.goto('/ufficio/credenziali');
    await page.getByLabel('Scuola').selectOption({ label: 'Scuola primaria Ada Fontanalta' });
    await page.getByLabel('Classe').selectOption({ label: '5ª A' });
  };
  await openClass();
  const send = page.getByRole('button', { name: /^Manda \d+ SMS$/ });
  await expect(send).toBeVisible();
  await look(page, 'who has never signed in');
  await send.tap();
  await look(page, 'credentials to confirm');
  await page.getByRole('dialog').getByRole('button', { name: 'Manda', exact: true }).tap();
  await expect(page.getByRole('region', { name: /^Già mandati/ })).toBeVisible();
  await look(page, 'credentials on their way');
  await page.getByRole('link', { name: 'SMS del mese' }).tap();
  await expect(page.getByRole('heading', { name: /^Non arrivati/ })).toBeVisible();
  await look(page, 'the SMS of the month');
  await openClass();
  await page.getByRole('button', { name: /^Prepara / }).tap();
  await look(page, 'letters to confirm');
  await page.getByRole('dialog').getByRole('button', { name: 'Prepara' }).tap();
  await expect(page.getByRole('article').first()).toBeVisible();
  await look(page, 'letters');
});

test('the office finds a child: nobody, some, the page with its month, a change and its receipt, the code for a guardian', async ({
  arrive,
}) => {
  const page = await arrive(narrow);
  await atTheOffice(page, 'office');
  await page.goto('/ufficio/bambini');
  const box = page.getByRole('searchbox', { name: 'Cerca un bambino' });
  await box.fill('xyzw');
  await expect(page.getByRole('main').getByRole('status')).toContainText('Nessun bambino');
  await look(page, 'nobody found');
  await box.fill('maria');
  await expect(page.getByRole('main').getByRole('status')).toContainText(/\d+ bambin/);
  await look(page, 'some found');
  await box.fill('massimiliana');
  await page.getByRole('link', { name: /Maria Vittoria Massimiliana/ }).tap();
  await expect(page.getByRole('gridcell').getByRole('button').first()).toBeVisible();
  await look(page, 'a child with the longest name');
  await page.getByRole('button', { name: 'Mese dopo' }).tap();
  await page
    .getByRole('button', { name: / dicembre: Mangia$/ })
    .first()
    .tap();
  const dialog = page.getByRole('dialog');
  await look(page, 'a day of the child');
  await dialog.getByRole('button', { name: 'Mangia in bianco' }).tap();
  await look(page, 'a plain meal to confirm at the office');
  await dialog.getByRole('button', { name: 'Conferma' }).tap();
  await expect(page.getByRole('dialog', { name: 'Fatto' })).toBeVisible();
  await look(page, 'a change at the office is recorded');
  await dialog.getByRole('button', { name: 'Chiudi' }).last().tap();
  await page.getByRole('button', { name: 'Disdetta prolungata' }).tap();
  await look(page, 'a suspension at the office');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^Dai un codice di recupero/ })
    .first()
    .tap();
  await dialog.getByRole('button', { name: 'Crea il codice' }).tap();
  await expect(dialog.getByText('Lo vedi solo adesso')).toBeVisible();
  await look(page, 'a recovery code');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Dai un nuovo PIN' }).tap();
  await look(page, 'a PIN to give');
  await dialog.getByRole('button', { name: 'Crea il PIN' }).tap();
  await expect(dialog.getByText('Il PIN lo vedi solo adesso')).toBeVisible();
  await look(page, 'a PIN given');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^Dai un codice di recupero/ })
    .first()
    .tap();
  await dialog.getByRole('radio', { name: 'Per SMS' }).check();
  await look(page, 'a recovery code by SMS');
  await dialog.getByRole('button', { name: 'Manda il codice per SMS' }).tap();
  await expect(page.getByText('Codice per SMS alle')).toBeVisible();
  await look(page, 'a recovery code on its way');
  await page
    .getByRole('link', { name: /^Ricevuta / })
    .first()
    .tap();
  await expect(page.getByRole('heading', { level: 1, name: /^Ricevuta / })).toBeVisible();
  await page.getByText('Dati per la verifica').tap();
  await look(page, 'a receipt at the office');
  await page.goto('/ufficio/ricevute/123456789');
  await expect(page.getByRole('alert')).toBeVisible();
  await look(page, 'no such receipt');
});

test('certificates: sending one with its mistakes, the list, and the office’s desk', async ({
  arrive,
}) => {
  const page = await arrive(narrow);
  await atHome(page, 'apart');
  await page.goto('/certificati');
  await expect(page.getByText('Non hai ancora mandato certificati.')).toBeVisible();
  await look(page, 'no certificates');
  await page.getByRole('button', { name: 'Manda un certificato' }).tap();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Manda', exact: true }).tap();
  await look(page, 'sending a certificate, with mistakes');
  await dialog.getByLabel('Primo giorno in bianco').fill('2026-11-24');
  await dialog.getByLabel('Ultimo giorno in bianco').fill('2026-12-04');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Scegli un file' }).tap(),
  ]);
  const buffer = Buffer.from('%PDF-1.7 certificato');
  await chooser.setFiles({ name: 'certificato.pdf', mimeType: 'application/pdf', buffer });
  await dialog.getByRole('button', { name: 'Manda', exact: true }).tap();
  await expect(page.getByRole('dialog', { name: 'Mandato' })).toBeVisible();
  await look(page, 'a certificate is sent');
  await dialog.getByRole('button', { name: 'Chiudi' }).last().tap();
  await page.getByRole('button', { name: /^Ritira il certificato/ }).tap();
  await look(page, 'withdrawing a certificate');

  const office = await arrive({ ...tablet, reducedMotion: 'reduce' });
  await atTheOffice(office, 'office');
  await office.goto('/ufficio/certificati');
  await expect(office.getByRole('article')).toBeVisible();
  await look(office, 'the office’s certificates');
  await office.setViewportSize(narrow.viewport);
  await look(office, 'the office’s certificates on a phone');
  const question = office.getByRole('dialog');
  await office.getByRole('button', { name: 'Registra un certificato' }).tap();
  await question.getByRole('textbox', { name: 'Cerca il bambino' }).fill('zanetti tom');
  await expect(question.getByRole('button', { name: /^Zanetti Tommaso/ })).toBeVisible();
  await question.getByRole('button', { name: 'Registra', exact: true }).tap();
  await look(office, 'recording a certificate, with mistakes');
  await office.keyboard.press('Escape');
  await office.getByRole('button', { name: /^Respingi il certificato/ }).tap();
  await question.getByRole('radio', { name: 'È incompleto' }).check();
  await look(office, 'declining a certificate');
  await office.keyboard.press('Escape');
  await office.getByRole('button', { name: /^Approva il certificato/ }).tap();
  await look(office, 'approving a certificate');
  await question.getByRole('button', { name: 'Approva e prenota' }).tap();
  await expect(office.getByRole('dialog', { name: 'Approvato' })).toBeVisible();
  await look(office, 'a certificate is approved');

  await page.reload();
  await page.getByRole('button', { name: /^Chiudi prima il periodo in bianco/ }).tap();
  await dialog.getByRole('radio', { name: 'Da un giorno preciso' }).check();
  await dialog.getByRole('button', { name: 'Chiudi il periodo' }).tap();
  await look(page, 'ending plain meals early, with a mistake');
});

test('the menu’s desk: seasons, their dates, publishing, a week, a dish, a day’s change, what is published', async ({
  arrive,
}) => {
  const office = await arrive({ ...tablet, reducedMotion: 'reduce' });
  await atTheOffice(office, 'office');
  await office.goto('/ufficio/menu');
  const winter = office.getByRole('region', { name: 'Menù invernale' });
  await expect(winter).toBeVisible();
  await look(office, 'the seasons');
  await winter.getByRole('button', { name: /^Cambia le date/ }).tap();
  await look(office, 'the dates of a season');
  await office.keyboard.press('Escape');
  await winter.getByRole('link', { name: /^Settimana 3/ }).tap();
  await office.getByRole('button', { name: /^Primo, lunedì: / }).tap();
  const dialog = office.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await dialog
    .getByRole('group', { name: 'Vegetariano' })
    .getByRole('combobox')
    .first()
    .selectOption('Un altro piatto');
  await look(office, 'a dish');
  await dialog.getByRole('button', { name: 'Togli il piatto' }).tap();
  await office.getByRole('button', { name: 'Salva la settimana' }).tap();
  await expect(office.getByText('Salvata come bozza').last()).toBeVisible();
  await look(office, 'a week');
  await office.goto('/ufficio/menu');
  await winter.getByRole('button', { name: /^Pubblica/ }).tap();
  await look(office, 'publishing');
  for (const [path, state] of [
    ['/ufficio/menu/giorno/2026-11-25', 'a change of a day'],
    ['/ufficio/menu/giorno/2026-11-29', 'a day without a menu'],
    ['/ufficio/menu/pubblicato/2026-11-23', 'the published menu'],
    ['/ufficio/menu/nuovo', 'a new menu'],
  ] as const) {
    await office.goto(path);
    await expect(office.getByRole('heading', { level: 1 })).not.toBeEmpty();
    await expect(office.locator('.skeleton')).toHaveCount(0);
    await look(office, state);
  }
  await office.getByRole('button', { name: 'Crea il menù' }).tap();
  await look(office, 'a new menu, with mistakes');
  await office.setViewportSize(narrow.viewport);
  for (const path of ['/ufficio/menu', '/ufficio/menu/pubblicato', '/ufficio/menu/nuovo']) {
    await office.goto(path);
    await expect(office.getByRole('heading', { level: 1 })).not.toBeEmpty();
    await look(office, `${path} on a phone`);
  }
});

/** Rolls nowhere sideways, shows every control whole, and axe agrees; colours are looked at in the dark too. */
async function look(page: Page, state: string): Promise<void> {
  expect(await outside(page), `${state}: what reaches out of the window`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  const axe = new AxeBuilder({ page });
  expect(await findings(axe.withTags(levels)), `${state}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  const eyes = new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']);
  expect(await findings(eyes), `${state}, dark`).toEqual([]);
}

async function findings(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}

async function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const faults = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : [];
    const controls = document.querySelectorAll<HTMLElement>(
      'a, button, input, summary, label, h1, h2',
    );
    for (const control of controls) {
      const { left, right, width } = control.getBoundingClientRect();
      const isShown = control.checkVisibility({ checkVisibilityCSS: true }) && width > 1;
      if (isShown && (left < -1 || right > clientWidth + 1))
        faults.push(
          `${control.innerText || control.ariaLabel || control.tagName}: ${left}–${right}`,
        );
    }
    return faults;
  });
}
