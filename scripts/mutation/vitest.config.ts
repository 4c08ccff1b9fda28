// The tests of one rule (`RULE_TEST`), in the copy in which the rule is changed: no database, and no others.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const test = process.env['RULE_TEST'] ?? '';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // `rules.test.ts`, and `rules-serving.test.ts` where one file was not enough.
    include: [test, test.replace('.test.ts', '-*.test.ts')],
    root: join(import.meta.dirname, '../..'),
  },
});
