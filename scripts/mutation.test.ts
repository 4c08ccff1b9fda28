// What `npm run mutation` counts, and that it finds a test beside every rule.
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scoreOf, tableOf } from './mutation/score.ts';

const source = `export function isFar(days: number): boolean {\n  return days > 4;\n}\n`;
const mutant = (status: string, replacement: string) => ({
  status,
  replacement,
  mutatorName: 'EqualityOperator',
  location: { start: { line: 2, column: 10 }, end: { line: 2, column: 18 } },
});
const score = (path: string, mutants: readonly object[]) =>
  scoreOf(path, { files: { [path]: { source, mutants } } });

test('every file of rules has its test beside it', () => {
  const rules = globSync('src/**/*rules.ts', { cwd: join(import.meta.dirname, '..') });
  expect(rules.length).toBeGreaterThan(30);
  const untested = rules.filter((path) => !existsSync(path.replace(/\.ts$/, '.test.ts')));
  expect(untested).toEqual([]);
});

test('a change that a test notices counts, also one that never ends; one that is explained is left out', () => {
  const told = score('src/calendar/rules.ts', [
    mutant('Killed', 'days <= 4'),
    mutant('Timeout', 'true'),
    mutant('RuntimeError', 'days'),
    mutant('Survived', 'days >= 4'),
    mutant('NoCoverage', 'false'),
    mutant('Ignored', 'days > 5'),
  ]);
  expect(told).toMatchObject({ mutants: 5, killed: 3, explained: 1 });
  expect(told.survivors).toEqual([
    'src/calendar/rules.ts:2:10 days > 4  →  days >= 4  (EqualityOperator)',
    'src/calendar/rules.ts:2:10 days > 4  →  false  (no test comes here)',
  ]);
});

test('the table ends with all of them', () => {
  const scores = [
    score('a/rules.ts', [mutant('Killed', 'true'), mutant('Survived', 'false')]),
    score('b/rules.ts', [mutant('Killed', 'true'), mutant('Killed', 'false')]),
    score('c/rules.ts', []),
  ];
  expect(tableOf(scores).split('\n').slice(2)).toEqual([
    '| a/rules.ts | 2 | 1 | 0 | 50.0 % |',
    '| b/rules.ts | 2 | 2 | 0 | 100.0 % |',
    '| c/rules.ts | 0 | 0 | 0 | – |',
    '| all | 4 | 3 | 0 | 75.0 % |',
  ]);
});
