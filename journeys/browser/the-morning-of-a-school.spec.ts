// A school's morning: the secretary takes the roll call beside the count, and the office sees a hand go up at half past seven.
import { randomUUID } from 'node:crypto';
import type { APIRequestContext, Page } from '@playwright/test';
import { expect, tablet, test } from './journey.ts';
import { atTheOffice, beginAgain, mailWaitMs, mails, turnClockTo } from './valserena.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.beforeAll(({ request }) => beginAgain(request));

const school = 'Scuola primaria Ada Fontanalta';

test('the secretary takes the roll call: who is missing is shown, who came without booking gets a meal, the office sees it', async ({
  arrive,
  request,
}) => {
  await turnClockTo(request, '09:31:15');
  const secretary = await arrive();
  await atTheOffice(secretary, 'secretary');
  const own = secretary.getByRole('region', { name: school });
  await expect(own).toContainText('Chiuso alle 9:31', { timeout: 20_000 });
  await expect(secretary.getByRole('region')).toHaveCount(1);
  await expect(own).toContainText('0 di 10');
  await secretary.getByRole('link', { name: /^1ª A/ }).tap();
  const box = (booked: string) =>
    secretary.getByRole('checkbox', { name: new RegExp(` ${booked}$`) }).first();
  await expect(box('Prenotato')).toBeChecked();
  const missing = nameOf(await box('Prenotato').locator('..').innerText());
  const came = nameOf(await box('Non prenotato').locator('..').innerText());
  await secretary.getByRole('checkbox', { name: missing }).uncheck();
  await secretary.getByRole('checkbox', { name: came }).check();
  await secretary.getByRole('button', { name: /^Registra l'appello: \d+ presenti$/ }).tap();
  await expect(secretary.getByText('Presenti ma non prenotati')).toBeVisible();
  await expect(secretary.getByRole('listitem').filter({ hasText: missing })).toBeVisible();
  await secretary.getByRole('button', { name: `Aggiungi il pasto: ${came}` }).tap();
  await expect(secretary.getByText('Presenti ma non prenotati')).toBeHidden();
  await expect(secretary.getByRole('listitem').filter({ hasText: missing })).toBeVisible();

  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  const seen = office.getByRole('region', { name: school });
  await expect(seen).toContainText('1 di 10');
  await expect(seen).toContainText('con le correzioni uno in più');
});

test('the next morning nobody of a school is booked: at half past seven it raises its hand, and the office has a mail', async ({
  arrive,
  request,
}) => {
  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  await allAbsent(office, 'Scuola primaria Rio Chiaro', '2026-11-24');
  await moveClock(request, '2026-11-24T07:29:00+01:00');
  await office.reload();
  await expect(office.getByRole('region').first()).toBeVisible();
  await expect(office.getByText('numero insolito')).toBeHidden();
  await moveClock(request, '2026-11-24T07:30:02+01:00');
  await office.reload();
  await expect(office.getByText('Una scuola ha un numero insolito')).toBeVisible();
  // It stands first.
  const first = office.getByRole('region').first();
  await expect(first).toContainText('Scuola primaria Rio Chiaro');
  await expect(first).toContainText(/Nessun pasto previsto alle 7:30, di solito \d+\./);
  const told = async () =>
    (await mails(request)).filter(({ subject }) => subject.includes('numero insolito')).length;
  await expect.poll(told, { timeout: mailWaitMs }).toBe(1);
});

/** "Amrani Hajar" of a line that also says whether she is booked. */
const nameOf = (line: string): string =>
  line.replace(/\s*(Non prenotato|Prenotato)\s*$/, '').trim();

async function moveClock(request: APIRequestContext, now: string): Promise<void> {
  const answer = await request.post('/demo/clock', { data: { now } });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** The office takes every child of the school off the meal, as if all families had called. */
async function allAbsent(office: Page, name: string, day: string): Promise<void> {
  const today = await office.request.get('/api/v1/staff/today');
  const found = toToday(await today.json()).schools.find((one) => one.name === name);
  for (const { classId } of found?.classes ?? []) {
    const list = await office.request.get(
      `/api/v1/staff/classes/${classId}/services/${found?.serviceId}/days/${day}`,
    );
    const entries = toList(await list.json()).pupils.map(({ pupilId }) => ({
      pupilId,
      days: [day],
    }));
    const answer = await office.request.post('/api/v1/staff/absences', {
      headers: { 'idempotency-key': randomUUID() },
      data: { entries },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  }
}

interface Today {
  readonly schools: readonly {
    readonly name: string;
    readonly serviceId: string;
    readonly classes: readonly { readonly classId: string }[];
  }[];
}

function toToday(body: unknown): Today {
  return body as Today;
}

function toList(body: unknown): { readonly pupils: readonly { readonly pupilId: string }[] } {
  return body as { readonly pupils: readonly { readonly pupilId: string }[] };
}
