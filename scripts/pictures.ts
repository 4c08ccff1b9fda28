// Draws every screen for the eye: `node scripts/pictures.ts <folder>` starts a demo of its own and writes one PNG per
// screen, width (360, 1280) and colour scheme; `oggi.png` is the README's (docs/pictures).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { tellEveryState } from '../journeys/browser/told-states.ts';
import { chromiumExecutable } from './chromium.ts';
import { startOwnDemo } from './own-demo.ts';
import type { Login } from './own-demo.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('say where to: node scripts/pictures.ts <folder>');
mkdirSync(folder, { recursive: true });
const demo = await startOwnDemo(20_000 + (process.pid % 20_000));
const { base } = demo;
const browser = await chromium.launch(chromiumExecutable());
try {
  await drawDoors(await arrive());
  await drawTelephone(await arrive());
  await drawToday();
  await drawFamily(await arrive());
  await drawMore(await arrive());
  await drawEdges();
  await drawPupils(await arrive());
  await drawCredentials(await arrive());
  await drawSchool(await arrive());
  await drawCertificates();
  await drawMenus(await arrive());
  await drawKitchen(await arrive());
  await drawCorrections(await arrive());
  await drawDays(await arrive());
} finally {
  await browser.close();
  await demo.stop();
}

async function drawDoors(page: Page): Promise<void> {
  await page.goto(base);
  await draw(page, 'sign-in');
  await signIn(page, { login: 'nessuno', password: 'sbagliata-sbagliata' });
  await page.getByRole('alert').waitFor();
  await draw(page, 'sign-in-wrong');
  await page.goto(`${base}/recupero`);
  await page.getByRole('textbox').waitFor();
  await draw(page, 'recovery');
  await page.goto(`${base}/privacy`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await draw(page, 'privacy');
  await page.goto(base);
  await signIn(page, demo.loginOf('firstLogin'));
  await page.getByLabel('Password che hai ricevuto').first().waitFor();
  await draw(page, 'first-password');
}

/** No change is confirmed: what others draw stays as it was. */
async function drawTelephone(page: Page): Promise<void> {
  await page.goto(`${base}/demo`);
  await draw(page, 'demo');
  await page.goto(`${base}/demo/telefono`);
  await page.getByRole('button', { name: 'Chiama' }).waitFor();
  await draw(page, 'telephone');
  await page.getByLabel('Chi chiama').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Chiama' }).click();
  const line = page.getByRole('log');
  await line.getByText('Per Bianca, premi 1.').waitFor();
  await page.keyboard.press('1');
  await line.getByText("Per segnare l'assenza, premi 1.").waitFor();
  await page.keyboard.press('1');
  await line.getByText('Per confermare, premi 1.').waitFor();
  await draw(page, 'telephone-call');
  await page.getByRole('button', { name: 'Riaggancia' }).click();
  await line.getByText('La chiamata è finita.').waitFor();
  await draw(page, 'telephone-over');
}

/** As a phone shows it: the window, not the whole page. */
async function drawToday(): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
  });
  const page = await context.newPage();
  await atHome(page, 'twoSchools');
  await page.screenshot({ path: join(folder ?? '', 'oggi.png') });
  await context.close();
}

