import { defineConfig } from '@playwright/test';

/** One browser at a time, used for everything and searched. */
export default defineConfig({
  testMatch: '*.memory.ts',
  outputDir: '../../test-results/memory',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 0,
  expect: { timeout: 60_000 }, // much is open, and the machine may be busy
  reporter: 'line',
});
