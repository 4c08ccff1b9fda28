// Reads how many tests passed, and which files failed, from the reports of vitest and Playwright.

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Outcome {
  readonly counts: Counts;
  /** As the runner takes them for another run. */
  readonly failedFiles: readonly string[];
  /** Without the failed files. */
  readonly countsOfOthers: Counts;
}

interface FileOutcome {
  readonly file: string;
  readonly isFailed: boolean;
  readonly counts: Counts;
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

/**
 * `report` is the parsed JSON report, `exitCode` the one of the runner: a run that broke without a failed test counts
 * as a failure (a file that did not load, an error outside all tests, no report).
 */
export function outcomeOf(
  runner: 'vitest' | 'playwright',
  report: unknown,
  exitCode: number,
): Outcome {
  const files = runner === 'vitest' ? filesOfVitest(report) : filesOfPlaywright(report);
  const counts = sum(files);
  const hasBroken = exitCode !== 0 && counts.failed === 0;
  return {
    counts: hasBroken ? { ...counts, failed: 1 } : counts,
    failedFiles: files.filter(({ isFailed }) => isFailed).map(({ file }) => file),
    countsOfOthers: sum(files.filter(({ isFailed }) => !isFailed)),
  };
}

export function plus(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

const sum = (files: readonly FileOutcome[]): Counts =>
  files.reduce((total, { counts }) => plus(total, counts), NOTHING);

function filesOfVitest(report: unknown): readonly FileOutcome[] {
  return itemsOf(report, 'testResults').map((file) => ({
    file: String(fieldOf(file, 'name')),
    isFailed: fieldOf(file, 'status') === 'failed',
    counts: countsOf(itemsOf(file, 'assertionResults'), 'passed', 'failed'),
  }));
}

/** A suite at the top is a file. A test that passes only when repeated ("flaky") has failed once. */
function filesOfPlaywright(report: unknown): readonly FileOutcome[] {
  return itemsOf(report, 'suites').map((file) => {
    const counts = countsOf(testsOf(file), 'expected', 'unexpected', 'flaky');
    return { file: String(fieldOf(file, 'file')), isFailed: counts.failed > 0, counts };
  });
}

function testsOf(suite: unknown): readonly unknown[] {
  const own = itemsOf(suite, 'specs').flatMap((spec) => itemsOf(spec, 'tests'));
  return [...own, ...itemsOf(suite, 'suites').flatMap(testsOf)];
}

/** What neither passed nor failed was left out. */
function countsOf(tests: readonly unknown[], passed: string, ...failed: readonly string[]): Counts {
  const states = tests.map((test) => String(fieldOf(test, 'status')));
  const good = states.filter((state) => state === passed).length;
  const bad = states.filter((state) => failed.includes(state)).length;
  return { passed: good, failed: bad, skipped: states.length - good - bad };
}

function itemsOf(holder: unknown, name: string): readonly unknown[] {
  const items = fieldOf(holder, name);
  return Array.isArray(items) ? items : [];
}

function fieldOf(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined;
  return new Map<string, unknown>(Object.entries(holder)).get(name);
}
