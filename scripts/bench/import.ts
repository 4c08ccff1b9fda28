// A municipality's files of 100 000 pupils brought in by the command that an operator types, and once more: how long, and how much memory.
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleMasterKey, stillClock } from '#bookings/sample.ts';
import type { Database } from '#platform/database.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';
import { importCommand } from '#registry-import/import-command.ts';
import { createTenant } from '#tenancy/create-tenant.ts';
import { writeImportFiles } from './import-files.ts';
import type { Finding, Measure } from './measure.ts';
import { ownProcessorMs, serverProcessorMs } from './processor.ts';
import { compare, median } from './rounds.ts';

const pupilsOfCity = 100_000;
/** An import takes the better part of a minute. */
const roundsMax = 3;
const clock = stillClock('2026-09-01T08:00:00+02:00');

export const importing: Measure = {
  name: 'import',
  purpose: 'the files of 100 000 pupils, new and once more: how long, and how much memory',
  run: (bench) =>
    bench.withPostgres(async ({ url }) => {
      const pupils = Math.min(pupilsOfCity, bench.pupilsMax);
      const folder = await mkdtemp(join(tmpdir(), 'refettorio-bench-'));
      const database = openPostgres({ url, connectionsMax: 2 });
      try {
        await migrate(database, 2026);
        await writeImportFiles(folder, pupils);
        const databaseMs = await serverProcessorMs(database);
        const fresh: Imported[] = [];
        const again: Imported[] = [];
        const importInto = async (slug: string, into: Imported[]): Promise<number> => {
          const before = databaseMs();
          const imported = await importApart(url, slug, folder);
          into.push({ ...imported, databaseSeconds: (databaseMs() - before) / 1000 });
          return imported.seconds;
        };
        const importBoth = async (): Promise<number> => {
          const slug = `comune-${fresh.length + 1}`;
          await createTown(database, slug);
          const seconds = await importInto(slug, fresh);
          const repeated = await importInto(slug, again);
          bench.say(`${slug}: ${seconds.toFixed(1)} s, once more ${repeated.toFixed(1)} s`);
          return seconds;
        };
        const compared = await compare(
          Math.min(roundsMax, bench.rounds),
          { fresh: importBoth },
          bench.say,
        );
        return findingsOf(pupils, { seconds: compared.of('fresh'), fresh, again }, compared);
      } finally {
        await database.close();
        await rm(folder, { recursive: true });
      }
    }),
};

function createTown(database: Database, slug: string): Promise<number> {
  return createTenant(database, clock, sampleMasterKey, {
    slug,
    name: slug,
    province: 'BG',
    regionName: 'Regione Lombardia',
    mailFrom: `mensa@${slug}.example`,
    hosts: [],
  });
}

interface Imported {
  readonly seconds: number;
  readonly peakMB: number;
  readonly processorSeconds: number;
  readonly databaseSeconds: number;
  /** The line after which it was silent for longest. */
  readonly slowest: { readonly line: string; readonly seconds: number };
}

function findingsOf(
  pupils: number,
  found: {
    readonly seconds: number;
    readonly fresh: readonly Imported[];
    readonly again: readonly Imported[];
  },
  { isDisturbed }: { readonly isDisturbed: boolean },
): readonly Finding[] {
  const middle = (of: readonly Imported[], figure: (one: Imported) => number): number =>
    median(of.map(figure));
  const costs = (of: readonly Imported[]): string =>
    `processor: ours ${middle(of, (one) => one.processorSeconds).toFixed(0)} s, database ${middle(of, (one) => one.databaseSeconds).toFixed(0)} s`;
  const memory = (what: string, of: readonly Imported[]): Finding => ({
    what: `${what}: peak memory`,
    measured: middle(of, (one) => one.peakMB),
    unit: 'MB',
    goal: { atMost: 500 },
    because: `${middle(of, (one) => one.seconds).toFixed(0)} s; ${costs(of)}`,
    isDisturbed,
  });
  const { line = '', seconds = 0 } = found.fresh.at(-1)?.slowest ?? {};
  return [
    {
      what: `import of ${pupils} pupils`,
      measured: found.seconds,
      unit: 's',
      goal: { atMost: 60 },
      because: `${costs(found.fresh)}; longest after "${line}": ${seconds.toFixed(0)} s`,
      isDisturbed,
    },
    memory(`import of ${pupils} pupils`, found.fresh),
    memory('the same files once more', found.again),
  ];
}

/** In a process of its own, as the command is: the system then tells its peak of memory. */
async function importApart(url: string, slug: string, folder: string): Promise<Imported> {
  const worker = fork(import.meta.filename, [url, slug, folder]);
  return new Promise((resolve, reject) => {
    worker.once('message', (message) => resolve(toImported(message)));
    worker.once('exit', (code) => reject(new Error(`the import ended with ${code}`)));
  });
}

function toImported(message: unknown): Imported {
  return message as Imported;
}

async function importHere(url: string, tenant: string, folder: string): Promise<void> {
  const database = openPostgres({ url, connectionsMax: 4 });
  const from = performance.now();
  let slowest = { line: '', seconds: 0 };
  let last = { line: 'start', at: from };
  const write = (line: string): void => {
    const now = performance.now();
    const seconds = (now - last.at) / 1000;
    if (seconds > slowest.seconds) slowest = { line: last.line, seconds };
    last = { line, at: now };
  };
  const masterKey = sampleMasterKey;
  const asked = { tenant, folder, isDryRun: false, masterKey, write };
  const outcome = await importCommand(database, clock, asked);
  if (outcome !== 0) throw new Error(`the import answers ${outcome}`);
  const imported: Omit<Imported, 'databaseSeconds'> = {
    seconds: (performance.now() - from) / 1000,
    peakMB: process.resourceUsage().maxRSS / 1000,
    processorSeconds: ownProcessorMs() / 1000,
    slowest,
  };
  process.send?.(imported);
  await database.close();
  process.disconnect();
}

if (import.meta.main) {
  const [, , url = '', tenant = '', folder = ''] = process.argv;
  await importHere(url, tenant, folder);
}
