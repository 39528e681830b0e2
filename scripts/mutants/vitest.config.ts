import { mergeConfig } from 'vitest/config';
import { join } from 'node:path';
import base from '../../vitest.config.ts';
import { root } from '../machine/root.ts';

/** The unit tests as they are, over sources of which some are other than on the disk: `tests.ts` says which, in this very process. */
export default mergeConfig(base, {
  plugins: [
    {
      name: 'mutants',
      enforce: 'pre',
      transform: (_: string, id: string) =>
        (globalThis as { facetTexts?: ReadonlyMap<string, string> }).facetTexts?.get(id),
    },
  ],
  // how long a file may take is said by `tests.run`: a slow machine must not look like a mutant that is killed
  test: {
    root,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    setupFiles: [join(root, 'scripts/mutants/setup.ts')],
  },
});
