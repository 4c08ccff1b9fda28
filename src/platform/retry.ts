// Runs a transaction again when another one got there first: the second run finds what the first one left.
const conflicts = new Set(['23505', '23P01', '40001', '40P01']);
const triesMax = 4;

/** Unique and exclusion violations, serialization failures and deadlocks; every other fault is thrown at once. */
export async function retryingConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (fault) {
      if (tries === triesMax || !isConflict(fault)) throw fault;
    }
  }
}

function isConflict(fault: unknown): boolean {
  return (
    fault instanceof Error &&
    'code' in fault &&
    typeof fault.code === 'string' &&
    conflicts.has(fault.code)
  );
}
