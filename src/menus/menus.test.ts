// Menus on a real database: written, published, changed, and read by families, staff and another authority.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '#ground/refusal.ts';
import { answerOnce } from '#menus/answer-once.ts';
import { familyMenuResponse, menuDaysResponse, seasonsResponse } from '#menus/api.ts';
import type { FamilyMenuDay } from '#menus/api.ts';
import { changeDay } from '#menus/change-day.ts';
import { createSeason } from '#menus/create-season.ts';
import { readFamilyMenu } from '#menus/family-menu.ts';
import { publishSeason } from '#menus/publish-season.ts';
import { readMenuDays, readSeasons, readWeek } from '#menus/read-menus.ts';
import { menusRoutes } from '#menus/routes.ts';
import {
  actorWith,
  clockAt,
  day,
  dish,
  meansAt,
  sampleMenus,
  staffWith,
  weekOf,
  winterMenu,
} from '#menus/sample.ts';
import type { SampleMenus, SampleParent } from '#menus/sample.ts';
import { setDates } from '#menus/set-dates.ts';
import { setWeek } from '#menus/set-week.ts';
import type { Database, DatabaseRole, Tx } from '#platform/database.ts';
import { httpServer } from '#platform/http-server.ts';
import { idempotencyKeyOf } from '#platform/idempotency.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { tenantDirectory } from '#tenancy/serve-host.ts';

let database: Database;
let town: SampleMenus;
let elsewhere: SampleMenus;
let seasonId: string;
beforeAll(async () => {
  database = await openTestDatabase();
  town = await sampleMenus(database);
  elsewhere = await sampleMenus(database, 'altrove');
  seasonId = await writtenMenu(town);
});
afterAll(() => database.close());

const office = actorWith('office');
const october = clockAt('2026-10-01');
const inTown = <T>(role: DatabaseRole, work: (tx: Tx) => Promise<T>, of = town): Promise<T> =>
  database.inTenant(of.tenantId, role, work);

