// The tree of files that tidy looks at: read from the disk for real, written by hand in its self-test.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Floor } from '#floors.ts';
import { parseSource } from './syntax.ts';
import type { Node } from './syntax.ts';

/** A sentence about one line of one file; tidy fails when there is any. */
export interface Violation {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly sentence: string;
}

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Present for TypeScript that parses. */
  readonly program: Node | undefined;
}

export interface Tree {
  readonly files: readonly SourceFile[];
  readonly floors: readonly Floor[];
}

export type Check = (tree: Tree) => Violation[];

const FOLDERS = new Set(['bin', 'db', 'docs', 'journeys', 'scripts', 'src', 'web']);
const READ = /\.(ts|tsx|mjs|sql|json|md)$/;
const PARSED = /\.(ts|tsx)$/;

/** Reads the folders of the repository at `root` and the files beside them. */
export function readTree(root: string, floors: readonly Floor[]): Tree {
  const texts: Record<string, string> = {};
  for (const name of readdirSync(root)) {
    const isFolder = statSync(join(root, name)).isDirectory();
    if (isFolder && !FOLDERS.has(name)) continue;
    const below = isFolder
      ? readdirSync(join(root, name), { recursive: true, encoding: 'utf8' })
      : [];
    for (const path of isFolder
      ? below.map((part) => `${name}/${part.replaceAll('\\', '/')}`)
      : [name]) {
      if (READ.test(path)) texts[path] = readFileSync(join(root, path), 'utf8');
    }
  }
  return treeOf(texts, floors);
}

/** A tree from texts by path. */
export function treeOf(texts: Readonly<Record<string, string>>, floors: readonly Floor[]): Tree {
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    text,
    program: PARSED.test(path) ? parseSource(path, text) : undefined,
  }));
  return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), floors };
}

/** A violation at a character offset of a file. */
export function violation(file: SourceFile, offset: number, sentence: string): Violation {
  return { path: file.path, line: file.text.slice(0, offset).split('\n').length, sentence };
}
