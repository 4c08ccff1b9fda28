// The syntax tree of one file, by the bundler's parser (TypeScript 7 exports none), and a walk over it.
import { parseAst } from 'rolldown/parseAst';

/** Any node of the ESTree with TypeScript that the parser gives; fields are narrowed where they are read. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** Where a node stands: its parents from the outermost in, and the field of the last one that holds it. */
export interface Place {
  readonly parents: readonly Node[];
  readonly field: string;
}

/** The program of a .ts or .tsx text, or undefined where it does not parse. */
export function parseSource(path: string, text: string): Node | undefined {
  try {
    const lang = path.endsWith('.tsx') ? 'tsx' : path.endsWith('.d.ts') ? 'dts' : 'ts';
    const program: unknown = parseAst(text, { lang, sourceType: 'module', astType: 'ts' }, path);
    return isNode(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Calls `visit` for every node, parents before children. */
export function walk(program: Node, visit: (node: Node, place: Place) => void): void {
  const parents: Node[] = [];
  const enter = (node: Node, field: string): void => {
    visit(node, { parents, field });
    parents.push(node);
    for (const [key, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value])
        if (isNode(child)) enter(child, key);
    }
    parents.pop();
  };
  enter(program, '');
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The node in a field, where there is one. */
export function child(node: Node, field: string): Node | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

/** The nodes in a field that holds a list. */
export function children(node: Node, field: string): readonly Node[] {
  const value: unknown = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The name of an identifier, or undefined for every other node. */
export function nameOf(node: Node | undefined): string | undefined {
  const name =
    node?.type === 'Identifier' || node?.type === 'JSXIdentifier' ? node['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** The text of a string literal or of one piece of a template, or undefined. */
export function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal') {
    return typeof node['value'] === 'string' ? node['value'] : undefined;
  }
  if (node?.type !== 'TemplateElement') return undefined;
  const value: unknown = node['value'];
  if (typeof value !== 'object' || value === null || !('raw' in value)) return undefined;
  return typeof value.raw === 'string' ? value.raw : undefined;
}
