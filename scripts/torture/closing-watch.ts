// What is seen of the closings from outside while processes run, and one closing held fast in its middle.
import pg from 'pg';
import type { Day } from '#ground/day.ts';
import { pollUntil } from './poll.ts';
import type { TorturedTown } from './town.ts';

export interface ClosingWatch {
  /** How many towns have closed that day. */
  townsClosed(day: Day): Promise<number>;
  /** Undefined where nobody can reach into the database meanwhile. */
  readonly hold: ((town: TorturedTown, day: Day, where: HeldWhere) => Promise<Held>) | undefined;
  end(): Promise<void>;
}

/** Before a closing reads anything (it waits for its school), or among its writes (it waits for its marker). */
export type HeldWhere = 'before it reads' | 'among its writes';

export interface Held {
  /** Resolves when a closing of the town stands there and another town has closed the day; false: it never came. */
  stands(): Promise<boolean>;
  /** Lets go; what a dead process had already sent is then carried out by the database. */
  release(): Promise<void>;
}

const comesWithinMs = 15_000;

/** Over connections of its own. */
export async function watchPostgres(url: string): Promise<ClosingWatch> {
  const watching = await connected(url);
  const townsClosed = async (day: Day): Promise<number> => {
    const { rows } = await watching.query<{ towns: number }>(
      'select count(distinct tenant_id)::int as towns from bookings.day_closing where day = $1',
      [day],
    );
    return rows[0]?.towns ?? 0;
  };
  return {
    townsClosed,
    hold: async (town, day, where) => {
      const holding = await connected(url);
      await holding.query('begin');
      await (where === 'among its writes' ? holdMarker : holdSchool)(holding, town, day);
      return {
        stands: () =>
          pollUntil(
            async () => (await hasWaitingClosing(holding)) && (await townsClosed(day)) > 0,
            comesWithinMs,
          ),
        release: async () => {
          await holding.query('rollback');
          await holding.end();
        },
      };
    },
    end: () => watching.end(),
  };
}

/** An embedded database belongs to its process alone: what that has said is all that is seen. */
export function watchLog(log: () => string): ClosingWatch {
  return {
    townsClosed: async (day) => {
      const lines = log().split('\n');
      const ofDay = lines.filter(
        (line) => line.includes('"event":"day-closed"') && line.includes(`"day":"${day}"`),
      );
      return new Set(ofDay.map((line) => /"tenantId":(\d+)/.exec(line)?.[1])).size;
    },
    hold: undefined,
    end: async () => undefined,
  };
}

async function holdSchool(holding: pg.Client, { tenantId, schoolId }: TorturedTown): Promise<void> {
  await holding.query(
    `select pg_advisory_xact_lock(hashtextextended($1::int::text || ' school ' || $2, 0))`,
    [tenantId, schoolId],
  );
}

/** The row that the closing itself will write, in a transaction that is never committed. */
async function holdMarker(
  holding: pg.Client,
  { tenantId, schoolId, serviceId }: TorturedTown,
  day: Day,
): Promise<void> {
  await holding.query(
    `insert into bookings.day_closing (tenant_id, school_id, service_id, day, cut_off_at, closed_at, served, pupil_meals, adult_meals)
     values ($1, $2, $3, $4, $4::date, $4::date, true, 0, 0)`,
    [tenantId, schoolId, serviceId, day],
  );
}

/** Families wait for the school in shared mode, a closing alone, or for the transaction that holds its marker. */
async function hasWaitingClosing(holding: pg.Client): Promise<boolean> {
  const { rows } = await holding.query(
    `select 1 from pg_locks
      where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
        and (locktype = 'transactionid' or (locktype = 'advisory' and mode = 'ExclusiveLock'))`,
  );
  return rows.length > 0;
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