function valueOf<T>(outcome: Outcome<T, string>): T {
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

/** A season with both weeks as drafts. */
async function writtenMenu(of: SampleMenus): Promise<string> {
  return inTown(
    'office',
    async (tx) => {
      const id = valueOf(await createSeason(tx, october, office, winterMenu(of.serviceId)));
      for (const week of [1, 2]) {
        const days = weekOf(`Pasta ${week}`);
        valueOf(await setWeek(tx, october, office, { seasonId: id, week, days }));
      }
      return id;
    },
    of,
  );
}

async function daysOf(
  parent: SampleParent,
  from: string,
  to = from,
  of = town,
): Promise<readonly FamilyMenuDay[]> {
  const range = { from: day(from), to: day(to) };
  const menu = await inTown(
    'family',
    (tx) => readFamilyMenu(tx, meansAt('2026-11-23'), parent.account, range),
    of,
  );
  expect(familyMenuResponse.safeParse(menu).error).toBeUndefined();
  expect(menu.children.map((child) => child.pupilId)).toEqual([parent.pupilId]);
  return menu.children[0]?.services[0]?.days ?? [];
}

describe('before it is published', () => {
  it('a menu is not shown to families, not even to whoever asks the database in their role', async () => {
    expect(await daysOf(town.mother, '2026-11-23')).toEqual([
      { kind: 'not-published', day: '2026-11-23' },
    ]);
    const asked = inTown('family', (tx) =>
      tx.rows('select 1 from menus.draft where tenant_id = $1'),
    );
    await expect(asked).rejects.toThrow(/permission denied/);
  });

  it('is a draft in the list of the office, which says in which weeks of the calendar it is served', async () => {
    const seasons = valueOf(
      await inTown('office', (tx) => readSeasons(tx, meansAt('2026-11-23'), staffWith('office'))),
    );
    expect(seasonsResponse.safeParse(seasons).error).toBeUndefined();
    expect(seasons.variants).toEqual(['Senza glutine']);
    expect(seasons.seasons).toMatchObject([
      {
        seasonId,
        weeks: [
          { week: 1, state: 'draft', whole: true },
          {
            week: 2,
            state: 'draft',
            // The weeks of Christmas do not count.
            mondays: [
              '2026-11-23',
              '2026-12-07',
              '2026-12-21',
              '2027-01-11',
              '2027-01-25',
              '2027-02-08',
            ],
          },
        ],
      },
    ]);
  });
});

describe('once it is published', () => {
  beforeAll(() =>
    inTown('office', async (tx) =>
      valueOf(await publishSeason(tx, october, office, { seasonId, from: null })),
    ),
  );

  it('each family reads the menu, and only its own child on it', async () => {
    const [monday, tuesday, wednesday] = await daysOf(town.mother, '2026-11-23', '2026-11-25');
    expect(monday).toMatchObject({
      kind: 'menu',
      week: 2,
      dishes: [{ name: 'Pasta 2 1', allergens: ['gluten'] }, { name: 'Mela' }],
      plate: null,
    });
    expect(tuesday).toMatchObject({
      dishes: [{ name: 'Pasta 2 2' }, { name: 'Mela' }],
      plate: [
        { served: 'instead', serving: { name: 'Riso 2', allergens: [] } },
        { served: 'menu', serving: { name: 'Mela' } },
      ],
      plainPlate: [{ served: 'kitchen' }, { served: 'kitchen' }],
    });
    expect(wednesday).toMatchObject({ kind: 'menu' });
    const [other, free] = await daysOf(town.father, '2026-11-24', '2026-11-25');
    expect(other).toMatchObject({ plate: null, dishes: [{ name: 'Pasta 2 2' }, { name: 'Mela' }] });
    expect(JSON.stringify(other)).not.toContain('Riso');
    expect(free).toEqual({ kind: 'no-canteen', day: '2026-11-25' });
  });

  it('a day without meals says why, and the rotation goes on after Christmas where it stopped', async () => {
    const [closed] = await daysOf(town.mother, '2026-12-25');
    expect(closed).toMatchObject({ kind: 'not-served' });
    const [before] = await daysOf(town.mother, '2026-12-21');
    const [after] = await daysOf(town.mother, '2027-01-07');
    expect([before, after]).toMatchObject([{ week: 2 }, { week: 1 }]);
  });

  it('kitchen, serving site and school read it with every substitution, families of nobody do not', async () => {
    const range = { from: day('2026-11-23'), to: day('2026-11-23') };
    for (const role of ['kitchen', 'serving-site', 'school'] as const) {
      const days = valueOf(
        await inTown('kitchen', (tx) =>
          readMenuDays(tx, meansAt('2026-11-23'), staffWith(role), range),
        ),
      );
      expect(menuDaysResponse.safeParse(days).error).toBeUndefined();
      expect(days.seasons[0]?.days[0]).toMatchObject({
        dishes: [{ substitutions: [{ variants: ['Senza glutine'] }] }, {}],
      });
    }
    const drafts = await inTown('office', (tx) =>
      readWeek(tx, meansAt('2026-11-23'), staffWith('kitchen'), { seasonId, week: 1 }),
    );
    expect(drafts).toMatchObject({ refusal: 'not-allowed' });
  });

  it('in another authority it does not exist', async () => {
    expect(await daysOf(elsewhere.mother, '2026-11-23', '2026-11-23', elsewhere)).toEqual([
      { kind: 'not-published', day: '2026-11-23' },
    ]);
    const foreign = await inTown(
      'office',
      (tx) => setWeek(tx, october, office, { seasonId, week: 1, days: weekOf('Altro') }),
      elsewhere,
    );
    expect(foreign).toMatchObject({ refusal: 'season-not-found' });
  });

  it('a week written anew shows from the day it is published, and what was read stays', async () => {
    const clock = clockAt('2026-11-23');
    const days = weekOf('Gnocchi');
    await inTown('office', async (tx) =>
      valueOf(await setWeek(tx, clock, office, { seasonId, week: 2, days })),
    );
    expect((await daysOf(town.mother, '2026-11-25'))[0]).toMatchObject({
      dishes: [{ name: 'Pasta 2 3' }, {}],
    });
    await inTown('office', async (tx) =>
      valueOf(await publishSeason(tx, clock, office, { seasonId, from: day('2026-11-25') })),
    );
    const week = await daysOf(town.mother, '2026-11-24', '2026-11-25');
    expect(week).toMatchObject([
      { dishes: [{ name: 'Pasta 2 2' }, {}] },
      { dishes: [{ name: 'Gnocchi 3' }, {}] },
    ]);
  });

  it('a day is changed with a reason, the child without gluten never gets the new dish, and the plan comes back', async () => {
    const change = (time: string, dishes: readonly ReturnType<typeof dish>[], reason: string) => {
      const means = { ...meansAt('2026-11-26'), clock: clockAt('2026-11-26', time) };
      const command = { seasonId, day: day('2026-11-26'), dishes, reason };
      return inTown('office', (tx) => changeDay(tx, means, office, command));
    };
    valueOf(
      await change('09:00', [dish('first', 'Lasagne', ['gluten', 'milk'])], 'il forno è riparato'),
    );
    expect((await daysOf(town.mother, '2026-11-26'))[0]).toMatchObject({
      changedBecause: 'il forno è riparato',
      dishes: [{ name: 'Lasagne', insteadOf: 'Gnocchi 4' }, { insteadOf: null }],
      plate: [{ served: 'kitchen', serving: null }, { served: 'menu' }],
    });
    valueOf(await change('09:05', [], 'torna il piatto previsto'));
    expect((await daysOf(town.mother, '2026-11-26'))[0]).toMatchObject({
      changedBecause: null,
      dishes: [{ name: 'Gnocchi 4' }, {}],
    });
  });
});

describe('writing menus', () => {
  it.each(['kitchen', 'serving-site', 'school'] as const)('is refused to %s', async (role) => {
    const actor = actorWith(role);
    const outcome = await inTown('office', (tx) =>
      createSeason(tx, october, actor, winterMenu(town.serviceId, { name: 'Altro' })),
    );
    expect(outcome).toMatchObject({ refusal: 'not-allowed' });
  });

  it.each([
    [{}, 'name-taken'],
    [{ name: 'Secondo', serviceId: '00000000-0000-4000-8000-000000000000' }, 'service-not-found'],
    [{ name: 'Secondo' }, 'seasons-overlap'],
  ])('a season %j is refused: %s', async (changes, refusal) => {
    const outcome = await inTown('office', (tx) =>
      createSeason(tx, october, office, winterMenu(town.serviceId, changes)),
    );
    expect(outcome).toMatchObject({ refusal });
  });

  it('a season may end later; its beginning, which families have read, stays', async () => {
    const spans = (from: string) => [{ from: day(from), to: day('2027-04-30'), firstWeek: 1 }];
    const [clock, november] = [clockAt('2026-11-27'), day('2026-11-02')];
    const set = (from: string) =>
      inTown('office', (tx) => setDates(tx, clock, office, { seasonId, spans: spans(from) }));
    expect(await set(november)).toMatchObject({ refusal: 'past-would-change' });
    expect((await set('2026-10-19')).ok).toBe(true);
    expect(await daysOf(town.mother, '2027-04-26')).toMatchObject([{ kind: 'menu' }]);
  });

  it('the same request twice is written once, and the audit has a line of each act', async () => {
    const key = idempotencyKeyOf('key-of-the-office', 'POST /menus', {});
    const account = staffWith('caterer');
    const ask = (body = key) =>
      inTown('office', (tx) =>
        answerOnce(tx, october, Promise.resolve(account), body, (actor) =>
          createSeason(
            tx,
            october,
            actor,
            winterMenu(town.serviceId, { name: 'Nido', grade: 'nursery' }),
          ),
        ),
      );
    const first = await ask();
    expect(first.ok).toBe(true);
    expect(await ask()).toEqual(first);
    expect(
      await ask(idempotencyKeyOf('key-of-the-office', 'POST /menus', { other: 1 })),
    ).toMatchObject({ refusal: 'key-reused' });
    const acts = await database.asOwner(
      `select distinct action from audit.event where tenant_id = ${town.tenantId} and action like 'menus.%' order by 1`,
    );
    expect(acts.map((row) => row['action'])).toEqual([
      'menus.dates-set',
      'menus.day-changed',
      'menus.published',
      'menus.season-created',
      'menus.week-set',
    ]);
  });
});

describe('over HTTP', () => {
  it('a parent reads its days, staff are sent away from there, and a range of a year is refused', async () => {
    const app = await httpServer({
      clock: october,
      log: { info: () => undefined, alarm: () => undefined },
      tenantAt: (host) => tenantDirectory(database).tenantAt(host),
      trustedProxies: [],
      https: false,
      version: 'test',
    });
    menusRoutes(app, { database, securityClock: october, ...meansAt('2026-11-23') });
    const get = (query: string, headers: Readonly<Record<string, string>>) =>
      app.inject({ url: `/api/v1/family/menu?${query}`, headers: { host: town.host, ...headers } });
    const { cookie } = town.mother;
    const answer = await get('from=2026-11-23&to=2026-11-29', { cookie });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(familyMenuResponse.parse(answer.json()).children).toHaveLength(1);
    expect((await get('from=2026-09-01&to=2027-06-30', { cookie })).statusCode).toBe(422);
    expect((await get('from=2026-11-23&to=2026-11-23', {})).statusCode).toBe(401);
    const write = await app.inject({
      method: 'POST',
      url: `/api/v1/menus/${seasonId}/publication`,
      headers: { host: town.host, cookie, 'idempotency-key': 'a-parent-tries' },
      payload: { from: null },
    });
    expect(write.statusCode).toBe(403);
    await app.close();
  });
});
