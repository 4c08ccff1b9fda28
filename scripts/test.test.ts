// The run of all tests counts honestly and understands which tests are meant.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, isBuildFresh } from './test-choice.ts';
import { outcomeOf, plus } from './test-counts.ts';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'refettorio-choice-'));
  for (const folder of ['journeys/browser', 'web/portal', 'src', 'dist/portal', 'dist/office']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, 'journeys/browser/a-feverish-morning.spec.ts'), '');
  writeFileSync(join(root, 'package-lock.json'), '');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test('without a path everything runs', () => {
  expect(choose(root, [])).toEqual({ vitest: [], playwright: [] });
});

test('a path in src runs neither browser nor build', () => {
  expect(choose(root, ['src/ground'])).toEqual({ vitest: ['src/ground'], playwright: undefined });
});

test('a browser journey runs alone', () => {
  const journey = 'journeys/browser/a-feverish-morning.spec.ts';
  expect(choose(root, [journey])).toEqual({ vitest: undefined, playwright: [journey] });
});

test('a word that both know goes to both', () => {
  expect(choose(root, ['morning'])).toEqual({ vitest: ['morning'], playwright: ['morning'] });
});

test('a report with failures is counted, and a run that broke without one counts as a failure', () => {
  const assertionResults = ['passed', 'failed', 'passed', 'pending', 'todo'].map(withStatus);
  const vitest = { testResults: [{ name: 'day.test.ts', status: 'failed', assertionResults }] };
  const counted = outcomeOf('vitest', vitest, 1).counts;
  expect(counted).toEqual({ passed: 2, failed: 1, skipped: 2 });
  const tests = ['expected', 'flaky', 'skipped'].map(withStatus);
  const browser = { suites: [{ file: 'presenze.spec.ts', specs: [{ tests }] }] };
  expect(plus(counted, outcomeOf('playwright', browser, 0).counts)).toEqual({
    passed: 3,
    failed: 2,
    skipped: 3,
  });
  expect(outcomeOf('vitest', undefined, 1).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  const broke = outcomeOf('vitest', { testResults: [passedFile('day.test.ts')] }, 1);
  expect(broke).toMatchObject({ counts: { passed: 1, failed: 1 }, failedFiles: [] });
});

test('the failed files are named as they are run again, also one that broke before its first test', () => {
  const unloaded = { name: 'range.test.ts', status: 'failed', assertionResults: [] };
  const vitest = { testResults: [passedFile('day.test.ts'), unloaded] };
  expect(outcomeOf('vitest', vitest, 1)).toEqual({
    counts: { passed: 1, failed: 1, skipped: 0 },
    failedFiles: ['range.test.ts'],
    countsOfOthers: { passed: 1, failed: 0, skipped: 0 },
  });
  const [good, bad] = ['expected', 'unexpected'].map((status) => ({ tests: [{ status }] }));
  const suites = [
    { file: 'the-wall.spec.ts', specs: [good, good] },
    { file: 'presenze.spec.ts', specs: [], suites: [{ specs: [good, bad] }] },
  ];
  expect(outcomeOf('playwright', { suites }, 1)).toMatchObject({
    failedFiles: ['presenze.spec.ts'],
    countsOfOthers: { passed: 2, failed: 0, skipped: 0 },
  });
});

const withStatus = (status: string) => ({ status });

const passedFile = (name: string) => ({
  name,
  status: 'passed',
  assertionResults: [withStatus('passed')],
});

test('the web is built again when a source is younger than a page', () => {
  expect(isBuildFresh(root)).toBe(false);
  for (const face of ['portal', 'office'])
    writeFileSync(join(root, 'dist', face, 'index.html'), '');
  expect(isBuildFresh(root)).toBe(true);
  const source = join(root, 'web/portal/today.tsx');
  writeFileSync(source, '');
  const later = new Date(Date.now() + 5000);
  utimesSync(source, later, later);
  expect(isBuildFresh(root)).toBe(false);
});
