/** What of each kind of account goes into a backup. A kind that is not here stays in the file it came in. */
import { toPubkey } from '../nostr/keys';
import type { AccountKind } from '../rpc/snapshot';
import type { StoredAccount } from '../storage/state';

interface BackupKind {
  /** It has a sealed record of its own, which travels with it. */
  hasKey: boolean;
  /** Whether this is the key that the account signs with, or that its remote signer knows it by; may throw. */
  fits(key: Uint8Array, account: StoredAccount): boolean;
}

export const KINDS: Record<AccountKind, BackupKind> = {
  'secret-key': { hasKey: true, fits: (key, { pubkey }) => toPubkey(key) === pubkey },
  remote: { hasKey: true, fits: (key, { remote }) => toPubkey(key) === remote?.clientPubkey },
  'watch-only': { hasKey: false, fits: () => false },
};