async function drawFamily(page: Page): Promise<void> {
  await atHome(page, 'twoSchools');
  await draw(page, 'today');
  const dialog = page.getByRole('dialog');
  await page.getByRole('checkbox', { name: 'Bianca oggi non mangia' }).check();
  await page.getByRole('button', { name: 'Oggi non mangia' }).click();
  await draw(page, 'confirm');
  await dialog.getByRole('button', { name: 'Conferma' }).click();
  await page.getByRole('dialog', { name: 'Fatto' }).waitFor();
  await draw(page, 'receipt');
  await dialog.getByRole('button', { name: 'Chiudi' }).last().click();
  await page.getByRole('button', { name: /^Torna a mangiare/ }).waitFor();
  await page.getByRole('button', { name: 'Oggi non mangia' }).waitFor();
  await draw(page, 'today-one-away');

  await page.getByRole('link', { name: 'Presenze' }).click();
  const tuesday = page
    .getByRole('gridcell')
    .getByRole('button', { name: /^martedì 24 novembre: / });
  await tuesday.waitFor();
  await draw(page, 'month');
  await tuesday.click();
  await draw(page, 'day');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Più giorni' }).click();
  await dialog.getByRole('button', { name: 'Avanti' }).click();
  await draw(page, 'several-days-mistake');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Scegli i giorni nel calendario' }).click();
  await tuesday.click();
  await page
    .getByRole('gridcell')
    .getByRole('button', { name: /^mercoledì 11 novembre: / })
    .click();
  await draw(page, 'days-picked');
  await page.getByRole('button', { name: 'Lascia stare' }).click();
  await page.getByText('Mostra come elenco').click();
  await draw(page, 'month-list');

  await page.goto(base);
  await page.getByText('A tavola:').first().click();
  await draw(page, 'today-menu');
  await page.goto(`${base}/menu`);
  await page.getByText('Allergeni', { exact: true }).first().click();
  await draw(page, 'menu-week');
  await page.goto(`${base}/telefono`);
  await page.getByRole('button', { name: 'Scegli un PIN per Bianca' }).click();
  await dialog.getByRole('textbox', { name: 'Nuovo PIN' }).fill('12345');
  await dialog.getByRole('button', { name: 'Salva il PIN' }).click();
  await dialog.getByText('si indovina facilmente').waitFor();
  await draw(page, 'pin-mistake');
  await page.keyboard.press('Escape');
  await draw(page, 'family-telephone');
  await page.goto(`${base}/ricevute`);
  await page.getByRole('article').first().waitFor();
  await draw(page, 'receipts');
  await page
    .getByRole('link', { name: /^Ricevuta / })
    .first()
    .click();
  await page.getByText('Codice della ricevuta').waitFor();
  await draw(page, 'receipt-page');
  await page.goto(`${base}/altro`);
  await page.getByRole('heading', { name: 'I tuoi dati' }).waitFor();
  await draw(page, 'more');
  await page.getByRole('button', { name: /Il tuo profilo/ }).click();
  await draw(page, 'profile-menu');
  await page.getByRole('link', { name: 'Oggi' }).click();
  await page.getByRole('button', { name: 'Oggi non mangia' }).waitFor();
  await page.context().setOffline(true);
  await page.getByText('Nessuna connessione').waitFor();
  await draw(page, 'today-offline');
}

/** Plain meal, suspension and the way back, many days: of a child whose morning nobody else draws. */
async function drawMore(page: Page): Promise<void> {
  await atHome(page, 'oneChild');
  const dialog = page.getByRole('dialog');
  const more = page.getByRole('button', { name: 'Altro per oggi: Awa' });
  await more.click();
  await dialog.getByRole('button', { name: 'Mangia in bianco' }).waitFor();
  await draw(page, 'more-today');
  await dialog.getByRole('button', { name: 'Mangia in bianco' }).click();
  await draw(page, 'plain-confirm');
  await page.keyboard.press('Escape');
  await more.click();
  await dialog.getByRole('button', { name: 'Disdetta prolungata' }).click();
  await dialog.getByRole('radio', { name: 'Fino a un giorno' }).check();
  await dialog.getByRole('button', { name: 'Avanti' }).click();
  await draw(page, 'suspension-mistake');
  await dialog.getByRole('radio', { name: 'Senza data di fine' }).check();
  await dialog.getByRole('button', { name: 'Avanti' }).click();
  await dialog.getByRole('button', { name: 'Conferma' }).click();
  await page.getByRole('dialog', { name: 'Fatto' }).waitFor();
  await draw(page, 'suspension-receipt');
  await dialog.getByRole('button', { name: 'Chiudi' }).last().click();
  const resume = page.getByRole('button', { name: 'Riattiva il pasto di Awa' });
  await resume.waitFor();
  await draw(page, 'today-suspended');
  await resume.click();
  await draw(page, 'resume');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Presenze' }).click();
  const friday = page.getByRole('gridcell').getByRole('button', { name: /^venerdì 27 novembre: / });
  await friday.waitFor();
  await draw(page, 'month-suspended');
  await friday.click();
  await dialog.getByRole('heading', { name: 'Che cosa è cambiato' }).waitFor();
  await draw(page, 'day-history');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Più giorni' }).click();
  await dialog.getByRole('radio', { name: 'Disdetta prolungata' }).check();
  await draw(page, 'several-days-suspension');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Scegli i giorni nel calendario' }).click();
  await page.getByRole('button', { name: 'Ogni martedì di novembre 2026' }).click();
  await draw(page, 'every-tuesday');
}

