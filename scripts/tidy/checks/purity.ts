// Ground, models and rules are pure: no clock, no chance, no process, no network, no impure import.
import { importsOf, isListed, libraryOf, pathOf } from '../imports.ts';
import { isPure } from '../furniture.ts';
import { child, nameOf, walk } from '../syntax.ts';
import type { Place } from '../syntax.ts';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

/** Names through which time, chance, machine or network come in. Days are ISO strings; Temporal stays in platform. */
const TIME = ['Date', 'Temporal', 'performance', 'setTimeout', 'setInterval', 'setImmediate'];
const MACHINE = ['process', 'globalThis', 'global', 'window', 'document', 'navigator', 'console'];
const OUTSIDE = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'localStorage',
  'crypto',
  'Buffer',
  'require',
];
const IMPURE = new Set([...TIME, ...MACHINE, ...OUTSIDE]);

export function checkPurity(tree: Tree): Violation[] {
  return tree.files
    .filter((file) => isPure(file.path))
    .flatMap((file) => [...impureNames(file), ...impureImports(tree, file)]);
}

function impureNames(file: SourceFile): Violation[] {
  const found: Violation[] = [];
  if (file.program === undefined) return found;
  walk(file.program, (node, place) => {
    const name = nameOf(node);
    if (name !== undefined && IMPURE.has(name) && isReference(place)) {
      found.push(
        violation(file, node.start, `a pure file says ${name}: hand the fact in as an argument`),
      );
    }
    if (node.type === 'MetaProperty') {
      found.push(
        violation(file, node.start, 'a pure file does not ask where it lies (import.meta)'),
      );
    }
    if (
      node.type === 'MemberExpression' &&
      nameOf(child(node, 'object')) === 'Math' &&
      nameOf(child(node, 'property')) === 'random'
    ) {
      found.push(violation(file, node.start, 'a pure file leaves nothing to chance (Math.random)'));
    }
  });
  return found;
}

/** Not the name of a member or a key: `plan.process` and `{ Date: 1 }` mean nothing impure. */
function isReference({ parents, field }: Place): boolean {
  const parent = parents.at(-1);
  if (parent === undefined || parent['computed'] === true) return true;
  if (field === 'property' && parent.type === 'MemberExpression') return false;
  if (field === 'right' && parent.type === 'TSQualifiedName') return false;
  return field !== 'key';
}

function impureImports(tree: Tree, file: SourceFile): Violation[] {
  const isGround = file.path.startsWith('src/ground/');
  const listed = tree.floors.find((floor) => floor.room === 'ground')?.libraries ?? [];
  return importsOf(file).flatMap(({ specifier, offset, kind }) => {
    if (kind === 'dynamic')
      return [violation(file, offset, 'a pure file loads nothing while it runs')];
    if (specifier === undefined) return [];
    const path = pathOf(file.path, specifier);
    if (path !== undefined) {
      return isPure(path)
        ? []
        : [violation(file, offset, `a pure file imports ${specifier}, which is not pure`)];
    }
    const library = libraryOf(specifier) ?? specifier;
    const mayImport = isGround && isListed(library, listed) && !library.startsWith('node:');
    return mayImport ? [] : [violation(file, offset, `a pure file imports the library ${library}`)];
  });
}
