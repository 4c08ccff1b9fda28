// The executable as an operator has it: its commands run in processes of their own, on an embedded database in a folder.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Run {
  readonly code: number;
  readonly said: string;
}

export interface Served {
  readonly base: string;
  /** Everything that it has printed so far. */
  log(): string;
  /** Asks it to stop; the exit code. */
  stop(): Promise<number | null>;
}

export interface Installation {
  readonly folder: string;
  readonly dataFolder: string;
  /** '2026-11-23T09:30:59+01:00': the time of every process from now on. */
  turnClockTo(time: string): void;
  run(...args: readonly string[]): Promise<Run>;
  serve(): Promise<Served>;
  remove(): void;
}

const ROOT = join(import.meta.dirname, '..');
const bin = join(ROOT, 'bin/refettorio.mjs');

export function install(now: string): Installation {
  const folder = mkdtempSync(join(tmpdir(), 'refettorio-installation-'));
  const dataFolder = join(folder, 'data');
  const clockFile = join(folder, 'clock');
  writeFileSync(clockFile, now);
  const environment = {
    PATH: process.env['PATH'],
    TZ: process.env['TZ'],
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'given-clock.ts')}`,
    GIVEN_CLOCK: clockFile,
    REFETTORIO_DATA: dataFolder,
    REFETTORIO_MASTER_KEY: randomBytes(32).toString('base64'),
  };
  return {
    folder,
    dataFolder,
    turnClockTo: (time) => writeFileSync(clockFile, time),
    run: (...args) =>
      new Promise((resolve) => {
        execFile(process.execPath, [bin, ...args], { env: environment }, (fault, out, complaint) =>
          resolve({ code: exitCodeOf(fault), said: out + complaint }),
        );
      }),
    serve: async () => {
      await buildPages();
      return serve({ ...environment, PORT: String(await freePort()) });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function serve(env: NodeJS.ProcessEnv): Promise<Served> {
  const child = spawn(process.execPath, [bin, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    const hear = (part: Buffer): void => {
      said += part.toString();
      if (said.includes('"event":"serving"')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`it did not serve: ${said.slice(-2000)}`)));
  });
  return {
    base: `http://127.0.0.1:${env['PORT'] ?? ''}`,
    log: () => said,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
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
