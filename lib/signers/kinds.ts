/** The one table of the kinds of account and how each signs. A new kind is one line here. */
import type { AccountKind } from '../rpc/snapshot';
import type { StoredAccount } from '../storage/state';
import type { Secrets } from '../vault/secrets';
import type { Conversations } from './conversations';
import { createRemoteSigner } from './remote/remote';
import type { RemoteSigners } from './remote/remote-signers';
import { createSecretKeySigner } from './secret-key';
import type { Signer } from './signer';
import { createWatchOnlySigner } from './watch-only';

/** What signers are made of. */
export interface SignerRooms {
  secrets: Secrets;
  conversations: Conversations;
  remotes: RemoteSigners;
}

const SIGNERS: Record<AccountKind, (account: StoredAccount, rooms: SignerRooms) => Signer> = {
  'secret-key': ({ id, pubkey }, { secrets, conversations }) =>
    createSecretKeySigner(pubkey, secrets.of(id, pubkey), conversations.of(pubkey)),
  remote: ({ id, pubkey }, { remotes }) => createRemoteSigner(pubkey, () => remotes.get(id)),
  'watch-only': ({ pubkey }) => createWatchOnlySigner(pubkey),
};

/** The account's own signer. */
export const createSigner = (account: StoredAccount, rooms: SignerRooms): Signer =>
  SIGNERS[account.kind](account, rooms);
