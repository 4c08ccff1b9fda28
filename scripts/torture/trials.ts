// The trials there are, in order, each with its full size and its short one.
import { setTimeout as wait } from 'node:timers/promises';
import { findPostgres, startPostgres } from '../postgres.ts';
import { backupAndRestore, townsToRestore } from './backup.ts';
import { clocksApart, townsOfThreeClocks } from './clocks-apart.ts';
import { cutOffMinute, townsAtCutOff } from './cut-off-minute.ts';
import { cutConnections, smallDisk, underFaults } from './faults.ts';
import { frozenProcess, townsToFreezeIn } from './frozen-process.ts';
import { hostileRequests, townsForHostiles } from './hostile.ts';
import { embeddedHouses, postgresHouses } from './house.ts';
import { killRounds, townsToKillIn } from './kill-rounds.ts';
import { mailAway, townsWithMail } from './mail-away.ts';
import type { Outcome } from './outcome.ts';

export interface TrialOptions {
  readonly seed: number;
  /** Absent: as many as the trial has in full, or in short. */
  readonly rounds: number | undefined;
  readonly isShort: boolean;
  readonly say: (line: string) => void;
}

export interface Trial {
  readonly name: string;
  /** Why it could not be tried here, where it could not. */
  run(options: TrialOptions): Promise<Outcome | string>;
}

export const trials: readonly Trial[] = [
  {
    name: 'kill-postgres',
    run: async ({ rounds, isShort, ...options }) =>
      withPostgres(async (url) => {
        const houses = await postgresHouses(url, townsToKillIn);
        return killRounds({
          ...options,
          what: 'kill -9, PostgreSQL, two processes and the command that closes',
          rounds: rounds ?? (isShort ? 3 : 200),
          processes: 2,
          houses,
        });
      }),
  },
  {
    name: 'kill-pglite',
    run: async ({ rounds, isShort, ...options }) => {
      const houses = await embeddedHouses(townsToKillIn);
      try {
        return await killRounds({
          ...options,
          what: 'kill -9, embedded database',
          rounds: rounds ?? (isShort ? 2 : 50),
          processes: 1,
          houses,
        });
      } finally {
        await houses.remove();
      }
    },
  },
  {
    name: 'cut-off',
    run: async ({ isShort, seed }) =>
      withPostgres(async (url) =>
        cutOffMinute({
          houses: await postgresHouses(url, townsAtCutOff(isShort ? 40 : 200)),
          processes: isShort ? 2 : 3,
          seed,
        }),
      ),
  },
  {
    name: 'frozen',
    run: async ({ seed }) =>
      withPostgres(async (url) =>
        frozenProcess({ houses: await postgresHouses(url, townsToFreezeIn), seed }),
      ),
  },
  {
    name: 'clocks-apart',
    run: async ({ seed }) =>
      withPostgres(async (url) =>
        clocksApart({ houses: await postgresHouses(url, townsOfThreeClocks), seed }),
      ),
  },
  {
    name: 'mail-away',
    run: async ({ isShort, seed }) =>
      withPostgres(async (url) =>
        mailAway({
          houses: await postgresHouses(url, townsWithMail),
          changes: isShort ? 20 : 100,
          seed,
        }),
      ),
  },
  {
    name: 'backup',
    run: async ({ rounds, isShort, seed }) =>
      withPostgres(async (url) =>
        backupAndRestore({
          houses: await postgresHouses(url, townsToRestore),
          rounds: rounds ?? (isShort ? 1 : 5),
          seed,
        }),
      ),
  },
  {
    name: 'database-restart',
    run: async ({ rounds, seed }) =>
      whereThereIsPostgres(() =>
        underFaults({
          what: 'PostgreSQL stopped at once and started again',
          rounds: rounds ?? 10,
          seed,
          fault: ({ server }) => server.crash(),
        }),
      ),
  },
  {
    name: 'connections-cut',
    run: async ({ rounds, seed }) =>
      whereThereIsPostgres(() =>
        underFaults({
          what: 'every connection cut five times (pg_terminate_backend)',
          rounds: rounds ?? 20,
          seed,
          fault: cutConnections,
        }),
      ),
  },
  {
    name: 'disk-full',
    run: async ({ rounds, seed }) => whereThereIsPostgres(() => diskFull(rounds ?? 5, seed)),
  },
  {
    name: 'hostile',
    run: async ({ rounds, isShort, seed }) =>
      withPostgres(async (url) =>
        hostileRequests({
          houses: await postgresHouses(url, townsForHostiles),
          requests: rounds ?? (isShort ? 150 : 20_000),
          slowOfEach: isShort ? 0 : 50,
          seed,
        }),
      ),
  },
];

async function diskFull(rounds: number, seed: number): Promise<Outcome | string> {
  const disk = smallDisk(400);
  if (typeof disk === 'string') return disk;
  try {
    return await underFaults({
      what: 'the disk of PostgreSQL full for two seconds',
      rounds,
      seed,
      within: disk.folder,
      fault: async ({ server }) => {
        // Where not even recovery finds room, the server ends and whoever watches it starts it again.
        server.keep();
        disk.fill();
        await wait(2000);
        disk.free();
      },
    });
  } finally {
    disk.remove();
  }
}

async function whereThereIsPostgres(
  trial: () => Promise<Outcome | string>,
): Promise<Outcome | string> {
  return findPostgres() === undefined ? 'there are no server binaries of PostgreSQL here' : trial();
}

function withPostgres(trial: (url: string) => Promise<Outcome>): Promise<Outcome | string> {
  return whereThereIsPostgres(async () => {
    const server = await startPostgres();
    try {
      return await trial(server.url);
    } finally {
      await server.stop();
    }
  });
}
