/** The one table of the kinds of account and how each signs. A new kind is one line here. */
import type { AccountKind } from '../rpc/snapshot';
import type { StoredAccount } from '../storage/state';
import type { Secrets } from '../vault/secrets';
import { createSecretKeySigner } from './secret-key';
import type { Signer } from './signer';
import { createWatchOnlySigner } from './watch-only';

const SIGNERS: Record<AccountKind, (account: StoredAccount, secrets: Secrets) => Signer> = {
  'secret-key': ({ id, pubkey }, secrets) => createSecretKeySigner(pubkey, secrets.of(id, pubkey)),
  'watch-only': ({ pubkey }) => createWatchOnlySigner(pubkey),
};

/** The account's own signer. */
export const createSigner = (account: StoredAccount, secrets: Secrets): Signer =>
  SIGNERS[account.kind](account, secrets);
