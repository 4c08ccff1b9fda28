// The run of all tests counts honestly and understands which tests are meant.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, isBuildFresh } from './test-choice.ts';
import { countOf, plus } from './test-counts.ts';

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
  const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0 };
  const counted = countOf('vitest', vitest, 1);
  expect(counted).toEqual({ passed: 5, failed: 1, skipped: 2 });
  const browser = { stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 } };
  expect(plus(counted, countOf('playwright', browser, 0))).toEqual({
    passed: 8,
    failed: 2,
    skipped: 2,
  });
  expect(countOf('vitest', undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countOf('vitest', { numPassedTests: 5 }, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
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
