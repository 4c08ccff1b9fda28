// The short form of `npm run torture`: a few rounds of the trials that need no hour.
import { expect, test } from 'vitest';
import { postgresUrl } from '#platform/test-database.ts';
import { cutOffMinute, townsAtCutOff } from './torture/cut-off-minute.ts';
import { hostileRequests, townsForHostiles } from './torture/hostile.ts';
import { embeddedHouses, postgresHouses } from './torture/house.ts';
import { killRounds, townsToKillIn } from './torture/kill-rounds.ts';

const slow = 300_000;
const fewTowns = { ...townsToKillIn, townCount: 2, familyCount: 4 };
const shared = { seed: 20_261_125, say: () => undefined };

test.skipIf(postgresUrl === undefined)(
  'two processes and a closing are killed while families change days: what was accepted is there, once',
  async () => {
    const houses = await postgresHouses(postgresUrl ?? '', fewTowns);
    const what = 'kill-postgres';
    const outcome = await killRounds({ ...shared, what, houses, rounds: 2, processes: 2 });
    await houses.remove();
    expect(outcome).toMatchObject({ lost: 0, doubled: 0, faults: [] });
    expect(outcome.accepted).toBeGreaterThan(0);
  },
  slow,
);

test(
  'the embedded database is killed under the same families: what was accepted is there, once',
  async () => {
    const houses = await embeddedHouses(fewTowns);
    const what = 'kill-pglite';
    const outcome = await killRounds({ ...shared, what, houses, rounds: 1, processes: 1 });
    await houses.remove();
    expect(outcome).toMatchObject({ lost: 0, doubled: 0, faults: [] });
    expect(outcome.accepted).toBeGreaterThan(0);
  },
  slow,
);

test.skipIf(postgresUrl === undefined)(
  'forty families ask in the minute of the cut-off: in time is accepted, late is refused, and the closing agrees with both',
  async () => {
    const houses = await postgresHouses(postgresUrl ?? '', townsAtCutOff(40));
    const outcome = await cutOffMinute({ houses, processes: 2, seed: shared.seed });
    await houses.remove();
    expect(outcome).toMatchObject({ lost: 0, doubled: 0, faults: [] });
    expect(outcome.accepted).toBeGreaterThan(1);
  },
  slow,
);

test.skipIf(postgresUrl === undefined)(
  'hostile requests to every route, as nobody and as each role, are refused in words',
  async () => {
    const houses = await postgresHouses(postgresUrl ?? '', townsForHostiles);
    const outcome = await hostileRequests({
      houses,
      requests: 150,
      slowOfEach: 0,
      seed: shared.seed,
    });
    await houses.remove();
    expect(outcome.faults).toEqual([]);
  },
  slow,
);
