// Trial: everybody asks in the minute of the cut-off, of several processes, and the day is closed under their hands.
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Instant } from '#ground/instant.ts';
import type { Clock } from '#ground/clock.ts';
import { instant } from '#bookings/sample.ts';
import { audit } from './audit.ts';
import { chanceOf } from './chance.ts';
import { askAgain, basesOf, deedOf, perform } from './clients.ts';
import type { Answered, Deed } from './clients.ts';
import { inHouse } from './house.ts';
import type { House, HouseMaker } from './house.ts';
import { trialOf } from './outcome.ts';
import type { Outcome, Tally } from './outcome.ts';

const day = '2026-10-05';
const next = '2026-10-06';
/** The first town is asked by everybody; one child of the second is held. */
export const townsAtCutOff = (clients: number) => ({
  townCount: 2,
  familyCount: clients,
  startsAt: `${day}T08:00:00+02:00`,
});
const firstLate = instant(`${day}T09:31:00+02:00`);
const closedAtLatest = 90_000;

interface Asked {
  readonly deed: Deed;
  readonly sentAt: Instant;
  readonly answeredAt: Instant;
  readonly answer: Answered | undefined;
}

export async function cutOffMinute(options: {
  readonly houses: HouseMaker;
  readonly processes: number;
  readonly seed: number;
}): Promise<Outcome> {
  return trialOf((tally) =>
    inHouse(options.houses, async (house) => {
      house.setTime(`${day}T09:20:00+02:00`);
      const served = await Promise.all(
        Array.from({ length: options.processes }, () => house.serve()),
      );
      const bases = basesOf(served);
      const clock = house.setTime(`${day}T09:30:50+02:00`);
      const [asked, held] = await Promise.all([
        everybodyAsks(house, bases, clock, options.seed),
        heldRequests(house, bases[0] ?? '', clock, tally),
      ]);
      await dayClosed(house);
      judge(asked, tally);
      const deeds = [...asked.map(({ deed }) => deed), ...held];
      await askAgain(bases, deeds, tally);
      await Promise.all(served.map((one) => one.stop()));
      await house.inDatabase(async (database) => {
        await compareMeals(house, deeds, tally);
        await audit(database, house.towns, deeds, tally);
      });
      tally.accepted = deeds.filter(({ code }) => code !== null).length;
      const refused = asked.filter(({ answer }) => answer?.status === 409).length;
      const slow = asked.filter(({ answer }) => answer?.status === 503).length;
      return {
        what: `the minute of the cut-off, ${asked.length} clients, ${options.processes} processes`,
        rounds: 1,
        seen: `${refused} refused as late, ${slow} told that nothing was recorded, every school closed once`,
      };
    }),
  );
}

/** Each family once, at its own moment between 09:30:52 and 09:31:08. */
async function everybodyAsks(
  { towns: [town] }: House,
  bases: readonly string[],
  clock: Clock,
  seed: number,
): Promise<readonly Asked[]> {
  const chance = chanceOf(seed);
  return Promise.all(
    (town?.families ?? []).map(async ({ token, pupilIds: [pupilId] }): Promise<Asked> => {
      const entries = [{ pupilId, days: [day] }];
      if (town === undefined) throw new Error('no town');
      const deed = deedOf(town, token, 'absences', { entries }, chance.id());
      const base = chance.pick(bases);
      await wait(2000 + chance.below(16_000));
      const sentAt = clock.now();
      const answer = await perform(base, deed);
      return { deed, sentAt, answeredAt: clock.now(), answer };
    }),
  );
}

/** The clocks of clients and processes are one, so that what each may be told is known. */
function judge(asked: readonly Asked[], tally: Tally): void {
  for (const { deed, sentAt, answeredAt, answer } of asked) {
    if (answer === undefined) tally.faults.push('a client got no answer');
    else if (answer.status === 200 && sentAt >= firstLate)
      tally.faults.push(`${String(deed.code)} was sent after the cut-off and accepted`);
    else if (answer.status === 409 && answeredAt < firstLate)
      tally.faults.push(`refused in time: ${JSON.stringify(answer.body)}`);
  }
}

