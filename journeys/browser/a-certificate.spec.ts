// More plain meals than the limit: refused, then a certificate, the office's word, plain days, and their early end (RULES B7).
import { Buffer } from 'node:buffer';
import type { Page } from '@playwright/test';
import { expect, tablet, test } from './journey.ts';
import { atHome, atTheOffice, beginAgain, mailWaitMs, mails } from './valserena.ts';

test.describe.configure({ mode: 'serial' });
test.beforeAll(({ request }) => beginAgain(request));

const pdf = {
  name: 'certificato-pediatra.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.7 certificato'),
};
const first = '2026-11-26';
const last = '2026-12-11';
/** Canteen days of a primary school from first to last; 7 and 8 December are none. */
const plainDays = 10;
/** What the mother asked for by herself: as many as she may. */
const withoutCertificate = 2;

test('a third plain day in a row is refused; the certificate goes off with two mistakes mended on the way', async ({
  arrive,
}) => {
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  await askPlain(mother, ['2026-11-24', '2026-11-25']);
  await mother.goto(`/presenze/${await tommasoOf(mother)}`);
  await mother
    .getByRole('gridcell')
    .getByRole('button', { name: /^giovedì 26 novembre: / })
    .tap();
  const dialog = mother.getByRole('dialog');
  await expect(dialog).toContainText('Per più giorni serve un certificato medico.');
  await dialog.getByRole('link', { name: 'Manda il certificato' }).tap();
  await expect(dialog.getByLabel('Primo giorno in bianco')).toHaveValue(first);
  await expect(dialog.getByRole('radio', { name: 'Tommaso' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Manda', exact: true }).tap();
  await expect(dialog.getByText('Aggiungi il certificato: un file o una foto.')).toBeVisible();

  await dialog.getByLabel('Ultimo giorno in bianco').fill(last);
  await choose(mother, { ...pdf, buffer: Buffer.from('<html>') });
  await dialog.getByRole('button', { name: 'Manda', exact: true }).tap();
  await expect(dialog.getByRole('alert')).toContainText('serve un PDF o una foto JPEG o PNG');
  await choose(mother, pdf);
  await expect(dialog.getByText('certificato-pediatra.pdf')).toBeVisible();

  await mother.context().setOffline(true);
  await dialog.getByRole('button', { name: 'Manda', exact: true }).tap();
  await expect(dialog.getByText('niente è stato inviato')).toBeVisible();
  await mother.context().setOffline(false);
  await dialog.getByRole('button', { name: 'Manda', exact: true }).tap();
  await expect(mother.getByRole('dialog', { name: 'Mandato' })).toContainText(
    'da giovedì 26 novembre a venerdì 11 dicembre',
  );
  await dialog.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(mother.getByRole('article')).toContainText('In attesa');
  expect(await plainOf(mother)).toBe(withoutCertificate);
});

test('the office reads the page, approves it with its dates, and both parents have a mail', async ({
  arrive,
  request,
}) => {
  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  await office.getByRole('link', { name: 'Certificati' }).click();
  const waiting = office.getByRole('region', { name: 'Da guardare (1)' });
  await expect(waiting).toContainText('Zanetti Tommaso');
  const [file] = await Promise.all([
    office.waitForEvent('download'),
    waiting.getByRole('link', { name: 'Scarica il certificato di Zanetti Tommaso' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^certificato-[0-9a-f]{6}\.pdf$/);
  await waiting.getByRole('button', { name: 'Approva il certificato di Zanetti Tommaso' }).click();
  const dialog = office.getByRole('dialog');
  await expect(dialog.getByLabel('Primo giorno in bianco')).toHaveValue(first);
  await dialog.getByRole('button', { name: 'Approva e prenota' }).click();
  await expect(office.getByRole('dialog', { name: 'Approvato' })).toContainText(
    'Zanetti Tommaso mangia in bianco da giovedì 26 novembre a venerdì 11 dicembre',
  );
  await dialog.getByRole('button', { name: 'Chiudi' }).last().click();
  await expect(office.getByText("Non c'è nessun certificato da guardare.")).toBeVisible();
  await expect
    .poll(
      async () =>
        (await mails(request)).filter(({ subject }) =>
          subject.includes('Periodo in bianco registrato'),
        ).length,
      { timeout: mailWaitMs },
    )
    .toBe(2);
});

test('ten plain days stand on the month; the mother ends them after seven', async ({ arrive }) => {
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  expect(await plainOf(mother)).toBe(withoutCertificate + plainDays);

  await mother.goto('/certificati');
  await expect(mother.getByRole('article')).toContainText('Approvato');
  await mother.getByRole('button', { name: /^Chiudi prima il periodo in bianco/ }).tap();
  const dialog = mother.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Da un giorno preciso' }).check();
  await dialog.getByRole('button', { name: 'Chiudi il periodo' }).tap();
  await expect(dialog.getByText(/^Scrivi un giorno tra/)).toBeVisible();
  await dialog.getByLabel('Primo giorno con il pasto normale').fill('2026-12-07');
  await dialog.getByRole('button', { name: 'Chiudi il periodo' }).tap();
  await expect(mother.getByRole('dialog', { name: 'Fatto' })).toContainText(
    'Tommaso mangia il pasto normale da lunedì 7 dicembre',
  );
  await dialog.getByRole('button', { name: 'Chiudi' }).last().tap();
  await expect(mother.getByRole('article')).toContainText('in bianco fino a domenica 6 dicembre');
  expect(await plainOf(mother)).toBe(withoutCertificate + 7);
});

test('a certificate that cannot be read is declined, and the father reads what to do', async ({
  arrive,
}) => {
  const father = await arrive();
  await atHome(father, 'oneChild');
  await father.goto('/certificati?figlio=&dal=2026-11-26');
  const dialog = father.getByRole('dialog');
  await expect(dialog.getByLabel('Primo giorno in bianco')).toHaveValue('2026-11-26');
  await father.goto('/certificati');
  await father.getByRole('button', { name: 'Manda un certificato' }).tap();
  await dialog.getByLabel('Primo giorno in bianco').fill('2026-11-26');
  await dialog.getByLabel('Ultimo giorno in bianco').fill('2026-12-03');
  await choose(father, pdf);
  await dialog.getByRole('button', { name: 'Manda', exact: true }).tap();
  await expect(father.getByRole('dialog', { name: 'Mandato' })).toBeVisible();

  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  await office.getByRole('link', { name: 'Certificati' }).click();
  await office.getByRole('button', { name: 'Respingi il certificato di Ndiaye Awa' }).click();
  const question = office.getByRole('dialog');
  await question.getByRole('button', { name: 'Respingi e avvisa' }).click();
  await expect(question.getByRole('alert')).toContainText('Scegli un motivo.');
  await question.getByRole('radio', { name: 'Non si legge' }).check();
  await question.getByRole('button', { name: 'Respingi e avvisa' }).click();
  await expect(question).toBeHidden();

  await father.goto('/certificati');
  await expect(father.getByRole('article')).toContainText('Fai una foto con più luce');
  await expect(father.getByRole('button', { name: 'Manda un certificato nuovo' })).toBeVisible();
});

async function choose(
  page: Page,
  file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Scegli un file' }).click(),
  ]);
  await chooser.setFiles(file);
}

async function askPlain(page: Page, days: readonly string[]): Promise<void> {
  const answer = await page.request.post('/api/v1/plain-meals', {
    headers: { 'idempotency-key': crypto.randomUUID() },
    data: { entries: [{ pupilId: await tommasoOf(page), days }] },
  });
  expect(answer.status()).toBe(200);
}

async function tommasoOf(page: Page): Promise<string> {
  const answer = await page.request.get('/api/v1/family/today');
  const { children } = toFamily(await answer.json());
  return children.find(({ firstName }) => firstName === 'Tommaso')?.pupilId ?? '';
}

/** Plain days of Tommaso in November and December, as his month says them. */
async function plainOf(page: Page): Promise<number> {
  const pupilId = await tommasoOf(page);
  let count = 0;
  for (const month of ['2026-11', '2026-12']) {
    const answer = await page.request.get(`/api/v1/pupils/${pupilId}/months/${month}`);
    const { services } = toMonth(await answer.json());
    count += services.flatMap(({ days }) => days).filter(({ state }) => state === 'plain').length;
  }
  return count;
}

function toFamily(body: unknown): {
  readonly children: readonly { readonly pupilId: string; readonly firstName: string }[];
} {
  return body as ReturnType<typeof toFamily>;
}

function toMonth(body: unknown): {
  readonly services: readonly { readonly days: readonly { readonly state: string }[] }[];
} {
  return body as ReturnType<typeof toMonth>;
}
