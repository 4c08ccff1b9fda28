// Trials: what is under our processes breaks while families change days; the processes must stay, and lose nothing.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { addDays, asDay } from '#ground/day.ts';
import type { Served } from '../../journeys/executable.ts';
import { findPostgres, startPostgres } from '../postgres.ts';
import type { RunningPostgres } from '../postgres.ts';
import { audit } from './audit.ts';
import { chanceOf } from './chance.ts';
import type { Chance } from './chance.ts';
import { askAgain, basesOf, perform } from './clients.ts';
import type { Deed } from './clients.ts';
import { drawDeed, startCrowd } from './crowd.ts';
import { inHouse, postgresHouses } from './house.ts';
import type { House } from './house.ts';
import { trialOf } from './outcome.ts';
import type { Outcome, Tally } from './outcome.ts';

const day = asDay('2026-10-05');
const towns = { townCount: 3, familyCount: 8, startsAt: `${day}T08:00:00+02:00` };
/** After an immediate stop only what was flushed counts; a power cut is not tried, so fsync may stay off. */
const settings = { synchronous_commit: 'on', full_page_writes: 'on' };
const backWithinMs = 60_000;

export interface FaultOptions {
  readonly what: string;
  readonly rounds: number;
  readonly seed: number;
  /** Where the database's folder is made. */
  readonly within?: string;
  /** What breaks, once a round; returns when it is whole again. */
  readonly fault: (place: {
    house: House;
    server: RunningPostgres;
    chance: Chance;
  }) => Promise<void>;
}

export async function underFaults(options: FaultOptions): Promise<Outcome> {
  return trialOf(async (tally) => {
    const server = await startPostgres(findPostgres(), settings, options.within);
    try {
      const houses = await postgresHouses(server.url, towns);
      const seen = await inHouse(houses, (house) => breakIn(house, server, options, tally));
      return { what: options.what, rounds: options.rounds, seen };
    } finally {
      await server.stop();
    }
  });
}

async function breakIn(
  house: House,
  server: RunningPostgres,
  { rounds, seed, fault }: FaultOptions,
  tally: Tally,
): Promise<string> {
  house.setTime(`${day}T09:45:00+02:00`);
  const served = await Promise.all([house.serve(), house.serve()]);
  const deeds: Deed[] = [];
  let slowestBackMs = 0;
  let failed = 0;
  for (let round = 0; round < rounds; round += 1) {
    const chance = chanceOf(seed + round);
    const crowd = startCrowd(house.towns, basesOf(served), chance, day);
    await wait(300 + chance.below(1200));
    await fault({ house, server, chance });
    slowestBackMs = Math.max(slowestBackMs, await untilBack(house, served, deeds, chance, tally));
    const asked = await crowd.stop();
    failed += asked.filter(({ state }) => state === 'unknown').length;
    await askAgain(basesOf(served), asked, tally);
    deeds.push(...asked);
  }
  for (const one of served)
    if (one.log().includes('Refettorio stopped')) tally.faults.push('a process ended');
  const codes = await Promise.all(served.map((one) => one.stop()));
  if (codes.some((code) => code !== 0))
    tally.faults.push(`the processes ended with ${codes.join()}`);
  await house.inDatabase((database) => audit(database, house.towns, deeds, tally));
  tally.accepted = deeds.filter(({ code }) => code !== null).length;
  return `${deeds.length} asked, ${failed} without an answer that counts, the slowest process was back after ${(slowestBackMs / 1000).toFixed(1)} s`;
}

/** Until each process has settled a change again; how long the slowest took. */
async function untilBack(
  house: House,
  served: readonly Served[],
  deeds: Deed[],
  chance: Chance,
  tally: Tally,
): Promise<number> {
  const startedMs = performance.now();
  await Promise.all(
    basesOf(served).map(async (base) => {
      const deed = drawDeed(house.towns, chance, (days) => addDays(day, days));
      deeds.push(deed);
      while (deed.state === 'unknown' && performance.now() - startedMs < backWithinMs) {
        await perform(base, deed);
        if (deed.state === 'unknown') await wait(100);
      }
      if (deed.fault !== null) tally.faults.push(deed.fault);
      if (deed.state === 'unknown') tally.faults.push(`${base} is not back after a minute`);
    }),
  );
  return performance.now() - startedMs;
}

/** Ends every connection of the house at once, as an operator or a firewall does. */
export async function cutConnections({ house, chance }: { house: House; chance: Chance }) {
  for (let cut = 0; cut < 5; cut += 1) {
    await house.inDatabase((database) =>
      database.asOwner(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      ),
    );
    await wait(chance.below(300));
  }
}

export interface SmallDisk {
  readonly folder: string;
  fill(): void;
  free(): void;
  remove(): void;
}

/** A file system of so many megabytes in memory; a sentence where this machine allows none. */
export function smallDisk(megabytes: number): SmallDisk | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'a small disk needs Linux and root';
  const folder = mkdtempSync(join(tmpdir(), 'refettorio-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder]);
  } catch {
    rmSync(folder, { recursive: true });
    return 'this machine mounts no small disk';
  }
  const filler = join(folder, 'filler');
  mkdirSync(join(folder, 'database'), { mode: 0o777 });
  return {
    folder: join(folder, 'database'),
    fill: () => fillUp(filler),
    free: () => rmSync(filler),
    remove: () => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Until nothing fits any more. */
function fillUp(path: string): void {
  const file = openSync(path, 'a');
  for (const size of [1 << 20, 1 << 12]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch {
      // Full: that is what was wanted.
    }
  }
  closeSync(file);
}
