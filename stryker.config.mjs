// How rules are changed and tested by `npm run mutation`; which rule by which test is said by scripts/mutation.ts.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  // What a rule and its test may read: the copy in which rules are changed has no more.
  ignorePatterns: ['**', '!src/**', '!scripts/*.ts', '!package.json', '!vitest.config.ts'],
  tempDirName: '.cache/mutation',
  reporters: ['json'],
  jsonReporter: { fileName: '.cache/mutation.json' },
  logLevel: 'warn',
  allowConsoleColors: false,
};
