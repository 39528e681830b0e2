import { defineConfig } from '@playwright/test';

/** One browser at a time, killed again and again. */
export default defineConfig({
  testMatch: '*.kills.ts',
  outputDir: '../../test-results/kills',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: 'line',
});
