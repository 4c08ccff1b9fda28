#!/usr/bin/env node
// Starts Refettorio with Node 24: this process where it is new enough, else the pinned one. Plain JavaScript, because
// an older Node must be able to read it and say what is missing.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR_MIN = 24;

if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) {
  await run(process.argv.slice(2));
} else {
  const node = findPinnedNode();
  if (node === undefined) refuse();
  else runWith(node);
}

/**
 * `demo` starts the invented municipality, which production never reaches; every other subcommand belongs to main.ts.
 * Both export `main(args)`.
 */
async function run([subcommand, ...rest]) {
  const isDemo = subcommand === 'demo';
  const { main } = await import(isDemo ? '../src/demo/main.ts' : '../src/main.ts');
  await main(isDemo || subcommand === undefined ? rest : [subcommand, ...rest]);
}

/** The binary inside the optional package of this platform, which `npm ci` brings along. */
function findPinnedNode() {
  const isWindows = process.platform === 'win32';
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/node${isWindows ? '.exe' : ''}`);
  } catch {
    return undefined;
  }
}

function refuse() {
  console.error(
    `Refettorio needs Node ${NODE_MAJOR_MIN} or newer, and this is Node ${process.versions.node}.\n` +
      `Run "npm ci" in its folder, which brings the right one along on Linux and Windows, ` +
      `or install it from https://nodejs.org.`,
  );
  process.exitCode = 1;
}

/** Stands between the shell and the newer Node: signals go down, the end comes up. */
function runWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
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
