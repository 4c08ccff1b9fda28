// Runs a script of the repository with Node 24: `node bin/node24.mjs scripts/test.ts …`. The npm scripts go through
// here because npm 9 and 10 drop the link node_modules/.bin/node after installing.
import { findPinnedNode, isNewEnough, refuseOldNode, runWith } from './pinned-node.mjs';

const node = isNewEnough ? process.execPath : findPinnedNode();
if (node === undefined) refuseOldNode();
else runWith(node, process.argv.slice(2));
