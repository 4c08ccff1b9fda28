// Runs jobs again and again: on the machine's own timers, never the same job twice at once, and never stopped by a fault.
import type { Log } from '#platform/log.ts';
import { faultName } from '#platform/log.ts';

export interface Job {
  readonly name: string;
  /** From the end of one run to the start of the next. */
  readonly everySeconds: number;
  /** Looks at its own Clock for what is due: the timers only say when to look. */
  run(): Promise<void>;
}

export interface Scheduler {
  /** Runs a job now; when it is already running, once more after that run. Rejects with the job's fault. */
  runOnce(name: string): Promise<void>;
  /** Starts no further run and waits for those that are going on. */
  stop(): Promise<void>;
}

export function startScheduler(jobs: readonly Job[], log: Log): Scheduler {
  const running = new Map(jobs.map((job) => [job.name, scheduleJob(job, log)]));
  return {
    runOnce: async (name) => {
      const job = running.get(name);
      if (job === undefined) throw new Error(`no job is called ${name}`);
      await job.runOnce();
    },
    stop: async () => {
      await Promise.all([...running.values()].map((job) => job.stop()));
    },
  };
}

function scheduleJob(job: Job, log: Log): { runOnce(): Promise<void>; stop(): Promise<void> } {
  let last: Promise<unknown> = Promise.resolve();
  let queued: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  /** Behind the run that is going on; whoever asks before it starts shares it. */
  const runOnce = (): Promise<void> => {
    queued ??= inTurn();
    return queued;
  };
  const inTurn = (): Promise<void> => {
    const mine = last.then(() => {
      queued = undefined;
      return isStopped ? undefined : runAndTell(job, log);
    });
    last = mine.catch(() => undefined);
    return mine;
  };
  const waitAndRun = (): void => {
    timer = setTimeout(() => {
      void runOnce()
        .catch(() => undefined)
        .then(() => isStopped || waitAndRun());
    }, job.everySeconds * 1000);
    timer.unref();
  };
  waitAndRun();
  return {
    runOnce,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await last;
    },
  };
}

async function runAndTell(job: Job, log: Log): Promise<void> {
  try {
    await job.run();
  } catch (fault) {
    log.alarm('job-fault', { kind: job.name, fault: faultName(fault) });
    throw fault;
  }
}
