// The scheduler: jobs take turns with themselves, survive their faults, and stop when told to.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '#platform/log.ts';
import { startScheduler } from '#platform/scheduler.ts';

describe('the scheduler', () => {
  const alarms: string[] = [];
  const log: Log = {
    info: () => undefined,
    alarm: (event, fields) => alarms.push(`${event} ${fields?.kind ?? ''} ${fields?.fault ?? ''}`),
  };
  beforeEach(() => {
    alarms.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('a job runs every so many seconds, counted from the end of its last run', async () => {
    let runs = 0;
    const scheduler = startScheduler(
      [{ name: 'count', everySeconds: 5, run: async () => void (runs += 1) }],
      log,
    );
    await vi.advanceTimersByTimeAsync(4_999);
    expect(runs).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toBe(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runs).toBe(3);
    await scheduler.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(runs).toBe(3);
  });

  it('the same job never runs twice at once, and whoever asks meanwhile gets one more run', async () => {
    const runs = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    let started = 0;
    let atOnce = 0;
    let atOnceMax = 0;
    const run = async (): Promise<void> => {
      atOnce += 1;
      atOnceMax = Math.max(atOnceMax, atOnce);
      started += 1;
      await runs[started - 1]?.promise;
      atOnce -= 1;
    };
    const scheduler = startScheduler([{ name: 'slow', everySeconds: 1, run }], log);
    const first = scheduler.runOnce('slow');
    await vi.advanceTimersByTimeAsync(0);
    const second = scheduler.runOnce('slow');
    const third = scheduler.runOnce('slow');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(started).toBe(1);
    runs[0].resolve();
    await first;
    await vi.advanceTimersByTimeAsync(0);
    expect(started).toBe(2);
    runs[1].resolve();
    await Promise.all([second, third]);
    expect({ started, atOnceMax }).toEqual({ started: 2, atOnceMax: 1 });
    await scheduler.stop();
  });

  it('a fault is an alarm without its text, and the next run comes', async () => {
    let runs = 0;
    const run = async (): Promise<void> => {
      runs += 1;
      throw new RangeError('Maria Rossi');
    };
    const scheduler = startScheduler([{ name: 'faulty', everySeconds: 5, run }], log);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runs).toBe(2);
    expect(alarms).toHaveLength(2);
    expect(alarms[0]).toMatch(/^job-fault faulty RangeError src\/platform\/scheduler\.test\.ts/);
    await expect(scheduler.runOnce('faulty')).rejects.toThrow(RangeError);
    await scheduler.stop();
  });

  it('stopping waits for the run that is going on', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let ended = false;
    const run = async (): Promise<void> => {
      await promise;
      ended = true;
    };
    const scheduler = startScheduler([{ name: 'slow', everySeconds: 5, run }], log);
    void scheduler.runOnce('slow');
    await vi.advanceTimersByTimeAsync(0);
    const stopped = scheduler.stop();
    resolve();
    await stopped;
    expect(ended).toBe(true);
  });
});
