import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** Unit tests run in Node; `wxt/browser` is a fake browser in memory and the aliases of wxt.config.ts hold. */
export default defineConfig({
  plugins: [WxtVitest()],
  test: {
    include: ['tests/unit/**/*.test.ts'],
    environment: 'node',
    restoreMocks: true,
    unstubGlobals: true,
    // argon2id and scrypt are slow on purpose
    testTimeout: 20_000,
  },
});
