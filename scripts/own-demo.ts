// A demo of a script's own, on a port and in a folder that nobody else has, and gone when the script is done.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Login {
  readonly role: string;
  readonly login: string;
  readonly password: string;
}

export interface OwnDemo {
  readonly base: string;
  /** As `npm run demo:info` prints it. */
  loginOf(role: string): Login;
  stop(): Promise<void>;
}

/** Resolves when it listens: the first start makes the town's past, which takes its time. */
export async function startOwnDemo(port: number): Promise<OwnDemo> {
  const base = `http://localhost:${port}`;
  const data = mkdtempSync(join(tmpdir(), 'refettorio-own-demo-'));
  const demo = spawn(
    process.execPath,
    [join(import.meta.dirname, '..', 'bin/refettorio.mjs'), 'demo'],
    {
      env: { ...process.env, PORT: String(port), REFETTORIO_DATA: data },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const stop = async (): Promise<void> => {
    if (demo.exitCode === null) {
      demo.kill('SIGTERM');
      await new Promise((resolve) => demo.once('exit', resolve));
    }
    rmSync(data, { recursive: true, force: true });
  };
  await new Promise<void>((resolve, reject) => {
    demo.once('exit', () => reject(new Error('the demo did not start')));
    // It says where it is when it listens.
    demo.stdout.on('data', (part: Buffer) => {
      if (part.toString().includes(base)) resolve();
    });
  });
  const { logins } = toInfo(JSON.parse(readFileSync(join(data, 'demo-info.json'), 'utf8')));
  return {
    base,
    stop,
    loginOf(role) {
      const found = logins.find((login) => login.role === role);
      if (found === undefined) throw new Error(`the demo has no login for ${role}`);
      return found;
    },
  };
}

function toInfo(kept: unknown): { readonly logins: readonly Login[] } {
  return kept as { readonly logins: readonly Login[] };
}
