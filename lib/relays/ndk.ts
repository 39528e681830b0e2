/**
 * NDK, evaluated when relays are first needed. It is a third of the worker's code, and most of what wakes a worker
 * needs no relay; a bundle of one file has it in a function until then.
 */
import type * as Ndk from '@nostr-dev-kit/ndk';

let loaded: typeof Ndk | undefined;

export async function loadNdk(): Promise<void> {
  loaded ??= await import('@nostr-dev-kit/ndk');
}

/** NDK, for those who run after it was loaded. */
export function ndk(): typeof Ndk {
  if (loaded) return loaded;
  throw new Error('NDK is used before it is loaded');
}

/** Runs `work` with NDK: at once where it is there, else as soon as it is, unless the returned function is called first. */
export function withNdk(work: () => void): () => void {
  let isWanted = true;
  if (loaded) work();
  else {
    void loadNdk().then(() => {
      if (isWanted) work();
    });
  }
  return () => {
    isWanted = false;
  };
}
