import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** Unit tests run in Node; `wxt/browser` is a fake browser in memory and the aliases of wxt.config.ts hold. */
export default defineConfig({
  plugins: [WxtVitest()],
  test: {
    include: ['tests/unit/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['tests/unit/support/cheap-argon2.ts'],
    pool: 'threads',
    maxWorkers: availableParallelism(), // of two cores Vitest would leave one
    restoreMocks: true,
    unstubGlobals: true,
    // scrypt is slow on purpose
    testTimeout: 20_000,
  },
});