/** What is held after its arrival was stamped: by its sender, for less or for more than the deadline, or by the database. */
async function heldRequests(
  house: House,
  base: string,
  clock: Clock,
  tally: Tally,
): Promise<readonly Deed[]> {
  const town = house.towns[1];
  if (town === undefined) throw new Error('no second town');
  const deedOfFamily = (index: number): Deed => {
    const family = town.families[index];
    const entries = [{ pupilId: family?.pupilIds[0], days: [day] }];
    return deedOf(town, family?.token ?? '', 'absences', { entries }, `held-${index}-${next}`);
  };
  const [patient, late, locked] = [deedOfFamily(0), deedOfFamily(1), deedOfFamily(2)];
  await wait(firstLate - clock.now() - 1500);
  const [first, second, third] = await Promise.all([
    sendSlowly(base, patient, 7000),
    sendSlowly(base, late, 11_500),
    askWhileLocked(house, base, locked, 11_500),
  ]);
  if (first !== 200) tally.faults.push(`a body that took 7 s was answered ${String(first)}`);
  if (second !== undefined) tally.faults.push(`a body that took 11.5 s was answered ${second}`);
  if (third?.status !== 503)
    tally.faults.push(`a request held for 11.5 s was answered ${String(third?.status)}`);
  return [patient, late, locked];
}

/** The headers at once, the body after a while; the status, undefined where the connection was cut. */
function sendSlowly(base: string, deed: Deed, afterMs: number): Promise<number | undefined> {
  const { port, hostname } = new URL(base);
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        [
          `POST /api/v1/${deed.path} HTTP/1.1`,
          `Host: ${deed.town.host}`,
          `Cookie: ${deed.cookie}`,
          'Content-Type: application/json',
          `Content-Length: ${Buffer.byteLength(deed.body)}`,
          `Idempotency-Key: ${deed.key}`,
          'Connection: close',
          '\r\n',
        ].join('\r\n'),
      );
      void wait(afterMs).then(() => socket.write(deed.body));
    });
    socket.on('data', (part) => (heard += part.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const status = /^HTTP\/1\.1 (\d+)/.exec(heard)?.[1];
      resolve(status === undefined ? undefined : Number(status));
    });
  });
}

/** Somebody holds the child's lock for longer than a request may take. */
async function askWhileLocked(
  house: House,
  base: string,
  deed: Deed,
  holdMs: number,
): Promise<Answered | undefined> {
  const client = new pg.Client({ connectionString: house.databaseUrl ?? '' });
  await client.connect();
  const pupilId = /"pupilId":"([^"]+)"/.exec(deed.body)?.[1];
  await client.query('begin');
  await client.query(`select pg_advisory_xact_lock(hashtextextended($1 || ' pupil ' || $2, 0))`, [
    String(deed.town.tenantId),
    pupilId,
  ]);
  const answer = perform(base, deed);
  await wait(holdMs);
  await client.query('commit');
  await client.end();
  return answer;
}

async function dayClosed(house: House): Promise<void> {
  const until = performance.now() + closedAtLatest;
  while (performance.now() < until) {
    const rows = await house.inDatabase((database) =>
      database.asOwner(`select 1 from bookings.day_closing where day = '${day}'`),
    );
    if (rows.length === house.towns.length) return;
    await wait(500);
  }
  throw new Error('the day was not closed by any process');
}

/** A child is booked unless its family's absence was accepted. */
async function compareMeals(house: House, deeds: readonly Deed[], tally: Tally): Promise<void> {
  const meals = await house.inDatabase((database) =>
    database.asOwner(
      `select pupil_id as "pupilId", revision, correction from bookings.meal where day = '${day}'`,
    ),
  );
  const booked = new Set(meals.map((row) => String(row['pupilId'])));
  for (const row of meals)
    if (row['correction'] !== null)
      tally.faults.push(`a meal was corrected: ${JSON.stringify(row)}`);
  for (const { body, code } of deeds) {
    const pupilId = /"pupilId":"([^"]+)"/.exec(body)?.[1] ?? '';
    if (booked.has(pupilId) !== (code === null)) {
      tally.lost += code === null ? 0 : 1;
      tally.faults.push(`${code ?? 'nothing'} was accepted, and the meal says otherwise`);
    }
  }
}
