// Closes what is over at an instant, as the job of every process does, in a process of its own: its memory is measured alone.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dueDayCloser } from '#bookings/close-due-days.ts';
import { stillClock } from '#bookings/sample.ts';
import { loadTenantCalendar } from '#calendar/tenant-calendar.ts';
import { openPostgres } from '#platform/database-postgres.ts';
import { cachedByVersion } from '#tenancy/version.ts';
import { ownProcessorMs } from './processor.ts';

export interface ClosingRun {
  readonly seconds: number;
  /** How many schools. */
  readonly closed: number;
  readonly meals: number;
  readonly processorMs: number;
  /** The most that the process has ever held. */
  readonly peakMB: number;
}

export interface Closer {
  closeAt(iso: string): Promise<ClosingRun>;
  stop(): void;
}

export async function forkCloser(url: string): Promise<Closer> {
  const worker = fork(import.meta.filename, [url]);
  const ended = new Promise<never>((_, reject) => {
    worker.once('exit', () => reject(new Error('the closer has ended')));
  });
  ended.catch(() => undefined);
  const answer = (): Promise<unknown> =>
    Promise.race([new Promise((resolve) => worker.once('message', resolve)), ended]);
  await answer();
  return {
    closeAt: async (iso) => {
      worker.send(iso);
      return toRun(await answer());
    },
    stop: () => void worker.kill(),
  };
}

function toRun(message: unknown): ClosingRun {
  return message as ClosingRun;
}

function serve(url: string): void {
  // As many connections as a process has where nobody has said otherwise.
  const database = openPostgres({ url, connectionsMax: 4 });
  const clock = stillClock('2026-09-01T08:00:00+02:00');
  let meals = 0;
  const close = dueDayCloser({
    database,
    clock,
    calendarAt: cachedByVersion(loadTenantCalendar),
    log: {
      info: (_, fields) => {
        meals += Number(fields?.['count']);
      },
      alarm: (event, fields) => console.error(event, fields),
    },
  });
  const run = async (iso: string): Promise<ClosingRun> => {
    clock.set(iso);
    meals = 0;
    const processorBefore = ownProcessorMs();
    const startedAt = performance.now();
    const closed = await close();
    const seconds = (performance.now() - startedAt) / 1000;
    return {
      seconds,
      closed,
      meals,
      processorMs: ownProcessorMs() - processorBefore,
      peakMB: peakMB(),
    };
  };
  process.on('message', (iso) => void run(String(iso)).then((result) => process.send?.(result)));
  // Whoever forked us may end by a fault.
  process.once('disconnect', () => process.exit(0));
  process.send?.('ready');
}

/** Linux says it of this program alone; elsewhere the figure may hold what the forking one had. */
function peakMB(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

if (import.meta.main) serve(String(process.argv[2]));
