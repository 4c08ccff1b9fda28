// The morning of a whole country: two million meals in 4 000 authorities closed while 500 absences a second arrive.
import type { Database } from '#platform/database.ts';
import { asDay } from '#ground/day.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';
import type { SampleProcess } from '../serve-sample.ts';
import { forkSample } from '../serve-sample.ts';
import { absencesOf } from './absence-requests.ts';
import type { ClosingRun } from './closer.ts';
import { forkCloser } from './closer.ts';
import type { CountryPlan } from './country.ts';
import { buildCountry } from './country.ts';
import { giveDiets, sayForDay } from './families-say.ts';
import type { LoadResult } from './http-load.ts';
import { loadHttp } from './http-load.ts';
import type { Finding, Measure } from './measure.ts';
import { percentile } from './rounds.ts';

const absencesPerSecond = 500;
const connections = 64;
const sliceSeconds = 5;
const quietSlices = 3;
/** The Monday on which the server lives; families speak of the days after it. */
const morning = { day: asDay('2026-11-23'), closesAt: '2026-11-23T09:32:00+01:00' };

export const countryMorning: Measure = {
  name: 'country',
  purpose: '2 000 000 meals of 4 000 authorities closed while 500 absences a second arrive',
  run: (bench) =>
    bench.withPostgres(async ({ url }) => {
      const database = openPostgres({ url, connectionsMax: 8 });
      await migrate(database, 2026);
      const plan = planOf(bench.pupilsMax);
      const { families } = await buildCountry(database, plan);
      await giveDiets(database);
      await sayForDay(database, morning.day);
      await beginToday(database);
      bench.say(`${plan.tenants} authorities stand`);
      const subject = await forkSample(url);
      const closer = await forkCloser(url);
      const next = absencesOf(families);
      const load = (perSecond?: number): Promise<LoadResult> =>
        loadHttp({
          ports: [subject.port],
          connections,
          seconds: sliceSeconds,
          next,
          holds: '"repeated":false',
          ...(perSecond === undefined ? {} : { perSecond }),
        });
      try {
        // Until every authority's keys and calendar are in memory.
        for (let asked = 0; asked < plan.tenants * 1.2;) asked += (await load()).answered;
        await database.asOwner('vacuum analyze');
        const quiet: LoadResult[] = [];
        while (quiet.length < quietSlices) quiet.push(await load(absencesPerSecond));
        bench.say('the families are warm; now the closings');
        const amid: LoadResult[] = [];
        const state = { isClosing: true };
        const closing = closer.closeAt(morning.closesAt).finally(() => {
          state.isClosing = false;
        });
        do amid.push(await load(absencesPerSecond));
        while (state.isClosing);
        return await findingsOf(plan, await closing, { quiet, amid }, subject);
      } finally {
        closer.stop();
        await subject.stop();
        await database.close();
      }
    }),
};

/** Smaller countries keep their many authorities as long as each has a class. */
function planOf(pupils: number): CountryPlan {
  const tenants = Math.min(4000, Math.max(1, Math.floor(pupils / 25)));
  const classes = Math.max(1, Math.round(pupils / tenants / 25));
  const schoolsOfTenant = classes === 1 ? 1 : 2;
  const classesOfSchool = Math.round(classes / schoolsOfTenant);
  return { tenants, schoolsOfTenant, classesOfSchool, pupilsOfClass: 25, signedInOfTenant: 10 };
}

/** No earlier day is to be closed: we serve these authorities since this morning. */
async function beginToday(database: Database): Promise<void> {
  await database.asOwner(
    `update tenancy.tenant set created_at = timestamptz '${morning.day} 05:00:00+00'`,
  );
}

async function findingsOf(
  plan: CountryPlan,
  run: ClosingRun,
  { quiet, amid }: Readonly<Record<'quiet' | 'amid', readonly LoadResult[]>>,
  subject: SampleProcess,
): Promise<readonly Finding[]> {
  const p99Of = (results: readonly LoadResult[]): number =>
    percentile(
      results.flatMap(({ waitsMs }) => waitsMs),
      0.99,
    );
  const arrived = amid.reduce((sum, { answered }) => sum + answered, 0);
  const { memory } = await subject.usage();
  const of = { isDisturbed: false };
  return [
    {
      what: `closing a morning of ${run.meals} meals of ${plan.tenants} authorities`,
      measured: run.seconds,
      unit: 's',
      because: `${run.closed} schools, ${(run.meals / run.seconds).toFixed(0)} meals/s, while ${arrived} absences arrived; our processor ${(run.processorMs / 1000).toFixed(1)} s`,
      ...of,
    },
    {
      what: 'the most memory of the process that closed them',
      measured: run.peakMB,
      unit: 'MB',
      because: `calendars of ${plan.tenants} authorities; the process that took the absences holds ${(memory / 2 ** 20).toFixed(0)} MB`,
      ...of,
    },
    {
      what: `absences at ${absencesPerSecond}/s while a country is closed: p99`,
      measured: p99Of(amid),
      unit: 'ms',
      because: `${p99Of(quiet).toFixed(0)} ms before; at least ${Math.min(...amid.map(({ perSecond }) => perSecond)).toFixed(0)}/s were answered`,
      ...of,
    },
  ];
}
