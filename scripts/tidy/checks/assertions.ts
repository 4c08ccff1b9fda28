// No `any`; `as` only where a value is given its brand.
//
// The rule, so that one can say it: `as` may stand inside a function whose name begins with `as`, `parse` or `to`
// (a constructor: asDay, parseFiscalCode, toWeekdays), and in tests. `as const`, `as unknown` and `satisfies` assert
// nothing and may stand anywhere.
import { isTest } from '../furniture.ts';
import { child, nameOf, walk } from '../syntax.ts';
import type { Node, Place } from '../syntax.ts';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

const CONSTRUCTOR = /^(as|parse|to)([A-Z]|$)/;

export function checkAssertions(tree: Tree): Violation[] {
  return tree.files.flatMap(checkFile);
}

function checkFile(file: SourceFile): Violation[] {
  const found: Violation[] = [];
  if (file.program === undefined) return found;
  walk(file.program, (node, place) => {
    if (node.type === 'TSAnyKeyword') {
      found.push(
        violation(file, node.start, '`any` switches the checks off: say unknown and look'),
      );
    }
    if (isAssertion(node) && !isTest(file.path) && !isInConstructor(place)) {
      found.push(
        violation(
          file,
          node.start,
          '`as` outside of a constructor (a function named as…, parse… or to…)',
        ),
      );
    }
  });
  return found;
}

function isAssertion(node: Node): boolean {
  if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return false;
  const type = child(node, 'typeAnnotation');
  if (type?.type === 'TSUnknownKeyword') return false;
  return type?.type !== 'TSTypeReference' || nameOf(child(type, 'typeName')) !== 'const';
}

function isInConstructor({ parents }: Place): boolean {
  return parents.some((parent, index) => {
    const isFunction = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(
      parent.type,
    );
    if (!isFunction) return false;
    const holder = parents[index - 1];
    const name =
      nameOf(child(parent, 'id')) ??
      nameOf(holder && (child(holder, 'id') ?? child(holder, 'key')));
    return name !== undefined && CONSTRUCTOR.test(name);
  });
}
