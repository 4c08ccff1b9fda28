// The trials there are, in order, each with its full size and its short one.
import { findPostgres, startPostgres } from '../postgres.ts';
import { cutOffMinute, townsAtCutOff } from './cut-off-minute.ts';
import { embeddedHouses, postgresHouses } from './house.ts';
import { killRounds, townsToKillIn } from './kill-rounds.ts';
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
];

async function withPostgres(trial: (url: string) => Promise<Outcome>): Promise<Outcome | string> {
  if (findPostgres() === undefined) return 'there are no server binaries of PostgreSQL here';
  const server = await startPostgres();
  try {
    return await trial(server.url);
  } finally {
    await server.stop();
  }
}
