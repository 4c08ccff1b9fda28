// Unit, use-case and journey tests; browser journeys run in Playwright (playwright.config.ts).
import { defineConfig } from 'vitest/config';

// Far from Rome: whoever asks the machine's zone for a civil day is found out at once.
process.env['TZ'] = 'America/New_York';

export default defineConfig({
  test: {
    include: ['{src,scripts,journeys,web}/**/*.test.ts'],
    globalSetup: ['scripts/vitest-postgres.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
  },
});
