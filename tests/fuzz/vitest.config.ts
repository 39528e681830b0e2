import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { root } from '../../scripts/machine/root.ts';

/** The fuzz runs as unit tests do, for as long as it takes: how many cases there are is said from outside. */
export default defineConfig({
  plugins: [WxtVitest()],
  test: {
    root,
    include: ['tests/fuzz/*.fuzz.ts'],
    environment: 'node',
    restoreMocks: true,
    unstubGlobals: true,
    maxWorkers: 2,
    testTimeout: 3_600_000,
  },
});
