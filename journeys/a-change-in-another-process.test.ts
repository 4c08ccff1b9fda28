// Two processes on one PostgreSQL, as behind a proxy: what a family changes through one is on the screen of the other.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kitchenDaySchema } from '#kitchen/api.ts';
import { openScreen } from '#platform/test-event-stream.ts';
import type { Heard, OpenScreen } from '#platform/test-event-stream.ts';
import { sampleKitchen, signedInStaff } from '#kitchen/sample.ts';
import type { SampleKitchen } from '#kitchen/sample.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import type { Database } from '#platform/database.ts';
import { wakeUpsApplication } from '#platform/postgres-notifier.ts';
import { freshPostgresDatabase, postgresUrl } from '#platform/test-database.ts';
import { forkSample } from '../scripts/serve-sample.ts';
import type { SampleProcess } from '../scripts/serve-sample.ts';

const day = '2026-11-23';

describe.runIf(postgresUrl !== undefined)('a kitchen and a family on two processes', () => {
  let database: Database;
  let town: SampleKitchen;
  let cookie: string;
  let ofFamily: SampleProcess;
  let ofKitchen: SampleProcess;
  let screen: OpenScreen;
  beforeAll(async () => {
    const url = await freshPostgresDatabase();
    database = openPostgres({ url, connectionsMax: 1 });
    town = await sampleKitchen(database);
    cookie = (await signedInStaff(database, town.tenantId, 'kitchen', town.kitchenId)).cookie;
    [ofFamily, ofKitchen] = await Promise.all([forkSample(url), forkSample(url)]);
  });
  afterAll(async () => {
    await Promise.all([ofFamily.stop(), ofKitchen.stop()]);
    await database.close();
  });

  const hang = (known: Readonly<Record<string, string>> = {}): Promise<OpenScreen> =>
    openScreen({
      port: ofKitchen.port,
      path: `/api/v1/kitchens/${town.kitchenId}/days/${day}/events`,
      headers: { 'x-forwarded-host': 'borgo1.example', cookie, ...known },
    });
  const pupilsOn = ({ event, body }: Heard): number =>
    event === 'sheet' ? kitchenDaySchema.parse(JSON.parse(body)).totals.pupils : -1;

  /** Resolves with the milliseconds from the click to the screen. */
  async function msUntilSeen(path: string, pupils: number): Promise<number> {
    const family = town.families[0];
    const seen = screen.heard.length;
    const clickedAt = performance.timeOrigin + performance.now();
    const answer = await fetch(`http://127.0.0.1:${ofFamily.port}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        'x-forwarded-host': 'borgo1.example',
        cookie: `refettorio=${family?.token ?? ''}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({ entries: [{ pupilId: family?.pupilIds[0], days: [day] }] }),
    });
    expect(answer.status).toBe(200);
    const heard = await screen.until(
      (one) => screen.heard.indexOf(one) >= seen && pupilsOn(one) === pupils,
    );
    return heard.at - clickedAt;
  }

  it('an absence is on the wall of the kitchen within a second, and so is its undoing', async () => {
    screen = await hang();
    await screen.until((heard) => pupilsOn(heard) === 3);
    // The first of a process loads and plans what every later one finds ready.
    await msUntilSeen('absences', 2);
    await msUntilSeen('absences/undo', 3);
    expect(await msUntilSeen('absences', 2)).toBeLessThan(1000);
    expect(await msUntilSeen('absences/undo', 3)).toBeLessThan(1000);
  });

  it('a wall that was away comes back to what holds now, and hears again', async () => {
    const id = screen.heard.findLast((heard) => heard.event === 'sheet')?.id ?? '';
    screen.close();
    await screen.ended;
    screen = await hang({ 'last-event-id': id });
    expect((await screen.until(() => true)).event).toBe('beat');
    expect(await msUntilSeen('absences', 2)).toBeLessThan(1000);
  });

  it('after the database has dropped the line between the processes, changes arrive again', async () => {
    await database.asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = '${wakeUpsApplication}' and datname = current_database()`,
    );
    expect(await msUntilSeen('absences/undo', 3)).toBeLessThan(2000);
  });

  it('a process that is stopped ends its screens and goes', async () => {
    expect(await ofKitchen.stop()).toBe(0);
    await screen.ended;
  });
});
