// The month of one child as the portal asks for it, in an authority of 300 pupils and in one of a million, beside the same statements bare.
import type { Database } from '#platform/database.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';
import { forkSample } from '../serve-sample.ts';
import { forkBareReader } from './bare-reader.ts';
import { costLedger } from './cost-ledger.ts';
import type { SignedInFamily } from './country.ts';
import { buildCountry } from './country.ts';
import { loadHttp } from './http-load.ts';
import type { HttpRequest } from './http-load.ts';
import type { Measure } from './measure.ts';
import { liveThroughNovember } from './month-facts.ts';
import { ownProcessorMs, serverProcessorMs } from './processor.ts';
import { compare } from './rounds.ts';

const connections = 32;
const databaseConnections = 4;
const roundSeconds = 3;
const pupilsOfClass = 25;
const classesOfSchool = 40;
const familiesAsking = 2000;

export const month: Measure = {
  name: 'month',
  purpose: 'the month of one child among 300 pupils, among a million, and the same statements bare',
  run: (bench) =>
    bench.withPostgres(async (server) => {
      const pupils = Math.min(1_000_000, bench.pupilsMax);
      const small = await buildTown(server.url, 'borgo', 300);
      bench.say('an authority of 300 pupils is there');
      const large = await buildTown(server.url, 'metropoli', pupils);
      bench.say(`an authority of ${large.pupils} pupils is there`);
      const [village, city] = [await forkSample(small.url), await forkSample(large.url)];
      const bare = await forkBareReader(
        large.url,
        databaseConnections,
        large.requests.slice(0, 500),
      );
      const ledger = costLedger();
      const databaseMs = await serverProcessorMs(large.database);
      const through = async (
        side: 'small' | 'large',
        { port, usage }: Awaited<ReturnType<typeof forkSample>>,
        requests: readonly HttpRequest[],
      ): Promise<number> => {
        let asked = 0;
        const next = (): HttpRequest => requests[asked++ % requests.length] ?? noRequest();
        const before = {
          ours: (await usage()).cpuMs,
          database: databaseMs(),
          load: ownProcessorMs(),
        };
        const load = {
          ports: [port],
          connections,
          seconds: roundSeconds,
          next,
          holds: '"days":[{',
        };
        const { answered, perSecond } = await loadHttp(load);
        ledger.add(side, answered, {
          ours: (await usage()).cpuMs - before.ours,
          database: databaseMs() - before.database,
          load: ownProcessorMs() - before.load,
        });
        return perSecond;
      };
      const sides = {
        small: () => through('small', village, small.requests),
        large: () => through('large', city, large.requests),
        bare: async () => {
          const before = databaseMs();
          const { done, perSecond, processorMs } = await bare.run({
            seconds: roundSeconds,
            clients: connections,
          });
          ledger.add('bare', done, { reader: processorMs, database: databaseMs() - before });
          return perSecond;
        },
      };
      try {
        for (const side of Object.values(sides)) await side();
        ledger.clear();
        const compared = await compare(bench.rounds, sides, bench.say);
        const { isDisturbed } = compared;
        return [
          {
            what: `month of one child among ${large.pupils} pupils, beside 300`,
            measured: compared.ratio('large', 'small'),
            unit: '×',
            goal: { atLeast: 0.85 },
            because: `${compared.of('large').toFixed(0)}/s beside ${compared.of('small').toFixed(0)}/s; processor: ${ledger.perRequest('large')} beside ${ledger.perRequest('small')}`,
            isDisturbed,
          },
          {
            what: 'month of one child, beside the same statements bare',
            measured: compared.ratio('large', 'bare'),
            unit: '×',
            goal: { atLeast: 0.4 },
            because: `${compared.of('large').toFixed(0)}/s beside ${compared.of('bare').toFixed(0)}/s, ${bare.statements} statements in one trip, ${databaseConnections} connections; processor: ${ledger.perRequest('bare')}`,
            isDisturbed,
          },
        ];
      } finally {
        bare.stop();
        await Promise.all([village.stop(), city.stop()]);
        await Promise.all([small.database.close(), large.database.close()]);
      }
    }),
};

interface Town {
  readonly url: string;
  readonly database: Database;
  readonly pupils: number;
  readonly requests: readonly HttpRequest[];
}

/** In a database of its own, of the same server. */
async function buildTown(serverUrl: string, name: string, pupils: number): Promise<Town> {
  const owner = openPostgres({ url: serverUrl, connectionsMax: 1 });
  await owner.asOwner(`create database ${name}`);
  await owner.close();
  const url = new URL(serverUrl);
  url.pathname = name;
  const database = openPostgres({ url: url.href, connectionsMax: 8 });
  await migrate(database, 2026);
  const classes = Math.ceil(pupils / pupilsOfClass);
  const schoolsOfTenant = Math.ceil(classes / classesOfSchool);
  const plan = {
    tenants: 1,
    schoolsOfTenant,
    classesOfSchool: Math.ceil(classes / schoolsOfTenant),
    pupilsOfClass,
    signedInOfTenant: familiesAsking,
  };
  const { families } = await buildCountry(database, plan, name);
  await liveThroughNovember(database);
  return {
    url: url.href,
    database,
    pupils: plan.schoolsOfTenant * plan.classesOfSchool * pupilsOfClass,
    requests: families.map(requestOf),
  };
}

function requestOf({ host, cookie, pupilId }: SignedInFamily): HttpRequest {
  return {
    method: 'GET',
    path: `/api/v1/pupils/${pupilId}/months/2026-11`,
    headers: { 'x-forwarded-host': host, cookie },
  };
}

function noRequest(): never {
  throw new Error('an authority without families');
}
