// Trial: whatever is sent to whichever route as whomever, the answer is a refusal in words, and the process stays as it was.
import { connect } from 'node:net';
import type { Served } from '../../journeys/executable.ts';
import { signedInStaff } from '#kitchen/sample.ts';
import type { StaffRole } from '#ground/actor.ts';
import { hashPassword } from '#identity/password.ts';
import { readFileSync } from 'node:fs';
import { chanceOf } from './chance.ts';
import { drawHostile } from './hostile-input.ts';
import type { HostileRequest, Sender } from './hostile-input.ts';
import { inHouse } from './house.ts';
import type { House, HouseMaker } from './house.ts';
import { operations } from './openapi-operations.ts';
import { trialOf } from './outcome.ts';
import type { Outcome, Tally } from './outcome.ts';
import { slowRequests } from './slow-requests.ts';

const day = '2026-10-05';
export const townsForHostiles = {
  townCount: 2,
  familyCount: 4,
  startsAt: `${day}T08:00:00+02:00`,
};
const roles: readonly StaffRole[] = [
  'office',
  'caterer',
  'school',
  'kitchen',
  'serving-site',
  'administrator',
];
const atOnce = 8;
/** Sessions that a request has ended, and rights, are made anew so often. */
const batch = 500;
/** What a process may ever hold: it starts with 170, and a machine of 1 GB has room for it and a database. */
const megabytesMax = 600;
/** Nothing of us may stand in an answer: neither a place in the code nor a statement. */
const innards =
  /\bat .*\.(ts|js|mjs):\d|node_modules|select .* from |insert into |relation "|SQLSTATE|pg_|syntax error/i;

export async function hostileRequests(options: {
  readonly houses: HouseMaker;
  readonly requests: number;
  /** Of each kind of request that never ends, beside the others. */
  readonly slowOfEach: number;
  readonly seed: number;
}): Promise<Outcome> {
  return trialOf((tally) =>
    inHouse(options.houses, async (house) => {
      house.setTime(`${day}T08:30:00+02:00`);
      const served = await house.serve();
      const statuses = new Map<number, number>();
      const walked = new Set<string>();
      const before = await memoryOf(served);
      const slow = slowRequests(served.base, house.towns[0]?.host ?? '', options.slowOfEach, tally);
      for (let done = 0; done < options.requests; done += batch) {
        const senders = await sendersOf(house);
        const chance = chanceOf(options.seed + done);
        const waiting = Array.from({ length: Math.min(batch, options.requests - done) }, () =>
          drawHostile(chance, chance.pick(senders)),
        );
        const worker = async (): Promise<void> => {
          for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
            walked.add(one.operation);
            const answer = await send(served.base, one.bytes);
            statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
            judge(one, answer, tally);
          }
        };
        await Promise.all(Array.from({ length: atOnce }, worker));
      }
      const slowest = await slow;
      const after = await memoryOf(served);
      if (after.highest > megabytesMax)
        tally.faults.push(`memory rose to ${after.highest} MB, more than ${megabytesMax}`);
      const stopped = await served.stop();
      if (stopped !== 0) tally.faults.push(`the process ended with ${String(stopped)}`);
      const told = [...statuses].toSorted(([a], [b]) => a - b);
      return {
        what: `hostile requests to ${walked.size} of ${operations.length} operations`,
        rounds: options.requests,
        seen: `${told.map(([status, count]) => `${status === 0 ? 'cut' : status}: ${count}`).join(', ')}; memory ${before.now} MB before, ${after.now} MB after, at most ${after.highest} of the ${megabytesMax} MB allowed; ${3 * options.slowOfEach} requests that never end, the slowest cut after ${Math.round(slowest)} s`,
      };
    }),
  );
}

/** Nobody, families of two towns, and each role of the first town's staff. */
async function sendersOf({ towns, inDatabase }: House): Promise<readonly Sender[]> {
  const [town, other] = towns;
  if (town === undefined || other === undefined) throw new Error('two towns are needed');
  const ids = [
    town.serviceId,
    town.schoolId,
    town.kitchenId,
    town.classIds.everyDay,
    ...town.families.flatMap(({ pupilIds }) => pupilIds),
    ...(other.families[0]?.pupilIds ?? []),
  ];
  const hash = await hashPassword('tre parole nostre');
  return inDatabase(async (database) => {
    await database.asOwner(`update identity.family_account set password_hash = '${hash}'`);
    const senders: Sender[] = [{ host: town.host, cookie: 'refettorio=nobody', ids }];
    for (const { families, host } of [town, other])
      for (const { token } of families) senders.push({ host, cookie: `refettorio=${token}`, ids });
    for (const role of roles) {
      const { cookie } = await signedInStaff(database, town.tenantId, role, null);
      senders.push({ host: town.host, cookie, ids });
    }
    await database.asOwner(`update identity.staff_account set password_hash = '${hash}'`);
    return senders;
  });
}

interface RawAnswer {
  /** 0: the connection was cut without one. */
  readonly status: number;
  readonly text: string;
}

function send(base: string, bytes: Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    // An open stream of events is an answer, too: nobody waits for its end.
    socket.setTimeout(20_000, () => socket.destroy());
    socket.on('data', (part) => {
      parts.push(part);
      if (Buffer.concat(parts).includes('text/event-stream')) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const text = Buffer.concat(parts).toString();
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text });
    });
  });
}

function judge({ operation, trick, bytes }: HostileRequest, answer: RawAnswer, tally: Tally): void {
  const is503 = answer.status === 503 && /"code":"[a-z.-]+"/.test(answer.text);
  const words = (what: string): string =>
    `${operation}, ${trick}: ${what}: ${bytes.subarray(0, 300).toString()} … ${answer.text.slice(-200)}`;
  if (answer.status >= 500 && !is503) tally.faults.push(words(`status ${answer.status}`));
  if (innards.test(answer.text)) tally.faults.push(words('the answer tells of our innards'));
}

interface Memory {
  readonly now: number;
  readonly highest: number;
}

/** What the process holds and has ever held, in megabytes; after an answer, so that it is at work no more. */
async function memoryOf({ pid, base }: Served): Promise<Memory> {
  await fetch(`${base}/healthz`);
  const said = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(said)?.[1] ?? 0) / 1024);
  return { now: megabytes('VmRSS'), highest: megabytes('VmHWM') };
}
