import { defineConfig } from '@playwright/test';

/** One run, which ends by itself; its own bounds are in `world.ts`. */
export default defineConfig({
  testMatch: '*.chaos.ts',
  outputDir: '../../test-results/chaos',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 0,
  reporter: [['list'], ['json', { outputFile: '../../test-results/chaos.json' }]],
});
