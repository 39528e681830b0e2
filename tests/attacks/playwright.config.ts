import { defineConfig } from '@playwright/test';

/** Cases of one adversary share a browser, and two browsers run beside each other. */
export default defineConfig({
  testMatch: '*.attack.ts',
  outputDir: '../../test-results/attacks',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../../test-results/attacks.json' }]],
});
