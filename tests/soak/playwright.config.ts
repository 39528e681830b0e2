import { defineConfig } from '@playwright/test';

/** One run, which ends by itself; its bounds are those of chaos. */
export default defineConfig({
  testMatch: '*.soak.ts',
  outputDir: '../../test-results/soak',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 0,
  expect: { timeout: 60_000 },
  reporter: 'list',
});
