// Trial: the backup of docs/guide/install.md is made while families change days; then the database is gone, and restored.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { sampleMasterKey, stillClock } from '#bookings/sample.ts';
import { asDay } from '#ground/day.ts';
import { publishHeads } from '#receipts/publish-heads.ts';
import { findPostgres } from '../postgres.ts';
import { audit } from './audit.ts';
import { chanceOf } from './chance.ts';
import { askAgain, basesOf } from './clients.ts';
import { startCrowd } from './crowd.ts';
import { inHouse } from './house.ts';
import type { House, HouseMaker } from './house.ts';
import { trialOf } from './outcome.ts';
import type { Outcome, Tally } from './outcome.ts';

const day = asDay('2026-10-05');
export const townsToRestore = {
  townCount: 3,
  familyCount: 8,
  startsAt: `${day}T08:00:00+02:00`,
} as const;
/** Long enough for a seal (every five seconds), so that a head can be published. */
const changingMs = 7000;

export async function backupAndRestore(options: {
  readonly houses: HouseMaker;
  readonly rounds: number;
  readonly seed: number;
}): Promise<Outcome> {
  const { houses, rounds, seed } = options;
  return trialOf(async (tally) => {
    const seen: string[] = [];
    for (let round = 0; round < rounds; round += 1)
      seen.push(await inHouse(houses, (house) => restored(house, seed + round, tally)));
    return {
      what: 'backup under load by the commands of the guide, restored',
      rounds,
      seen: seen.join('; '),
    };
  });
}

async function restored(house: House, seed: number, tally: Tally): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'refettorio-backup-'));
  const [heads, dump] = [join(folder, 'heads'), join(folder, 'refettorio.dump')];
  const shell = shellOf(house.databaseUrl ?? '', dump);
  try {
    house.setTime(`${day}T09:45:00+02:00`);
    const served = await Promise.all([house.serve(), house.serve()]);
    const crowd = startCrowd(house.towns, basesOf(served), chanceOf(seed), day);
    await wait(changingMs);
    await publishHead(house, heads);
    const settled = crowd.deeds.filter(({ code }) => code !== null);
    const before = codesOf(settled);
    for (const command of commandsOf('backup')) await shell(command);
    cpSync(heads, join(folder, 'published'), { recursive: true });
    const after = codesOf(crowd.deeds);
    await wait(500);
    const deeds = await crowd.stop();
    await Promise.all(served.map((one) => one.kill()));
    for (const command of commandsOf('restore')) await shell(command);
    const migrated = await house.installation.run('migrate');
    if (migrated.code !== 0) tally.faults.push(`migrate: ${migrated.said}`);
    const verified = await house.installation.run(
      'receipts',
      'verify',
      '--published',
      join(folder, 'published'),
    );
    if (verified.code !== 0) tally.faults.push(`receipts verify: ${verified.said}`);
    const kept = await recordedCodes(house);
    const lost = [...before].filter((code) => !kept.has(code));
    tally.lost += lost.length;
    if (lost.length > 0) tally.faults.push(`accepted before the backup and lost: ${lost.join()}`);
    const again = await house.serve();
    // Whoever was answered before gets the same receipt; whoever got no answer is settled now. What was answered later is
    // in the backup or not, and with it what is known of its key.
    const unanswered = deeds.filter(({ state }) => state === 'unknown');
    await askAgain([again.base], [...settled, ...unanswered], tally);
    await again.stop();
    const inBackup = deeds.filter(({ code }) => code !== null && kept.has(code));
    await house.inDatabase((database) =>
      audit(database, house.towns, [...inBackup, ...unanswered], tally),
    );
    tally.accepted += codesOf(deeds).size;
    return `${before.size} accepted before the backup began, ${after.size} when it ended, ${kept.size} in it, none of the first missing`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const guide = new URL('../../docs/guide/install.md', import.meta.url);
const tools = { backup: ['pg_dump'], restore: ['dropdb', 'pg_restore', 'vacuumdb'] } as const;

/** As the guide prints them, without who runs them. */
function commandsOf(part: keyof typeof tools): readonly string[] {
  const lines = readFileSync(guide, 'utf8').split('\n');
  return tools[part].map((tool) => {
    const found = lines.find(
      (line) => /^(sudo|runuser) -u postgres /.test(line) && line.includes(`${tool} --`),
    );
    if (found === undefined) throw new Error(`the guide does not say how to ${tool}`);
    return found.slice(found.indexOf(tool));
  });
}

/** Runs a command of the guide against this server: its database is the house's, its file ours. */
function shellOf(url: string, dump: string): (command: string) => Promise<void> {
  const { hostname, port, pathname, username } = new URL(url);
  const name = pathname.slice(1);
  const env = {
    PATH: `${findPostgres() ?? ''}:/usr/bin:/bin`,
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: username,
  };
  return async (command) => {
    const ours = command
      .replace(/--file=("[^"]+"|\S+)/, `--file=${dump}`)
      .replace(/\S+\.dump$/, dump)
      .replace(/ refettorio$/, ` ${name}`);
    await promisify(execFile)('/bin/sh', ['-c', ours], { env });
  };
}

async function publishHead(house: House, folder: string): Promise<void> {
  await house.inDatabase((database) =>
    publishHeads(database, stillClock(`${day}T09:46:00+02:00`), {
      folder,
      masterKey: sampleMasterKey,
      tell: () => undefined,
    }),
  );
}

const codesOf = (deeds: readonly { readonly code: string | null }[]): ReadonlySet<string> =>
  new Set(deeds.flatMap(({ code }) => (code === null ? [] : [code])));

async function recordedCodes(house: House): Promise<ReadonlySet<string>> {
  const rows = await house.inDatabase((database) =>
    database.asOwner('select receipt_code as code from bookings.change'),
  );
  return new Set(rows.map((row) => String(row['code'])));
}
