// What the path of a file says about it: its room, its piece of furniture, whether it is a test.
import type { Tree } from './tree.ts';

/** The room of `src/<room>/…`, or undefined outside of src and for files that lie in src itself. */
export function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

/** Position of a room in floors.ts, 0 = ground; -1 when it is not listed. */
export function heightOf(tree: Tree, room: string): number {
  return tree.floors.findIndex((floor) => floor.room === room);
}

/** `store.ts`, or `<concept>-store.ts` where a room's SQL was split by concept. */
export function isStore(path: string): boolean {
  return isPiece(path, 'store');
}

/** Pure files: all of ground, and the `model.ts` and `rules.ts` of every room (or `<concept>-rules.ts`). */
export function isPure(path: string): boolean {
  return (
    !isTest(path) &&
    path.endsWith('.ts') &&
    (path.startsWith('src/ground/') || isPiece(path, 'model') || isPiece(path, 'rules'))
  );
}

export function isRoutesOrJobs(path: string): boolean {
  return isPiece(path, 'routes') || isPiece(path, 'jobs');
}

/** Tests, and the builders of examples that only tests use. */
export function isTest(path: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(path) || /^src\/[^/]+\/sample\.ts$/.test(path);
}

/** Configuration that a tool loads and that must export a default. */
export function isConfig(path: string): boolean {
  return /(^|\/)[a-z-]+\.config\.ts$/.test(path);
}

function isPiece(path: string, piece: string): boolean {
  return new RegExp(`^src/[^/]+/([a-z0-9-]+-)?${piece}\\.ts$`).test(path);
}
