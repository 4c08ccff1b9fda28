// What a file imports: static, dynamic, re-exported, in a type, or named by `new URL(…, import.meta.url)`.
import { dirname, normalize } from 'node:path/posix';
import { child, children, nameOf, textOf, walk } from './syntax.ts';
import type { Node } from './syntax.ts';
import type { SourceFile } from './tree.ts';

export interface Import {
  /** As written; undefined when it is computed and nobody can follow it. */
  readonly specifier: string | undefined;
  readonly offset: number;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
  readonly kind: 'static' | 'dynamic' | 'type' | 'url';
}

/** All imports of a file, in the order of its text. */
export function importsOf(file: SourceFile): readonly Import[] {
  const found: Import[] = [];
  if (file.program !== undefined) {
    walk(file.program, (node) => {
      const read = readImport(node);
      if (read !== undefined) found.push(read);
    });
  }
  return found;
}

/** The path in the repository that a specifier means (`#room/file.ts` or relative), or undefined for a library. */
export function pathOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  return specifier.startsWith('.')
    ? normalize(`${dirname(from)}/${specifier.split('?')[0] ?? ''}`)
    : undefined;
}

/** The package a specifier belongs to (`@fastify/cookie/x` → `@fastify/cookie`), or undefined for our own files. */
export function libraryOf(specifier: string): string | undefined {
  if (/^[#./]/.test(specifier)) return undefined;
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Whether a list of libraries with wildcards (`node:*`, `@fastify/*`) names this one. */
export function isListed(library: string, list: readonly string[]): boolean {
  return list.some((entry) =>
    entry.endsWith('*') ? library.startsWith(entry.slice(0, -1)) : library === entry,
  );
}

function readImport(node: Node): Import | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      const specifier = textOf(child(node, 'source'));
      if (specifier === undefined) return undefined;
      return { specifier, offset: node.start, typeOnly: isTypeOnly(node), kind: 'static' };
    }
    case 'ImportExpression': {
      const specifier = textOf(child(node, 'source'));
      return { specifier, offset: node.start, typeOnly: false, kind: 'dynamic' };
    }
    case 'TSImportType': {
      const specifier = textOf(child(node, 'source'));
      return { specifier, offset: node.start, typeOnly: true, kind: 'type' };
    }
    case 'NewExpression': {
      const [path] = children(node, 'arguments');
      const specifier = textOf(path);
      if (nameOf(child(node, 'callee')) !== 'URL' || !/^\..*\.tsx?$/.test(specifier ?? ''))
        return undefined;
      return { specifier, offset: node.start, typeOnly: false, kind: 'url' };
    }
    default:
      return undefined;
  }
}

function isTypeOnly(node: Node): boolean {
  if (node['importKind'] === 'type' || node['exportKind'] === 'type') return true;
  const specifiers = children(node, 'specifiers');
  return (
    specifiers.length > 0 &&
    specifiers.every((one) => one['importKind'] === 'type' || one['exportKind'] === 'type')
  );
}