async function drawCertificates(): Promise<void> {
  const page = await arrive();
  await atHome(page, 'apart');
  await page.goto(`${base}/certificati`);
  await page.getByRole('button', { name: 'Manda un certificato' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Manda', exact: true }).click();
  await draw(page, 'certificate-mistakes');
  await dialog.getByLabel('Primo giorno in bianco').fill('2026-11-16');
  await dialog.getByLabel('Ultimo giorno in bianco').fill('2026-12-04');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Scegli un file' }).click(),
  ]);
  const buffer = Buffer.from('%PDF-1.7 certificato');
  await chooser.setFiles({ name: 'certificato.pdf', mimeType: 'application/pdf', buffer });
  await dialog.getByRole('button', { name: 'Manda', exact: true }).click();
  await page.getByRole('dialog', { name: 'Mandato' }).waitFor();
  await draw(page, 'certificate-sent');
  await dialog.getByRole('button', { name: 'Chiudi' }).last().click();
  await draw(page, 'certificates');
  const office = await arrive();
  await office.goto(`${base}/ufficio/certificati`);
  await signIn(office, demo.loginOf('office'));
  await office.getByRole('article').waitFor();
  await draw(office, 'office-certificates');
  await office.getByRole('button', { name: /^Respingi il/ }).click();
  await office.getByRole('radio', { name: 'È incompleto' }).check();
  await draw(office, 'office-certificate-decline');
  await office.keyboard.press('Escape');
  await office.getByRole('button', { name: /^Approva il/ }).click();
  await draw(office, 'office-certificate-approve');
}

async function drawEdges(): Promise<void> {
  const long = await arrive();
  await atHome(long, 'apart');
  await draw(long, 'today-long-name');
  const told = await arrive();
  await tellEveryState(told);
  await atHome(told, 'twoSchools');
  await draw(told, 'today-every-state');
  const limited = await arrive();
  await atHome(limited, 'restricted');
  await draw(limited, 'today-restricted');
}

async function drawPupils(page: Page): Promise<void> {
  await page.goto(`${base}/ufficio/bambini`);
  await signIn(page, demo.loginOf('office'));
  const box = page.getByRole('searchbox', { name: 'Cerca un bambino' });
  await box.fill('maria');
  await page.locator('.pupil-results a').first().waitFor();
  await draw(page, 'pupil-search');
  await box.fill('massimiliana');
  await page.getByRole('link', { name: /Maria Vittoria Massimiliana/ }).click();
  await page.getByRole('button', { name: 'Mese dopo' }).click();
  await page
    .getByRole('button', { name: / dicembre: Mangia$/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await draw(page, 'pupil-day');
  await dialog.getByRole('button', { name: 'Non mangia', exact: true }).click();
  await dialog.getByRole('button', { name: 'Conferma' }).click();
  await page.getByRole('dialog', { name: 'Fatto' }).waitFor();
  await draw(page, 'pupil-receipt');
  await dialog.getByRole('button', { name: 'Chiudi' }).last().click();
  await draw(page, 'pupil-page');
  await page
    .getByRole('button', { name: /^Dai un codice di recupero/ })
    .first()
    .click();
  await dialog.getByRole('button', { name: 'Crea il codice' }).click();
  await page.getByText('Lo vedi solo adesso').waitFor();
  await draw(page, 'recovery-code');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Dai un nuovo PIN' }).click();
  await dialog.getByRole('button', { name: 'Crea il PIN' }).click();
  await page.getByText('Il PIN lo vedi solo adesso').waitFor();
  await draw(page, 'phone-pin');
  await page.keyboard.press('Escape');
  await page
    .getByRole('link', { name: /^Ricevuta / })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: /^Ricevuta / }).waitFor();
  await draw(page, 'office-receipt');
}

