// The executable as an operator has it: its commands run in processes of their own, on an embedded database in a folder
// or on a PostgreSQL.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Run {
  readonly code: number;
  readonly said: string;
}

/** A command that is running. */
export interface Running {
  /** Resolves with the exit code, null when it was killed. */
  readonly ended: Promise<number | null>;
  /** Everything that it has printed so far. */
  log(): string;
  /** Resolves when it has printed that, or has printed it so often; rejects when it ends before. */
  said(text: string, times?: number): Promise<void>;
  /** kill -9: it has no last word. */
  kill(): Promise<void>;
}

export interface Served extends Running {
  readonly base: string;
  readonly pid: number;
  /** Asks it to stop; the exit code. */
  stop(): Promise<number | null>;
}

export interface Installation {
  readonly folder: string;
  readonly dataFolder: string;
  /** '2026-11-23T09:30:59+01:00': the time of every process from now on; '+5000': five seconds ahead of the machine's. */
  turnClockTo(time: string): void;
  run(...args: readonly string[]): Promise<Run>;
  /** A command that one may not wait for. */
  start(...args: readonly string[]): Running;
  /** `own`: variables of this process alone. */
  serve(own?: Readonly<Record<string, string>>): Promise<Served>;
  remove(): void;
}

const ROOT = join(import.meta.dirname, '..');
const bin = join(ROOT, 'bin/refettorio.mjs');

/** `own`: variables beside those that every installation has, or instead of them. */
export function install(now: string, own: Readonly<Record<string, string>> = {}): Installation {
  const folder = mkdtempSync(join(tmpdir(), 'refettorio-installation-'));
  const dataFolder = join(folder, 'data');
  const clockFile = join(folder, 'clock');
  // Aside and renamed: a process that looks at the time meanwhile finds one.
  const turnClockTo = (time: string): void => {
    writeFileSync(`${clockFile}.next`, time);
    renameSync(`${clockFile}.next`, clockFile);
  };
  turnClockTo(now);
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    TZ: process.env['TZ'],
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'given-clock.ts')}`,
    GIVEN_CLOCK: clockFile,
    REFETTORIO_DATA: dataFolder,
    REFETTORIO_MASTER_KEY: randomBytes(32).toString('base64'),
    ...own,
  };
  return {
    folder,
    dataFolder,
    turnClockTo,
    run: (...args) =>
      new Promise((resolve) => {
        execFile(process.execPath, [bin, ...args], { env: environment }, (fault, out, complaint) =>
          resolve({ code: exitCodeOf(fault), said: out + complaint }),
        );
      }),
    start: (...args) => start(environment, args),
    serve: async (only = {}) => {
      await buildPages();
      return serve({ ...environment, PORT: String(await freePort()), ...only });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function serve(env: NodeJS.ProcessEnv): Promise<Served> {
  const running = start(env, ['serve']);
  await running.said('"event":"serving"');
  return { ...running, base: `http://127.0.0.1:${env['PORT'] ?? ''}` };
}

function start(env: NodeJS.ProcessEnv, args: readonly string[]): Omit<Served, 'base'> {
  const child = spawn(process.execPath, [bin, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const hear = (part: Buffer): void => {
    printed += part.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return {
    ended,
    pid: child.pid ?? 0,
    log: () => printed,
    said: (text, times = 1) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (printed.split(text).length > times) resolve();
        };
        child.stdout.on('data', look);
        void ended.then(() => reject(new Error(`it did not say ${text}: ${printed.slice(-2000)}`)));
        look();
      }),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

/** Whoever runs this journey alone may not have built them yet. */
async function buildPages(): Promise<void> {
  if (existsSync(join(ROOT, 'dist/portal/index.html'))) return;
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    { cwd: ROOT },
  );
}

function exitCodeOf(fault: Error | null): number {
  if (fault === null) return 0;
  return 'code' in fault && typeof fault.code === 'number' ? fault.code : -1;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
