// How rules are changed and tested by `npm run mutation`; which rule by which test is said by scripts/mutation.ts.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  // Not Stryker's own `testFiles`: with it (10.1.1) what runs while a module loads is changed too late to be noticed.
  vitest: { configFile: 'scripts/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // What a rule and its test may read: the copy in which rules are changed has no more.
  ignorePatterns: ['**', '!src/**', '!scripts/mutation/*', '!package.json'],
  tempDirName: '.cache/mutation',
  reporters: ['json'],
  jsonReporter: { fileName: '.cache/mutation.json' },
  logLevel: 'warn',
  allowConsoleColors: false,
};
