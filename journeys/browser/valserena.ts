// The demo as journeys use it: its logins, its clock, its mail, and the acts that every journey begins with.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRequestContext, Page } from '@playwright/test';
import { expect } from './journey.ts';

export interface Login {
  readonly role: string;
  readonly login: string;
  readonly password: string;
}

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Back to the first morning, 08:15, before anything was done; the server comes back by itself. */
export async function beginAgain(request: APIRequestContext): Promise<void> {
  // Away from the first minute, so that a quarter past eight can only be the new beginning.
  await request.post('/demo/clock', { data: { now: '2026-11-23T08:17:00+01:00' } });
  await request.post('/demo/reset');
  await expect.poll(() => clockOf(request), { timeout: 20_000 }).toMatch(/^2026-11-23T08:1[56]/);
}

/** The time of the demo, '' while nobody answers. */
async function clockOf(request: APIRequestContext): Promise<string> {
  try {
    const answer = await request.get('/demo/clock', { timeout: 5000 });
    return answer.ok() ? toClock(await answer.json()).now : '';
  } catch {
    // Between two beginnings nobody listens.
    return '';
  }
}

/**
 * "09:31:00" of the first morning. The clock runs by itself: where the browser took so long that the time has just
 * passed, nothing is turned.
 */
export async function turnClockTo(request: APIRequestContext, time: string): Promise<void> {
  const now = `2026-11-23T${time}+01:00`;
  const isPast = Date.parse(await clockOf(request)) >= Date.parse(now);
  if (isPast) return;
  const answer = await request.post('/demo/clock', { data: { now } });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** To an evening or morning of a later day: the days before it close on the way. */
export async function turnClockToDay(request: APIRequestContext, now: string): Promise<void> {
  const answer = await request.post('/demo/clock', { data: { now } });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** As `npm run demo:info` prints it. */
export function loginOf(role: string): Login {
  const file = join(process.env['REFETTORIO_TEST_DATA'] ?? '', 'demo-info.json');
  const { logins } = toInfo(JSON.parse(readFileSync(file, 'utf8')));
  const found = logins.find((login) => login.role === role);
  if (found === undefined) throw new Error(`the demo has no login for ${role}`);
  return found;
}

/** A mail is written by one sweep of the outbox and sent by the next, two seconds apart. */
export const mailWaitMs = 15_000;

/** Every message that the demo kept, the newest first. */
export async function mails(request: APIRequestContext): Promise<readonly Mail[]> {
  const answer = await request.get('/demo/mail', { headers: { accept: 'application/json' } });
  return toMails(await answer.json());
}

export async function signIn(page: Page, { login, password }: Omit<Login, 'role'>): Promise<void> {
  await page.getByRole('textbox', { name: /^(Codice utente|Nome utente)$/ }).fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entra', exact: true }).click();
}

/** A guardian who has just signed in on this page and sees Oggi. */
export async function atHome(page: Page, role: string): Promise<void> {
  await page.goto('/');
  await signIn(page, loginOf(role));
  await expect(page.getByRole('heading', { level: 1, name: /^Oggi, / })).toBeVisible();
}

/** Staff who have just signed in. */
export async function atTheOffice(page: Page, role: string): Promise<void> {
  await page.goto('/ufficio/');
  await signIn(page, loginOf(role));
  await expect(page.getByRole('heading', { level: 1, name: 'Accesso del personale' })).toBeHidden();
}

/** The nine digits of a receipt as they stand on the screen or in a mail: "123 456 789". */
export function codeIn(text: string): string {
  const [code] = /\b\d{3} ?\d{3} ?\d{3}\b/.exec(text) ?? [];
  if (code === undefined) throw new Error(`no receipt code in: ${text}`);
  return code.replaceAll(' ', '');
}

/** As it is written for people: "123 456 789". */
export function inThrees(code: string): string {
  return code.replaceAll(/(\d{3})(?=\d)/g, '$1 ');
}

function toClock(body: unknown): { readonly now: string } {
  return body as { readonly now: string };
}

function toInfo(body: unknown): { readonly logins: readonly Login[] } {
  return body as { readonly logins: readonly Login[] };
}

function toMails(body: unknown): readonly Mail[] {
  return body as readonly Mail[];
}