/** The first code goes at once, a batch waits for nine: both states are there to be seen. */
async function drawCredentials(page: Page): Promise<void> {
  await page.goto(`${base}/ufficio/credenziali`);
  await signIn(page, demo.loginOf('office'));
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: /^Manda \d+ SMS$/ }).click();
  await draw(page, 'credentials-send');
  await page.keyboard.press('Escape');
  await page.getByLabel('Scuola').selectOption({ label: 'Scuola primaria Ada Fontanalta' });
  await page.getByLabel('Classe').selectOption({ label: '1ª B' });
  await draw(page, 'credentials');
  await page.getByRole('button', { name: /^Manda \d+ SMS$/ }).click();
  await dialog.getByRole('button', { name: 'Manda', exact: true }).click();
  await page.getByRole('region', { name: /^Già mandati/ }).waitFor();
  await draw(page, 'credentials-going');
  await page.getByRole('link', { name: 'SMS del mese' }).click();
  await page.getByRole('heading', { name: /^Non arrivati/ }).waitFor();
  await draw(page, 'sms-of-the-month');
  await page.goto(`${base}/ufficio/bambini`);
  await page.getByRole('searchbox', { name: 'Cerca un bambino' }).fill('massimiliana');
  await page.getByRole('link', { name: /Maria Vittoria Massimiliana/ }).click();
  await page
    .getByRole('button', { name: /^Dai un codice di recupero/ })
    .first()
    .click();
  await dialog.getByRole('radio', { name: 'Per SMS' }).check();
  await draw(page, 'recovery-code-sms');
  await dialog.getByRole('button', { name: 'Manda il codice per SMS' }).click();
  await page.getByText('Codice per SMS alle').waitFor();
  await draw(page, 'recovery-code-sent');
  await page.goto(`${base}/ufficio/credenziali`);
  await page.getByRole('button', { name: /^Prepara / }).click();
  await dialog.getByRole('button', { name: 'Prepara' }).click();
  await page.getByRole('article').first().waitFor();
  await draw(page, 'password-letters');
}

