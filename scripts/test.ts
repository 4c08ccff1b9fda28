// What `npm test` runs: builds the web where it is older than its sources, starts one PostgreSQL, runs the tests in
// Node and then those in the browser, and says last how many passed. `npm test -- <part of a path>…` runs a part.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres, startPostgres } from './postgres.ts';
import { NOTHING, outcomeOf, plus } from './test-counts.ts';
import type { Counts, Outcome } from './test-counts.ts';
import { choose, isBuildFresh } from './test-choice.ts';

/** More files than this do not fail by chance. */
const AGAIN_AT_MOST = 3;
const ROOT = join(import.meta.dirname, '..');
const { vitest, playwright } = choose(ROOT, process.argv.slice(2));
const environment: NodeJS.ProcessEnv = { ...process.env, REFETTORIO_TEST_POSTGRES: '' };

const stopPostgres = vitest === undefined ? async () => undefined : await providePostgres();
const folder = mkdtempSync(join(tmpdir(), 'refettorio-test-'));
let runs = 0;
const unsteady: string[] = [];
let counts = NOTHING;
try {
  const needsBuild = playwright !== undefined || vitest?.length === 0;
  if (needsBuild && !isBuildFresh(ROOT)) counts = plus(counts, await build());
  if (vitest !== undefined) counts = plus(counts, await settled(runVitest, vitest));
  if (playwright !== undefined) counts = plus(counts, await settled(runPlaywright, playwright));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  counts = plus(counts, { passed: 0, failed: 1, skipped: 0 });
} finally {
  await stopPostgres();
  rmSync(folder, { recursive: true, force: true });
}
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
if (unsteady.length > 0) console.log(`failed once, then passed alone: ${unsteady.join(', ')}`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;

async function providePostgres(): Promise<() => Promise<void>> {
  if (findPostgres() === undefined) {
    if (process.env['CI'] === 'true')
      throw new Error('CI needs PostgreSQL server binaries: see .ci/run');
    console.log(
      'PostgreSQL: no server binaries here, so the tests on a real PostgreSQL are left out',
    );
    return async () => undefined;
  }
  const server = await startPostgres();
  environment['REFETTORIO_TEST_POSTGRES'] = server.url;
  return async () => server.stop();
}

async function build(): Promise<Counts> {
  const code = await run('vite/bin/vite.js', [
    'build',
    '--config',
    'web/vite.config.ts',
    '--logLevel',
    'warn',
  ]);
  if (code === 0) return { passed: 0, failed: 0, skipped: 0 };
  console.log('The web does not build.');
  return { passed: 0, failed: 1, skipped: 0 };
}

async function runVitest(filters: readonly string[]): Promise<Outcome> {
  const report = join(folder, `vitest-${(runs += 1)}.json`);
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // A word may mean browser journeys only: then vitest finds nothing, and that is no failure.
  const lenient = playwright === undefined ? [] : ['--passWithNoTests'];
  const code = await run('vitest/vitest.mjs', [...options, ...lenient, ...filters]);
  return outcomeOf('vitest', readReport(report), code);
}

async function runPlaywright(filters: readonly string[]): Promise<Outcome> {
  const report = join(folder, `playwright-${(runs += 1)}.json`);
  environment['PLAYWRIGHT_JSON_OUTPUT_FILE'] = report;
  environment['REFETTORIO_TEST_DATA'] = join(folder, `data-${runs}`);
  const code = await run('@playwright/test/cli.js', ['test', '--reporter=list,json', ...filters]);
  return outcomeOf('playwright', readReport(report), code);
}

/**
 * On a busy machine one file of hundreds may fail for reasons of time. In a whole run the few that failed are run
 * once more, alone, and named at the end: seen by everybody, and nobody's work waits for them.
 */
async function settled(
  runner: (files: readonly string[]) => Promise<Outcome>,
  filters: readonly string[],
): Promise<Counts> {
  const { counts, failedFiles, countsOfOthers } = await runner(filters);
  if (filters.length > 0 || failedFiles.length === 0 || failedFiles.length > AGAIN_AT_MOST)
    return counts;
  console.log(`\nFailed, and run again alone: ${failedFiles.join(', ')}`);
  const again = await runner(failedFiles);
  if (again.counts.failed > 0) return counts;
  unsteady.push(...failedFiles);
  return plus(countsOfOthers, again.counts);
}

function readReport(path: string): unknown {
  const report: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  return report;
}

async function run(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', program), ...args], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // Whoever stops us (Ctrl-C, a time limit) stops the runner; what was started for it is still cleared away below.
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  return new Promise((resolve, reject) => {
    const handOn = (signal: NodeJS.Signals): void => {
      child.kill(signal);
      reject(new Error(`stopped by ${signal}`));
    };
    for (const signal of signals) process.once(signal, handOn);
    child.on('error', reject);
    child.on('exit', (code) => {
      for (const signal of signals) process.off(signal, handOn);
      resolve(code ?? 1);
    });
  });
}
