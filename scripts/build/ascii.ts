/**
 * One character beyond Latin-1 has the engine keep the whole script in two bytes for each character, and read it as such:
 * the worker, which is read each time it wakes, gets such characters as escapes.
 */
import type { Plugin } from 'vite';

const toEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

export const ascii = (): Plugin => ({
  name: 'facet:ascii',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type === 'chunk') output.code = output.code.replace(/[^\0-\x7f]/g, toEscape);
    }
  },
});
