// Finds a Node that runs TypeScript: this one where it is new enough, else the one that `npm ci` brought along.
// Plain JavaScript, because an older Node must be able to read it.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';

export const nodeMajorMin = 24;
export const isNewEnough = Number(process.versions.node.split('.')[0]) >= nodeMajorMin;

/** The binary inside the optional package of this platform; undefined where there is none. */
export function findPinnedNode() {
  const isWindows = process.platform === 'win32';
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/node${isWindows ? '.exe' : ''}`);
  } catch {
    return undefined;
  }
}

export function refuseOldNode() {
  console.error(
    `Refettorio needs Node ${nodeMajorMin} or newer, and this is Node ${process.versions.node}.\n` +
      `Run "npm ci" in its folder, which brings the right one along on Linux and Windows, ` +
      `or install it from https://nodejs.org.`,
  );
  process.exitCode = 1;
}

/** Stands between the shell and the newer Node: signals go down, the end comes up. */
export function runWith(node, args) {
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']) {
    // Ctrl-C at a terminal reaches the child by itself; a second one would mean "at once".
    const arrivesByItself = signal === 'SIGINT' && process.stdin.isTTY;
    if (signal in constants.signals)
      process.on(signal, () => arrivesByItself || child.kill(signal));
  }
  child.on('error', (error) => {
    console.error(`Refettorio could not start ${node}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
  });
}
