/** libsecp256k1 in wasm. Apart from `signature.ts`, which brings noble along: this much is there before the rest is. */
import { NostrWasm, type Nostr } from 'nostr-wasm';

let native: Nostr | undefined;
let loading: Promise<void> | undefined;

/** Loads it from its module. Where that fails nothing is lost but time. */
export function loadNative(module: Promise<Response> | BufferSource): void {
  loading = NostrWasm(module)
    .then((loaded) => {
      native = loaded;
    })
    .catch(() => undefined);
}

/** Resolves when it is there, or will not come: noble's first signature takes longer than that. */
export const whenLoaded = async (): Promise<boolean> => {
  await loading;
  return native !== undefined;
};

/** It, if it is there by now. */
export const getNative = (): Nostr | undefined => native;

/** Never asked again: what broke off in the middle has left its stack as it was then. */
export function dropNative(): void {
  native = undefined;
}
