// One word per concept: a name that docs/glossary.md lists under "never" is used for nothing.
import { nameOf, textOf, walk } from '../syntax.ts';
import type { Node, Place } from '../syntax.ts';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

interface Banned {
  /** Lower case, split in words: `tax code` bans taxCode, tax_code and tax-code. */
  readonly words: readonly string[];
  readonly instead: string;
}

export function checkGlossary(tree: Tree): Violation[] {
  const glossary = tree.files.find((file) => file.path === 'docs/glossary.md');
  const banned = glossary === undefined ? [] : readBanned(glossary.text);
  if (banned.length === 0) return [];
  return tree.files.flatMap((file) => {
    if (/^db\/migrations\/.*\.sql$/.test(file.path)) return sqlNames(file, banned);
    if (!/^(src|web|journeys)\//.test(file.path)) return [];
    const inPath = faultOf(file.path.replaceAll(/[/.]/g, '-'), banned);
    return [...(inPath ? [violation(file, 0, inPath)] : []), ...declaredNames(file, banned)];
  });
}

/** Reads the tables with the columns `Italian | here | never | note`; several words are split by commas. */
export function readBanned(glossary: string): readonly Banned[] {
  const banned: Banned[] = [];
  let never = -1;
  let here = -1;
  for (const line of glossary.split('\n')) {
    if (!line.trim().startsWith('|')) {
      never = -1;
      continue;
    }
    const cells = line.split('|').map((cell) => cell.replaceAll('`', '').trim());
    if (never < 0) {
      never = cells.findIndex((cell) => cell.toLowerCase() === 'never');
      here = cells.findIndex((cell) => cell.toLowerCase() === 'here');
      continue;
    }
    for (const word of (cells[never] ?? '').split(/[,;]/)) {
      const words = wordsOf(word.replaceAll(/\(.*\)/g, ''));
      if (words.length > 0) banned.push({ words, instead: cells[here] ?? '' });
    }
  }
  return banned;
}

function declaredNames(file: SourceFile, banned: readonly Banned[]): Violation[] {
  const found: Violation[] = [];
  if (file.program === undefined) return found;
  walk(file.program, (node, place) => {
    const name = nameOf(node) ?? (place.field === 'key' ? textOf(node) : undefined);
    const fault = name !== undefined && isOurs(place) ? faultOf(name, banned) : undefined;
    if (fault !== undefined) found.push(violation(file, node.start, fault));
  });
  return found;
}

/** Whether we chose this name: declarations are ours; members, options and destructured names may be a library's. */
function isOurs({ parents, field }: Place): boolean {
  const parent: Node | undefined = parents.at(-1);
  switch (parent?.type) {
    case 'VariableDeclarator':
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
      return field === 'id' || field === 'params';
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return field === 'params';
    case 'TSPropertySignature':
    case 'TSMethodSignature':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return field === 'key';
    default:
      return false;
  }
}

/** Names in a migration, without comments, quoted texts and PostgreSQL's own words. */
function sqlNames(file: SourceFile, banned: readonly Banned[]): Violation[] {
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');
  const sql = file.text.replaceAll(
    /--[^\n]*|'(?:[^']|'')*'|\b(current_user|session_user)\b/g,
    blank,
  );
  return [...sql.matchAll(/[a-z][a-z0-9_]*/g)].flatMap((match) => {
    const fault = match[0] === 'user' ? undefined : faultOf(match[0], banned);
    return fault === undefined ? [] : [violation(file, match.index, fault)];
  });
}

function faultOf(name: string, banned: readonly Banned[]): string | undefined {
  const words = wordsOf(name);
  const hit = banned.find((one) =>
    words.some((_, at) => one.words.every((word, i) => isWord(words[at + i], word))),
  );
  if (hit === undefined) return undefined;
  return `"${name}" says ${hit.words.join(' ')}; the glossary says ${hit.instead}`;
}

/** The word itself or its plural. */
function isWord(word: string | undefined, banned: string): boolean {
  return word === banned || word === `${banned}s` || word === `${banned}es`;
}

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
