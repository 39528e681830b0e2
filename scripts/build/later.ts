/**
 * A worker reads and parses its whole script each time it wakes, and may not use `import()`. It may load a script that
 * it has loaded while it was installed, though: so what is imported on first use becomes such a script.
 */
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

/** By the name of a script, the packages that it carries. */
export type LaterScripts = Record<string, readonly string[]>;

/** Loads them at run time. */
const LOADER = fileURLToPath(new URL('../../entrypoints/background/later.ts', import.meta.url));

const IMPORT = /\bimport\(\s*(["'])([^"']+)\1\s*\)/g;

/** Each `import()` of such a package becomes a call of what loads it; `watch` sees what these scripts are made of. */
export function later(
  scripts: LaterScripts,
  resolve: { alias: Record<string, string> },
  watch?: Plugin,
): Plugin {
  const scriptOf = new Map(
    Object.entries(scripts).flatMap(([script, packages]) => packages.map((each) => [each, script] as const)),
  );
  return {
    name: 'facet:later',
    config: () => ({ define: { __LATER_SCRIPTS__: JSON.stringify(Object.keys(scripts).map(toPath)) } }),
    transform(code) {
      const calls: string[] = [];
      const changed = code.replace(IMPORT, (whole, _quote, specifier: string) => {
        const script = scriptOf.get(specifier);
        if (script === undefined) return whole;
        calls.push(specifier);
        return `__loadLater(${JSON.stringify(toPath(script))}, ${JSON.stringify(specifier)})`;
      });
      if (calls.length === 0) return undefined;
      return {
        code: `import { loadLater as __loadLater } from ${JSON.stringify(LOADER)};\n${changed}`,
        map: null,
      };
    },
    async generateBundle() {
      for (const [script, packages] of Object.entries(scripts)) {
        const source = await bundle(script, packages, resolve, watch);
        this.emitFile({ type: 'asset', fileName: toPath(script), source });
      }
    },
  };
}

const toPath = (script: string): string => `later/${script}.js`;

/** One script that leaves what these packages export where `loadLater` finds it. */
async function bundle(
  script: string,
  packages: readonly string[],
  resolve: { alias: Record<string, string> },
  watch?: Plugin,
): Promise<string> {
  const entry = `later:${script}`;
  const lines = packages.flatMap((name, index) => [
    `import * as part${String(index)} from ${JSON.stringify(name)};`,
    `(globalThis.facetLater ??= {})[${JSON.stringify(name)}] = part${String(index)};`,
  ]);
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve,
    plugins: [
      watch,
      {
        name: 'facet:later-entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? lines.join('\n') : undefined),
      },
    ],
    build: {
      write: false,
      target: 'chrome123',
      copyPublicDir: false,
      rolldownOptions: { input: entry, output: { format: 'iife', codeSplitting: false } },
    },
  });
  const [output] = (Array.isArray(built) ? built : [built]).flatMap((each) =>
    'output' in each ? each.output : [],
  );
  if (output?.type !== 'chunk') throw new Error(`no script came of ${packages.join(', ')}`);
  return output.code;
}
