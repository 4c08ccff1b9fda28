// Files of the repository are imported through `#…` and with their extension, so that a path means the same everywhere.
import { importsOf, pathOf } from '../imports.ts';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

export function checkImportPaths(tree: Tree): Violation[] {
  return tree.files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, offset, kind }) => {
      const sentence = kind === 'url' ? undefined : faultOf(file, specifier);
      return sentence === undefined ? [] : [violation(file, offset, sentence)];
    }),
  );
}

function faultOf(file: SourceFile, specifier: string | undefined): string | undefined {
  const inSource = file.path.startsWith('src/');
  if (specifier === undefined) {
    return inSource
      ? 'an import whose path is computed cannot be followed: write it out'
      : undefined;
  }
  if (specifier.startsWith('/')) return `${specifier} is a path of one machine`;
  const path = pathOf(file.path, specifier);
  if (path === undefined) return undefined;
  if (!/\.(ts|tsx|mjs|json|css|scss|svg|png|woff2)$/.test(path))
    return `${specifier} lacks its extension (.ts)`;
  if (!specifier.startsWith('.')) return undefined;
  if (inSource)
    return `${specifier} is relative: in src write #room/file.ts, even inside the same room`;
  return path.startsWith('src/') ? `${specifier} reaches into src: write #room/file.ts` : undefined;
}
