import type { AccountView } from '../rpc/snapshot';

/** Case and accents do not count: `zoe` finds Zoë. */
const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The accounts with every word of `query` in a name, the NIP-05 address or the npub, in their own order. */
export function searchAccounts(accounts: readonly AccountView[], query: string): readonly AccountView[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return accounts;
  return accounts.filter(({ name, profile, npub }) => {
    const text = fold([name, profile.name, profile.nip05, npub].join(' '));
    return words.every((word) => text.includes(word));
  });
}
