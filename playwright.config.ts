// Browser journeys: a person's acts on the demo, in the packaged Chromium, against a server of this run's own.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumExecutable } from './scripts/chromium.ts';

// The workers read this file again and must find the same port and folder.
const port = (process.env['REFETTORIO_TEST_PORT'] ??= String(20_000 + (process.pid % 20_000)));
const data = (process.env['REFETTORIO_TEST_DATA'] ??= mkdtempSync(
  join(tmpdir(), 'refettorio-data-'),
));

export default defineConfig({
  testDir: 'journeys/browser',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  // The demo has one clock: two journeys at once would move it under each other.
  workers: 1,
  forbidOnly: process.env['CI'] === 'true',
  // Limits are for what hangs, not for what is slow on a busy machine.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    trace: 'retain-on-failure',
    launchOptions: chromiumExecutable(),
  },
  webServer: {
    command: `"${process.execPath}" bin/refettorio.mjs demo`,
    url: `http://localhost:${port}/`,
    env: { PORT: port, REFETTORIO_DATA: data, TZ: 'America/New_York' },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    timeout: 120_000,
  },
});
