// Trial: a process is frozen (SIGSTOP) while it holds a request that arrived in time; the school is closed all the same.
import pg from 'pg';
import { instant } from '#bookings/sample.ts';
import { audit } from './audit.ts';
import { chanceOf } from './chance.ts';
import { askAgain, deedOf, perform } from './clients.ts';
import { inHouse } from './house.ts';
import type { House, HouseMaker } from './house.ts';
import { trialOf } from './outcome.ts';
import type { Outcome, Tally } from './outcome.ts';
import { pollUntil } from './poll.ts';

const day = '2026-10-05';
export const townsToFreezeIn = {
  townCount: 1,
  familyCount: 4,
  startsAt: `${day}T08:00:00+02:00`,
} as const;
const overAt = instant(`${day}T09:31:10+02:00`);
const arrivesWithinMs = 10_000;
/** A transaction may be silent for a minute, and each process looks every five seconds; the rest is for a busy machine. */
const closedWithinSeconds = 100;

export async function frozenProcess(options: {
  readonly houses: HouseMaker;
  readonly seed: number;
}): Promise<Outcome> {
  return trialOf((tally) =>
    inHouse(options.houses, async (house) => ({
      what: 'a process frozen with a request in its hands, the closing by another',
      rounds: 1,
      seen: await frozen(house, options.seed, tally),
    })),
  );
}

async function frozen(house: House, seed: number, tally: Tally): Promise<string> {
  const [town] = house.towns;
  const [family] = town?.families ?? [];
  if (town === undefined || family === undefined) throw new Error('no family');
  house.setTime(`${day}T09:20:00+02:00`);
  const [frozenOne, other] = await Promise.all([house.serve(), house.serve()]);
  const clock = house.setTime(`${day}T09:30:50+02:00`);
  const [pupilId] = family.pupilIds;
  const deed = deedOf(
    town,
    family.token,
    'absences',
    { entries: [{ pupilId, days: [day] }] },
    chanceOf(seed).id(),
  );
  const holding = new pg.Client({ connectionString: house.databaseUrl ?? '' });
  await holding.connect();
  const lock = `hashtextextended('${town.tenantId} pupil ${pupilId ?? ''}', 0)`;
  await holding.query(`select pg_advisory_lock(${lock})`);
  const answer = perform(frozenOne.base, deed);
  const isHeld = async (): Promise<boolean> =>
    (await holding.query('select from pg_locks where not granted')).rows.length > 0;
  if (!(await pollUntil(isHeld, arrivesWithinMs))) tally.faults.push('the request never arrived');
  process.kill(frozenOne.pid, 'SIGSTOP');
  // Now the transaction of a process that does not move holds the child and its school.
  await holding.query(`select pg_advisory_unlock(${lock})`);
  await holding.end();
  const isClosed = await pollUntil(
    () => hasClosing(house),
    overAt - clock.now() + closedWithinSeconds * 1000,
  );
  const afterSeconds = Math.round((clock.now() - overAt) / 1000);
  if (!isClosed) tally.faults.push(`the school was not closed ${afterSeconds} s after it was over`);
  process.kill(frozenOne.pid, 'SIGCONT');
  const said = await answer;
  // Its line may be cut before it wakes up: both ways nothing was recorded, which the audit sees.
  if (said !== undefined && said.status !== 503)
    tally.faults.push(`the frozen request was answered ${said.status}`);
  await askAgain([other.base], [deed], tally);
  if (deed.state !== 'refused') tally.faults.push('asked again after the cut-off it was accepted');
  await Promise.all([frozenOne, other].map((one) => one.stop()));
  await house.inDatabase((database) => audit(database, house.towns, [deed], tally));
  return `closed ${afterSeconds} s after the day was over; the frozen request was ${said === undefined ? 'cut' : `told ${String(said.body['code'])}`}, nothing recorded`;
}

async function hasClosing(house: House): Promise<boolean> {
  const rows = await house.inDatabase((database) =>
    database.asOwner(`select from bookings.day_closing where day = '${day}'`),
  );
  return rows.length > 0;
}
