import { defineConfig } from '@playwright/test';

/** Screens of the build with a fake browser behind them: what axe says of each, and how the most important ones look. */
export default defineConfig({
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/pictures',
  snapshotPathTemplate: '{testDir}/kept/{arg}{ext}',
  updateSnapshots: 'none', // a picture that is missing is a failure, never one that is made on the way
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000, // a slow machine is no fault
  expect: {
    timeout: 30_000,
    toHaveScreenshot: {
      // of 0 to 1, how far the colour of a pixel may be off; of all pixels, how many may be further off
      threshold: 0.1,
      maxDiffPixelRatio: 0.002,
      animations: 'disabled',
      caret: 'hide',
      scale: 'css',
    },
  },
  reporter: [['line'], ['json', { outputFile: '../../test-results/pictures.json' }]],
});
