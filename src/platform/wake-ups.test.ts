// Wake-ups after a commit: here at once, in another process gathered, and none invented; a broken way is made again.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#platform/database.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { payloadsOf, wakeUpsApplication } from '#platform/postgres-notifier.ts';
import {
  databaseKinds,
  freshPostgresDatabase,
  openTestDatabase,
  postgresUrl,
} from '#platform/test-database.ts';
import type { WakeUp } from '#platform/wake-ups.ts';
import { wakeUpsOver } from '#platform/wake-ups.ts';

const wake = (database: Database, tenantId: number, ...topics: readonly string[]): Promise<void> =>
  database.inTenant(tenantId, 'family', async (tx) => {
    for (const topic of topics) tx.wake(topic);
    await tx.rows('select $1::int');
  });

/** The topics heard, how often everything had to be looked at again, and a promise of the moment when it is enough. */
function listenTo(database: Database) {
  const heard: WakeUp[] = [];
  let looks = 0;
  let look = (): void => undefined;
  const stop = database.onWake((wakeUp) => {
    if (wakeUp === 'everything') looks += 1;
    else heard.push(wakeUp);
    look();
  });
  const until = (isEnough: (topics: number, looks: number) => boolean): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (isEnough(heard.length, looks)) resolve();
      };
      look();
    });
  return { heard, until, stop };
}

describe.each(databaseKinds)('a wake-up on %s', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  test('comes after the commit, once for each topic, with its tenant', async () => {
    const { heard, stop } = listenTo(database);
    await wake(database, 7, 'days a', 'days a', 'days b');
    stop();
    await wake(database, 7, 'days c');
    expect(heard).toEqual([
      { tenantId: 7, topic: 'days a' },
      { tenantId: 7, topic: 'days b' },
    ]);
  });

  test('does not come of what was rolled back', async () => {
    const { heard, stop } = listenTo(database);
    const failing = database.inTenant(7, 'family', async (tx) => {
      tx.wake('days a');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    stop();
    expect(heard).toEqual([]);
  });
});

describe.runIf(postgresUrl !== undefined)('wake-ups between two processes', () => {
  let here: Database;
  let there: Database;
  beforeAll(async () => {
    const url = await freshPostgresDatabase();
    here = openPostgres({ url, connectionsMax: 1 });
    there = openPostgres({ url, connectionsMax: 1 });
  });
  afterAll(async () => {
    await here.close();
    await there.close();
  });

  test('what one process commits wakes the other, and each hears its own only once', async () => {
    const [mine, theirs] = [listenTo(here), listenTo(there)];
    await Promise.all([mine, theirs].map(({ until }) => until((_, looks) => looks > 0)));
    await wake(here, 3, 'days a');
    await theirs.until((topics) => topics > 0);
    await wake(there, 4, 'days b');
    await mine.until((topics) => topics > 1);
    const both = [
      { tenantId: 3, topic: 'days a' },
      { tenantId: 4, topic: 'days b' },
    ];
    expect(mine.heard).toEqual(both);
    expect(theirs.heard).toEqual(both);
    mine.stop();
    theirs.stop();
  });

  test('after the connections broke whoever listens looks at everything, and hears again', async () => {
    const [mine, theirs] = [listenTo(here), listenTo(there)];
    await here.asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = '${wakeUpsApplication}' and datname = current_database()`,
    );
    await Promise.all([mine, theirs].map(({ until }) => until((_, looks) => looks > 0)));
    await wake(here, 3, 'days c');
    await theirs.until((topics) => topics > 0);
    expect(theirs.heard).toEqual([{ tenantId: 3, topic: 'days c' }]);
    mine.stop();
    theirs.stop();
  });
});

test('what could not be sent leaves when the way stands again', async () => {
  const sent: string[][] = [];
  let isBroken = true;
  let connected = (): void => undefined;
  const wakeUps = wakeUpsOver((inbox) => {
    connected = inbox.connected;
    return {
      send: async (texts) => {
        if (isBroken) throw new Error('no way');
        sent.push([...texts]);
      },
      close: async () => undefined,
    };
  });
  wakeUps.publish(1, ['days a']);
  await wakeUps.close();
  expect(sent).toEqual([]);
  isBroken = false;
  connected();
  await wakeUps.close();
  expect(sent).toEqual([['1 days a']]);
});

test('many topics leave in several payloads, none of which the database refuses', () => {
  const texts = Array.from({ length: 400 }, (_, index) => `${index} bookings.days`.padEnd(60, 'x'));
  const payloads = payloadsOf('sender', texts);
  expect(payloads.length).toBeGreaterThan(3);
  for (const payload of payloads) expect(payload.length).toBeLessThan(8000);
  expect(payloads.flatMap((payload) => payload.split('\n').slice(1))).toEqual(texts);
});
