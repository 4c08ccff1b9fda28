// Absences through HTTP with everything on (session, rights, rules, receipt, audit, outbox, isolation), beside bare
// transactions of the same rows: spread over a thousand authorities, and all of one.
import type { Database } from '#platform/database.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';
import { forkSample } from '../serve-sample.ts';
import type { SampleProcess } from '../serve-sample.ts';
import type { BareWriter, Style } from './bare.ts';
import { forkBareWriter } from './bare.ts';
import type { SignedInFamily } from './country.ts';
import { buildCountry } from './country.ts';
import { absencesOf } from './absence-requests.ts';
import { costLedger } from './cost-ledger.ts';
import type { LoadResult } from './http-load.ts';
import { loadHttp } from './http-load.ts';
import type { Bench, Finding, Measure } from './measure.ts';
import type { ProcessorMs } from './processor.ts';
import { ownProcessorMs, serverProcessorMs } from './processor.ts';
import { compare, median } from './rounds.ts';

const connections = 64;
const databaseConnections = 4;
const roundSeconds = 3;
const towns = { tenants: 1000, schoolsOfTenant: 1, classesOfSchool: 2, pupilsOfClass: 20 };
const city = { tenants: 1, schoolsOfTenant: 10, classesOfSchool: 10, pupilsOfClass: 24 };

export const absences: Measure = {
  name: 'absences',
  purpose: 'absences through HTTP beside bare transactions of the same rows; how long they take',
  run: (bench) =>
    bench.withPostgres(async ({ url }) => {
      const database = openPostgres({ url, connectionsMax: databaseConnections });
      await migrate(database, 2026);
      const spread = await buildCountry(database, { ...towns, signedInOfTenant: 40 });
      const one = await buildCountry(database, { ...city, signedInOfTenant: 2400 }, 'citta');
      bench.say(`${spread.families.length} families of ${towns.tenants} authorities are there`);
      const subject = await forkSample(url);
      const control = await forkBareWriter(url, databaseConnections);
      const databaseMs = await serverProcessorMs(database);
      const means = { bench, database, subject, control, databaseMs };
      try {
        return [
          ...(await measureMix(means, `over ${towns.tenants} authorities`, spread)),
          ...(await measureMix(means, 'of one authority', one)),
        ];
      } finally {
        control.stop();
        await subject.stop();
        await database.close();
      }
    }),
};

interface Means {
  readonly bench: Bench;
  readonly database: Database;
  readonly subject: SampleProcess;
  readonly control: BareWriter;
  readonly databaseMs: ProcessorMs;
}

interface Mix {
  readonly tenantIds: readonly number[];
  readonly families: readonly SignedInFamily[];
}

async function measureMix(means: Means, where: string, mix: Mix): Promise<readonly Finding[]> {
  const { bench, database, subject, control, databaseMs } = means;
  const next = absencesOf(mix.families);
  const ledger = costLedger();
  const loads: LoadResult[] = [];
  const load = async (perSecond?: number): Promise<LoadResult> => {
    const before = {
      ours: (await subject.usage()).cpuMs,
      database: databaseMs(),
      load: ownProcessorMs(),
    };
    const asked = {
      ports: [subject.port],
      connections,
      seconds: roundSeconds,
      next,
      holds: '"repeated":false',
    };
    const result = await loadHttp(perSecond === undefined ? asked : { ...asked, perSecond });
    ledger.add('ours', result.answered, {
      ours: (await subject.usage()).cpuMs - before.ours,
      database: databaseMs() - before.database,
      load: ownProcessorMs() - before.load,
    });
    return result;
  };
  const bare = async (style: Style): Promise<number> => {
    const before = databaseMs();
    const { tenantIds } = mix;
    const order = { style, tenantIds, seconds: roundSeconds, clients: connections };
    const result = await control.run(order);
    ledger.add(style, result.done, {
      writer: result.processorMs,
      database: databaseMs() - before,
    });
    return result.perSecond;
  };
  bench.say(`absences ${where}: warming up`);
  for (const style of ['pipelined', 'awaited'] as const) await bare(style);
  await warmUp(load);
  // As autovacuum does in its minute: plans made for empty tables would be measured otherwise.
  await database.asOwner('vacuum analyze');
  for (const style of ['pipelined', 'awaited'] as const) await bare(style);
  await warmUp(load);
  ledger.clear();
  bench.say(`absences ${where} beside bare transactions`);
  const full = async (): Promise<number> => {
    const result = await load();
    loads.push(result);
    return result.perSecond;
  };
  const compared = await compare(
    bench.rounds,
    { ours: full, pipelined: () => bare('pipelined'), awaited: () => bare('awaited') },
    bench.say,
  );
  const rate = compared.of('ours');
  const halves: LoadResult[] = [];
  for (let time = 0; time < 3; time += 1) halves.push(await load(rate / 2));
  const { isDisturbed } = compared;
  const ratioOf = (style: Style, how: string): Finding => ({
    what: `absences ${where}, beside bare transactions ${how}`,
    measured: compared.ratio('ours', style),
    unit: '×',
    goal: { atLeast: 0.5 },
    because: `${rate.toFixed(0)}/s beside ${compared.of(style).toFixed(0)}/s, ${connections} connections, ${databaseConnections} to the database; processor: ${ledger.perRequest('ours')}; control ${ledger.perRequest(style)}`,
    isDisturbed,
  });
  const p99 = (what: string, results: readonly LoadResult[], atMost: number): Finding => ({
    what: `absences ${where}, ${what}: p99`,
    measured: median(results.map((result) => result.p99Ms)),
    unit: 'ms',
    goal: { atMost },
    because: `${median(results.map((result) => result.perSecond)).toFixed(0)}/s, p50 ${median(results.map((result) => result.p50Ms)).toFixed(0)} ms`,
    isDisturbed,
  });
  return [
    ratioOf('pipelined', 'in one trip'),
    ratioOf('awaited', 'statement by statement'),
    p99('full load', loads, 60),
    p99('half load', halves, 20),
  ];
}

/** Until every authority's keys and calendar are in memory and every connection has its plans. */
async function warmUp(load: () => Promise<LoadResult>): Promise<void> {
  for (let asked = 0; asked < towns.tenants * 1.5;) asked += (await load()).answered;
}
