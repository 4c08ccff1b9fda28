// Trial: processes are killed (-9) while families change days and days are closed; then what was accepted is looked for.
import { dueDayCloser } from '#bookings/close-due-days.ts';
import { stillClock } from '#bookings/sample.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { asDay } from '#ground/day.ts';
import type { Day } from '#ground/day.ts';
import { cachedByVersion } from '#tenancy/version.ts';
import type { Served } from '../../journeys/executable.ts';
import { audit } from './audit.ts';
import { chanceOf } from './chance.ts';
import type { Chance } from './chance.ts';
import { askAgain, basesOf } from './clients.ts';
import type { Deed } from './clients.ts';
import { watchLog, watchPostgres } from './closing-watch.ts';
import type { ClosingWatch } from './closing-watch.ts';
import { startCrowd } from './crowd.ts';
import { inHouse } from './house.ts';
import type { House, HouseMaker } from './house.ts';
import { momentOf } from './kill-moments.ts';
import { trialOf } from './outcome.ts';
import type { Outcome, Tally } from './outcome.ts';
import { canteenDays } from './town.ts';

export interface KillOptions {
  readonly what: string;
  readonly houses: HouseMaker;
  readonly rounds: number;
  /** Round n draws from seed + n: to see one again, give its seed and one round. */
  readonly seed: number;
  /** Processes that serve at the same time; where it is one (the embedded database) it also closes the days. */
  readonly processes: number;
  readonly say: (line: string) => void;
}

const firstDay = asDay('2026-10-05');
/** Six schools, so that a closing of all of them is long enough to be cut. */
export const townsToKillIn = {
  townCount: 6,
  familyCount: 8,
  startsAt: `${firstDay}T08:00:00+02:00`,
} as const;
/** Canteen days from round to round, so that several closings are due at once. */
const daysApart = 3;
/** Each house is looked through whole at its end; a school year has room for twice as many. */
const roundsPerHouse = 20;

type Seen = Record<'asked' | 'unanswered' | 'closed' | 'between' | 'inside', number>;

export async function killRounds(options: KillOptions): Promise<Outcome> {
  return trialOf(async (tally) => {
    const seen: Seen = { asked: 0, unanswered: 0, closed: 0, between: 0, inside: 0 };
    for (let done = 0; done < options.rounds; done += roundsPerHouse) {
      const rounds = Math.min(roundsPerHouse, options.rounds - done);
      await killInHouse({ ...options, rounds, seed: options.seed + done }, tally, seen);
      const { accepted, lost, doubled, faults } = tally;
      options.say(
        `${done + rounds} rounds: ${accepted} accepted, ${lost} lost, ${doubled} doubled, ${faults.length} faults`,
      );
    }
    return {
      what: options.what,
      rounds: options.rounds,
      seen: `${seen.asked} asked, ${seen.unanswered} unanswered at a kill, ${seen.closed} days closed; some towns had closed the day and others not at ${seen.between} kills, at ${seen.inside} of them a closing stood in its middle`,
    };
  });
}

async function killInHouse(options: KillOptions, tally: Tally, seen: Seen): Promise<void> {
  await inHouse(options.houses, async (house) => {
    const deeds: Deed[] = [];
    const [town] = house.towns;
    if (town === undefined) throw new Error('no town');
    const days = await house.inDatabase((database) => canteenDays(database, town, firstDay));
    let served: readonly Served[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      const startedMs = performance.now();
      const seed = options.seed + round;
      const faults = tally.faults.length;
      const day = days[round * daysApart] ?? firstDay;
      house.setTime(`${day}T09:45:00+02:00`);
      const ended = await roundOf(house, options, served, chanceOf(seed), day);
      served = await fill(house, ended.alive, options.processes);
      const unanswered = ended.deeds.filter(({ state }) => state === 'unknown').length;
      seen.asked += ended.deeds.length;
      seen.unanswered += unanswered;
      seen.between += ended.isBetween ? 1 : 0;
      seen.inside += ended.isInside ? 1 : 0;
      await askAgain(basesOf(served), ended.deeds, tally);
      deeds.push(...ended.deeds);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      options.say(
        `seed ${seed}: killed ${ended.what}; ${ended.deeds.length} asked, ${unanswered} unanswered, ${seconds} s`,
      );
      for (const fault of tally.faults.slice(faults)) options.say(`seed ${seed}: ${fault}`);
    }
    await Promise.all(served.map((one) => one.stop()));
    await lookThrough(house, deeds, tally, seen);
  });
}

interface RoundEnd {
  readonly deeds: readonly Deed[];
  readonly alive: readonly Served[];
  readonly what: string;
  /** Some towns had closed the day and others not. */
  readonly isBetween: boolean;
  /** A closing stood in its middle. */
  readonly isInside: boolean;
}

async function roundOf(
  house: House,
  { processes }: KillOptions,
  before: readonly Served[],
  chance: Chance,
  day: Day,
): Promise<RoundEnd> {
  const served = await fill(house, before, processes);
  const closer = processes > 1 ? house.start('close-day') : undefined;
  const watch = await watchOf(house, served);
  const crowd = startCrowd(house.towns, basesOf(served), chance, day);
  const moment = await momentOf(chance, watch, house.towns, day);
  // Whichever of them stands in the middle of a closing: it is among the victims.
  const victims = moment.isInside || chance.below(3) === 0 ? served : [chance.pick(served)];
  await Promise.all(
    [...victims, ...(closer === undefined ? [] : [closer])].map((one) => one.kill()),
  );
  const closed = await watch.townsClosed(day);
  await moment.after();
  await watch.end();
  return {
    deeds: await crowd.stop(),
    alive: served.filter((one) => !victims.includes(one)),
    what: moment.what,
    isBetween: closed > 0 && closed < house.towns.length,
    isInside: moment.isInside,
  };
}

function watchOf({ databaseUrl }: House, served: readonly Served[]): Promise<ClosingWatch> {
  return databaseUrl === undefined
    ? Promise.resolve(watchLog(() => served.map((one) => one.log()).join('\n')))
    : watchPostgres(databaseUrl);
}

async function fill(
  house: House,
  alive: readonly Served[],
  processes: number,
): Promise<readonly Served[]> {
  const missing = Array.from({ length: processes - alive.length }, () => house.serve());
  return [...alive, ...(await Promise.all(missing))];
}

/** When nobody runs any more: the rest is closed by the command, then everything is compared. */
async function lookThrough(
  house: House,
  deeds: readonly Deed[],
  tally: Tally,
  seen: Seen,
): Promise<void> {
  const closing = await house.installation.run('close-day');
  if (closing.code !== 0) tally.faults.push(`close-day: ${closing.said}`);
  const verified = await house.installation.run('receipts', 'verify');
  if (verified.code !== 0) tally.faults.push(`receipts verify: ${verified.said}`);
  await house.inDatabase(async (database) => {
    const time = await database.asOwner(
      'select max(closed_at)::text as at from bookings.day_closing',
    );
    const again = dueDayCloser({
      database,
      clock: stillClock(new Date(String(time[0]?.['at'])).toISOString()),
      calendarAt: cachedByVersion(loadTenantCalendar),
      log: { info: () => undefined, alarm: () => undefined },
    });
    const left = await again();
    if (left > 0) tally.faults.push(`${left} days were still to be closed after close-day`);
    await audit(database, house.towns, deeds, tally);
    const [count] = await database.asOwner(
      `select count(*)::int as days from bookings.day_closing where day >= '${firstDay}'`,
    );
    seen.closed += Number(count?.['days']);
  });
  tally.accepted += deeds.filter(({ code }) => code !== null).length;
}