async function drawSchool(page: Page): Promise<void> {
  const office = await arrive();
  await office.goto(`${base}/ufficio/`);
  await signIn(office, demo.loginOf('office'));
  await office.getByRole('region').first().waitFor();
  await draw(office, 'today-schools');
  await page.goto(`${base}/ufficio/`);
  await signIn(page, demo.loginOf('secretary'));
  await page.getByRole('region').first().waitFor();
  await draw(page, 'school-today');
  await page.getByRole('link', { name: /^1ª A/ }).click();
  await page.getByRole('checkbox').first().click();
  await draw(page, 'roll-call');
  await page.getByRole('button', { name: /^Registra l'appello/ }).click();
  await page.getByRole('heading', { name: 'Da guardare' }).waitFor();
  await draw(page, 'roll-call-taken');
}

async function drawMenus(page: Page): Promise<void> {
  await page.goto(`${base}/ufficio/menu`);
  await signIn(page, demo.loginOf('office'));
  await page.getByRole('region', { name: 'Menù invernale' }).waitFor();
  await draw(page, 'menu-desk');
  await page
    .getByRole('link', { name: /^Settimana 3/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Primo, lunedì: / }).waitFor();
  await draw(page, 'menu-grid');
  await page.getByRole('button', { name: /^Primo, lunedì: / }).click();
  await draw(page, 'menu-dish');
  await page.keyboard.press('Escape');
  for (const [path, name] of [
    ['giorno/2026-11-23', 'menu-day-change'],
    ['pubblicato', 'menu-published'],
    ['nuovo', 'menu-new'],
  ] as const) {
    await page.goto(`${base}/ufficio/menu/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('.skeleton').waitFor({ state: 'detached' });
    await draw(page, name);
  }
}

async function drawKitchen(page: Page): Promise<void> {
  await page.goto(`${base}/ufficio/`);
  await draw(page, 'staff-sign-in');
  await signIn(page, demo.loginOf('centralCook'));
  await page.getByRole('region').first().waitFor();
  await draw(page, 'kitchen');
  await page.request.post(`${base}/demo/clock`, { data: { now: '2026-11-23T09:31:15+01:00' } });
  await page.getByText('numeri definitivi').first().waitFor();
  await draw(page, 'kitchen-closed');
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await page.pdf({ path: join(folder ?? '', 'kitchen.pdf') });
  await page.emulateMedia({ media: 'screen' });
  await page.context().setOffline(true);
  await page.getByText('Nessuna connessione').waitFor();
  await draw(page, 'kitchen-offline');
  const server = await arrive();
  await server.goto(`${base}/ufficio/`);
  await signIn(server, demo.loginOf('servingSite'));
  await server.getByRole('region').first().waitFor();
  await draw(server, 'serving-site');
  const late = await arrive();
  await atHome(late, 'twoSchools');
  await draw(late, 'today-closed');
}

/** After the closing, as `drawKitchen` leaves the clock. */
async function drawCorrections(page: Page): Promise<void> {
  await page.goto(`${base}/ufficio/correzioni`);
  await signIn(page, demo.loginOf('office'));
  await page.getByRole('checkbox').first().waitFor();
  await draw(page, 'corrections');
  await page.getByRole('button', { name: 'Controlla' }).click();
  await draw(page, 'corrections-mistake');
  await page.getByRole('checkbox').first().check();
  await page.getByRole('textbox', { name: 'Motivo' }).fill('Viene a prenderla la nonna');
  await page.getByRole('button', { name: 'Controlla' }).click();
  await page.getByRole('dialog').waitFor();
  await draw(page, 'correction-confirm');
  await page.getByRole('button', { name: 'Registra' }).click();
  await page.getByRole('dialog', { name: 'Fatto' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Chiudi' }).last().click();
  await page.getByText('Viene a prenderla la nonna').waitFor();
  const cook = await arrive();
  await cook.goto(`${base}/ufficio/`);
  await signIn(cook, demo.loginOf('nurseryCook'));
  await cook.getByText('Correzioni dopo la chiusura').waitFor();
  await draw(cook, 'kitchen-corrections');
  await page.getByRole('radio', { name: 'Pasto non consegnato' }).check();
  await draw(page, 'corrections-list');
}

/** The clock stands after the cut-off by now: tomorrow is still open. */
async function drawDays(page: Page): Promise<void> {
  await page.goto(`${base}/ufficio/giornate`);
  await signIn(page, demo.loginOf('office'));
  await page.getByRole('link', { name: 'Nuova giornata' }).click();
  await page.getByRole('button', { name: 'Vedi che cosa cambia' }).click();
  await draw(page, 'day-mistakes');
  await page.getByLabel('Motivo').fill('Sciopero generale');
  await page.getByLabel('Giorno', { exact: true }).fill('2026-12-10');
  await page.getByRole('button', { name: 'Scegli tutta la scuola' }).click();
  await page.getByRole('button', { name: 'Vedi che cosa cambia' }).click();
  await page.getByRole('heading', { name: 'Che cosa cambia' }).waitFor();
  await draw(page, 'day-preview');
  await page.getByRole('button', { name: 'Registra e avvisa le famiglie' }).click();
  await page.getByText('Registrato. ').waitFor();
  await draw(page, 'days');
}

async function arrive(): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

async function draw(page: Page, name: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(folder ?? '', `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  }
}

async function atHome(page: Page, role: string): Promise<void> {
  await page.goto(base);
  await signIn(page, demo.loginOf(role));
  await page.getByRole('heading', { level: 1, name: /^Oggi, / }).waitFor();
}

async function signIn(page: Page, { login, password }: Omit<Login, 'role'>): Promise<void> {
  await page.getByRole('textbox', { name: /^(Codice utente|Nome utente)$/ }).fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entra', exact: true }).click();
}
