// Weeks of changes of every kind by every family, over HTTP on a real database: each family's month, the kitchen's count
// and the frozen day say the same of every day, before the cut-off and after it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MonthResponse } from '#bookings/api.ts';
import type { SampleFamily } from '#bookings/sample.ts';
import { addDays, asDay, monthOf } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { eachDay } from '#ground/day-range.ts';
import type { KitchenDay } from '#kitchen/api.ts';
import { openTestDatabase } from '#platform/test-database.ts';
import { cookieOf, twoTowns } from './two-towns.ts';
import type { TwoTowns } from './two-towns.ts';

// From the Monday after the first Advent to the Friday before Christmas, with the holiday of 8 December in it.
const days = eachDay({ from: asDay('2026-11-30'), to: asDay('2026-12-18') });
const daysLookedAhead = 4;
let two: TwoTowns;
let close: () => Promise<void>;

beforeAll(async () => {
  const database = await openTestDatabase();
  two = await twoTowns(database);
  close = async () => {
    await two.application.http.close();
    await database.close();
  };
});
afterAll(() => close());

test(
  'families, kitchen and closing agree on every day of three weeks',
  { timeout: 120_000 },
  async () => {
    const draw = drawing(20_261_130);
    const { clock, towns, application } = two;
    const closing = application.jobs.find(({ name }) => name === 'close-due-days');
    const disagreements: string[] = [];
    const tally = { accepted: 0, refused: 0, compared: 0 };
    const compare = async (day: Day, when: string): Promise<void> => {
      const eating: boolean[] = [];
      for (const family of towns[0].families) eating.push(...(await mealsOf(family, day)));
      const cooked = (await sheetOf(day)).totals.pupils;
      const said = eating.filter(Boolean).length;
      tally.compared += 1;
      if (cooked !== said)
        disagreements.push(`${day} ${when}: families say ${said}, kitchen ${cooked}`);
    };
    for (const day of days) {
      for (const [hour, count] of [
        ['07:10', 2],
        ['09:30:58', 1],
        ['09:31:00', 1],
        ['19:00', 2],
      ] as const) {
        clock.set(`${day}T${hour.length === 5 ? `${hour}:00` : hour}+01:00`);
        for (let request = 0; request < count; request += 1) {
          const status = await askSomething(draw, day);
          if (status === 200) tally.accepted += 1;
          else if (status === 409) tally.refused += 1;
          else disagreements.push(`${day} ${hour}: status ${status}`);
        }
        if (hour === '07:10' || hour === '19:00')
          for (let ahead = 0; ahead <= daysLookedAhead; ahead += 1)
            await compare(addDays(day, ahead), hour);
        if (hour === '09:31:00') {
          await compare(day, 'before closing');
          clock.set(`${day}T09:31:15+01:00`);
          await closing?.run();
          await compare(day, 'after closing');
        }
      }
    }
    for (const day of days) await compare(day, 'at the end');
    expect(disagreements).toEqual([]);
    expect(tally.accepted).toBeGreaterThan(30);
    expect(tally.refused).toBeGreaterThan(5);
    expect(tally.compared).toBeGreaterThan(150);
  },
);

/** One request of some family, of some kind, for days around now. */
async function askSomething(draw: (below: number) => number, today: Day): Promise<number> {
  const { families } = two.towns[0];
  const family = families[draw(families.length)];
  const path = [
    'absences',
    'absences/undo',
    'plain-meals',
    'plain-meals/undo',
    'suspensions',
    'resumptions',
  ][draw(6)];
  const pupilId = family?.pupilIds[draw(family.pupilIds.length)];
  if (family === undefined || path === undefined) throw new Error('nobody asks');
  const from = addDays(today, draw(4));
  const entry =
    path === 'suspensions'
      ? { from, to: draw(3) === 0 ? null : addDays(from, draw(6)) }
      : path === 'resumptions'
        ? {}
        : { days: [...new Set([from, addDays(from, draw(3))])] };
  const answer = await inject(cookieOf(family), {
    method: 'POST',
    url: `/api/v1/${path}`,
    payload: { entries: [{ pupilId, ...entry }] },
  });
  return answer.statusCode;
}

/** Which children of the family eat, as its portal says. */
async function mealsOf(family: SampleFamily, day: Day): Promise<readonly boolean[]> {
  const eats: boolean[] = [];
  for (const pupilId of family.pupilIds) {
    const url = `/api/v1/pupils/${pupilId}/months/${monthOf(day)}`;
    const month = toMonth((await inject(cookieOf(family), { url })).json());
    const state = month.services[0]?.days.find((one) => one.day === day)?.state;
    eats.push(state === 'expected' || state === 'plain' || state === 'booked');
  }
  return eats;
}

async function sheetOf(day: Day): Promise<KitchenDay> {
  const [town] = two.towns;
  const url = `/api/v1/kitchens/${town.kitchenId}/days/${day}`;
  return toSheet((await inject(town.staff.kitchen, { url })).json());
}

let addresses = 0;
function inject(cookie: string, options: { url: string; method?: 'POST'; payload?: object }) {
  addresses += 1;
  return two.application.http.inject({
    ...options,
    headers: { host: two.towns[0].host, cookie, 'idempotency-key': randomUUID() },
    remoteAddress: `10.4.${Math.floor(addresses / 250) % 250}.${addresses % 250}`,
  });
}

/** Looks like chance, and is the same in every run. */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function toMonth(body: unknown): MonthResponse {
  return body as MonthResponse;
}

function toSheet(body: unknown): KitchenDay {
  return body as KitchenDay;
}
