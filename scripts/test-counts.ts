// Reads how many tests passed from the reports of vitest and Playwright; a run that broke counts as a failure.

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** `report` is the parsed JSON report, `exitCode` the one of the runner. */
export function countOf(
  runner: 'vitest' | 'playwright',
  report: unknown,
  exitCode: number,
): Counts {
  const counts = runner === 'vitest' ? ofVitest(report) : ofPlaywright(report);
  const broke = exitCode !== 0 && counts.failed === 0;
  return broke ? { ...counts, failed: 1 } : counts;
}

export function plus(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

function ofVitest(report: unknown): Counts {
  const number = numbersOf(report);
  return {
    passed: number('numPassedTests'),
    failed: number('numFailedTests'),
    skipped: number('numPendingTests') + number('numTodoTests'),
  };
}

function ofPlaywright(report: unknown): Counts {
  const isReport = typeof report === 'object' && report !== null && 'stats' in report;
  const number = numbersOf(isReport ? report.stats : undefined);
  return {
    passed: number('expected'),
    // A test that passes only when repeated has failed once.
    failed: number('unexpected') + number('flaky'),
    skipped: number('skipped'),
  };
}

function numbersOf(report: unknown): (name: string) => number {
  const entries = typeof report === 'object' && report !== null ? Object.entries(report) : [];
  const numbers = new Map<string, unknown>(entries);
  return (name) => {
    const value = numbers.get(name);
    return typeof value === 'number' ? value : 0;
  };
}
