/**
 * Argon2id at its lowest cost, and each derivation done once, for every unit test: what takes 0.2 s by design is asked
 * for thousands of times. What it should have cost goes into the key, so that another cost is another key. Whoever opens
 * what was sealed by a real Facet says `vi.unmock('hash-wasm')`.
 */
import type * as HashWasm from 'hash-wasm';
import { vi } from 'vitest';

type Options = Parameters<typeof HashWasm.argon2id>[0] & { outputType: 'binary' };

vi.mock('hash-wasm', async (importOriginal) => {
  const real = await importOriginal<typeof HashWasm>();
  const known = new Map<string, Promise<Uint8Array>>();
  return {
    ...real,
    async argon2id(options: Options): Promise<Uint8Array> {
      const { memorySize, iterations, parallelism } = options;
      const name = JSON.stringify(options);
      const derived =
        known.get(name) ??
        real.argon2id({
          ...options,
          secret: `${memorySize} KiB, ${iterations} times`,
          memorySize: 8 * parallelism,
          iterations: 1,
        });
      known.set(name, derived);
      return (await derived).slice(); // each caller wipes a copy of its own
    },
  };
});
