// Closing one day of 1 000 schools through the use case, beside a bare INSERT … SELECT of the same final rows.
import type { ClosingTown } from './closing-town.ts';
import { openClosingTown } from './closing-town.ts';
import { costLedger } from './cost-ledger.ts';
import type { Bench, Finding, Measure } from './measure.ts';
import { compare } from './rounds.ts';

/** A hundred authorities of ten schools each: as many pupils are in a class as fit, 25 at most. */
const schools = { tenants: 100, schoolsOfTenant: 10 };
const sizes = [
  { pupils: 10_000, classesOfSchool: 1, pupilsOfClass: 10 },
  { pupils: 100_000, classesOfSchool: 5, pupilsOfClass: 20 },
  { pupils: 1_000_000, classesOfSchool: 40, pupilsOfClass: 25 },
];

export const closing: Measure = {
  name: 'closing',
  purpose: 'closing a day of 1 000 schools beside an INSERT … SELECT of the same rows',
  run: (bench) =>
    bench.withPostgres(async ({ url }) => {
      const sides: Side[] = [];
      try {
        for (const { pupils, ...size } of sizes.filter((one) => one.pupils <= bench.pupilsMax)) {
          const town = await openClosingTown(url, { ...schools, ...size }, `closing_${pupils}`);
          sides.push({ pupils, town });
          bench.say(`a country of ${pupils} pupils stands, and its first days are closed`);
        }
        return await measure(bench, sides);
      } finally {
        for (const { town } of sides) await town.stop();
      }
    }),
};

interface Side {
  readonly pupils: number;
  readonly town: ClosingTown;
}

async function measure(bench: Bench, sides: readonly Side[]): Promise<readonly Finding[]> {
  const ledger = costLedger();
  let peakMB = 0;
  const works: Record<string, () => Promise<number>> = {};
  for (const { pupils, town } of sides) {
    works[oursOf(pupils)] = async () => {
      const run = await town.closeNext();
      const costs = { database: run.databaseMs, ours: run.processorMs };
      ledger.add(oursOf(pupils), run.meals / 1000, costs);
      peakMB = Math.max(peakMB, run.peakMB);
      return run.seconds;
    };
    works[bareOf(pupils)] = async () => {
      const run = await town.writeBare();
      ledger.add(bareOf(pupils), pupils / 1000, { database: run.databaseMs });
      return run.seconds;
    };
  }
  const compared = await compare(bench.rounds, works, bench.say);
  const { isDisturbed } = compared;
  const findings = sides.map(({ pupils }): Finding => {
    const [ours, bare] = [oursOf(pupils), bareOf(pupils)];
    return {
      what: `closing a day of ${named(pupils)} pupils, beside INSERT … SELECT`,
      measured: compared.ratio(ours, bare),
      unit: '×',
      ...(pupils === 1_000_000 ? { goal: { atMost: 2.2 } } : {}),
      because: `${compared.of(ours).toFixed(2)} s beside ${compared.of(bare).toFixed(2)} s; processor for 1000 pupils: ${ledger.perRequest(ours)}; control ${ledger.perRequest(bare)}`,
      isDisturbed,
    };
  });
  findings.push({
    what: 'closing a day, the most memory of the process that closes',
    measured: peakMB,
    unit: 'MB',
    goal: { atMost: 300 },
    because: `the largest of ${sides.map(({ pupils }) => named(pupils)).join(', ')} pupils; the calendars of all classes stay in memory, the rest is what the engine has not collected yet`,
    isDisturbed: false,
  });
  const seconds = compared.of(oursOf(10_000));
  findings.push({
    what: 'closing a day of 10 000 pupils in 1 000 schools',
    measured: seconds,
    unit: 's',
    goal: { atMost: 0.6 },
    because: `${(1000 / seconds).toFixed(0)} schools/s, in 100 transactions`,
    isDisturbed,
  });
  const [smaller, larger] = sides.slice(-2).map(({ pupils }) => pupils);
  if (smaller !== undefined && larger !== undefined)
    findings.push({
      what: `closing, the time of one pupil: ${named(larger)} beside ${named(smaller)}`,
      measured: (compared.ratio(oursOf(larger), oursOf(smaller)) * smaller) / larger,
      unit: '×',
      goal: { atMost: 1.1 },
      because: 'linear is 1; less, where what a school costs is shared by more pupils',
      isDisturbed,
    });
  return findings;
}

const named = (pupils: number): string => String(pupils).replace(/\B(?=(\d{3})+$)/g, ' ');
const oursOf = (pupils: number): string => `ours ${pupils}`;
const bareOf = (pupils: number): string => `bare ${pupils}`;
