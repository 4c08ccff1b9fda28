// Where a trial runs: a database, towns in it, and processes of the executable that share a time which can be set.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { sampleMasterKey } from '#bookings/sample.ts';
import type { Clock } from '#ground/clock.ts';
import { asInstant } from '#ground/instant.ts';
import type { Database } from '#platform/database.ts';
import { holdDataFolder } from '#platform/data-folder.ts';
import { openPglite } from '#platform/database-pglite.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';
import { install } from '../../journeys/executable.ts';
import type { Installation, Running, Served } from '../../journeys/executable.ts';
import { torturedTowns } from './town.ts';
import type { TorturedTown } from './town.ts';

export interface House {
  readonly towns: readonly TorturedTown[];
  readonly installation: Installation;
  /** Of the PostgreSQL; undefined: the database is embedded. */
  readonly databaseUrl: string | undefined;
  /** The time of every process from now on, running. */
  setTime(iso: string): Clock;
  /** Processes of it that still run end with `remove`. */
  serve(own?: Readonly<Record<string, string>>): Promise<Served>;
  start(...args: readonly string[]): Running;
  /** As the owner, while no process holds an embedded database. */
  inDatabase<T>(work: (database: Database) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

/** One seed of towns for many houses: making them anew would cost more than a round. */
export interface HouseMaker {
  build(own?: Readonly<Record<string, string>>): Promise<House>;
  remove(): Promise<void>;
}

/** Builds a house for one use of it, and removes it whatever comes of that. */
export async function inHouse<T>(
  houses: HouseMaker,
  use: (house: House) => Promise<T>,
): Promise<T> {
  const house = await houses.build();
  try {
    return await use(house);
  } finally {
    await house.remove();
  }
}

export interface Plan {
  readonly townCount: number;
  readonly familyCount: number;
  /** Everything before is closed. */
  readonly startsAt: string;
}

const year = 2026;
const environment = {
  REFETTORIO_MASTER_KEY: Buffer.from(sampleMasterKey.bytes).toString('base64'),
  TRUSTED_PROXIES: '127.0.0.1',
  // Reading hundreds of files anew would be half of a round.
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../.cache/compiled'),
};

/** Databases on this server, each a copy of one with the towns in it. */
export async function postgresHouses(url: string, plan: Plan): Promise<HouseMaker> {
  const template = `towns_${randomUUID().slice(0, 8)}`;
  await onServer(url, `create database ${template}`);
  const towns = await withPostgres(withName(url, template), (database) => seed(database, plan));
  return {
    build: async (own = {}) => {
      const name = `house_${randomUUID().replaceAll('-', '')}`;
      await onServer(url, `create database ${name} template ${template}`);
      const databaseUrl = withName(url, name);
      return houseOf(
        towns,
        plan,
        { DATABASE_URL: databaseUrl, ...own },
        {
          inDatabase: (work) => withPostgres(databaseUrl, work),
          remove: () => onServer(url, `drop database ${name} with (force)`),
        },
      );
    },
    remove: () => onServer(url, `drop database ${template} with (force)`),
  };
}

/** Embedded databases, each in a folder of its own. */
export async function embeddedHouses(plan: Plan): Promise<HouseMaker> {
  const folder = mkdtempSync(join(tmpdir(), 'refettorio-torture-'));
  const towns = await withEmbedded(folder, (database) => seed(database, plan));
  return {
    build: async (own = {}) => {
      const data = mkdtempSync(join(tmpdir(), 'refettorio-torture-'));
      cpSync(folder, data, { recursive: true });
      return houseOf(
        towns,
        plan,
        { REFETTORIO_DATA: data, ...own },
        {
          inDatabase: (work) => withEmbedded(data, work),
          remove: async () => rmSync(data, { recursive: true }),
        },
      );
    },
    remove: async () => rmSync(folder, { recursive: true }),
  };
}

async function houseOf(
  towns: readonly TorturedTown[],
  { startsAt }: Plan,
  own: Readonly<Record<string, string>>,
  means: Pick<House, 'inDatabase' | 'remove'>,
): Promise<House> {
  const installation = install(apartFromNow(startsAt), { ...environment, ...own });
  const started: Running[] = [];
  const kept = <Started extends Running>(running: Started): Started => {
    started.push(running);
    return running;
  };
  // Whoever is killed writes nothing down of what it has compiled.
  await installation.run('--version');
  return {
    towns,
    installation,
    databaseUrl: own['DATABASE_URL'],
    setTime: (iso) => {
      const apart = apartFromNow(iso);
      installation.turnClockTo(apart);
      return { now: () => asInstant(Date.now() + Number(apart)) };
    },
    serve: async (only) => kept(await installation.serve(only)),
    start: (...args) => kept(installation.start(...args)),
    inDatabase: means.inDatabase,
    remove: async () => {
      await Promise.all(started.map((one) => one.kill()));
      installation.remove();
      await means.remove();
    },
  };
}

/** From now on it is `iso`, and time goes on. */
export function apartFromNow(iso: string): string {
  const milliseconds = Date.parse(iso) - Date.now();
  return `${milliseconds < 0 ? '' : '+'}${milliseconds}`;
}

async function seed(database: Database, plan: Plan): Promise<readonly TorturedTown[]> {
  await migrate(database, year);
  const { townCount, familyCount, startsAt } = plan;
  const towns = await torturedTowns(database, townCount, familyCount, startsAt);
  await database.takeStatistics();
  return towns;
}

async function withPostgres<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openPostgres({ url, connectionsMax: 2 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function withEmbedded<T>(
  folder: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const held = await holdDataFolder(folder);
  if (held === undefined) throw new Error(`a process still holds ${folder}`);
  const database = await openPglite({ folder: join(folder, 'pglite') });
  try {
    return await work(database);
  } finally {
    await database.close();
    held.release();
  }
}

async function onServer(url: string, sql: string): Promise<void> {
  await withPostgres(url, (database) => database.asOwner(sql));
}

function withName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
