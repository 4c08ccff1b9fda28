// A transaction that lost a race runs again; one that is wrong does not.
import { expect, test } from 'vitest';
import { retryingConflicts } from '#platform/retry.ts';

const fault = (code: string): Error => Object.assign(new Error(`fault ${code}`), { code });

/** Fails with these codes, one after the other, and then succeeds. */
function failing(...codes: readonly string[]) {
  const left = [...codes];
  let runs = 0;
  const run = async (): Promise<string> => {
    runs += 1;
    const code = left.shift();
    if (code !== undefined) throw fault(code);
    return 'done';
  };
  return { run, runs: () => runs };
}

test.each(['23505', '23P01', '40001', '40P01'])(
  'after the conflict %s it runs again',
  async (code) => {
    const { run, runs } = failing(code);
    expect(await retryingConflicts(run)).toBe('done');
    expect(runs()).toBe(2);
  },
);

test('after three conflicts it has run four times, and the fourth is thrown', async () => {
  const lucky = failing('23505', '40001', '40P01');
  expect(await retryingConflicts(lucky.run)).toBe('done');
  const unlucky = failing('23505', '23505', '23505', '40001', '23505');
  await expect(retryingConflicts(unlucky.run)).rejects.toThrow('fault 40001');
  expect(unlucky.runs()).toBe(4);
});

test.each(['23503', '42501', '57P01'])('the fault %s is thrown at once', async (code) => {
  const { run, runs } = failing(code);
  await expect(retryingConflicts(run)).rejects.toThrow(code);
  expect(runs()).toBe(1);
});

test('what is no fault of a database is thrown at once', async () => {
  let runs = 0;
  const run = async (): Promise<never> => {
    runs += 1;
    throw new TypeError('a mistake');
  };
  await expect(retryingConflicts(run)).rejects.toThrow('a mistake');
  expect(runs).toBe(1);
});
