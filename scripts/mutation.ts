// `npm run mutation`: changes the rules one small thing at a time and looks whether the tests beside them notice; says in
// a table how many they do. `-- <part of a path>…` chooses files, `--concurrency 2`, `--json`. How: stryker.config.mjs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { percent, scoreOf, tableOf } from './mutation/score.ts';
import type { Score } from './mutation/score.ts';

const ROOT = join(import.meta.dirname, '..');
const STRYKER = join(ROOT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
const REPORT = join(ROOT, '.cache/mutation.json');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    concurrency: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const rules = globSync('src/**/*rules.ts', { cwd: ROOT }).toSorted();
const chosen = rules.filter(
  (path) => positionals.length === 0 || positionals.some((part) => path.includes(part)),
);
if (chosen.length === 0) {
  console.error(`There are these rules: ${rules.join(', ')}.`);
  process.exit(2);
}
const say = (line: string): void => console.error(line);
const scores: Score[] = [];
for (const path of chosen) {
  const score = await mutate(path);
  scores.push(score);
  say(`${path}: ${percent(score)}`);
  for (const survivor of score.survivors) say(`  ${survivor}`);
}
console.log(values.json ? JSON.stringify(scores, undefined, 2) : tableOf(scores));
process.exitCode = scores.every(({ survivors }) => survivors.length === 0) ? 0 : 1;

/** Only the test beside the rule counts: what a journey happens to notice is no statement about the rule. */
async function mutate(path: string): Promise<Score> {
  const test = path.replace(/\.ts$/, '.test.ts');
  if (!existsSync(join(ROOT, test))) throw new Error(`${path} has no test beside it`);
  rmSync(REPORT, { force: true });
  const { concurrency } = values;
  const options = ['--mutate', path, '--concurrency', concurrency];
  const stryker = spawn(process.execPath, [STRYKER, 'run', ...options], {
    cwd: ROOT,
    env: { ...process.env, RULE_TEST: test },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(stryker, 'exit');
  if (!existsSync(REPORT)) throw new Error(`${path} could not be tried: does ${test} pass?`);
  return scoreOf(path, JSON.parse(readFileSync(REPORT, 'utf8')));
}
