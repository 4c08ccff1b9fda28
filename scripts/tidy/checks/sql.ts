// SQL is written only in stores and platform, names its own schema and lower rooms' views, and asks no clock.
import { heightOf, isStore, isTest, roomOf } from '../furniture.ts';
import { child, nameOf, textOf, walk } from '../syntax.ts';
import type { Node } from '../syntax.ts';
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

// Written all in small or all in capital letters, so that an English sentence with "Select" is not meant.
const SMALL =
  /(^|[\s(])(select\s[^]*\sfrom\s|insert into\s|update\s+[\w.]+\s+(as \w+ )?set\s|delete from\s|merge into\s|truncate\s|(create|drop|alter) (table|schema|view|index|role|function)\s|set local\s|with\s+\w+\s+as\s+\()/;
const CAPITAL = new RegExp(
  SMALL.source.replaceAll(/(?<!\\)\b[a-z]{2,}\b/g, (word) => word.toUpperCase()),
);
const CLOCK =
  /\b(now\(\)|current_timestamp\b|current_date\b|current_time\b|clock_timestamp\(|localtimestamp\b)/i;

export function checkSql(tree: Tree): Violation[] {
  return tree.files.flatMap((file) => {
    if (file.path.startsWith('db/migrations/')) return clockIn(file, file.text, 0);
    if (!file.path.startsWith('src/') || isTest(file.path)) return [];
    if (roomOf(file.path) === 'platform') return [];
    return isStore(file.path) ? checkStore(tree, file) : checkOutside(file);
  });
}

function checkOutside(file: SourceFile): Violation[] {
  const found: Violation[] = [];
  if (file.program === undefined) return found;
  walk(file.program, (node) => {
    const text = textOf(node) ?? '';
    if (SMALL.test(text) || CAPITAL.test(text)) {
      found.push(
        violation(file, node.start, 'SQL is written only in store.ts of a room (and in platform)'),
      );
    }
    if (isQuery(node)) {
      found.push(
        violation(file, node.start, 'only store.ts of a room (and platform) asks the database'),
      );
    }
  });
  return found;
}

/** `tx.rows(…)`, `tx.row(…)`, `tx.write(…)`. */
function isQuery(node: Node): boolean {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined;
  if (callee?.type !== 'MemberExpression' || nameOf(child(callee, 'object')) !== 'tx') return false;
  return ['rows', 'row', 'write', 'query'].includes(nameOf(child(callee, 'property')) ?? '');
}

function checkStore(tree: Tree, file: SourceFile): Violation[] {
  const found: Violation[] = [];
  if (file.program === undefined) return found;
  walk(file.program, (node) => {
    const text = textOf(node);
    if (text !== undefined)
      found.push(
        ...clockIn(file, text, node.start),
        ...foreignTables(tree, file, text, node.start),
      );
  });
  return found;
}

/** Instants come from the Clock (FOUNDATIONS: a test and a demo must be able to move it). */
function clockIn(file: SourceFile, text: string, start: number): Violation[] {
  const clock = CLOCK.exec(text.replaceAll(/--[^\n]*/g, (comment) => ' '.repeat(comment.length)));
  if (clock === null) return [];
  return [
    violation(file, start + clock.index, `SQL asks no clock (${clock[0]}): hand the instant in`),
  ];
}

function foreignTables(tree: Tree, file: SourceFile, text: string, start: number): Violation[] {
  const own = roomOf(file.path) ?? '';
  return [...text.matchAll(/(?<![\w.])([a-z][a-z_]*)\.([a-z_]+)/g)].flatMap((match) => {
    const [, schema = '', table = ''] = match;
    const room = tree.floors.find((floor) => floor.room.replaceAll('-', '_') === schema)?.room;
    if (room === undefined || room === own) return [];
    const isLower = heightOf(tree, room) < heightOf(tree, own);
    if (isLower && table.endsWith('_view')) return [];
    const sentence = isLower
      ? `${schema}.${table} is a table of ${room}: join one of its views (…_view) instead`
      : `${own} looks up at the schema ${schema}`;
    return [violation(file, start + match.index, sentence)];
  });
}
