// Folders and files are named after a concept, in kebab-case.
import { violation } from '../tree.ts';
import type { Tree, Violation } from '../tree.ts';

const NAMELESS = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'shared',
  'types',
  'lib',
  'misc',
]);
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;

export function checkNames(tree: Tree): Violation[] {
  return tree.files
    .filter((file) => /^(src|web|scripts|journeys)\//.test(file.path))
    .flatMap((file) => {
      const parts = file.path
        .split('/')
        .map((part) => ({ part, stem: part.split('.')[0] ?? part }));
      const nameless = parts.find(({ stem }) => NAMELESS.has(stem));
      const shouting = parts.find(({ part }) => !KEBAB.test(part));
      return [
        ...(nameless
          ? [violation(file, 0, `"${nameless.stem}" says nothing: name it after its concept`)]
          : []),
        ...(shouting ? [violation(file, 0, `"${shouting.part}" is not kebab-case`)] : []),
      ];
    });
}
