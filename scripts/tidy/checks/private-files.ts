// The store of a room is its own; its routes and jobs are bound only by main.ts, api and demo.
import { importsOf, pathOf } from '../imports.ts';
import { isRoutesOrJobs, isStore, roomOf } from '../furniture.ts';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

export function checkPrivateFiles(tree: Tree): Violation[] {
  return tree.files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, offset }) => {
      const path = specifier === undefined ? undefined : pathOf(file.path, specifier);
      const sentence = path === undefined ? undefined : refusalOf(file, path);
      return sentence === undefined ? [] : [violation(file, offset, sentence)];
    }),
  );
}

function refusalOf(file: SourceFile, path: string): string | undefined {
  const from = roomOf(file.path);
  const owner = roomOf(path);
  if (owner === undefined || owner === from) return undefined;
  if (isStore(path))
    return `${path} is private to ${owner}: ask one of its use cases, or join one of its views`;
  const composes = file.path === 'src/main.ts' || from === 'api' || from === 'demo';
  if (!isRoutesOrJobs(path) || composes) return undefined;
  return `${path} is private to ${owner}: only main.ts, api and demo bind routes and jobs`;
}
