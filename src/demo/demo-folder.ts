// What lies in the demo's data folder, so that a first start that was broken off begins again, and nobody else's data is touched.
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keepFile, readKept } from '#demo/kept-file.ts';

export interface DemoFolder {
  readonly database: string;
  readonly clockFile: string;
  readonly mail: string;
  readonly sms: string;
  readonly infoFile: string;
  readonly logFile: string;
  readonly heads: string;
}

/** 'foreign': a database that this demo has not made. */
export type DemoState = 'empty' | 'half-made' | 'ready' | 'foreign';

export function demoFolder(path: string): DemoFolder {
  return {
    database: join(path, 'pglite'),
    clockFile: join(path, 'demo-clock.json'),
    mail: join(path, 'demo-mail'),
    sms: join(path, 'demo-sms'),
    infoFile: join(path, 'demo-info.json'),
    logFile: join(path, 'demo.log'),
    heads: join(path, 'heads'),
  };
}

const marker = (path: string): string => join(path, 'demo-state.json');
const seedOf = (path: string): string => join(path, 'demo-seed');

export async function readState(path: string): Promise<DemoState> {
  const kept = await readKept(marker(path));
  if (kept === '"ready"') return 'ready';
  if (kept !== undefined) return 'half-made';
  return (await readdir(path)).includes('pglite') ? 'foreign' : 'empty';
}

export function markState(path: string, state: 'half-made' | 'ready'): Promise<void> {
  return keepFile(marker(path), JSON.stringify(state));
}

/** Takes away whatever the demo has made there, and nothing else. */
export async function clear(path: string): Promise<void> {
  await clearUse(path);
  await rm(seedOf(path), { recursive: true, force: true });
}

/** Copies the database as it is; nothing may be written to it meanwhile. */
export function keepSeed(path: string): Promise<void> {
  return cp(demoFolder(path).database, seedOf(path), { recursive: true });
}

/** Puts the copy in the place of the database; clock and mail begin anew. The database is closed. */
export async function restoreSeed(path: string): Promise<void> {
  await clearUse(path);
  await cp(seedOf(path), demoFolder(path).database, { recursive: true });
}

async function clearUse(path: string): Promise<void> {
  const { database, clockFile, mail, sms, heads } = demoFolder(path);
  for (const one of [database, clockFile, mail, sms, heads])
    await rm(one, { recursive: true, force: true });
}
