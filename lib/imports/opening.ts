/**
 * The one import that is under way: opens the keys of a file one after another, which takes a quarter of a second
 * for each that is encrypted, says how far it is, and stops when told. Nothing survives here; the caller adds
 * what comes out, all at once.
 */
import { toPubkey } from '../nostr/keys';
import { FacetError } from '../rpc/errors';
import type { ImportProgress } from '../rpc/snapshot';
import type { Entry } from './entry';

/** A key or a pubkey that is ready to be added; the secret bytes are the caller's to wipe. */
export type Ready = { pubkey: string; name?: string | undefined } & (
  { kind: 'secret-key'; secretKey: Uint8Array } | { kind: 'watch-only' }
);

/** `failed`: places, in what was asked for, of the keys that the password does not open. */
export interface Opened {
  ready: Ready[];
  failed: number[];
}

/**
 * How long (ms) the worker listens between two keys that are encrypted. A message goes through its loop several times
 * before it is heard: with a single turn between two keys each would cost the time of a key.
 */
const BREATH = 30;

export type Opening = ReturnType<typeof createOpening>;

/** `onProgress` runs when the progress has changed. */
export function createOpening(onProgress: () => void) {
  let progress: ImportProgress | undefined;
  let cancelled = false;

  async function open(entries: readonly Entry[], password: string): Promise<Opened> {
    const found: Opened = { ready: [], failed: [] };
    for (const [index, entry] of entries.entries()) {
      const ready = await openEntry(entry, password);
      if (ready) found.ready.push(ready);
      else found.failed.push(index);
      progress = { done: index + 1, total: entries.length };
      onProgress();
      await new Promise((next) => setTimeout(next, entry.kind === 'sealed' ? BREATH : 0));
      if (cancelled) {
        wipeReady(found.ready);
        throw new FacetError('denied', 'the import was cancelled; nothing was added');
      }
    }
    return found;
  }

  return {
    /** How far the import is that is under way. */
    get progress(): ImportProgress | undefined {
      return progress;
    },

    /** Opens all entries. Throws `busy` beside another import, `denied` when cancelled. */
    async run(entries: readonly Entry[], password = ''): Promise<Opened> {
      if (progress) throw new FacetError('busy', 'another import is under way');
      progress = { done: 0, total: entries.length };
      cancelled = false;
      onProgress();
      try {
        return await open(entries, password);
      } finally {
        progress = undefined;
        onProgress();
      }
    },

    /** Ends the import under way before its next key, if there is one. */
    cancel(): void {
      cancelled = true;
    },
  };
}

/** Undefined for what cannot be opened. */
async function openEntry(entry: Entry, password: string): Promise<Ready | undefined> {
  if (entry.kind === 'unreadable') return undefined;
  if (entry.kind === 'watch-only') return { kind: 'watch-only', pubkey: entry.pubkey, name: entry.name };
  try {
    const { secretKey, name = entry.name } =
      entry.kind === 'sealed' ? await entry.open(password) : { secretKey: entry.secretKey.slice() };
    return { kind: 'secret-key', pubkey: toPubkey(secretKey), secretKey, name };
  } catch {
    return undefined;
  }
}

/** Overwrites the secret bytes. */
export function wipeReady(ready: readonly Ready[]): void {
  for (const each of ready) if (each.kind === 'secret-key') each.secretKey.fill(0);
}
