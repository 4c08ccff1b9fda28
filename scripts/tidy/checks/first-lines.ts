// The first line of every file says what the file is for.
import { violation } from '../tree.ts';
import type { SourceFile, Tree, Violation } from '../tree.ts';

export function checkFirstLines(tree: Tree): Violation[] {
  return tree.files
    .filter((file) => /\.(ts|tsx|mjs|sql)$/.test(file.path) && !saysItsPurpose(file))
    .map((file) => violation(file, 0, 'the first line does not say what this file is for'));
}

function saysItsPurpose({ path, text }: SourceFile): boolean {
  const [first = '', second = ''] = text.split('\n');
  const line = first.startsWith('#!') ? second : first;
  const said = path.endsWith('.sql') ? /^--\s*(.*)/.exec(line) : /^\/[/*]+\s*(.*)/.exec(line);
  return (said?.[1]?.length ?? 0) >= 10;
}
