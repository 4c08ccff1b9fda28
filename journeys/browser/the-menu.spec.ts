// The menu: a parent reads the child's own plate; the office writes a week, publishes it, and changes today's dish.
import type { Page } from '@playwright/test';
import { expect, tablet, test } from './journey.ts';
import { atHome, atTheOffice, beginAgain } from './valserena.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.beforeAll(({ request }) => beginAgain(request));

test('a parent reads what is on the table today, what has changed and why, and the child’s plate with its allergens', async ({
  arrive,
}) => {
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  const tommaso = mother.getByRole('region', { name: 'Tommaso' });
  await expect(tommaso).toContainText('A tavola: Pasta di mais al pesto, Petto di pollo ai ferri');
  await tommaso.getByText('A tavola:').tap();
  await expect(tommaso).toContainText('Cambia il menù: Petto di pollo al limone');
  await expect(tommaso).toContainText('Motivo: il pesce non è stato consegnato.');
  await expect(tommaso).toContainText('Il piatto di Tommaso, con la sua dieta');
  await expect(tommaso).toContainText('Pasta di mais al pesto al posto di Pasta al pesto');
  await expect(tommaso).not.toContainText('glutine,');
  await tommaso.getByText('Allergeni', { exact: true }).tap();
  await expect(tommaso).toContainText('Pasta di mais al pesto: latte, frutta a guscio');
  const bianca = mother.getByRole('region', { name: 'Bianca' });
  await bianca.getByText('A tavola:').tap();
  await expect(bianca).toContainText('Pasta al pesto');
  await expect(bianca).not.toContainText('con la sua dieta');
});

test('the week of each child, the weeks around it, and a closure with its reason', async ({
  arrive,
}) => {
  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  await mother.getByRole('region', { name: 'Tommaso' }).getByText('A tavola:').tap();
  await mother.getByRole('link', { name: 'Menù della settimana di Tommaso' }).tap();
  await expect(mother.getByRole('heading', { level: 1, name: 'Menù' })).toBeVisible();
  await expect(mother.getByRole('heading', { name: 'Questa settimana' })).toBeVisible();
  await expect(dayOf(mother, 'martedì 24 novembre')).toContainText('Crema di zucca con riso');
  await mother.getByRole('radio', { name: 'Bianca' }).check();
  await expect(dayOf(mother, 'lunedì 23 novembre')).not.toContainText('con la sua dieta');
  await mother.getByRole('button', { name: 'Settimana dopo' }).tap();
  await expect(mother.getByRole('heading', { name: 'Da lunedì 30 novembre' })).toBeVisible();
  await mother.getByRole('button', { name: 'Settimana dopo' }).tap();
  await expect(dayOf(mother, 'lunedì 7 dicembre')).toContainText('Ponte dell’Immacolata');
  await mother.getByRole('button', { name: 'Torna a questa settimana' }).tap();
  await expect(mother.getByRole('heading', { name: 'Questa settimana' })).toBeVisible();
  await mother.goto('/altro');
  await mother.getByRole('link', { name: 'Menù', exact: true }).tap();
  await expect(mother.getByRole('heading', { level: 1, name: 'Menù' })).toBeVisible();
});

test('the office writes a week; families see it once it is published, with the safe dish for the child’s diet', async ({
  arrive,
}) => {
  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  await office.getByRole('link', { name: 'Menù', exact: true }).tap();
  const winter = office.getByRole('region', { name: 'Menù invernale' });
  await winter.getByRole('link', { name: /^Settimana 3/ }).tap();
  await office.getByRole('button', { name: /^Primo, lunedì: / }).tap();
  const dish = office.getByRole('dialog');
  await dish.getByRole('combobox', { name: 'Nome del piatto' }).fill('Gnocchi di semolino');
  for (const allergen of ['glutine', 'latte'])
    await dish.getByRole('group', { name: 'Allergeni' }).first().getByLabel(allergen).check();
  const glutenFree = dish.getByRole('group', { name: 'Senza glutine' });
  await glutenFree.getByRole('combobox').first().selectOption('Un altro piatto');
  await glutenFree.getByRole('combobox').last().fill('Gnocchi di patate senza glutine');
  await expect(glutenFree).toContainText('Riceve: Gnocchi di patate senza glutine.');
  await dish.getByRole('button', { name: 'Fatto' }).tap();
  await office.getByRole('button', { name: 'Salva la settimana' }).tap();
  await expect(office.getByText('Salvata come bozza').last()).toBeVisible();

  const mother = await arrive();
  await atHome(mother, 'twoSchools');
  await mother.goto('/menu');
  await mother.getByRole('button', { name: 'Settimana dopo' }).tap();
  const monday = dayOf(mother, 'lunedì 30 novembre');
  await expect(monday).toContainText('Riso e prezzemolo');

  await office.getByRole('link', { name: 'Menù', exact: true }).first().tap();
  await winter.getByRole('button', { name: 'Pubblica Menù invernale' }).tap();
  await dish.getByRole('button', { name: 'Pubblica ora' }).tap();
  await expect(office.getByText('Pubblicato: le famiglie lo vedono già.')).toBeVisible();
  await expect(winter.getByRole('button', { name: /^Pubblica/ })).toHaveCount(0);

  await mother.reload();
  await expect(monday).toContainText('Gnocchi di patate senza glutine');
  await expect(monday).toContainText('al posto di Gnocchi di semolino');
});

test('the office changes a dish of tomorrow with a reason; the cook reads it, and the plan can come back', async ({
  arrive,
}) => {
  const office = await arrive(tablet);
  await atTheOffice(office, 'office');
  await office.goto('/ufficio/menu/giorno/2026-11-24');
  await office.getByRole('button', { name: 'Cambia Arrosto di maiale' }).tap();
  const dialog = office.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Nome del piatto' }).fill('Pollo al forno');
  await dialog.getByRole('button', { name: 'Cambia il piatto' }).tap();
  await expect(dialog).toContainText('Scrivi il motivo');
  await dialog.getByRole('textbox', { name: 'Motivo' }).fill('il forno è guasto');
  await dialog.getByRole('button', { name: 'Cambia il piatto' }).tap();
  await expect(office.getByText('le famiglie vedono già il menù nuovo')).toBeVisible();

  const cook = await arrive(tablet);
  await atTheOffice(cook, 'centralCook');
  await cook.getByRole('link', { name: 'Menù', exact: true }).tap();
  const tuesday = cook.getByRole('region', { name: 'martedì 24 novembre' });
  await expect(tuesday).toContainText('Pollo al forno al posto di Arrosto di maiale');
  await expect(tuesday).toContainText('il forno è guasto');

  await office.getByRole('button', { name: 'Torna al piatto previsto' }).tap();
  await expect(office.getByRole('button', { name: 'Cambia Arrosto di maiale' })).toBeVisible();
});

const dayOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
