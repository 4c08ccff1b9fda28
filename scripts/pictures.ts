// Draws every screen for the eye: `node scripts/pictures.ts <folder>` starts a demo of its own and writes one PNG per
// screen, width (360, 1280) and colour scheme; `oggi.png` is the README's (docs/pictures).
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { chromiumExecutable } from './chromium.ts';

interface Login {
  readonly role: string;
  readonly login: string;
  readonly password: string;
}

const ROOT = join(import.meta.dirname, '..');
const folder = process.argv[2];
if (folder === undefined) throw new Error('say where to: node scripts/pictures.ts <folder>');
mkdirSync(folder, { recursive: true });
const port = String(20_000 + (process.pid % 20_000));
const base = `http://localhost:${port}`;
const data = mkdtempSync(join(tmpdir(), 'refettorio-pictures-'));
const demo = spawn(process.execPath, [join(ROOT, 'bin/refettorio.mjs'), 'demo'], {
  env: { ...process.env, PORT: port, REFETTORIO_DATA: data },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch(chromiumExecutable());
try {
  await new Promise<void>((resolve, reject) => {
    demo.once('exit', () => reject(new Error('the demo did not start')));
    // It says where it is when it listens.
    demo.stdout.on('data', (part: Buffer) => {
      if (part.toString().includes(base)) resolve();
    });
  });
  await drawDoors(await arrive());
  await drawToday();
  await drawFamily(await arrive());
  await drawEdges();
  await drawKitchen(await arrive());
} finally {
  await browser.close();
  if (demo.exitCode === null) {
    demo.kill('SIGTERM');
    await new Promise((resolve) => demo.once('exit', resolve));
  }
  rmSync(data, { recursive: true, force: true });
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
  await signIn(page, loginOf('firstLogin'));
  await page.getByLabel('Password che hai ricevuto').first().waitFor();
  await draw(page, 'first-password');
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

async function drawEdges(): Promise<void> {
  const long = await arrive();
  await atHome(long, 'apart');
  await draw(long, 'today-long-name');
  const limited = await arrive();
  await atHome(limited, 'restricted');
  await draw(limited, 'today-restricted');
}

async function drawKitchen(page: Page): Promise<void> {
  await page.goto(`${base}/ufficio/`);
  await draw(page, 'staff-sign-in');
  await signIn(page, loginOf('centralCook'));
  await page.getByRole('region').first().waitFor();
  await draw(page, 'kitchen');
  await page.request.post(`${base}/demo/clock`, { data: { now: '2026-11-23T09:31:15+01:00' } });
  await page.getByText('numeri definitivi').first().waitFor();
  await draw(page, 'kitchen-closed');
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await page.pdf({ path: join(folder ?? '', 'kitchen.pdf') });
  await page.emulateMedia({ media: 'screen' });
  const late = await arrive();
  await atHome(late, 'twoSchools');
  await draw(late, 'today-closed');
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
  await signIn(page, loginOf(role));
  await page.getByRole('heading', { level: 1, name: /^Oggi, / }).waitFor();
}

async function signIn(page: Page, { login, password }: Omit<Login, 'role'>): Promise<void> {
  await page.getByRole('textbox', { name: /^(Codice utente|Nome utente)$/ }).fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entra', exact: true }).click();
}

/** As `npm run demo:info` prints it. */
function loginOf(role: string): Login {
  const { logins } = toInfo(JSON.parse(readFileSync(join(data, 'demo-info.json'), 'utf8')));
  const found = logins.find((login) => login.role === role);
  if (found === undefined) throw new Error(`the demo has no login for ${role}`);
  return found;
}

function toInfo(kept: unknown): { readonly logins: readonly Login[] } {
  return kept as { readonly logins: readonly Login[] };
}
