// How much processor the processes of a measure have used: what one request costs does not depend on who else is at work.
import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '#platform/database.ts';

/** Milliseconds so far; NaN where the system does not tell (elsewhere than on Linux). */
export type ProcessorMs = () => number;

export const ownProcessorMs: ProcessorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Of a whole PostgreSQL server: all its processes, those that have ended included. */
export async function serverProcessorMs(database: Database): Promise<ProcessorMs> {
  const [backend] = await database.asOwner('select pg_backend_pid() as pid');
  const postmaster = statOf(String(backend?.['pid']))?.parent;
  return () => {
    const stats = readPids().flatMap((pid) => statOf(pid) ?? []);
    const own = stats.filter(({ pid, parent }) => parent === postmaster || pid === postmaster);
    if (own.length === 0) return Number.NaN;
    return own.reduce((sum, one) => sum + one.ticks + one.ticksOfEnded, 0) * msOfTick;
  };
}

/** Linux counts in hundredths of a second (proc(5), USER_HZ). */
const msOfTick = 10;

function readPids(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function statOf(pid: string) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold blanks; what follows it begins with the state.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const sum = (from: number): number => Number(fields[from]) + Number(fields[from + 1]);
    return { pid, parent: fields[1], ticks: sum(11), ticksOfEnded: sum(13) };
  } catch {
    return undefined;
  }
}
