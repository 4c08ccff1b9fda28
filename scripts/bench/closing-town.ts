// A database with a country whose days are closed one after the other, and the control: the same final rows, written bare.
import { asDay } from '#ground/day.ts';
import { isoInstant } from '#ground/instant.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { migrate } from '#platform/migrate.ts';
import { instantOf } from '#platform/rome.ts';
import { canteenDaysFrom } from './canteen-days.ts';
import type { ClosingRun } from './closer.ts';
import { forkCloser } from './closer.ts';
import type { CountryPlan } from './country.ts';
import { buildCountry } from './country.ts';
import { giveDiets, sayForDay } from './families-say.ts';
import { serverProcessorMs } from './processor.ts';

export interface BareRun {
  readonly seconds: number;
  /** Milliseconds of the whole server's processor. */
  readonly databaseMs: number;
}

export interface ClosingTown {
  /** What families say of the next canteen day is written first and is not part of the run. */
  closeNext(): Promise<ClosingRun & BareRun>;
  /** Writes the rows of a closed day once more, as of another day. */
  writeBare(): Promise<BareRun>;
  stop(): Promise<void>;
}

/** `url` is of the server; the database is a new one. Ready when a day has been closed and both sides are warm. */
export async function openClosingTown(
  url: string,
  plan: Omit<CountryPlan, 'signedInOfTenant'>,
  name: string,
): Promise<ClosingTown> {
  const own = await createDatabase(url, name);
  const database = openPostgres({ url: own, connectionsMax: 2 });
  await migrate(database, 2026);
  await buildCountry(database, { ...plan, signedInOfTenant: 0 });
  await giveDiets(database);
  // A vacuum that falls into one side's time decides the ratio.
  await database.asOwner('alter table bookings.meal_2026_2027 set (autovacuum_enabled = off)');
  const closer = await forkCloser(own);
  const days = canteenDaysFrom(asDay('2026-09-14')).values();
  const serverMs = await serverProcessorMs(database);
  const closeNext = async (): Promise<ClosingRun & BareRun> => {
    const { value: day } = days.next();
    if (day === undefined) throw new Error('the school year is over');
    await sayForDay(database, day);
    const before = serverMs();
    const run = await closer.closeAt(isoInstant(instantOf(day, '09:32')));
    return { ...run, databaseMs: serverMs() - before };
  };
  await closeNext();
  await database.asOwner('create table public.final as select * from bookings.meal');
  let copies = 0;
  const writeBare = async (): Promise<BareRun> => {
    copies += 1;
    const [startedAt, before] = [performance.now(), serverMs()];
    await database.asOwner(bareSql(copies));
    const seconds = (performance.now() - startedAt) / 1000;
    return { seconds, databaseMs: serverMs() - before };
  };
  await writeBare();
  await database.asOwner('vacuum analyze');
  await closeNext();
  return {
    closeNext,
    writeBare,
    stop: async () => {
      closer.stop();
      await database.close();
    },
  };
}

async function createDatabase(url: string, name: string): Promise<string> {
  const admin = openPostgres({ url, connectionsMax: 1 });
  await admin.asOwner(`create database ${name}`);
  await admin.close();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

/** By the owner: no isolation, and nothing is looked up. The same table, partition and indexes; committed. */
const bareSql = (copies: number): string => `
  insert into bookings.meal (tenant_id, service_id, day, pupil_id, revision, outcome, school_id, class_id, shift_id,
                             serving_site_id, kitchen_id, variant, special_diet_ids, plain, packed_lunch, recorded_at, recorded_by)
  select tenant_id, service_id, date '2027-02-01' + ${copies}, pupil_id, revision, outcome, school_id, class_id, shift_id,
         serving_site_id, kitchen_id, variant, special_diet_ids, plain, packed_lunch, recorded_at, recorded_by
    from public.final`;
