// What a subcommand is given, and how it refuses: with a sentence for whoever typed it.
import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { CalendarAt } from '#bookings/expected-meals.ts';
import type { Clock } from '#ground/clock.ts';
import type { Config, Environment } from '#platform/config.ts';
import { readConfig } from '#platform/config.ts';
import type { Database } from '#platform/database.ts';
import type { HttpApp } from '#platform/http-server.ts';
import type { Log } from '#platform/log.ts';
import { dayAt } from '#platform/rome.ts';
import type { Job } from '#platform/scheduler.ts';
import type { OpenedDatabase } from '#command/open-database.ts';
import { openDatabase, staleTables } from '#command/open-database.ts';
import { isSealedUnder } from '#tenancy/is-sealed-under.ts';
import { findTenant } from '#tenancy/list-tenants.ts';
import type { Tenant } from '#tenancy/model.ts';
import type { FastAgiServer } from '#voice/fast-agi.ts';

/** Every room bound together, as main.ts composes it. */
export interface Composed {
  readonly http: HttpApp;
  readonly jobs: readonly Job[];
  readonly calendarAt: CalendarAt;
  readonly asterisk: FastAgiServer | undefined;
}

export interface Operator {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly log: Log;
  readonly write: (line: string) => void;
  readonly compose: (config: Config, database: Database) => Promise<Composed>;
}

/** Returns the exit code. */
export type Command = (operator: Operator, args: readonly string[]) => Promise<number>;

/** What an operator did wrong, or what is missing, as a sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export function configOf(operator: Operator): Config {
  const read = readConfig(operator.environment, { allowPublicKeys: false });
  if (!read.ok)
    throw new Refusal(
      ['The configuration has faults:', ...read.faults.map((fault) => `  ${fault}`)].join('\n'),
    );
  return read.config;
}

export const yearOf = (clock: Clock): number => Number(dayAt(clock.now()).slice(0, 4));

/** Runs with the database open, of this version and sealed under this master key; closes it whatever happens. */
export async function withDatabase<T>(
  operator: Operator,
  config: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  return withDatabaseOfAnyKey(operator, config, async (database) => {
    if (!(await isSealedUnder(database, config.masterKey))) {
      throw new Refusal(
        'REFETTORIO_MASTER_KEY is not the key that this data is sealed under: start with the right one. (To change it, see "refettorio rewrap-keys".)',
      );
    }
    return work(database);
  });
}

/** For changing the key itself: broken off in the middle, some keys are under the old one and some under the new. */
export async function withDatabaseOfAnyKey<T>(
  operator: Operator,
  config: Config,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const opened = whenOpened(await openDatabase(config, yearOf(operator.clock)));
  try {
    const stale = await staleTables(opened.database);
    if (stale !== undefined) throw new Refusal(stale);
    return await work(opened.database);
  } finally {
    await opened.close();
  }
}

export function whenOpened(opened: OpenedDatabase): Extract<OpenedDatabase, { ok: true }> {
  if (!opened.ok) throw new Refusal(opened.sentence);
  return opened;
}

/** The options of a subcommand; a word it does not know is refused with a sentence. */
export function optionsOf<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  const known = Object.keys(options);
  const unknown = args.find(
    (arg) => arg.startsWith('-') && !known.includes(arg.replace(/^--?/, '').replace(/=.*$/, '')),
  );
  if (unknown !== undefined) {
    const names = known.map((name) => `--${name}`).join(', ');
    throw new Refusal(
      `There is no option ${unknown} here${names === '' ? '' : `; there are ${names}`}. Try: refettorio --help`,
    );
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch {
    throw new Refusal('An option lacks its value. Try: refettorio --help');
  }
}

/** For a subcommand that takes no words: one too many is refused, so that a typing mistake is not obeyed. */
export function refuseWords(args: readonly string[]): void {
  const [word] = optionsOf(args, {}).positionals;
  if (word !== undefined)
    throw new Refusal(`"${word}" is one word too many. Try: refettorio --help`);
}

export function required(value: string | undefined, option: string): string {
  if (value === undefined || value === '')
    throw new Refusal(`${option} is missing. Try: refettorio --help`);
  return value;
}

export async function tenantCalled(database: Database, slug: string | undefined): Promise<Tenant> {
  const tenant = await findTenant(database, required(slug, '--tenant'));
  if (tenant === undefined)
    throw new Refusal(`There is no authority "${slug}". Make it with: refettorio create-tenant`);
  return tenant;
}
