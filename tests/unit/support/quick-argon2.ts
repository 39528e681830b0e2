/** The real argon2id, each derivation done once: what costs 0.2 s by design can be tried thousands of times. */
import type * as HashWasm from 'hash-wasm';

type Argon2 = (options: Parameters<typeof HashWasm.argon2id>[0] & { outputType: 'binary' }) => unknown;

/** For `vi.mock('hash-wasm', quickArgon2)`; every caller gets a copy of its own to wipe. */
export async function quickArgon2(importOriginal: () => Promise<typeof HashWasm>) {
  const real = await importOriginal();
  const known = new Map<string, Promise<Uint8Array>>();
  const argon2id: Argon2 = async (options) => {
    const name = JSON.stringify(options);
    const derived = known.get(name) ?? real.argon2id(options);
    known.set(name, derived);
    return (await derived).slice();
  };
  return { ...real, argon2id };
}
