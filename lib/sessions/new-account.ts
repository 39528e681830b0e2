/** An account on its way in: what it signs with, and how that is sealed and stored. */
import { pickAccent } from '../nostr/avatar';
import { toPubkey } from '../nostr/keys';
import type { AccountKind, RuleView } from '../rpc/snapshot';
import type { SealedRecord } from '../storage/database';
import type { State, StoredAccount, StoredRemote } from '../storage/state';
import type { Secrets } from '../vault/secrets';

type Extra =
  | 'nickname'
  | 'note'
  | 'accent'
  | 'addedAt'
  | 'backedUpAt'
  | 'stepUp'
  | 'favourite'
  | 'notInCycle'
  | 'apart'
  | 'signIns';

/** What may come along from a form, a backup or another signer. */
type Extras = { [Field in Extra]?: StoredAccount[Field] | undefined };

/** `secretKey` and `clientKey` are wiped by whoever takes the account in. */
export type NewAccount = Extras & { pubkey: string } & (
    | { kind: 'secret-key'; secretKey: Uint8Array }
    | { kind: 'remote'; clientKey: Uint8Array; remote: StoredRemote }
    | { kind: 'watch-only' }
  );

/** The account of a secret key, which stays the caller's bytes. */
export const toNewAccount = (secretKey: Uint8Array, extras: Extras = {}): NewAccount => ({
  ...extras,
  kind: 'secret-key',
  pubkey: toPubkey(secretKey),
  secretKey,
});

/** What each kind can do that the ones before it cannot; an account only ever moves to the right. */
const RANK: readonly AccountKind[] = ['watch-only', 'remote', 'secret-key'];

/** Whether a new account can do more than the one that is here already. */
export const isUpgrade = (fresh: AccountKind, held: AccountKind): boolean =>
  RANK.indexOf(fresh) > RANK.indexOf(held);

/** The stored account that a new one becomes; `held` is the entry with the same pubkey, whose place it takes. */
export function toStoredAccount(
  fresh: NewAccount,
  held: StoredAccount | undefined,
  { accounts }: Readonly<State>,
  now: number,
): StoredAccount {
  const { pubkey, kind, accent, note, addedAt = now, backedUpAt } = fresh;
  const { stepUp, favourite, notInCycle, apart, signIns } = fresh;
  const nickname = fresh.nickname?.trim();
  const { remote: _, ...kept } = held ?? {};
  const taken = accounts.map((account) => account.accent);
  return {
    id: crypto.randomUUID(),
    pubkey,
    accent: accent ?? pickAccent(pubkey, taken),
    addedAt,
    ...(nickname ? { nickname } : {}),
    ...(note ? { note } : {}),
    ...(stepUp ? { stepUp } : {}),
    ...(favourite ? { favourite } : {}),
    ...(notInCycle ? { notInCycle } : {}),
    ...(apart ? { apart } : {}),
    ...(signIns ? { signIns } : {}),
    ...kept,
    kind,
    ...(fresh.kind === 'remote' ? { remote: fresh.remote } : {}),
    usedAt: now,
    ...(backedUpAt === undefined ? {} : { backedUpAt }),
  };
}

/**
 * The rules without those that say what may be done with the key of an account that had none: no prompt has ever asked for
 * that, so they came with somebody's file. What is denied, and who may know the account, stays.
 */
export const withoutKeyRules = (
  rules: readonly RuleView[],
  isKeyless: (pubkey: string) => boolean,
): RuleView[] =>
  rules.filter(
    ({ pubkey, method, effect }) => effect === 'deny' || method === 'connect' || !isKeyless(pubkey),
  );

/** The record that holds what an account signs with; none for one that cannot sign. */
export async function sealAccount(
  fresh: NewAccount,
  { id, pubkey }: StoredAccount,
  secrets: Secrets,
): Promise<SealedRecord[]> {
  const key = getKey(fresh);
  return key ? [await secrets.seal(id, pubkey, key)] : [];
}

/** The bytes an account signs with: its own key, or the one that its remote signer knows it by. */
function getKey(account: NewAccount): Uint8Array | undefined {
  if (account.kind === 'secret-key') return account.secretKey;
  return account.kind === 'remote' ? account.clientKey : undefined;
}

/** Overwrites the secret bytes of accounts that were taken in, or were not. */
export function wipe(accounts: readonly NewAccount[]): void {
  for (const account of accounts) getKey(account)?.fill(0);
}
