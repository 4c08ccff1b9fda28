// menu.csv as people write it: dishes by week and day, substitutions by dish, drafts in the end; what harms is an error.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stoppedClock } from '#ground/clock.ts';
import { systemActor } from '#ground/actor.ts';
import { asDay } from '#ground/day.ts';
import { findMenuRegistry } from '#menus/registry.ts';
import { masterKeyOf } from '#platform/crypto.ts';
import type { Database } from '#platform/database.ts';
import { instantOf } from '#platform/rome.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { importRegistry } from '#registry-import/import-registry.ts';
import { nothingKnown } from '#registry-import/model.ts';
import { planImport } from '#registry-import/plan.ts';
import { filesOf, sampleFiles } from '#registry-import/sample.ts';
import { sampleTenant } from '#tenancy/sample.ts';

const header =
  'stagione;dal;al;settimana;giorno;portata;piatto;allergeni;contiene;variante;al posto di\n';
const dates = 'Invernale;19/10/2026;09/04/2027';
const rest = 'Invernale;;';
const planOf = (rows: string) =>
  planImport(filesOf({ 'menu.csv': header + rows }), nothingKnown, {
    schoolYear: 2026,
    phoneCodeDigits: 6,
  });
const briefs = (rows: string): string[] =>
  planOf(rows).faults.map(({ line, column, code }) => `${line} ${column} ${code}`);

describe('a menu file', () => {
  it('gives each day its dishes: those of its week and day, and those of every day', () => {
    const { registry, faults } = planOf(
      `${dates};;;pane;Pane;glutine;;;\n` +
        `${rest};1;lun;primo;Pasta al ragù;1, 9;manzo;;\n` +
        `${rest};2;lun-ven;primo;Riso;;;;\n` +
        `${rest};2;mar;pane;Grissini;glutine;;;\n` +
        `${rest};;;;Pasta di mais;sedano;manzo;senza glutine;PASTA AL RAGU\n` +
        `${rest};;;;=;;;Senza fruttosio;Riso\n`,
    );
    expect(faults).toEqual([]);
    const [menu] = registry.menus;
    expect(menu).toMatchObject({ kind: 'winter', rotationWeeks: 2, spans: [{ firstWeek: 1 }] });
    const on = (week: number, weekday: number) =>
      menu?.weeks[week - 1]?.days.find((one) => one.weekday === weekday)?.dishes ?? [];
    expect(on(1, 1)).toMatchObject([
      { course: 'bread', name: 'Pane', allergens: ['gluten'] },
      {
        course: 'first',
        allergens: ['gluten', 'celery'],
        foods: ['beef'],
        substitutions: [{ variants: ['senza glutine'], serving: { name: 'Pasta di mais' } }],
      },
    ]);
    expect(on(1, 2).map((dish) => dish.name)).toEqual(['Pane']);
    expect(on(2, 2).map((dish) => dish.name)).toEqual(['Grissini', 'Riso']);
    expect(on(2, 3)[1]?.substitutions).toEqual([{ variants: ['Senza fruttosio'], serving: null }]);
  });

  it.each([
    [`${dates};1;lun;primo;Pasta;glutten;;;\n`, ['2 allergeni allergen-unknown']],
    [`${dates};1;lun;primo;Pasta;15;;;\n`, ['2 allergeni allergen-unknown']],
    [`${dates};1;lun;primo;Pasta;;topo;;\n`, ['2 contiene food-unknown']],
    [`${dates};1;lun;antipasto;Pasta;;;;\n`, ['2 portata course-unknown']],
    [`${dates};1;lun;;Pasta;;;;\n`, ['2 portata cell-missing']],
    [`${dates};13;lun;primo;Pasta;;;;\n`, ['2 settimana weeks-unreadable']],
    [
      `${dates};1;lun;primo;Pasta;;;;\n${rest};1;lun;primo;Riso;;;;\n`,
      ['3 portata menu-course-twice'],
    ],
    [
      `${dates};1;lun;primo;Pasta;glutine;;;\n${rest};;;;Riso;;;Senza glutine;Pastta\n`,
      ['3 al posto di dish-unknown'],
    ],
    [
      `${dates};1;lun;primo;Pasta;glutine;;;\n${rest};;;;Farro;glutine;;Senza glutine;Pasta\n`,
      ['3 piatto substitution-unsafe'],
    ],
    [
      `${dates};1;lun;primo;Pasta;glutine;;;\n${rest};;;;=;;;Senza glutine;Pasta\n`,
      ['3 piatto substitution-unsafe'],
    ],
    [`${dates};1;lun;primo;Pasta;;;Senza glutine;\n`, ['2 al posto di cell-missing']],
  ])('%# says what is wrong and where: %j', (rows, expected) => {
    expect(briefs(rows)).toEqual(expected);
  });
});

describe('importing menus', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  it('writes drafts once, changes only the weeks that differ, and keeps clear of other menus', async () => {
    const masterKey = masterKeyOf(new Uint8Array(32).fill(3));
    const { tenantId } = await sampleTenant(database, { masterKey });
    const run = async (menu: string, time = '10:00') => {
      const at = stoppedClock(instantOf(asDay('2026-09-12'), time));
      const outcome = await database.inTenant(tenantId, 'system', (tx) =>
        importRegistry(tx, at, systemActor('import'), {
          files: [...sampleFiles(), ...filesOf({ 'menu.csv': header + menu })],
          isDryRun: false,
          masterKey,
          schoolYear: 2026,
        }),
      );
      if (!outcome.ok) throw new Error(outcome.refusal);
      const { counts, faults } = outcome.value;
      return {
        weeks: counts.find((one) => one.kind === 'menu-week'),
        errors: faults.filter((one) => one.severity === 'error').map((one) => one.code),
      };
    };
    const week = (number: number, dish: string) => `${rest};${number};;primo;${dish};glutine;;;\n`;
    const both = `${dates};;;pane;Pane;glutine;;;\n${week(1, 'Pasta')}${week(2, 'Gnocchi')}`;
    expect((await run(both)).weeks).toMatchObject({ added: 2, changed: 0, same: 0 });
    expect((await run(both, '10:05')).weeks).toMatchObject({ added: 0, changed: 0, same: 2 });
    const changed = both.replace('Gnocchi', 'Lasagne');
    expect((await run(changed, '10:10')).weeks).toMatchObject({ changed: 1, same: 1 });
    const rival = both.replaceAll('Invernale', 'Altro');
    expect((await run(rival, '10:15')).errors).toEqual(['menus-overlap']);
    const undated = `Senza date;;;1;lun;primo;Pasta;;;;\n`;
    expect((await run(undated, '10:20')).errors).toEqual(['menu-dates-missing']);
    const { seasons, drafts } = await database.inTenant(tenantId, 'system', findMenuRegistry);
    expect(seasons.map((season) => season.name)).toEqual(['Invernale']);
    expect(drafts.map((one) => one.days[0]?.dishes.map((dish) => dish.name))).toEqual([
      ['Pane', 'Pasta'],
      ['Pane', 'Lasagne'],
    ]);
  });
});
