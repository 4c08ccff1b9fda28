// A clerk looks for a pupil among a million by any scrap, through HTTP: how long she waits, kind by kind.
import { signedInStaff } from '#kitchen/sample.ts';
import type { Database } from '#platform/database.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';
import { forkSample } from '../serve-sample.ts';
import { buildCountry } from './country.ts';
import { loadHttp } from './http-load.ts';
import type { HttpRequest } from './http-load.ts';
import { inventedPeople } from './invented-people.ts';
import type { Measure } from './measure.ts';
import { compare, percentile } from './rounds.ts';
import { nameEverybody, writeSuffixes } from './town-of-names.ts';

const pupilsOfClass = 25;
const classesOfSchool = 10;
const roundSeconds = 8;

export const search: Measure = {
  name: 'search',
  purpose: 'a pupil by any scrap of a name or code among a million, through HTTP',
  run: (bench) =>
    bench.withPostgres(async ({ url }) => {
      const database = openPostgres({ url, connectionsMax: 8 });
      await migrate(database, 2026);
      const wanted = Math.min(1_000_000, bench.pupilsMax);
      const schoolsOfTenant = Math.ceil(wanted / pupilsOfClass / classesOfSchool);
      const pupils = schoolsOfTenant * classesOfSchool * pupilsOfClass;
      const plan = { tenants: 1, schoolsOfTenant, classesOfSchool, pupilsOfClass };
      const { tenantIds, families } = await buildCountry(database, {
        ...plan,
        signedInOfTenant: 1,
      });
      const [tenantId = 0] = tenantIds;
      bench.say(`${pupils} pupils are there`);
      await nameEverybody(database, tenantId);
      await writeSuffixes(database, tenantId, bench.say);
      const { cookie } = await signedInStaff(database, tenantId, 'office');
      const subject = await forkSample(url);
      const headers = { 'x-forwarded-host': families[0]?.host ?? '', cookie };
      const questions = await questionsOf(database, tenantId);
      const kinds = Object.keys(questions);
      const waits = new Map<string, number[]>(kinds.map((kind) => [kind, []]));
      const ask = async (): Promise<number> => {
        const asked: string[] = [];
        const next = (): HttpRequest => {
          const kind = kinds[asked.length % kinds.length] ?? '';
          asked.push(kind);
          const text = questions[kind]?.() ?? '';
          return {
            method: 'GET',
            path: `/api/v1/staff/pupils?q=${encodeURIComponent(text)}`,
            headers,
          };
        };
        // One clerk: she asks again when she is answered.
        const load = { ports: [subject.port], connections: 1, seconds: roundSeconds, next };
        const { waitsMs } = await loadHttp({ ...load, holds: '"pupils":' });
        waitsMs.forEach((wait, index) => waits.get(asked[index] ?? '')?.push(wait));
        return percentile(waitsMs, 0.99);
      };
      try {
        await ask();
        for (const one of waits.values()) one.length = 0;
        const compared = await compare(bench.rounds, { ask }, bench.say);
        const slowest = [...waits]
          .map(([kind, all]) => ({ kind, p99: percentile(all, 0.99) }))
          .toSorted((one, other) => other.p99 - one.p99);
        return [
          {
            what: `a pupil by any scrap among ${pupils}: p99`,
            measured: compared.of('ask'),
            unit: 'ms',
            goal: { atMost: 100 },
            because: `p50 ${percentile([...waits.values()].flat(), 0.5).toFixed(1)} ms; p99 by kind: ${slowest.map(({ kind, p99 }) => `${kind} ${p99.toFixed(0)}`).join(', ')}`,
            isDisturbed: compared.isDisturbed,
          },
        ];
      } finally {
        await subject.stop();
        await database.close();
      }
    }),
};

/** By kind; each time about somebody else. */
async function questionsOf(
  database: Database,
  tenantId: number,
): Promise<Readonly<Record<string, () => string>>> {
  const rows = (
    await database.asOwner(
      `select pupil_code as "code", phone_code as "phone", fiscal_code as "fiscal", first_name as "first", last_name as "last"
       from enrolment.pupil where tenant_id = ${tenantId} order by md5(pupil_id::text) limit 500`,
    )
  ).map(toKnown);
  const { chance, surname, firstName } = inventedPeople(42);
  const pupil = (): Known => rows[Math.floor(chance() * rows.length)] ?? nobody();
  const of = (column: keyof Known): string => pupil()[column];
  const hostile = ["%_%' or 1=1 --", '\\\\%00', 'a'.repeat(60), '😀'.repeat(20), '  '];
  return {
    surname: () => of('last'),
    'its beginning': () => of('last').slice(0, 3),
    'its middle': () => of('last').slice(1, 4),
    'its end': () => of('last').slice(-3),
    'two letters': () => of('last').slice(0, 2),
    'one letter': () => of('last').slice(0, 1),
    'name and surname': () => {
      const { first, last } = pupil();
      return `${first} ${last}`;
    },
    'two scraps': () => {
      const { first, last } = pupil();
      return `${last.slice(0, 3)} ${first.slice(0, 3)}`;
    },
    'two scraps of two letters': () => `${firstName().slice(0, 2)} ${surname().slice(0, 2)}`,
    'surname and initial': () => {
      const { first, last } = pupil();
      return `${last} ${first.slice(0, 1)}`;
    },
    accents: () => `Nicolò ${of('last')}`,
    'the end of a code': () => of('code').replaceAll('-', '').slice(-4),
    'a phone code': () => of('phone'),
    'a fiscal code': () => of('fiscal').slice(0, 9),
    nobody: () => `zz${of('last').slice(0, 2)}q`,
    hostile: () => hostile[Math.floor(chance() * hostile.length)] ?? '',
  };
}

type Known = Readonly<Record<'code' | 'phone' | 'fiscal' | 'first' | 'last', string>>;

function toKnown(row: Record<string, unknown>): Known {
  return row as Known;
}

function nobody(): never {
  throw new Error('an authority without pupils');
}
