/** What of each kind of account goes into a backup. A kind that is not here stays in the file it came in. */
import { toPubkey } from '../nostr/keys';
import type { AccountKind } from '../rpc/snapshot';

interface BackupKind {
  /** It has a sealed record of its own, which travels with it. */
  hasKey: boolean;
  /** Whether this is a key of the account with that pubkey; may throw. */
  fits(key: Uint8Array, pubkey: string): boolean;
}

export const KINDS: Record<AccountKind, BackupKind> = {
  'secret-key': { hasKey: true, fits: (key, pubkey) => toPubkey(key) === pubkey },
  'watch-only': { hasKey: false, fits: () => false },
};
