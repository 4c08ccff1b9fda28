// A process of its own that serves the sample towns of a database: forked by the bench, by the measure of the screens and by journeys.
import { fork } from 'node:child_process';
import { sampleMasterKey, stillClock } from '#bookings/sample.ts';
import { readConfig } from '#platform/config.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import type { Database } from '#platform/database.ts';
import { composeApplication } from '#main.ts';
import type { Application } from '#main.ts';

export interface SampleProcess {
  readonly port: number;
  /** Milliseconds of processor and bytes of memory that the process has used so far. */
  usage(): Promise<{ readonly cpuMs: number; readonly memory: number }>;
  /** Asks it to stop, as an operator does; the exit code. */
  stop(): Promise<number | null>;
}

/** Monday morning at ten to nine, for ever. */
export const sampleMorning = '2026-11-23T08:50:00+01:00';

export async function forkSample(url: string): Promise<SampleProcess> {
  const worker = fork(import.meta.filename, [url]);
  const answer = (): Promise<unknown> =>
    new Promise((resolve) => {
      worker.once('message', (message: unknown) => resolve(message));
    });
  const ended = new Promise<number | null>((resolve) => worker.once('exit', resolve));
  const port = Number(await answer());
  return {
    port,
    usage: async () => {
      worker.send('usage');
      return toUsage(await answer());
    },
    stop: () => {
      worker.kill('SIGTERM');
      return ended;
    },
  };
}

/** The application as the process serves it, on any database with sample towns. */
export async function composeSample(database: Database, url: string): Promise<Application> {
  const clock = stillClock(sampleMorning);
  const read = readConfig(
    {
      DATABASE_URL: url,
      REFETTORIO_MASTER_KEY: Buffer.from(sampleMasterKey.bytes).toString('base64'),
      TRUSTED_PROXIES: '127.0.0.1',
    },
    { allowPublicKeys: true },
  );
  if (!read.ok) throw new Error(read.faults.join(' '));
  return composeApplication({
    config: read.config,
    database,
    clock,
    securityClock: clock,
    log: { info: () => undefined, alarm: (event, fields) => console.error(event, fields) },
    isDemo: false,
  });
}

async function serve(url: string): Promise<void> {
  const database = openPostgres({ url, connectionsMax: 4 });
  const { http } = await composeSample(database, url);
  const address = await http.listen({ port: 0, host: '127.0.0.1' });
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000, memory: process.memoryUsage.rss() });
  });
  // Whoever forked us may end by a fault.
  process.once('disconnect', () => process.exit(0));
  process.once('SIGTERM', () => {
    void http
      .close()
      .then(() => database.close())
      .then(() => process.exit(0));
  });
  process.send?.(Number(new URL(address).port));
}

function toUsage(message: unknown): { readonly cpuMs: number; readonly memory: number } {
  return message as { readonly cpuMs: number; readonly memory: number };
}

if (import.meta.main) await serve(String(process.argv[2]));
