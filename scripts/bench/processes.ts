// The same absences through two processes of ours and through one, by turns; afterwards every receipt is verified.
import { machineClock } from '#main.ts';
import type { Database } from '#platform/database.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';
import { sealReceipts } from '#receipts/seal-receipts.ts';
import { verifyReceipts } from '#receipts/verify-receipts.ts';
import { listTenants } from '#tenancy/list-tenants.ts';
import { forkSample } from '../serve-sample.ts';
import { absencesOf } from './absence-requests.ts';
import { buildCountry } from './country.ts';
import { loadHttp } from './http-load.ts';
import type { Finding, Measure } from './measure.ts';
import { compare } from './rounds.ts';

const connections = 64;
const roundSeconds = 3;
const country = { tenants: 100, schoolsOfTenant: 1, classesOfSchool: 4, pupilsOfClass: 25 };

export const processes: Measure = {
  name: 'processes',
  purpose: 'two processes beside one, and whether every receipt is right afterwards',
  run: (bench) =>
    bench.withPostgres(async ({ url }) => {
      const database = openPostgres({ url, connectionsMax: 4 });
      await migrate(database, 2026);
      const { families } = await buildCountry(database, { ...country, signedInOfTenant: 100 });
      const [first, second] = [await forkSample(url), await forkSample(url)];
      const next = absencesOf(families);
      let accepted = 0;
      const through = async (ports: readonly number[]): Promise<number> => {
        const asked = { ports, connections, seconds: roundSeconds, next };
        const result = await loadHttp({ ...asked, holds: '"repeated":false' });
        accepted += result.answered;
        return result.perSecond;
      };
      try {
        const one = [first.port];
        const two = [first.port, second.port];
        await through(two);
        await database.asOwner('vacuum analyze');
        const sides = { two: () => through(two), one: () => through(one) };
        const compared = await compare(bench.rounds, sides, bench.say);
        const { isDisturbed } = compared;
        return [
          {
            what: 'absences through two processes, beside one',
            measured: compared.ratio('two', 'one'),
            unit: '×',
            goal: { atLeast: 1 },
            because: `${compared.of('two').toFixed(0)}/s beside ${compared.of('one').toFixed(0)}/s; both share the cores with the database and the load`,
            isDisturbed,
          },
          await receiptsWrong(database, accepted, bench.say),
        ];
      } finally {
        await Promise.all([first.stop(), second.stop()]);
        await database.close();
      }
    }),
};

/** What was accepted and has no receipt, and whatever verification finds. */
async function receiptsWrong(
  database: Database,
  accepted: number,
  say: (line: string) => void,
): Promise<Finding> {
  say('verifying the receipts');
  await sealReceipts(database, machineClock);
  let right = 0;
  let wrong = 0;
  for (const tenant of await listTenants(database)) {
    const { sealedCount, findings } = await verifyReceipts(database, tenant);
    right += sealedCount;
    wrong += findings.length;
  }
  return {
    what: 'receipts wrong or missing afterwards',
    measured: wrong + Math.abs(accepted - right),
    unit: 'wrong',
    goal: { atMost: 0 },
    because: `${accepted} absences accepted, ${right} receipts sealed and verified`,
    isDisturbed: false,
  };
}
