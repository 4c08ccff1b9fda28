// Libraries are imported only where floors.ts lists them; browser libraries and .tsx never in src.
import { importsOf, isListed, libraryOf } from '../imports.ts';
import { isTest, roomOf } from '../furniture.ts';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

const BROWSER = ['react', 'react-dom', 'preact', 'wouter', '@tanstack/*', 'bootstrap-italia'];
/** What tests of any room may import besides the libraries of the room. */
const TESTING = ['node:*', 'vitest', 'fast-check', 'smtp-server', 'postal-mime', 'pdfjs-dist'];

export function checkLibraries(tree: Tree): Violation[] {
  return tree.files
    .filter((file) => file.path.startsWith('src/'))
    .flatMap((file) => [
      ...(file.path.endsWith('.tsx')
        ? [violation(file, 0, 'Node does not run .tsx: components live in web')]
        : []),
      ...checkImports(tree, file),
    ]);
}

function checkImports(tree: Tree, file: SourceFile): Violation[] {
  const room = roomOf(file.path);
  const listed = librariesOf(tree, file.path, room);
  return importsOf(file).flatMap(({ specifier, offset }) => {
    const library = specifier === undefined ? undefined : libraryOf(specifier);
    if (library === undefined) return [];
    if (isListed(library, BROWSER))
      return [violation(file, offset, `${library} is for the browser: it stays in web`)];
    if (isListed(library, listed)) return [];
    return [
      violation(file, offset, `src/floors.ts does not list ${library} for ${room ?? 'main.ts'}`),
    ];
  });
}

/** main.ts composes: it may name what any room may. */
function librariesOf(tree: Tree, path: string, room: string | undefined): readonly string[] {
  const listed =
    room === undefined
      ? ['node:*', ...tree.floors.flatMap((floor) => floor.libraries)]
      : (tree.floors.find((floor) => floor.room === room)?.libraries ?? []);
  return isTest(path) ? [...listed, ...TESTING] : listed;
}
