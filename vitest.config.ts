// Unit, use-case and journey tests; browser journeys run in Playwright (playwright.config.ts).
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Far from Rome: whoever asks the machine's zone for a civil day is found out at once.
process.env['TZ'] = 'America/New_York';

export default defineConfig({
  test: {
    include: ['{src,scripts,journeys,web}/**/*.test.ts'],
    globalSetup: ['scripts/vitest-postgres.ts'],
    // Vitest alone would leave one core idle: on two cores that is half of the time.
    maxWorkers: availableParallelism(),
    // A limit is there for what hangs, not for what is slow on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    unstubEnvs: true,
  },
});
