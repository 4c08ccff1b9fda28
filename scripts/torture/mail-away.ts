// Trial: the mail server is away for an hour while families change days, and a process dies among the first deliveries.
import { setTimeout as wait } from 'node:timers/promises';
import { addDays, asDay } from '#ground/day.ts';
import type { Served } from '../../journeys/executable.ts';
import { audit } from './audit.ts';
import { chanceOf } from './chance.ts';
import type { Chance } from './chance.ts';
import { askAgain, basesOf, perform } from './clients.ts';
import type { Deed } from './clients.ts';
import { drawDeed } from './crowd.ts';
import { inHouse } from './house.ts';
import type { House, HouseMaker } from './house.ts';
import { openMailbox } from './mailbox.ts';
import type { Mailbox } from './mailbox.ts';
import { trialOf } from './outcome.ts';
import type { Outcome, Tally } from './outcome.ts';
import { pollUntil } from './poll.ts';

const day = asDay('2026-10-05');
export const townsWithMail = {
  townCount: 2,
  familyCount: 8,
  startsAt: `${day}T08:00:00+02:00`,
} as const;
/** The hour passes in steps; after each, every process sweeps at least twice (each two seconds). */
const minutesAway = [2, 5, 10, 20, 40, 60];
const sweptTwiceMs = 5000;
/** 10 s, 20 s, 40 s …: nine tries fill an hour, one more with the least of chance. */
const triesInAnHour = 10;
const settledWithinMs = 60_000;

export async function mailAway(options: {
  readonly houses: HouseMaker;
  readonly changes: number;
  readonly seed: number;
}): Promise<Outcome> {
  const { houses, changes, seed } = options;
  return trialOf(async (tally) => {
    const mailbox = await openMailbox();
    try {
      const seen = await inHouse(houses, (house) =>
        anHourAway(house, mailbox, changes, chanceOf(seed), tally),
      );
      return { what: 'the mail server away for an hour (of the given clock)', rounds: 1, seen };
    } finally {
      await mailbox.shut();
    }
  });
}

async function anHourAway(
  house: House,
  mailbox: Mailbox,
  changes: number,
  chance: Chance,
  tally: Tally,
): Promise<string> {
  house.setTime(`${day}T09:45:00+02:00`);
  const serve = (): Promise<Served> => house.serve({ SMTP_URL: mailbox.url });
  const [first, second] = await Promise.all([serve(), serve()]);
  const deeds = await changed(house, [first, second], changes, chance);
  // It goes while the first messages go out.
  await pollUntil(async () => mailbox.arrived.size > 0, settledWithinMs);
  await mailbox.shut();
  const before = mailbox.arrived.size;
  deeds.push(...(await changed(house, [first, second], changes, chance)));
  for (const minutes of minutesAway) {
    house.setTime(minutesAfter(minutes));
    await wait(sweptTwiceMs);
  }
  const tries = await triesMax(house);
  if (tries > triesInAnHour) tally.faults.push(`a message was tried ${tries} times in an hour`);
  await mailbox.open();
  // Past every pause; and the lease of what dies with its process has ended five minutes later.
  house.setTime(minutesAfter(130));
  await pollUntil(async () => mailbox.arrived.size > before + 3, settledWithinMs);
  await first.kill();
  house.setTime(minutesAfter(140));
  if (!(await pollUntil(() => isAllSettled(house), settledWithinMs)))
    tally.faults.push('messages still wait a minute after the mail server was back');
  await askAgain(basesOf([second]), deeds, tally);
  await pollUntil(() => isAllSettled(house), settledWithinMs);
  await second.stop();
  await house.inDatabase((database) => audit(database, house.towns, deeds, tally));
  tally.accepted = deeds.filter(({ code }) => code !== null).length;
  const repeated = await compareMailbox(house, mailbox, tally);
  return `${mailbox.arrived.size} messages arrived, ${before} of them before, ${repeated} a second time under the same Message-ID (a process was killed while it sent); at most ${tries} tries in the hour`;
}

async function changed(
  house: House,
  served: readonly Served[],
  count: number,
  chance: Chance,
): Promise<Deed[]> {
  const deeds = Array.from({ length: count }, () =>
    drawDeed(house.towns, chance, (days) => addDays(day, days)),
  );
  for (const deed of deeds) await perform(chance.pick(basesOf(served)), deed);
  return deeds;
}

const minutesAfter = (minutes: number): string =>
  new Date(Date.parse(`${day}T09:45:00+02:00`) + minutes * 60_000).toISOString();

async function triesMax(house: House): Promise<number> {
  const [row] = await house.inDatabase((database) =>
    database.asOwner('select coalesce(max(attempts), 0) as tries from notifications.message'),
  );
  return Number(row?.['tries']);
}

async function isAllSettled(house: House): Promise<boolean> {
  const rows = await house.inDatabase((database) =>
    database.asOwner('select from platform.outbox where done_at is null limit 1'),
  );
  return rows.length === 0;
}

/** Each message is in the box at least once; how many came again. */
async function compareMailbox(house: House, mailbox: Mailbox, tally: Tally): Promise<number> {
  const rows = await house.inDatabase((database) =>
    database.asOwner(`select message_id as id, state from notifications.message`),
  );
  const written = new Set(rows.map((row) => String(row['id'])));
  const inBox = new Map([...mailbox.arrived].map(([id, count]) => [id.split('@')[0] ?? '', count]));
  for (const { id, state } of rows) {
    if (inBox.has(String(id)) && state === 'sent') continue;
    tally.lost += 1;
    tally.faults.push(
      `message ${String(id)} is ${String(state)}, and came ${inBox.get(String(id)) ?? 0} times`,
    );
  }
  for (const id of inBox.keys())
    if (!written.has(id)) tally.faults.push(`${id} arrived, and nobody wrote it`);
  const repeated = [...inBox.values()].filter((count) => count > 1).length;
  // Whoever was killed was sending four at most; the others have no reason to come twice.
  if (repeated > 4) tally.faults.push(`${repeated} messages came twice`);
  return repeated;
}
