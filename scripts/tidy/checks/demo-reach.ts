// No file of the demo is reachable in production's import graph (FOUNDATIONS 25: simulators and known passwords).
import { importsOf, pathOf } from '../imports.ts';
import { violation } from '../tree.ts';
import type { Tree, Violation } from '../tree.ts';

export function checkDemoReach(tree: Tree): Violation[] {
  const files = new Map(tree.files.map((file) => [file.path, file]));
  const chains = new Map([['src/main.ts', ['src/main.ts']]]);
  const found: Violation[] = [];
  for (const [path, chain] of chains) {
    const file = files.get(path);
    if (file === undefined) continue;
    for (const { specifier, offset, typeOnly } of importsOf(file)) {
      const next = specifier === undefined || typeOnly ? undefined : pathOf(path, specifier);
      if (next === undefined) continue;
      if (next.startsWith('src/demo/')) {
        found.push(
          violation(file, offset, `production reaches the demo: ${[...chain, next].join(' → ')}`),
        );
      } else if (!chains.has(next)) {
        chains.set(next, [...chain, next]);
      }
    }
  }
  return found;
}
