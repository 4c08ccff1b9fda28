#!/usr/bin/env node
// Starts Refettorio with Node 24: this process where it is new enough, else the pinned one.
import { fileURLToPath } from 'node:url';
import { findPinnedNode, isNewEnough, refuseOldNode, runWith } from './pinned-node.mjs';

if (isNewEnough) {
  await run(process.argv.slice(2));
} else {
  const node = findPinnedNode();
  if (node === undefined) refuseOldNode();
  else runWith(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
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
