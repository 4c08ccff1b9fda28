// How long a kitchen waits for its counts while 200 absences a second arrive, beside a kitchen in a quiet house.
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';
import { signedInStaff } from '#kitchen/sample.ts';
import { forkSample } from '../serve-sample.ts';
import { absencesOf } from './absence-requests.ts';
import { buildCountry } from './country.ts';
import { loadHttp } from './http-load.ts';
import type { HttpRequest } from './http-load.ts';
import type { Measure } from './measure.ts';
import { compare, percentile } from './rounds.ts';

const country = { tenants: 20, schoolsOfTenant: 2, classesOfSchool: 8, pupilsOfClass: 22 };
const absencesPerSecond = 200;
const sheetsPerSecond = 20;
const roundSeconds = 5;

export const kitchen: Measure = {
  name: 'kitchen',
  purpose: 'the counts of a kitchen while 200 absences a second arrive, beside a quiet house',
  run: (bench) =>
    bench.withPostgres(async ({ url }) => {
      const database = openPostgres({ url, connectionsMax: 4 });
      await migrate(database, 2026);
      const built = await buildCountry(database, { ...country, signedInOfTenant: 352 });
      const [tenantId = 0] = built.tenantIds;
      const [cook] = await database.asOwner(
        `select kitchen_id as id from schools.kitchen where tenant_id = ${tenantId}`,
      );
      const kitchenId = String(cook?.['id']);
      const { cookie } = await signedInStaff(database, tenantId, 'kitchen', kitchenId);
      const subject = await forkSample(url);
      const ports = [subject.port];
      const next = absencesOf(built.families);
      const sheet: HttpRequest = {
        method: 'GET',
        path: `/api/v1/kitchens/${kitchenId}/days/2026-11-24`,
        headers: { 'x-forwarded-host': built.families[0]?.host ?? '', cookie },
      };
      const sheets = async (seconds: number): Promise<number> => {
        const asked = { ports, connections: 4, seconds, perSecond: sheetsPerSecond };
        const { waitsMs } = await loadHttp({ ...asked, next: () => sheet, holds: '"kitchenId"' });
        return percentile(waitsMs, 0.99);
      };
      const families = async (seconds: number): Promise<number> => {
        const asked = { ports, connections: 32, seconds, perSecond: absencesPerSecond, next };
        return (await loadHttp({ ...asked, holds: '"repeated":false' })).perSecond;
      };
      const arrived: number[] = [];
      const amid = async (): Promise<number> => {
        const [p99, rate] = await Promise.all([sheets(roundSeconds), families(roundSeconds)]);
        arrived.push(rate);
        return p99;
      };
      try {
        await amid();
        await database.asOwner('vacuum analyze');
        arrived.length = 0;
        const sides = { amid, quiet: () => sheets(roundSeconds) };
        const compared = await compare(bench.rounds, sides, bench.say);
        return [
          {
            what: `kitchen counts while ${absencesPerSecond} absences/s arrive, p99 beside a quiet house`,
            measured: compared.ratio('amid', 'quiet'),
            unit: '×',
            goal: { atMost: 3 },
            because: `${compared.of('amid').toFixed(0)} ms beside ${compared.of('quiet').toFixed(0)} ms for 352 pupils, ${sheetsPerSecond} sheets/s; ${Math.min(...arrived).toFixed(0)} absences/s arrived at least`,
            isDisturbed: compared.isDisturbed,
          },
        ];
      } finally {
        await subject.stop();
        await database.close();
      }
    }),
};
