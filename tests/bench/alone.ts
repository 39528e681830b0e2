import { defineConfig } from '@playwright/test';

/** One run at a time: what is measured must not share the machine with what measures it. */
export const alone = defineConfig({
  testMatch: '*.bench.ts',
  outputDir: '../../../test-results/bench',
  workers: 1,
  forbidOnly: true,
  timeout: 600_000,
  expect: { timeout: 30_000 },
  reporter: [['line']],
});
