// The guard of the house: reads the whole tree and says where it breaks the rules that no compiler holds.
import { join } from 'node:path';
import { floors } from '#floors.ts';
import { checks } from './tidy/checks.ts';
import { readTree } from './tidy/tree.ts';

const tree = readTree(join(import.meta.dirname, '..'), floors);
const violations = Object.values(checks)
  .flatMap((check) => check(tree))
  .toSorted((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));

for (const { path, line, sentence } of violations) console.log(`${path}:${line} ${sentence}`);
console.log(
  violations.length === 0
    ? `tidy: ${tree.files.length} files, nothing to say`
    : `tidy: ${violations.length} to mend in ${tree.files.length} files`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
