// What travels to a phone: of src only ground, models, rules and texts (of api.ts the types), and few libraries.
import { importsOf, isListed, libraryOf, pathOf } from '../imports.ts';
import type { Import } from '../imports.ts';
import { isConfig, isPure, isTest } from '../furniture.ts';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

/** Measured one by one before they were let in: schema, date and parser libraries never reach the browser. */
const LIBRARIES = [
  'react',
  'react-dom',
  'preact',
  'wouter',
  '@tanstack/react-query',
  'intl-messageformat',
  'bootstrap-italia',
  '@fontsource/titillium-web',
  'vite',
];

export function checkWeb(tree: Tree): Violation[] {
  return tree.files
    .filter((file) => file.path.startsWith('web/') && !isConfig(file.path))
    .flatMap((file) =>
      importsOf(file).flatMap((one) => {
        const sentence = faultOf(file, one);
        return sentence === undefined ? [] : [violation(file, one.offset, sentence)];
      }),
    );
}

function faultOf(file: SourceFile, { specifier, typeOnly }: Import): string | undefined {
  if (specifier === undefined || specifier.startsWith('virtual:')) return undefined;
  const path = pathOf(file.path, specifier);
  if (path === undefined) {
    const library = libraryOf(specifier) ?? specifier;
    if (isListed(library, LIBRARIES) || typeOnly || isTest(file.path)) return undefined;
    return `the browser does not get the library ${library}`;
  }
  if (path.startsWith('web/')) {
    const [, from] = file.path.split('/');
    const [, face = ''] = path.split('/');
    const isOther = ['portal', 'office'].includes(face) && face !== from;
    return isOther
      ? `${from} and ${face} are two faces: what both use lives in web/kit`
      : undefined;
  }
  if (!path.startsWith('src/')) return undefined;
  if (isPure(path) || /^src\/[^/]+\/texts\/[a-z]+\.json$/.test(path)) return undefined;
  if (/^src\/[^/]+\/([a-z-]+-)?api\.ts$/.test(path)) {
    return typeOnly ? undefined : `of ${specifier} the browser gets types only: write import type`;
  }
  return `web imports of src only #ground, model.ts, rules.ts, texts and types of api.ts, not ${specifier}`;
}
