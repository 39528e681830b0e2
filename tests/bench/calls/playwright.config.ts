import { defineConfig } from '@playwright/test';
import type { Length } from './calls.bench';

/** `full` decides goals; `quick` checks every answer and shows where the figures lie. */
export default defineConfig<Length>({
  testMatch: '*.bench.ts',
  outputDir: '../../../test-results/bench',
  projects: [
    { name: 'full', use: { rounds: 25 } },
    { name: 'quick', use: { rounds: 3 } },
  ],
  workers: 1,
  forbidOnly: true,
  timeout: 3_600_000, // a slow machine is no fault
  reporter: [['line'], ['json', { outputFile: '../../../test-results/bench.json' }]],
});
