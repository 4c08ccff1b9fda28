// Runs a program of the machine to its end, quietly, for the test with a real switchboard.
import { spawn } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  /** What it said, both ways, for whoever has to find out why. */
  readonly said: string;
}

/** Never throws: a program that is not there ends with code null. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly secondsMax: number; readonly cwd?: string },
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.secondsMax * 1000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    let said = '';
    const hear = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-8000));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (fault) => resolve({ code: null, said: fault.message }));
    child.on('close', (code) => resolve({ code, said }));
  });
}
