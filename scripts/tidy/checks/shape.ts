// No barrels, no default exports, no decorators; and every file must parse.
import { isConfig } from '../furniture.ts';
import { child, children, nameOf, walk } from '../syntax.ts';
import type { Node } from '../syntax.ts';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

export function checkShape(tree: Tree): Violation[] {
  return tree.files.filter((file) => /\.tsx?$/.test(file.path)).flatMap(checkFile);
}

function checkFile(file: SourceFile): Violation[] {
  if (file.program === undefined) return [violation(file, 0, 'this file does not parse')];
  const found: Violation[] = [];
  const statements = children(file.program, 'body');
  if (statements.length > 0 && statements.every(isReExport)) {
    found.push(violation(file, 0, 'a barrel: import things from the file that makes them'));
  }
  walk(file.program, (node) => {
    const sentence = isConfig(file.path) ? undefined : faultOf(node);
    if (sentence !== undefined) found.push(violation(file, node.start, sentence));
  });
  return found;
}

function isReExport(statement: Node): boolean {
  if (statement.type === 'ImportDeclaration' || statement.type === 'ExportAllDeclaration')
    return true;
  return (
    statement.type === 'ExportNamedDeclaration' && child(statement, 'declaration') === undefined
  );
}

function faultOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ExportDefaultDeclaration':
      return 'a default export: give it a name';
    case 'ExportSpecifier':
      return nameOf(child(node, 'exported')) === 'default'
        ? 'a default export: give it a name'
        : undefined;
    case 'ExportAllDeclaration':
      return 'export * hides where things come from: name them';
    case 'Decorator':
      return 'a decorator: call a function instead';
    default:
      return undefined;
  }
}
